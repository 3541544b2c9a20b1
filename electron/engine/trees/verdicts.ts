import { createHash } from 'node:crypto';
import { walk, type GivenAnswers } from '../../../shared/check-tree.ts';
import type { Fact, Facts, ParameterValue, TreeDefinition } from '../../../shared/definitions.ts';
import type {
  Entity,
  EntityKind,
  EventRef,
  OwnVerdict,
  PathStep,
  Verdict,
  VerdictAlert,
  VerdictName,
} from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { isOneOf } from '../db/entities.ts';
import { join, sql, type Statement } from '../db/sql.ts';
import { treeTitles } from '../own-trees/registry.ts';
import { pickedSessions } from './compared.ts';
import { answersOf } from './kept-answers.ts';
import { isTaken, ownColumns, ownWay, stepsOf, type AnalystAnswer, type OwnColumns } from './own.ts';

/** A row of a tree's SQL: one subject with its facts. */
export interface FactRow {
  subject: string;
  window_start: string | null;
  window_end: string | null;
  alert?: (VerdictAlert & { key?: string | null }) | null;
  pick_id?: string | null;
  [fact: string]: Fact | undefined;
}

/** A row of `verdicts`, nested values as JSON text; the records of each question go to `verdict_events`. */
export interface VerdictRow extends OwnColumns {
  verdict_id: string;
  tree: string;
  tree_version: number;
  subject_kind: EntityKind;
  subject: string;
  alert: string | null;
  alert_evidence_id: number | null;
  alert_record: number | null;
  pick_id: string | null;
  parameters: string;
  verdict: Verdict['verdict'];
  reason: string;
  score: number;
  confidence: Verdict['confidence'];
  window_start: string | null;
  window_end: string | null;
  facts: string;
  path: string;
  missing: string;
}

/** A verdict as it is kept. */
export interface Reached {
  row: VerdictRow;
  /** The steps of both ways, each question once: their records are kept. */
  steps: PathStep[];
  /** Facts that hold records, as JSON. */
  records: string;
}

/** Throws when the row lacks a fact that the tree asks for. */
export function verdictOf(
  tree: TreeDefinition,
  row: FactRow,
  parameters: Readonly<Record<string, ParameterValue>>,
  given: GivenAnswers,
): Reached {
  const { subject, window_start, window_end, alert = null, pick_id = null, ...rest } = row;
  const facts = rest as Facts;
  const walked = walk(tree, { ...facts, ...parameters });
  const own = ownWay(tree, { ...facts, ...parameters }, given);
  return {
    row: {
      verdict_id: idOf(tree, subject, alert, pick_id),
      tree: tree.id,
      tree_version: tree.version,
      subject_kind: tree.subject,
      subject,
      alert: alert?.label ?? null,
      alert_evidence_id: alert?.evidence_id ?? null,
      alert_record: alert?.record ?? null,
      pick_id,
      parameters: JSON.stringify(parameters),
      verdict: walked.verdict.verdict,
      reason: walked.reason,
      score: walked.score,
      confidence: walked.confidence,
      window_start,
      window_end,
      facts: JSON.stringify(factsOf(tree, facts, false)),
      path: pathText(walked.path),
      missing: JSON.stringify(walked.missing),
      ...ownColumns(own),
    },
    steps: stepsOf(walked.path, own),
    records: JSON.stringify(factsOf(tree, facts, true)),
  };
}

const pathText = (path: readonly PathStep[]): string =>
  JSON.stringify(path.map((step) => ({ ...step, events: [] })));

const idOf = (
  tree: TreeDefinition,
  subject: string,
  alert: NonNullable<FactRow['alert']> | null,
  pick: string | null,
): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        tree.id,
        tree.version,
        tree.subject,
        subject,
        ...(alert ? alertIdentity(alert) : []),
        ...(pick === null ? [] : [pick]),
      ]),
    )
    .digest('hex')
    .slice(0, 16);

const alertIdentity = ({ key, evidence_id, record }: NonNullable<FactRow['alert']>): (string | number)[] =>
  typeof key === 'string' ? [key] : [evidence_id, record];

/** Those facts that hold records, or the others. */
function factsOf(tree: TreeDefinition, facts: Facts, ofRecords: boolean): Facts {
  const records = new Set(tree.questions.map((question) => question.records));
  return Object.fromEntries(Object.entries(facts).filter(([name]) => records.has(name) === ofRecords));
}

export interface VerdictQuery {
  /** Verdicts on any of these. */
  entities?: readonly Entity[];
  ids?: readonly string[];
  /** That of two sessions which an analyst picked. */
  pick?: string;
  /** Those of which one of these holds; all where none is chosen. */
  only?: readonly VerdictName[];
  offset: number;
  limit: number;
}

/** Verdicts in rank order: by the score that counts (the analyst's where he answered), then by time, then by id. */
export async function readVerdicts(
  desk: Connection,
  query: VerdictQuery,
): Promise<{ total: number; verdicts: Verdict[] }> {
  const held = condition(query);
  const { total } = await desk.row<{ total: number }>(
    sql`SELECT count(*) AS total FROM verdicts WHERE ${held}`,
  );
  const rows = await desk.rows<VerdictRow>(
    sql`SELECT * FROM verdicts WHERE ${held}
      ORDER BY coalesce(own_score, score) DESC, window_start NULLS LAST, verdict_id LIMIT ${query.limit} OFFSET ${query.offset}`,
  );
  const events = await recordsOf(desk, rows);
  const answers = await answersOf(desk, rows);
  const titles = await treeTitles(desk);
  const picked = await pickedSessions(desk, rows);
  return {
    total,
    verdicts: rows.map((row) => ({
      ...toVerdict(row, titles, events, answers.get(row.verdict_id) ?? []),
      picked: picked.get(row.pick_id ?? '') ?? null,
    })),
  };
}

/** How many verdicts there are of each name, by that which holds. */
export async function countVerdicts(
  desk: Connection,
  query: Pick<VerdictQuery, 'entities' | 'ids'> = {},
): Promise<Partial<Record<VerdictName, number>>> {
  const rows = await desk.rows<{ name: VerdictName; verdicts: number }>(
    sql`SELECT coalesce(own_verdict, verdict) AS name, count(*) AS verdicts FROM verdicts
      WHERE ${condition({ ...query, offset: 0, limit: 0 })} GROUP BY name ORDER BY name`,
  );
  return Object.fromEntries(rows.map(({ name, verdicts }) => [name, verdicts]));
}

function condition({ entities, ids, pick, only = [] }: VerdictQuery): Statement {
  const parts = [sql`true`];
  if (entities) parts.push(isOneOf(entities, sql`subject_kind`, sql`subject`));
  if (ids) parts.push(sql`list_contains(${ids}, verdict_id)`);
  if (only.length > 0) parts.push(sql`list_contains(${only}, coalesce(own_verdict, verdict))`);
  if (pick !== undefined) parts.push(sql`pick_id = ${pick}`);
  return join(parts, ' AND ');
}

type Records = Map<string, EventRef[]>;
const keyOf = (verdict_id: string, question: string): string => `${verdict_id} ${question}`;

async function recordsOf(desk: Connection, rows: readonly VerdictRow[]): Promise<Records> {
  const events = await desk.rows<EventRef & { verdict_id: string; question: string }>(
    sql`SELECT verdict_id, question, evidence_id, record FROM verdict_events
      WHERE list_contains(${rows.map((row) => row.verdict_id)}, verdict_id) ORDER BY verdict_id, question, ordinal`,
  );
  const records: Records = new Map();
  for (const { verdict_id, question, evidence_id, record } of events) {
    const key = keyOf(verdict_id, question);
    records.set(key, [...(records.get(key) ?? []), { evidence_id, record }]);
  }
  return records;
}

const alertOf = ({ alert, alert_evidence_id, alert_record }: VerdictRow): VerdictAlert | null =>
  alert === null || alert_evidence_id === null || alert_record === null
    ? null
    : { label: alert, evidence_id: alert_evidence_id, record: alert_record };

/** A verdict of a tree that the case does not have keeps the tree's id as title. */
function toVerdict(
  row: VerdictRow,
  titles: ReadonlyMap<string, string>,
  records: Records,
  answers: readonly AnalystAnswer[],
): Omit<Verdict, 'picked'> {
  const cited = <S extends PathStep>(path: readonly S[]): S[] =>
    path.map((step) => ({ ...step, events: records.get(keyOf(row.verdict_id, step.question)) ?? [] }));
  const own = row.own === null ? null : (JSON.parse(row.own) as OwnVerdict);
  return {
    verdict_id: row.verdict_id,
    tree: row.tree,
    tree_version: row.tree_version,
    title: titles.get(row.tree) ?? row.tree,
    subject: { kind: row.subject_kind, value: row.subject },
    alert: alertOf(row),
    parameters: JSON.parse(row.parameters) as Verdict['parameters'],
    verdict: row.verdict,
    reason: row.reason,
    score: row.score,
    confidence: row.confidence,
    window_start: row.window_start,
    window_end: row.window_end,
    facts: JSON.parse(row.facts) as Verdict['facts'],
    path: cited(JSON.parse(row.path) as PathStep[]),
    missing: JSON.parse(row.missing) as string[],
    own: own && { ...own, path: cited(own.path) },
    answers: answers.map((answer) => ({ ...answer, taken: isTaken(own, answer) })),
  };
}
