import type { TreeDifference, TreeDrawing, VerdictChange } from '../../shared/contract.ts';
import { branchesOf, namesInQuery } from '../../shared/check-tree.ts';
import type { TreeDefinition } from '../../shared/definitions.ts';
import type { Connection } from './db/database.ts';
import { insertRows } from './db/insert-rows.ts';
import { fixed, sql } from './db/sql.ts';
import { isMet } from './needs.ts';
import { completeValues, keepValues, keptValues, type ParameterValues } from './parameters.ts';
import { treeOf, trees } from './trees/index.ts';
import { readTreeState } from './trees/states.ts';
import verdictChanges from './trees/verdict-changes.sql?raw';
import { verdictOf, type FactRow } from './trees/verdicts.ts';

export { listTrees } from './trees/states.ts';
export { readVerdicts } from './trees/verdicts.ts';

/** Subjects that are in memory at once. */
const BATCH = 200;

/** Nothing for an id that no tree of this version has. */
export const treeTitle = (id: string): string | undefined => trees.find((tree) => tree.id === id)?.title;

/** Nothing for a tree or a version of it that this program does not have, and for a question without a query. */
export function queryOf(id: string, version: number, asked: string): { sql: string; names: string[] } | null {
  const tree = trees.find((one) => one.id === id && one.version === version);
  const question = tree?.questions.find((one) => one.id === asked);
  return question?.query === undefined ? null : { sql: question.query, names: namesInQuery(question) };
}

/** Walks the subjects of the trees (all by default); their verdicts replace those of the run before. */
export async function runTrees(job: Connection, only?: readonly string[]): Promise<void> {
  const chosen = only ? only.map(treeOf) : trees;
  await job.transaction(async () => {
    for (const tree of chosen) await runTree(job, tree);
  });
}

async function runTree(job: Connection, tree: TreeDefinition): Promise<void> {
  await job.run(
    fixed(
      'DELETE FROM verdict_events WHERE verdict_id IN (SELECT verdict_id FROM verdicts WHERE tree = $tree)',
      { tree: tree.id },
    ),
  );
  await job.run(fixed('DELETE FROM verdicts WHERE tree = $tree', { tree: tree.id }));
  if (await isMet(job, tree.needs)) await walkSubjects(job, tree);
}

async function walkSubjects(job: Connection, tree: TreeDefinition): Promise<void> {
  const values = completeValues(tree, await keptValues(job, tree));
  await job.run(
    sql`CREATE OR REPLACE TEMP TABLE tree_facts AS
      SELECT row_number() OVER (ORDER BY subject, window_start) AS place, * FROM (${fixed(tree.sql, values)})`,
  );
  const { total } = await job.row<{ total: number }>('SELECT count(*) AS total FROM tree_facts');
  for (let from = 1; from <= total; from += BATCH) {
    const rows = await job.rows<FactRow>(
      fixed(
        'SELECT * EXCLUDE (place) FROM tree_facts WHERE place >= $from AND place < $from + $batch ORDER BY place',
        { from, batch: BATCH },
      ),
    );
    await keepVerdicts(
      job,
      rows.map((row) => verdictOf(tree, row, values)),
    );
  }
  await job.run('DROP TABLE tree_facts');
}

/** Changes that are told one by one; the rest is counted. */
const MOST_CHANGES = 200;

/**
 * Keeps these values in the case instead of those before (a parameter that is not named has its default), walks the tree again and
 * says which verdicts changed. Throws on an unknown tree or parameter and on a value that does not fit.
 */
export async function configureTree(
  job: Connection,
  id: string,
  values: ParameterValues,
): Promise<TreeDifference> {
  const tree = treeOf(id);
  completeValues(tree, values);
  return job.transaction(async () => {
    await job.run(
      fixed('CREATE OR REPLACE TEMP TABLE verdicts_before AS SELECT * FROM verdicts WHERE tree = $id', {
        id,
      }),
    );
    await keepValues(job, tree, values);
    await runTree(job, tree);
    const changes = await job.rows<VerdictChange>(fixed(verdictChanges, { tree: id }));
    await job.run('DROP TABLE verdicts_before');
    return {
      state: await readTreeState(job, tree),
      changed: changes.length,
      changes: changes.slice(0, MOST_CHANGES),
    };
  });
}

const VERDICT_COLUMNS = {
  verdict_id: 'VARCHAR',
  tree: 'VARCHAR',
  tree_version: 'INTEGER',
  subject_kind: 'VARCHAR',
  subject: 'VARCHAR',
  alert: 'VARCHAR',
  alert_evidence_id: 'BIGINT',
  alert_record: 'BIGINT',
  parameters: 'VARCHAR',
  verdict: 'VARCHAR',
  reason: 'VARCHAR',
  score: 'INTEGER',
  confidence: 'VARCHAR',
  window_start: 'TIMESTAMP',
  window_end: 'TIMESTAMP',
  facts: 'VARCHAR',
  path: 'VARCHAR',
  missing: 'VARCHAR',
} as const;
const CITED_COLUMNS = {
  verdict_id: 'VARCHAR',
  question: 'VARCHAR',
  ordinal: 'INTEGER',
  evidence_id: 'BIGINT',
  record: 'BIGINT',
} as const;

async function keepVerdicts(
  job: Connection,
  verdicts: readonly ReturnType<typeof verdictOf>[],
): Promise<void> {
  const events = verdicts.flatMap(({ row: { verdict_id }, path }) =>
    path.flatMap(({ question, events: cited }) =>
      cited.map((ref, index) => ({ verdict_id, question, ordinal: index + 1, ...ref })),
    ),
  );
  await insertRows(
    job,
    'verdicts',
    VERDICT_COLUMNS,
    verdicts.map(({ row }) => row),
  );
  await insertRows(job, 'verdict_events', CITED_COLUMNS, events);
}

/** The tree as it is drawn. Throws on a tree or a version of it that this program does not have. */
export function drawTree(id: string, version: number): TreeDrawing {
  const tree = treeOf(id);
  if (tree.version !== version)
    throw new Error(`tree "${id}" is of version ${tree.version} here, not ${version}`);
  return {
    id: tree.id,
    version: tree.version,
    title: tree.title,
    purpose: tree.purpose,
    root: tree.root,
    questions: tree.questions.map((question) => ({
      id: question.id,
      text: question.text,
      explain: question.explain,
      answers: branchesOf(question).map(({ answer, next, points }) => ({ answer, next, points })),
      query: queryOf(id, version, question.id),
    })),
    verdicts: tree.verdicts.map(({ id, verdict, reason }) => ({
      id,
      verdict,
      reason: reason.replaceAll(/\{\w+\}/g, '…'),
    })),
  };
}
