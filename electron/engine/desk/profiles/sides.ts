import type { Filter } from '../../../../shared/filter.ts';
import type { Scalar } from '../../../../shared/model.ts';
import {
  PROFILES_RULE,
  SIDE_COLUMNS,
  SIDE_VALUES,
  type SideColumn,
  type Sides,
  type SidesInput,
} from '../../../../shared/session-profiles.ts';
import type { Connection } from '../../db/database.ts';
import { eventColumn, name, sql, type Statement } from '../../db/sql.ts';
import { bucketOf, bucketsOf, filled, type Buckets } from '../buckets.ts';
import { dimensionOf } from '../dimensions.ts';
import { where } from '../filters.ts';

/** Two sets of records beside each other: when each was, and which values they share. */
export async function sidesOf(connection: Connection, { a, b }: SidesInput): Promise<Sides> {
  const sets = { a: where(a), b: where(b) };
  const either = sql`(${sets.a} OR ${sets.b})`;
  const found = await bucketsOf(connection, either, PROFILES_RULE.buckets);
  const columns: SideColumn[] = [];
  for (const column of SIDE_COLUMNS) {
    const told = await sideColumn(connection, column, sets);
    if (told.values.length > 0) columns.push(told);
  }
  const { events } = await connection.row<{ events: number }>(
    sql`SELECT count(*) AS events FROM event_facts f WHERE ${where([...a, ...b])}`,
  );
  return {
    axis: found?.axis ?? null,
    a: await sideOf(connection, a, found?.buckets),
    b: await sideOf(connection, b, found?.buckets),
    shared_events: events,
    columns,
  };
}

async function sideOf(connection: Connection, filters: readonly Filter[], buckets?: Buckets) {
  const held = where(filters);
  const side = await connection.row<Omit<Sides['a'], 'counts'>>(
    sql`SELECT count(*) AS events, count(*) FILTER (event_outcome = 'failure') AS failures,
          min(timestamp) AS first_timestamp, max(timestamp) AS last_timestamp
        FROM event_facts f WHERE ${held}`,
  );
  if (!buckets) return { ...side, counts: [] };
  const listed = await connection.rows<{ bucket: number; events: number }>(
    sql`SELECT ${bucketOf(sql`timestamp`, buckets)} AS bucket, count(*) AS events FROM event_facts f WHERE ${held} GROUP BY ALL`,
  );
  return { ...side, counts: filled(buckets, listed) };
}

interface ValueRow {
  value: Scalar;
  a: number;
  b: number;
  in_both: number;
  only_a: number;
  only_b: number;
  missing_a: number;
  missing_b: number;
}

type Sets = Readonly<Record<'a' | 'b', Statement>>;

async function sideColumn(connection: Connection, column: string, sets: Sets): Promise<SideColumn> {
  const rows = await connection.rows<ValueRow>(valuesSql(column, sets));
  const [first] = rows;
  const { in_both = 0, only_a = 0, only_b = 0, missing_a = 0, missing_b = 0 } = first ?? {};
  return {
    column,
    ...{ in_both, only_a, only_b, missing_a, missing_b },
    values: rows.map(({ value, a, b }) => ({ value, a, b })),
  };
}

const valuesSql = (column: string, sets: Sets): Statement => sql`WITH
counted AS (${countedSql(column, sets)}),
kinds AS (
  SELECT *, CASE WHEN a > 0 AND b > 0 THEN 'both' WHEN a > 0 THEN 'a' ELSE 'b' END AS kind FROM counted WHERE value IS NOT NULL
),
sums AS (
  SELECT count(*) FILTER (kind = 'both') AS in_both, count(*) FILTER (kind = 'a') AS only_a, count(*) FILTER (kind = 'b') AS only_b
  FROM kinds
),
missing AS (
  SELECT CAST(coalesce(sum(a), 0) AS BIGINT) AS missing_a, CAST(coalesce(sum(b), 0) AS BIGINT) AS missing_b
  FROM counted WHERE value IS NULL
)
SELECT value, a, b, s.*, m.* FROM kinds CROSS JOIN sums s CROSS JOIN missing m
QUALIFY row_number() OVER (PARTITION BY kind ORDER BY a + b DESC, value) <= ${SIDE_VALUES}
ORDER BY kind = 'both' DESC, kind, a + b DESC, value`;

/** Counted by the key of the dimension, then by its value. */
function countedSql(text: string, { a, b }: Sets): Statement {
  const column = eventColumn(text);
  const at = name(column.name);
  const dimension = dimensionOf(column);
  const key = dimension?.key ?? at;
  const counts = sql`SELECT ${key} AS key, count(*) FILTER (${a}) AS a, count(*) FILTER (${b}) AS b
    FROM event_facts f WHERE (${a}) OR (${b}) GROUP BY ${key}`;
  if (dimension === null) return sql`SELECT key AS value, a, b FROM (${counts})`;
  return sql`SELECT d.${at} AS value, CAST(sum(c.a) AS BIGINT) AS a, CAST(sum(c.b) AS BIGINT) AS b
    FROM (${counts}) c LEFT JOIN ${dimension.table} d ON d.${key} = c.key GROUP BY value`;
}
