import type { TreeDefinition } from '../../../shared/definitions.ts';
import type { Verdict, VerdictChange, VerdictChanges, VerdictSide } from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { fixed, sql } from '../db/sql.ts';
import { treesOf } from '../own-trees/registry.ts';
import changes from './verdict-changes.sql?raw';
import sides from './verdict-sides.sql?raw';

/** Changes that a run gives back; the case keeps them all. */
const LISTED = 200;

const sidesOf = (chosen: readonly TreeDefinition[]) => fixed(sides, { trees: chosen.map((tree) => tree.id) });

/** Keeps the verdicts of these trees aside, until `changesSince`. */
export const rememberVerdicts = (job: Connection, chosen: readonly TreeDefinition[]): Promise<void> =>
  job.run(sql`CREATE OR REPLACE TEMP TABLE verdicts_before AS ${sidesOf(chosen)}`);

/** Compares them with those of now, keeps what changed in place of what the run before changed, and gives the first of it. */
export async function changesSince(
  job: Connection,
  chosen: readonly TreeDefinition[],
): Promise<VerdictChanges> {
  await job.run(sql`CREATE OR REPLACE TEMP TABLE verdicts_now AS ${sidesOf(chosen)}`);
  await job.run('DELETE FROM verdict_changes');
  await job.run(sql`INSERT INTO verdict_changes BY NAME ${fixed(changes)}`);
  await job.run('DROP TABLE verdicts_before');
  await job.run('DROP TABLE verdicts_now');
  return await readChanges(job, { offset: 0, limit: LISTED });
}

interface ChangeRow {
  verdict_id: string | null;
  tree: string;
  subject_kind: Verdict['subject']['kind'];
  subject: string;
  alert: string | null;
  side_before: string | null;
  side_now: string | null;
}

interface KeptSide extends Omit<VerdictSide, 'own'> {
  own_verdict: Verdict['verdict'] | null;
  own_score: number | null;
  questions: string[];
  answers: string[];
}

/** What the last run of the trees changed, the highest score before or after first. */
export async function readChanges(
  desk: Connection,
  page: { offset: number; limit: number },
): Promise<VerdictChanges> {
  const { total } = await desk.row<{ total: number }>('SELECT count(*) AS total FROM verdict_changes');
  const rows = await desk.rows<ChangeRow>(
    sql`SELECT * EXCLUDE (ordinal) FROM verdict_changes ORDER BY ordinal LIMIT ${page.limit} OFFSET ${page.offset}`,
  );
  const trees = await treesOf(desk);
  return { total, changes: rows.map((row) => toChange(row, trees)) };
}

function toChange(
  { side_before, side_now, subject_kind, subject, ...row }: ChangeRow,
  trees: readonly TreeDefinition[],
): VerdictChange {
  const before = side_before === null ? null : (JSON.parse(side_before) as KeptSide);
  const now = side_now === null ? null : (JSON.parse(side_now) as KeptSide);
  const tree = trees.find((one) => one.id === row.tree);
  return {
    verdict_id: row.verdict_id,
    tree: row.tree,
    title: tree?.title ?? row.tree,
    subject: { kind: subject_kind, value: subject },
    alert: row.alert,
    before: before && sideOf(before),
    now: now && sideOf(now),
    answers: before && now ? changedAnswers(tree, before, now) : [],
  };
}

const sideOf = ({ verdict, score, confidence, own_verdict, own_score }: KeptSide): VerdictSide => ({
  verdict,
  score,
  confidence,
  own: own_verdict === null || own_score === null ? null : { verdict: own_verdict, score: own_score },
});

function changedAnswers(tree: TreeDefinition | undefined, before: KeptSide, now: KeptSide) {
  const [was, is] = [answersOf(before), answersOf(now)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((question) => ({
      question,
      text: tree?.questions.find((one) => one.id === question)?.text ?? question,
      before: was.get(question) ?? null,
      now: is.get(question) ?? null,
    }))
    .filter((one) => one.before !== one.now);
}

const answersOf = ({ questions, answers }: KeptSide): Map<string, string | undefined> =>
  new Map(questions.map((question, index) => [question, answers[index]]));
