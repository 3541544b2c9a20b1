import type { Marked, MarkedThing, MarkKind } from '../../../shared/marks.ts';
import type { EventRef, Row } from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { fixed, join, sql, type Statement } from '../db/sql.ts';
import { eventRows } from '../desk/event-rows.ts';
import { carriedBy } from './read.ts';
import { subjectOf, type ThingRow } from './subjects.ts';
import thingsNow from './things-now.sql?raw';

export interface MarkedQuery {
  kind?: MarkKind | undefined;
  which: 'all' | 'starred' | 'tagged' | 'noted';
  tag?: string | undefined;
  offset: number;
  limit: number;
}

/** A marked thing as the case has it now. For a record `evidence_id` and `record` are those of the one that counts. */
export interface ThingNow extends ThingRow {
  changed_at: string;
  id: string | null;
  file: string | null;
  counts_evidence_id: number | null;
  counts_record: number | null;
}

/** Things that carry a star, tags or notes, the last written first. */
export async function listMarked(
  desk: Connection,
  query: MarkedQuery,
  titles: (definition: string) => string,
): Promise<{ total: number; things: MarkedThing[] }> {
  const held = condition(query);
  const now = fixed(thingsNow);
  const { total } = await desk.row<{ total: number }>(
    sql`SELECT count(*) AS total FROM (${now}) t WHERE ${held}`,
  );
  const rows = await desk.rows<ThingNow>(
    sql`SELECT * FROM (${now}) t WHERE ${held}
      ORDER BY changed_at DESC, thing LIMIT ${query.limit} OFFSET ${query.offset}`,
  );
  const carried = await carriedBy(
    desk,
    rows.map((row) => row.thing),
  );
  const events = await eventsOf(desk, rows);
  return {
    total,
    things: rows.map((row) => ({
      ...(carried.get(row.thing) as Marked),
      subject: subjectOf(row),
      changed_at: row.changed_at,
      id: row.id,
      title: row.kind === 'record' ? row.file : row.definition && titles(row.definition),
      event: events.get(keyOf(countingRef(row))) ?? null,
    })),
  };
}

/** All of them, in no order that means anything. */
export const everyThing = (desk: Connection): Promise<ThingNow[]> =>
  desk.rows<ThingNow>(sql`SELECT * FROM (${fixed(thingsNow)}) t ORDER BY thing`);

function condition({ kind, which, tag }: MarkedQuery): Statement {
  const parts = [sql`TRUE`];
  if (kind !== undefined) parts.push(sql`kind = ${kind}`);
  if (which === 'starred') parts.push(sql`thing IN (SELECT thing FROM marks WHERE tag IS NULL)`);
  if (which === 'tagged') parts.push(sql`thing IN (SELECT thing FROM marks WHERE tag IS NOT NULL)`);
  if (which === 'noted') parts.push(sql`thing IN (SELECT thing FROM notes)`);
  if (tag !== undefined) parts.push(sql`thing IN (SELECT thing FROM marks WHERE tag = ${tag})`);
  return join(parts, ' AND ');
}

const countingRef = ({ counts_evidence_id, counts_record }: ThingNow): EventRef | null =>
  counts_evidence_id === null || counts_record === null
    ? null
    : { evidence_id: counts_evidence_id, record: counts_record };

const keyOf = (ref: EventRef | null): string => (ref ? `${ref.evidence_id}:${ref.record}` : '');

async function eventsOf(desk: Connection, rows: readonly ThingNow[]): Promise<Map<string, Row>> {
  const refs = rows.flatMap((row) => countingRef(row) ?? []);
  if (refs.length === 0) return new Map();
  const found = await eventRows(
    desk,
    sql`SELECT f.* FROM event_facts f WHERE (f.evidence_id, f.record) IN (
      SELECT (CAST(unnest(${refs.map((one) => String(one.evidence_id))}) AS BIGINT),
        CAST(unnest(${refs.map((one) => String(one.record))}) AS BIGINT)))`,
  );
  return new Map(
    found.map((row) => [
      keyOf({ evidence_id: Number(row['evidence_id']), record: Number(row['record']) }),
      row,
    ]),
  );
}
