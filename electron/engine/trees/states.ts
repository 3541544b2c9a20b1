import type { TreeState } from '../../../shared/contract.ts';
import type { TreeDefinition } from '../../../shared/definitions.ts';
import type { Connection } from '../db/database.ts';
import { fixed } from '../db/sql.ts';
import { isMet } from '../needs.ts';
import { keptValues, parametersOf } from '../parameters.ts';
import { treesOf } from '../own-trees/registry.ts';

/** Every tree with its parameters and how many verdicts it reached. */
export async function listTrees(desk: Connection): Promise<TreeState[]> {
  const states: TreeState[] = [];
  for (const tree of await treesOf(desk)) states.push(await readTreeState(desk, tree));
  return states;
}

export async function readTreeState(desk: Connection, tree: TreeDefinition): Promise<TreeState> {
  const { verdicts } = await desk.row<{ verdicts: number }>(
    fixed('SELECT count(*) AS verdicts FROM verdicts WHERE tree = $id', { id: tree.id }),
  );
  const isAnswerable = verdicts > 0 || (await isMet(desk, tree.needs));
  return {
    id: tree.id,
    version: tree.version,
    title: tree.title,
    purpose: tree.purpose,
    subject: tree.subject,
    own: tree.own ?? null,
    state: isAnswerable ? (verdicts > 0 ? 'verdicts' : 'none') : 'not run',
    reason: isAnswerable ? null : tree.needs.missing,
    verdicts,
    parameters: parametersOf(tree, await keptValues(desk, tree)),
  };
}
