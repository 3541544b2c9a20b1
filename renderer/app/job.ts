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
  /** When the window last heard of events that a job added, in milliseconds; what was read before is of fewer. */
  grownAt: number | null;
}

const NOTHING: JobStore = { progress: null, watching: false, cancelling: false, grownAt: null };

export const useJob = create<JobStore>(() => NOTHING);

/** As of a job that a window hears of anew: other events than before were added. */
const hasGrown = (before: JobProgress | null, { job, events }: JobProgress): boolean =>
  events !== (before?.job === job ? before.events : 0);

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
      const { progress: before } = useJob.getState();
      const next = progress.stage !== before?.stage;
      useJob.setState(hasGrown(before, progress) ? { progress, grownAt: Date.now() } : { progress });
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

/** All that is known of jobs. */
export const forgetJobs = (): void => useJob.setState(NOTHING);

export const forgetJob = (): void => useJob.setState({ progress: null });
