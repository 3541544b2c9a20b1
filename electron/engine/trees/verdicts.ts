import { createHash } from 'node:crypto';
import { walk } from '../../../shared/check-tree.ts';
import type { Fact, Facts, ParameterValue, TreeDefinition } from '../../../shared/definitions.ts';
import type { Entity, EntityKind, EventRef, PathStep, Verdict, VerdictAlert } from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { isOneOf } from '../db/entities.ts';
import { join, sql, type Statement } from '../db/sql.ts';
import { trees } from './index.ts';

/** A row of a tree's SQL: one subject with its facts. */
export interface FactRow {
  subject: string;
  window_start: string | null;
  window_end: string | null;
  alert?: { label: string; evidence_id: number; record: number } | null;
  [fact: string]: Fact | undefined;
}

/** A row of `verdicts`, nested values as JSON text; the records of each question go to `verdict_events`. */
export interface VerdictRow {
  verdict_id: string;
  tree: string;
  tree_version: number;
  subject_kind: EntityKind;
  subject: string;
  alert: string | null;
  alert_evidence_id: number | null;
  alert_record: number | null;
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

/** Throws when the row lacks a fact that the tree asks for. */
export function verdictOf(
  tree: TreeDefinition,
  row: FactRow,
  parameters: Readonly<Record<string, ParameterValue>>,
): { row: VerdictRow; path: PathStep[] } {
  const { subject, window_start, window_end, alert = null, ...rest } = row;
  const facts = rest as Facts;
  const walked = walk(tree, { ...facts, ...parameters });
  return {
    row: {
      verdict_id: idOf(tree, subject, alert),
      tree: tree.id,
      tree_version: tree.version,
      subject_kind: tree.subject,
      subject,
      alert: alert?.label ?? null,
      alert_evidence_id: alert?.evidence_id ?? null,
      alert_record: alert?.record ?? null,
      parameters: JSON.stringify(parameters),
      verdict: walked.verdict.verdict,
      reason: walked.reason,
      score: walked.score,
      confidence: walked.confidence,
      window_start,
      window_end,
      facts: JSON.stringify(withoutRecords(tree, facts)),
      path: JSON.stringify(walked.path.map((step) => ({ ...step, events: [] }))),
      missing: JSON.stringify(walked.missing),
    },
    path: walked.path,
  };
}

const idOf = (tree: TreeDefinition, subject: string, alert: VerdictAlert | null): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        tree.id,
        tree.version,
        tree.subject,
        subject,
        ...(alert ? [alert.evidence_id, alert.record] : []),
      ]),
    )
    .digest('hex')
    .slice(0, 16);

function withoutRecords(tree: TreeDefinition, facts: Facts): Facts {
  const records = new Set(tree.questions.map((question) => question.records));
  return Object.fromEntries(Object.entries(facts).filter(([name]) => !records.has(name)));
}

export interface VerdictQuery {
  /** Verdicts on any of these. */
  entities?: readonly Entity[];
  ids?: readonly string[];
  offset: number;
  limit: number;
}

/** Verdicts in rank order: by score, then by time, then by id. */
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
      ORDER BY score DESC, window_start NULLS LAST, verdict_id LIMIT ${query.limit} OFFSET ${query.offset}`,
  );
  const events = await recordsOf(desk, rows);
  return { total, verdicts: rows.map((row) => toVerdict(row, events)) };
}

function condition({ entities, ids }: VerdictQuery): Statement {
  const parts = [sql`true`];
  if (entities) parts.push(isOneOf(entities, sql`subject_kind`, sql`subject`));
  if (ids) parts.push(sql`list_contains(${ids}, verdict_id)`);
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

/** A verdict of a tree that this version does not have keeps the tree's id as title. */
function toVerdict(row: VerdictRow, records: Records): Verdict {
  const path = JSON.parse(row.path) as PathStep[];
  return {
    verdict_id: row.verdict_id,
    tree: row.tree,
    tree_version: row.tree_version,
    title: trees.find((one) => one.id === row.tree)?.title ?? row.tree,
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
    path: path.map((step) => ({ ...step, events: records.get(keyOf(row.verdict_id, step.question)) ?? [] })),
    missing: JSON.parse(row.missing) as string[],
  };
}
