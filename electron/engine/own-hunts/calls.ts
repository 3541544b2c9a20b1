import type { OwnFile } from '../../../shared/own-files.ts';
import type { CaseFile } from '../case-file.ts';
import type { EngineState } from '../engine-state.ts';
import { forgetFindings, runHunts } from '../hunting.ts';
import { runIncidents } from '../incidents/incidents.ts';
import type { Implementer } from '../implementer.ts';
import type { Job } from '../job.ts';
import { runTrees } from '../triage.ts';
import { saveOwn } from '../own-files/save.ts';
import { checkHunts } from './check.ts';
import type { ReadHunt } from './read-hunt.ts';
import { forgetHunt, keepHunts, keptHunts, sha256Of } from './store.ts';
import template from './template.yaml?raw';

export { template };

/** The contract's calls on hunts of a person's own. */
export function ownHuntCalls(os: Implementer['hunts']['own'], engine: EngineState) {
  return {
    list: os.list.handler(async () => [...(await keptHunts(engine.desk)).listed]),
    save: os.save.handler(({ input }) => save(engine, input.files)),
    remove: os.remove.handler(({ input }) =>
      engine.alone(async (file) => {
        const { job } = file.database;
        await job.transaction(async () => {
          await forgetHunt(job, input.id);
          await forgetFindings(job, [input.id]);
          await file.audit('own hunt.removed', input.id, null);
        });
        await runTrees(job);
        await runIncidents(job);
        return null;
      }),
    ),
    template: os.template.handler(() => ({ text: template })),
  };
}

async function save(engine: EngineState, files: readonly OwnFile[]) {
  const { hunts, problems } = await checkHunts(engine.desk, files);
  const ids = hunts.map(({ declaration }) => declaration.id);
  return saveOwn(engine, 'hunts', { ids, problems }, (running, file) => saveAndRun(running, file, hunts));
}

async function saveAndRun(running: Job, file: CaseFile, hunts: readonly ReadHunt[]): Promise<void> {
  const { job } = file.database;
  const ids = hunts.map(({ declaration }) => declaration.id);
  running.update({ stage: 'hunting', current: null });
  await job.transaction(async () => {
    await keepHunts(job, hunts);
    for (const { declaration, format, text, file: name } of hunts)
      await file.audit('own hunt.saved', declaration.id, `${format}, ${name}, SHA-256 ${sha256Of(text)}`);
  });
  await runHunts(job, ids);
  running.update({ stage: 'triage' });
  await runTrees(job);
  await runIncidents(job);
}
