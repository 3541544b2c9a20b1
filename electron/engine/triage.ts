import type {
  EventChoice,
  QuestionQuery,
  TreeDifference,
  TreeDrawing,
  TreeWay,
} from '../../shared/contract.ts';
import { branchesOf, namesInQuery } from '../../shared/check-tree.ts';
import type { TreeDefinition, TreeQuestion } from '../../shared/definitions.ts';
import type { PickedSessions, Verdict, VerdictChanges } from '../../shared/model.ts';
import type { Connection } from './db/database.ts';
import { hasFewEvents } from './db/few-events.ts';
import { insertRows } from './db/insert-rows.ts';
import { fixed, name, sql } from './db/sql.ts';
import { isMet } from './needs.ts';
import { changedParameters } from './parameter-history.ts';
import { completeValues, keepValues, keptValues, type ParameterValues } from './parameters.ts';
import { keepAnswer, withdrawAnswer } from './trees/answers.ts';
import { treeIn, treesOf, versionOf } from './own-trees/registry.ts';
import { citedEvents, keepCited } from './trees/cited.ts';
import {
  COMPARING,
  findPickedAgain,
  forgetPicked,
  hasPicked,
  keepPicked,
  type GivenPick,
} from './trees/compared.ts';
import { treeOf } from './trees/index.ts';
import { pastDrawing } from './trees/past.ts';
import { changesSince, rememberVerdicts } from './trees/changes.ts';
import { readTreeState } from './trees/states.ts';
import { givenAnswers } from './trees/kept-answers.ts';
import type { AnalystAnswer } from './trees/own.ts';
import ways from './trees/ways.sql?raw';
import { readVerdicts, verdictOf, type FactRow, type Reached, type VerdictRow } from './trees/verdicts.ts';

export { readChanges } from './trees/changes.ts';
export { listTrees } from './trees/states.ts';
export { treeTitles } from './own-trees/registry.ts';
export { countVerdicts, readVerdicts } from './trees/verdicts.ts';

/** Subjects that are in memory at once. */
const BATCH = 200;

/** Nothing for a tree or a version of it that neither this program nor the case has, and for a question without a query. */
export async function queryOf(
  connection: Connection,
  id: string,
  version: number,
  asked: string,
): Promise<QuestionQuery | null> {
  const tree = await versionOf(connection, id, version);
  return queryIn(tree?.questions.find((one) => one.id === asked));
}

const queryIn = (question: TreeQuestion | undefined): QuestionQuery | null =>
  question?.query === undefined
    ? null
    : { sql: question.query, names: namesInQuery(question), constants: constantsOf(question) };

/** What is bound in the query but is neither a fact nor a parameter. */
const constantsOf = ({ bound = {} }: TreeQuestion) => bound as QuestionQuery['constants'];

/**
 * Walks the subjects of the trees (all by default); their verdicts replace those of the run before. Gives the first of what that
 * changed, and keeps all of it until the next run.
 */
export async function runTrees(job: Connection, only?: readonly string[]): Promise<VerdictChanges> {
  const chosen = only ? await Promise.all(only.map((id) => treeIn(job, id))) : await treesOf(job);
  return await job.transaction(() => walkAll(job, chosen));
}

async function walkAll(job: Connection, chosen: readonly TreeDefinition[]): Promise<VerdictChanges> {
  await rememberVerdicts(job, chosen);
  for (const tree of chosen) await runTree(job, tree);
  return await changesSince(job, chosen);
}

async function runTree(job: Connection, tree: TreeDefinition): Promise<void> {
  await forgetVerdicts(job, tree.id);
  const isPicked = await hasPicked(job, tree.id);
  if (isPicked) await findPickedAgain(job, tree.id);
  if (isPicked || (await isMet(job, tree.needs))) await walkSubjects(job, tree);
}

/** Removes what a tree came to. */
export async function forgetVerdicts(job: Connection, tree: string): Promise<void> {
  for (const table of ['verdict_events', 'verdict_records'])
    await job.run(
      sql`DELETE FROM ${name(table)} WHERE verdict_id IN (SELECT verdict_id FROM verdicts WHERE tree = ${tree})`,
    );
  await job.run(fixed('DELETE FROM verdicts WHERE tree = $tree', { tree }));
}

async function walkSubjects(job: Connection, tree: TreeDefinition): Promise<void> {
  const values = completeValues(tree, await keptValues(job, tree));
  const bound = { ...tree.bound, ...values };
  if (tree.subjects !== undefined && (await hasFewEvents(job))) {
    const { found } = await job.row<{ found: boolean }>(fixed(tree.subjects, bound));
    if (!found) return;
  }
  const given = await givenAnswers(job, tree);
  await job.run(
    sql`CREATE OR REPLACE TEMP TABLE tree_facts AS
      SELECT row_number() OVER (ORDER BY subject, window_start) AS place, * FROM (${fixed(tree.sql, bound)})`,
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
      rows.map((row) => verdictOf(tree, row, values, given(row))),
    );
  }
  await job.run('DROP TABLE tree_facts');
}

/**
 * Keeps these values in the case instead of those before (a parameter that is not named has its default), walks the tree again and
 * says which verdicts changed. Throws on an unknown tree or parameter and on a value that does not fit.
 */
export async function configureTree(
  job: Connection,
  id: string,
  values: ParameterValues,
): Promise<TreeDifference> {
  const tree = await treeIn(job, id);
  completeValues(tree, values);
  return job.transaction(async () => {
    const changed = changedParameters(tree, await keptValues(job, tree), values);
    await keepValues(job, tree, values);
    return { changed, verdicts: await walkAll(job, [tree]), state: await readTreeState(job, tree) };
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
  pick_id: 'VARCHAR',
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
  own: 'VARCHAR',
  own_verdict: 'VARCHAR',
  own_score: 'INTEGER',
} as const;
const RECORDS_COLUMNS = { verdict_id: 'VARCHAR', facts: 'VARCHAR' } as const;

async function keepVerdicts(job: Connection, verdicts: readonly Reached[]): Promise<void> {
  await insertRows(
    job,
    'verdicts',
    VERDICT_COLUMNS,
    verdicts.map(({ row }) => row),
  );
  await insertRows(
    job,
    'verdict_records',
    RECORDS_COLUMNS,
    verdicts.map(({ row, records }) => ({ verdict_id: row.verdict_id, facts: records })),
  );
  await keepCited(
    job,
    verdicts.flatMap(({ row, steps }) => citedEvents(row.verdict_id, steps)),
  );
}

/**
 * Walks the tree that compares sign-ins over the sessions of these two, in whatever order they are named, and in every run from now on.
 * Throws, and keeps nothing, where one is no sign-in of a person from a public address, or where nothing tells the two apart.
 */
export async function compareSessions(
  job: Connection,
  sessions: readonly [EventChoice, EventChoice],
  given: GivenPick,
): Promise<Verdict> {
  return await job.transaction(async () => {
    const pick = await keepPicked(job, sessions, given);
    await walkAll(job, [treeOf(COMPARING)]);
    const { verdicts } = await readVerdicts(job, { pick, offset: 0, limit: 1 });
    if (!verdicts[0])
      throw new Error(
        'nothing tells the two apart: they are one session at one address, or of no person’s account',
      );
    return verdicts[0];
  });
}

/** Takes two sessions that were picked back, with their verdict and what was answered in it. Throws where nobody picked them. */
export async function uncompareSessions(job: Connection, pick: string): Promise<PickedSessions> {
  return await job.transaction(async () => {
    const picked = await forgetPicked(job, pick);
    await walkAll(job, [treeOf(COMPARING)]);
    return picked;
  });
}

async function rowOf(job: Connection, verdictId: string): Promise<VerdictRow> {
  const [row] = await job.rows<VerdictRow>(
    fixed('SELECT * FROM verdicts WHERE verdict_id = $id', { id: verdictId }),
  );
  if (!row) throw new Error(`no verdict ${verdictId}`);
  return row;
}

/** Takes an analyst's answer to a question of a verdict's tree. Throws as `keepAnswer` does. */
export async function answerQuestion(
  job: Connection,
  verdictId: string,
  answer: AnalystAnswer,
): Promise<void> {
  const row = await rowOf(job, verdictId);
  const tree = await treeOfVersion(job, row.tree, row.tree_version);
  await job.transaction(() => keepAnswer(job, tree, row, answer));
}

/** Takes an answer back, and gives it. Throws where nobody gave one. */
export async function unanswerQuestion(
  job: Connection,
  verdictId: string,
  question: string,
): Promise<AnalystAnswer> {
  const row = await rowOf(job, verdictId);
  const tree = await treeOfVersion(job, row.tree, row.tree_version);
  return await job.transaction(() => withdrawAnswer(job, tree, row, question));
}

async function treeOfVersion(job: Connection, id: string, version: number): Promise<TreeDefinition> {
  const tree = await treeIn(job, id);
  if (tree.version !== version)
    throw new Error(`tree "${id}" is of version ${tree.version} here, not ${version}`);
  return tree;
}

/**
 * The tree as it is drawn: this version of it, or an earlier one that a verdict in the case was reached by. Throws on a tree or a
 * version of it that neither this program nor the case has.
 */
export async function drawTree(connection: Connection, id: string, version: number): Promise<TreeDrawing> {
  const tree = await versionOf(connection, id, version);
  if (tree) return drawingOf(tree);
  const past = pastDrawing(id, version);
  if (!past)
    throw new Error(
      `tree "${id}" is of version ${(await treeIn(connection, id)).version} here, not ${version}`,
    );
  return past;
}

/** How many verdicts in the case went each way through this version of a tree. */
export const treeWays = (
  desk: Connection,
  { id, version }: Pick<TreeDrawing, 'id' | 'version'>,
): Promise<TreeWay[]> => desk.rows<TreeWay>(fixed(ways, { tree: id, version }));

function drawingOf(tree: TreeDefinition): TreeDrawing {
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
      query: queryIn(question),
    })),
    verdicts: tree.verdicts.map(({ id, verdict, reason }) => ({
      id,
      verdict,
      reason: reason.replaceAll(/\{\w+\}/g, '…'),
    })),
  };
}
