import type { OwnFile } from '../../../shared/own-files.ts';
import type { CaseFile } from '../case-file.ts';
import type { EngineState } from '../engine-state.ts';
import type { Implementer } from '../implementer.ts';
import { runIncidents } from '../incidents/incidents.ts';
import type { Job } from '../job.ts';
import { forgetVerdicts, runTrees } from '../triage.ts';
import { saveOwn } from '../own-files/save.ts';
import { checkTrees } from './check.ts';
import type { ReadTree } from './read-tree.ts';
import { forgetTree, keepTrees, keptTrees, sha256Of } from './store.ts';
import template from './template.yaml?raw';

/** The contract's calls on trees of a person's own. */
export function ownTreeCalls(os: Implementer['trees']['own'], engine: EngineState) {
  return {
    list: os.list.handler(async () => [...(await keptTrees(engine.desk)).listed]),
    save: os.save.handler(({ input }) => save(engine, input.files)),
    remove: os.remove.handler(({ input }) =>
      engine.alone(async (file) => {
        const { job } = file.database;
        await job.transaction(async () => {
          await forgetTree(job, input.id);
          await forgetVerdicts(job, input.id);
          await file.audit('own tree.removed', input.id, null);
        });
        await runIncidents(job);
        return null;
      }),
    ),
    template: os.template.handler(() => ({ text: template })),
  };
}

async function save(engine: EngineState, files: readonly OwnFile[]) {
  const { trees, problems } = await checkTrees(engine.desk, files);
  const ids = trees.map(({ tree }) => tree.id);
  return saveOwn(engine, 'trees', { ids, problems }, (running, file) => saveAndRun(running, file, trees));
}

async function saveAndRun(running: Job, file: CaseFile, trees: readonly ReadTree[]): Promise<void> {
  const { job } = file.database;
  running.update({ stage: 'triage', current: null });
  await job.transaction(async () => {
    await keepTrees(job, trees);
    for (const { tree, text, file: name } of trees)
      await file.audit(
        'own tree.saved',
        tree.id,
        `version ${tree.version}, ${name}, SHA-256 ${sha256Of(text)}`,
      );
  });
  await runTrees(
    job,
    trees.map(({ tree }) => tree.id),
  );
  running.update({ stage: 'incidents' });
  await runIncidents(job);
}
