import type { EventRef } from '../../../shared/model.ts';
import type { Citation } from '../../../shared/report.ts';
import type { Connection } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import { by } from './order.ts';

type CitedRow = EventRef & Citation;

/**
 * Tells for records of the case where they stand in the evidence, in order of time and then of place: never by evidence id, which the
 * order of import gives.
 */
export async function citations(
  desk: Connection,
  refs: readonly EventRef[],
): Promise<(some: readonly EventRef[]) => Citation[]> {
  const cited = await citedOf(desk, refs);
  return (some) => some.map((ref) => known(cited, ref)).sort(inOrder);
}

/** As `citations`, but leaves out records of evidence that is not in the case, as of an import that was stopped. */
export async function citationsOfThose(
  desk: Connection,
  refs: readonly EventRef[],
): Promise<(some: readonly EventRef[]) => Citation[]> {
  const cited = await citedOf(desk, refs);
  return (some) => some.flatMap((ref) => cited.get(keyOf(ref)) ?? []).sort(inOrder);
}

async function citedOf(desk: Connection, refs: readonly EventRef[]): Promise<Map<string, Citation>> {
  const rows = await read(desk, refs);
  return new Map(rows.map((row) => [keyOf(row), citation(row)]));
}

async function read(desk: Connection, refs: readonly EventRef[]): Promise<CitedRow[]> {
  if (refs.length === 0) return [];
  const unique = [...new Map(refs.map((ref) => [keyOf(ref), ref])).values()];
  // As text: a list of numbers would have the type of its first.
  const ids = unique.map((ref) => String(ref.evidence_id));
  const records = unique.map((ref) => String(ref.record));
  return desk.rows<CitedRow>(
    sql`SELECT c.evidence_id, c.record, e.sha256, e.path, e.member, f.event_id, f.timestamp
        FROM (SELECT CAST(unnest(${ids}) AS BIGINT) AS evidence_id, CAST(unnest(${records}) AS BIGINT) AS record) c
        JOIN evidence e ON e.evidence_id = c.evidence_id
        LEFT JOIN event_facts f ON f.evidence_id = c.evidence_id AND f.record = c.record`,
  );
}

const keyOf = ({ evidence_id, record }: EventRef): string => `${evidence_id}:${record}`;

function known(cited: ReadonlyMap<string, Citation>, ref: EventRef): Citation {
  const found = cited.get(keyOf(ref));
  if (!found) throw new Error(`no evidence ${ref.evidence_id} for the cited record ${ref.record}`);
  return found;
}

const citation = ({ sha256, path, member, record, event_id, timestamp }: CitedRow): Citation => ({
  sha256,
  path,
  member,
  record,
  event_id,
  timestamp,
});

const inOrder = by((one: Citation) => [one.timestamp, one.path, one.member ?? '', one.sha256, one.record]);
