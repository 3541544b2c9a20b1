import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { create } from 'zustand';
import type { EvidenceInput } from '../../shared/contract.ts';
import type { CopyProgress, CopyWatch } from '../../shared/host.ts';
import { useEngine } from '../app/engine-context.ts';
import { forgetJob, isRunning, useJob, watchJob } from '../app/job.ts';
import { tellProblem } from '../app/messages.tsx';

export function useLedger() {
  const engine = useEngine();
  return useQuery({
    queryKey: ['evidence', 'list'],
    queryFn: ({ signal }) => engine.evidence.list({}, { signal }),
  });
}

/** Files that an import did not finish. */
export function useUnfinished() {
  const engine = useEngine();
  return useQuery({
    queryKey: ['evidence', 'unfinished'],
    queryFn: ({ signal }) => engine.evidence.unfinished({}, { signal }),
  });
}

const REJECTS_AT_ONCE = 200;

export function useRejects(evidenceId: number | undefined, shown: number) {
  const engine = useEngine();
  const limit = Math.min(1000, Math.max(REJECTS_AT_ONCE, shown));
  return useQuery({
    queryKey: ['evidence', 'rejects', evidenceId ?? null, limit],
    queryFn: ({ signal }) =>
      engine.evidence.rejects(
        { ...(evidenceId === undefined ? {} : { evidence_id: evidenceId }), limit },
        { signal },
      ),
  });
}

export function useCopies(evidenceId: number) {
  const engine = useEngine();
  return useQuery({
    queryKey: ['evidence', 'copies', evidenceId],
    queryFn: ({ signal }) =>
      engine.evidence.copies({ evidence_id: evidenceId, limit: REJECTS_AT_ONCE }, { signal }),
  });
}

/** Starts an import and follows it; says what went wrong where it could not start. */
export function useImport() {
  const engine = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (inputs: EvidenceInput[]) => {
      if (inputs.length === 0) return;
      forgetJob();
      await engine.evidence.import({ inputs });
      void watchJob(engine, queries);
    },
    onError: tellProblem,
  });
}

/** Hashes the evidence again and follows that. */
export function useVerify() {
  const engine = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      forgetJob();
      await engine.evidence.verify({});
      void watchJob(engine, queries);
    },
    onError: tellProblem,
  });
}

interface Copying {
  now: { progress: CopyProgress; abort: AbortController } | null;
}

// Of the whole desk: what was dropped on one screen is followed on another.
const useCopyStore = create<Copying>(() => ({ now: null }));

/** Files on their way from the browser to the engine's computer; on the desktop there are none. */
export function useCopying(): {
  copying: CopyProgress | null;
  stop: () => void;
  run: <T>(work: (watch: CopyWatch) => Promise<T>) => Promise<T | null>;
} {
  const { now } = useCopyStore();
  return {
    copying: now?.progress ?? null,
    stop: () => now?.abort.abort(),
    run: async (work) => {
      const abort = new AbortController();
      const onProgress = (progress: CopyProgress) => useCopyStore.setState({ now: { progress, abort } });
      try {
        return await work({ signal: abort.signal, onProgress });
      } catch (error) {
        if (!abort.signal.aborted) tellProblem(error);
        return null;
      } finally {
        useCopyStore.setState({ now: null });
      }
    },
  };
}

/** The ways in: what was dropped, chosen or typed is copied where it must be, then imported. */
export function useBring() {
  const start = useImport();
  const { copying, stop, run } = useCopying();
  const running = useJob((job) => isRunning(job.progress) || job.watching);
  return {
    busy: running || start.isPending || copying !== null,
    copying,
    stop,
    bring: async (choose: (watch: CopyWatch) => Promise<EvidenceInput[]>): Promise<void> => {
      const inputs = await run(choose);
      if (inputs && inputs.length > 0) start.mutate(inputs);
    },
  };
}
