import type { Filter, Histogram } from '../../../shared/contract.ts';
import type { Scalar } from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { join, sql } from '../db/sql.ts';
import { bucketOf, filled, type Buckets } from './buckets.ts';
import { facet } from './facet.ts';
import { where } from './filters.ts';

type Series = Histogram['series'];

/** Events with no dataset. */
export const UNKNOWN = 'unknown';

/** So many values have a series of their own: as many as there are colours to tell them apart. */
export const SERIES_MOST = 5;

/** Events of each bucket by their dataset, all of them, in order of name. */
export async function byDataset(
  desk: Connection,
  filters: readonly Filter[],
  buckets: Buckets,
): Promise<Series> {
  // Counted by the action's key: an integer groups in half the time of a text.
  const rows = await desk.rows<{ name: string; bucket: number; events: number }>(
    sql`SELECT coalesce(a.event_dataset, ${UNKNOWN}) AS name, c.bucket, CAST(sum(c.events) AS BIGINT) AS events
        FROM (
          SELECT action_key, ${bucketOf(sql`timestamp`, buckets)} AS bucket, count(*) AS events
          FROM event_facts f WHERE ${where(filters)} GROUP BY ALL
        ) c LEFT JOIN actions a ON a.action_key = c.action_key
        GROUP BY ALL ORDER BY name, bucket`,
  );
  const named = grouped(rows, ({ name }) => name);
  return [...named].map(([name, listed]) => ({
    name,
    of: name === UNKNOWN ? 'missing' : 'value',
    counts: filled(buckets, listed),
  }));
}

/**
 * Events of each bucket by the most frequent values of a column, the most frequent first; then those with another value, then those
 * with none, where there are any.
 */
export async function byColumn(
  desk: Connection,
  filters: readonly Filter[],
  column: string,
  buckets: Buckets,
): Promise<Series> {
  const { values } = await facet(desk, { filters, column, limit: SERIES_MOST + 1 });
  const named = values.flatMap(({ value }) => (value === null ? [] : [value])).slice(0, SERIES_MOST);
  const [missing, rest] = [named.length + 1, named.length];
  const is = (value: Scalar) => where([{ column, op: 'is', values: [value] }]);
  const cases = [
    ...named.map((value, at) => sql`WHEN ${is(value)} THEN ${at}`),
    sql`WHEN ${is(null)} THEN ${missing}`,
  ];
  const rows = await desk.rows<{ series: number; bucket: number; events: number }>(
    sql`SELECT CASE ${join(cases, ' ')} ELSE ${rest} END AS series, ${bucketOf(sql`timestamp`, buckets)} AS bucket, count(*) AS events
        FROM event_facts f WHERE ${where(filters)} GROUP BY ALL ORDER BY series, bucket`,
  );
  return [...grouped(rows, ({ series }) => series)].map(([at, listed]) => ({
    name: String(named[at] ?? ''),
    of: at === missing ? 'missing' : at === rest ? 'rest' : 'value',
    counts: filled(buckets, listed),
  }));
}

function grouped<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const known = groups.get(keyOf(row));
    if (known) known.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}
