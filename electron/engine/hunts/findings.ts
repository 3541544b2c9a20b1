import { createHash } from 'node:crypto';
import type { HuntDefinition } from '../../../shared/definitions.ts';
import {
  SEVERITIES,
  type Entity,
  type EntityKind,
  type EventRef,
  type Finding,
  type ScorePart,
  type Severity,
} from '../../../shared/model.ts';
import { fill } from '../../../shared/check-tree.ts';
import type { Cells, Connection } from '../db/database.ts';
import { isOneOf } from '../db/entities.ts';
import { join, sql, type Statement } from '../db/sql.ts';
import { huntsOf } from '../own-hunts/registry.ts';

/** A row of a hunt's SQL. */
export interface HuntRow {
  entity_value: string;
  window_start: string | null;
  window_end: string | null;
  event_count: number;
  severity_step: number;
  score_parts: ScorePart[];
  finding_values: Cells;
  cited: EventRef[];
}

/** A row of `findings`, nested values as JSON text, with the records of `finding_events`. */
export interface FindingRow {
  finding_id: string;
  hunt: string;
  severity: Severity;
  score: number;
  entity_kind: EntityKind;
  entity_value: string;
  window_start: string | null;
  window_end: string | null;
  event_count: number;
  summary: string;
  finding_values: string;
  score_parts: string;
  cited: EventRef[];
}

/** What a severity is worth before the other parts of a score. */
const SEVERITY_POINTS: Record<Severity, number> = {
  informational: 5,
  low: 20,
  medium: 40,
  high: 55,
  critical: 70,
};

/** Rows in the order of the hunt's SQL; `taken` holds the ids given so far and tells apart rows of one entity and window. */
export function findingOf(hunt: HuntDefinition, row: HuntRow, taken: Set<string>): FindingRow {
  const severity = stepped(hunt.severity, row.severity_step);
  const parts = [{ label: `severity: ${severity}`, points: SEVERITY_POINTS[severity] }, ...row.score_parts];
  const points = parts.reduce((sum, part) => sum + part.points, 0);
  return {
    finding_id: freshId(hunt, row, taken),
    hunt: hunt.id,
    severity,
    score: Math.min(100, Math.max(0, points)),
    entity_kind: hunt.entity,
    entity_value: row.entity_value,
    window_start: row.window_start,
    window_end: row.window_end,
    event_count: row.event_count,
    summary: fill(hunt.summary, row.finding_values),
    finding_values: JSON.stringify(row.finding_values),
    score_parts: JSON.stringify(parts),
    cited: row.cited,
  };
}

function stepped(severity: Severity, step: number): Severity {
  const place = SEVERITIES.indexOf(severity) + step;
  return SEVERITIES[Math.min(SEVERITIES.length - 1, Math.max(0, place))] as Severity;
}

function freshId(hunt: HuntDefinition, row: HuntRow, taken: Set<string>): string {
  const parts: unknown[] = [hunt.id, hunt.entity, row.entity_value, row.window_start, row.window_end];
  for (let repeat = 0; ; repeat++) {
    const key = JSON.stringify(repeat === 0 ? parts : [...parts, repeat]);
    const id = createHash('sha256').update(key).digest('hex').slice(0, 16);
    if (taken.has(id)) continue;
    taken.add(id);
    return id;
  }
}

export interface FindingQuery {
  hunt?: string;
  /** Findings about any of these. */
  entities?: readonly Entity[];
  ids?: readonly string[];
  offset: number;
  limit: number;
}

/** Findings in rank order: by score, then by time, then by id. */
export async function readFindings(
  desk: Connection,
  query: FindingQuery,
): Promise<{ total: number; findings: Finding[] }> {
  const held = condition(query);
  const { total } = await desk.row<{ total: number }>(
    sql`SELECT count(*) AS total FROM findings WHERE ${held}`,
  );
  const rows = await desk.rows<FindingRow>(
    sql`SELECT * FROM findings WHERE ${held}
      ORDER BY score DESC, window_start NULLS LAST, finding_id LIMIT ${query.limit} OFFSET ${query.offset}`,
  );
  const hunts = await huntsOf(desk);
  return { total, findings: rows.map((row) => toFinding(row, hunts)) };
}

function condition({ hunt, entities, ids }: FindingQuery): Statement {
  const parts = [sql`true`];
  if (hunt !== undefined) parts.push(sql`hunt = ${hunt}`);
  if (entities) parts.push(isOneOf(entities, sql`entity_kind`, sql`entity_value`));
  if (ids) parts.push(sql`list_contains(${ids}, finding_id)`);
  return join(parts, ' AND ');
}

/** Those of the declared that the finding names; all where it names none. */
const supported = (declared: readonly string[], named: unknown): string[] =>
  Array.isArray(named) ? declared.filter((id) => named.includes(id)) : [...declared];

/** A finding as it crosses a port; that of a hunt which this version does not have keeps the hunt's id as title. */
export function toFinding(row: Omit<FindingRow, 'cited'>, hunts: readonly HuntDefinition[]): Finding {
  const hunt = hunts.find((one) => one.id === row.hunt);
  const { hypotheses, ...values } = JSON.parse(row.finding_values) as Finding['values'];
  return {
    finding_id: row.finding_id,
    hunt: row.hunt,
    title: hunt?.title ?? row.hunt,
    own: hunt?.own?.sha256 ?? null,
    hypotheses: supported(hunt?.hypotheses ?? [], hypotheses),
    attack: [...(hunt?.attack ?? [])],
    severity: row.severity,
    score: row.score,
    score_parts: JSON.parse(row.score_parts) as ScorePart[],
    entity: { kind: row.entity_kind, value: row.entity_value },
    window_start: row.window_start,
    window_end: row.window_end,
    event_count: row.event_count,
    summary: row.summary,
    values,
  };
}
