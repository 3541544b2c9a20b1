import type { FileProblem } from '../../../shared/own-files.ts';
import type { CaseFile } from '../case-file.ts';
import type { EngineState } from '../engine-state.ts';
import type { Job } from '../job.ts';

interface Checked {
  /** Of those without a mistake. */
  ids: string[];
  problems: FileProblem[];
}

/** Keeps and runs definitions of a person's own in a job, and waits for its end. Throws where it did not come to it. */
export async function saveOwn(
  engine: EngineState,
  what: 'hunts' | 'trees',
  { ids, problems }: Checked,
  keepAndRun: (running: Job, file: CaseFile) => Promise<void>,
): Promise<{ problems: FileProblem[]; saved: string[] }> {
  if (ids.length === 0) return { problems, saved: [] };
  const job = engine.start((running, file) => {
    running.onStop(() => void file.database.job.interrupt());
    return keepAndRun(running, file);
  });
  await job.ended;
  if (job.current.state !== 'done')
    throw new Error(
      job.current.message ?? `stopped before the ${what} had run: they run with the next analysis`,
    );
  return { problems, saved: ids };
}
