import { createHash } from 'node:crypto';
import type { HuntDefinition } from '../../../shared/definitions.ts';
import {
  SEVERITIES,
  type Entity,
  type EntityKind,
  type EventRef,
  type Finding,
  type Mute,
  type ScorePart,
  type Severity,
} from '../../../shared/model.ts';
import { fill } from '../../../shared/check-tree.ts';
import type { Cells, Connection } from '../db/database.ts';
import { isOneOf } from '../db/entities.ts';
import { join, sql, type Statement } from '../db/sql.ts';
import { mutesOf } from './mutes.ts';
import { ownParts, scoreOf } from './score.ts';
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
  own_parts: string;
  score_parts: string;
  cited: EventRef[];
}

/** Rows in the order of the hunt's SQL; `taken` holds the ids given so far and tells apart rows of one entity and window. */
export function findingOf(hunt: HuntDefinition, row: HuntRow, taken: Set<string>): FindingRow {
  const severity = stepped(hunt.severity, row.severity_step);
  const parts = ownParts(severity, row.score_parts);
  return {
    finding_id: freshId(hunt, row, taken),
    hunt: hunt.id,
    severity,
    score: scoreOf(parts),
    entity_kind: hunt.entity,
    entity_value: row.entity_value,
    window_start: row.window_start,
    window_end: row.window_end,
    event_count: row.event_count,
    summary: fill(hunt.summary, row.finding_values),
    finding_values: JSON.stringify(row.finding_values),
    own_parts: JSON.stringify(parts),
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
  /** Those that the analyst set aside: all where it is not said. */
  muted?: 'without' | 'with' | 'only';
  /** All where none is chosen. */
  severities?: readonly Severity[];
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
  return { total, findings: await marked(desk, rows) };
}

/** With the mutes that cover them. */
export async function marked(desk: Connection, rows: readonly FindingRow[]): Promise<Finding[]> {
  const mutes = await mutesOf(
    desk,
    rows.map((row) => row.finding_id),
  );
  const hunts = await huntsOf(desk);
  return rows.map((row) => toFinding(row, hunts, mutes.get(row.finding_id)));
}

/** Of those that a query would give, how many are muted. */
export async function countMuted(
  desk: Connection,
  query: Pick<FindingQuery, 'hunt' | 'entities' | 'ids'>,
): Promise<number> {
  const held = condition({ ...query, muted: 'only', offset: 0, limit: 0 });
  const { muted } = await desk.row<{ muted: number }>(
    sql`SELECT count(*) AS muted FROM findings WHERE ${held}`,
  );
  return muted;
}

/** How many findings there are of each severity, whichever of them are chosen. */
export async function countSeverities(
  desk: Connection,
  { severities: _chosen, ...query }: FindingQuery,
): Promise<Partial<Record<Severity, number>>> {
  const rows = await desk.rows<{ severity: Severity; findings: number }>(
    sql`SELECT severity, count(*) AS findings FROM findings WHERE ${condition(query)} GROUP BY severity ORDER BY severity`,
  );
  return Object.fromEntries(rows.map(({ severity, findings }) => [severity, findings]));
}

function condition({ hunt, entities, ids, severities = [], muted = 'with' }: FindingQuery): Statement {
  const parts = [sql`true`];
  if (hunt !== undefined) parts.push(sql`hunt = ${hunt}`);
  if (entities) parts.push(isOneOf(entities, sql`entity_kind`, sql`entity_value`));
  if (ids) parts.push(sql`list_contains(${ids}, finding_id)`);
  if (severities.length > 0) parts.push(sql`list_contains(${severities}, severity)`);
  if (muted === 'without') parts.push(sql`finding_id NOT IN (SELECT finding_id FROM muted_findings)`);
  if (muted === 'only') parts.push(sql`finding_id IN (SELECT finding_id FROM muted_findings)`);
  return join(parts, ' AND ');
}

/** Those of the declared that the finding names; all where it names none. */
const supported = (declared: readonly string[], named: unknown): string[] =>
  Array.isArray(named) ? declared.filter((id) => named.includes(id)) : [...declared];

/** What a finding of this hunt stands for. Of a hunt that this version does not have only the id is known. */
export function meaningOf(
  hunts: readonly HuntDefinition[],
  id: string,
  named: unknown,
): Pick<Finding, 'title' | 'own' | 'hypotheses' | 'attack'> {
  const hunt = hunts.find((one) => one.id === id);
  return {
    title: hunt?.title ?? id,
    own: hunt?.own?.sha256 ?? null,
    hypotheses: supported(hunt?.hypotheses ?? [], named),
    attack: [...(hunt?.attack ?? [])],
  };
}

/** A finding as it crosses a port. */
export function toFinding(
  row: Omit<FindingRow, 'cited'>,
  hunts: readonly HuntDefinition[],
  muted: Mute | null = null,
): Finding {
  const { hypotheses, ...values } = JSON.parse(row.finding_values) as Finding['values'];
  return {
    finding_id: row.finding_id,
    hunt: row.hunt,
    ...meaningOf(hunts, row.hunt, hypotheses),
    severity: row.severity,
    score: row.score,
    score_parts: JSON.parse(row.score_parts) as ScorePart[],
    entity: { kind: row.entity_kind, value: row.entity_value },
    window_start: row.window_start,
    window_end: row.window_end,
    event_count: row.event_count,
    summary: row.summary,
    values,
    muted,
  };
}
