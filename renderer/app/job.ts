import type { QueryClient } from '@tanstack/react-query';
import { create } from 'zustand';
import type { JobProgress } from '../../shared/contract.ts';
import type { Engine } from './engine-context.ts';
import { tellProblem } from './messages.tsx';

interface JobStore {
  /** The last progress heard of; stays after the end until the next job. */
  progress: JobProgress | null;
  watching: boolean;
  cancelling: boolean;
}

export const useJob = create<JobStore>(() => ({ progress: null, watching: false, cancelling: false }));

export const isRunning = (progress: JobProgress | null): boolean => progress?.state === 'running';

const REFRESH_MS = 2000;
/** What a running job changes on screens that are looked at meanwhile. */
const NEWS = ['evidence', 'overview'];

/** Follows the running job to its end and keeps the screens fresh meanwhile; returns at once when none runs or one is followed. */
export async function watchJob(engine: Engine, queries: QueryClient): Promise<void> {
  if (useJob.getState().watching) return;
  useJob.setState({ watching: true, cancelling: false });
  let refreshed = performance.now();
  try {
    for await (const progress of await engine.job.watch({})) {
      const next = progress.stage !== useJob.getState().progress?.stage;
      useJob.setState({ progress });
      if (next || performance.now() - refreshed > REFRESH_MS) {
        refreshed = performance.now();
        for (const key of NEWS) void queries.invalidateQueries({ queryKey: [key] });
      }
    }
  } catch (error) {
    tellProblem(error);
  } finally {
    useJob.setState({ watching: false, cancelling: false });
    await queries.invalidateQueries();
  }
}

/** Asks the engine to stop, and waits until it says that it has. */
export async function cancelJob(engine: Engine): Promise<void> {
  useJob.setState({ cancelling: true });
  try {
    await engine.job.cancel({});
  } catch (error) {
    tellProblem(error);
  } finally {
    useJob.setState({ cancelling: false });
  }
}

export const forgetJob = (): void => useJob.setState({ progress: null });
