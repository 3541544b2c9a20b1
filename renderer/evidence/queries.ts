import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { EvidenceInput } from '../../shared/contract.ts';
import type { CopyProgress, CopyWatch } from '../../shared/host.ts';
import { useEngine } from '../app/engine-context.ts';
import { forgetJob, watchJob } from '../app/job.ts';
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

/** Files on their way from the browser to the engine's computer; on the desktop there are none. */
export function useCopying(): {
  copying: CopyProgress | null;
  stop: () => void;
  run: <T>(work: (watch: CopyWatch) => Promise<T>) => Promise<T | null>;
} {
  const [state, setState] = useState<{ progress: CopyProgress; abort: AbortController } | null>(null);
  return {
    copying: state?.progress ?? null,
    stop: () => state?.abort.abort(),
    run: async (work) => {
      const abort = new AbortController();
      try {
        return await work({ signal: abort.signal, onProgress: (progress) => setState({ progress, abort }) });
      } catch (error) {
        if (!abort.signal.aborted) tellProblem(error);
        return null;
      } finally {
        setState(null);
      }
    },
  };
}
