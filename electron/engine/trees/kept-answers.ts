import type { GivenAnswers } from '../../../shared/check-tree.ts';
import type { TreeDefinition } from '../../../shared/definitions.ts';
import type { EventRef } from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { fixed, sql } from '../db/sql.ts';
import keptAnswers from './kept-answers.sql?raw';
import type { AnalystAnswer } from './own.ts';

/** What an answer belongs to: not the verdict, whose id changes with the tree's version. */
export interface Subject {
  tree: string;
  subject_kind: string;
  subject: string;
  alert_evidence_id: number | null;
  alert_record: number | null;
  /** Of two sessions that an analyst picked. */
  pick_id: string | null;
}

/** By verdict, in the order of the questions' ids. */
export async function answersOf(
  connection: Connection,
  verdicts: readonly { verdict_id: string }[],
): Promise<Map<string, AnalystAnswer[]>> {
  const rows = await connection.rows<AnalystAnswer & { verdict_id: string }>(
    fixed(keptAnswers, { ids: verdicts.map((one) => one.verdict_id) }),
  );
  return groupedBy(rows, ({ verdict_id, ...answer }) => [verdict_id, answer]);
}

type Start = Pick<Subject, 'alert_evidence_id' | 'alert_record' | 'pick_id'>;

const keyOf = (subject: string, start: Start): string =>
  JSON.stringify([subject, start.alert_evidence_id, start.alert_record, start.pick_id]);

/** What is given for the subjects of a tree, as a look-up by subject and what started its walk. */
export async function givenAnswers(
  connection: Connection,
  tree: TreeDefinition,
): Promise<(row: Walked) => GivenAnswers> {
  const rows = await connection.rows<AnalystAnswer & Subject>(
    fixed('SELECT * FROM tree_answers WHERE tree = $tree AND subject_kind = $kind ORDER BY question', {
      tree: tree.id,
      kind: tree.subject,
    }),
  );
  const given = groupedBy(rows, (row) => [keyOf(row.subject, row), row]);
  return ({ subject, alert = null, pick_id = null }) => {
    const start = {
      alert_evidence_id: alert?.evidence_id ?? null,
      alert_record: alert?.record ?? null,
      pick_id,
    };
    return toGiven(given.get(keyOf(subject, start)) ?? []);
  };
}

/** A row of a tree's SQL, as far as it says whose it is. */
interface Walked {
  subject: string;
  alert?: EventRef | null;
  pick_id?: string | null;
}

export const toGiven = (answers: readonly AnalystAnswer[]): GivenAnswers =>
  new Map(answers.map(({ question, answer, reason }) => [question, { answer, reason }]));

function groupedBy<R, V>(rows: readonly R[], split: (row: R) => [string, V]): Map<string, V[]> {
  const groups = new Map<string, V[]>();
  for (const [key, value] of rows.map(split)) {
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}

/** Adds an answer; there must be none to its question. */
export const rememberAnswer = (job: Connection, of: Subject, given: AnalystAnswer): Promise<void> =>
  job.run(
    sql`INSERT INTO tree_answers VALUES (${of.tree}, ${of.subject_kind}, ${of.subject}, ${of.alert_evidence_id},
        ${of.alert_record}, ${of.pick_id}, ${given.question}, ${given.answer}, ${given.reason}, ${given.author}, ${given.written_at})`,
  );

export const forgetAnswer = (job: Connection, of: Subject, question: string): Promise<void> =>
  job.run(
    sql`DELETE FROM tree_answers WHERE tree = ${of.tree} AND subject_kind = ${of.subject_kind}
        AND subject = ${of.subject} AND question = ${question}
        AND alert_evidence_id IS NOT DISTINCT FROM CAST(${of.alert_evidence_id} AS BIGINT)
        AND alert_record IS NOT DISTINCT FROM CAST(${of.alert_record} AS BIGINT)
        AND pick_id IS NOT DISTINCT FROM CAST(${of.pick_id} AS VARCHAR)`,
  );
