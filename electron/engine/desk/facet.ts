import type { Filter } from '../../../shared/contract.ts';
import type { Scalar } from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { eventColumn, join, name, sql, type Statement } from '../db/sql.ts';
import { dimensionOf, otherwiseOf } from './dimensions.ts';
import { isMarkColumn } from '../../../shared/marks.ts';
import { where } from './filters.ts';
import { countedMarks } from './mark-filters.ts';

export interface Facet {
  values: { value: Scalar; events: number }[];
  /** How many values there are in all, the missing one included. */
  distinct: number;
}

/** The values of a column among the events that hold the filters: most events first, then by value, a missing one last. */
export async function facet(
  desk: Connection,
  input: { filters: readonly Filter[]; column: string; limit: number },
): Promise<Facet> {
  const rows = await desk.rows<{ value: Scalar; events: number; all_values: number }>(
    sql`SELECT value, events, count(*) OVER () AS all_values FROM (${counted(input.column, input.filters)})
        ORDER BY events DESC, value ASC NULLS LAST LIMIT ${input.limit}`,
  );
  return {
    values: rows.map(({ value, events }) => ({ value, events })),
    distinct: rows[0]?.all_values ?? 0,
  };
}

/** The most frequent values of several columns that are there, each as `facet` orders them, in one look through the events. */
export async function facetsOf(
  desk: Connection,
  filters: readonly Filter[],
  columns: readonly string[],
  limit: number,
): Promise<Map<string, { value: Scalar; events: number }[]>> {
  const found = new Map<string, { value: Scalar; events: number }[]>(columns.map((column) => [column, []]));
  const parts = columns.map(
    (column) => sql`(SELECT ${column} AS column_name, CAST(value AS VARCHAR) AS value, events
      FROM (${countedIn(column, sql`own f`)}) WHERE value IS NOT NULL ORDER BY events DESC, value LIMIT ${limit})`,
  );
  const rows = await desk.rows<{ column_name: string; value: Scalar; events: number }>(
    sql`WITH own AS MATERIALIZED (SELECT ${keysOf(columns)} FROM event_facts f WHERE ${where(filters)})
      SELECT * FROM (${join(parts, ' UNION ALL ')}) ORDER BY column_name, events DESC, value`,
  );
  for (const { column_name, value, events } of rows) found.get(column_name)?.push({ value, events });
  return found;
}

/** What of the facts the values of these columns are found by. */
function keysOf(columns: readonly string[]): Statement {
  const keys = columns.map(eventColumn).flatMap((column) => {
    const dimension = dimensionOf(column);
    if (dimension === null) return [name(column.name)];
    const second = otherwiseOf(column);
    return second ? [dimension.key, second.key] : [dimension.key];
  });
  const unique = new Map(keys.map((key) => [key.text, key]));
  return join(
    [...unique.values()].map((key) => sql`f.${key}`),
    ', ',
  );
}

function counted(text: string, filters: readonly Filter[]): Statement {
  if (isMarkColumn(text)) return countedMarks(text, where(filters));
  return countedIn(text, sql`event_facts f WHERE ${where(filters)}`);
}

/** Of a column that is no mark's, among the rows `f` of `from`. */
function countedIn(text: string, from: Statement): Statement {
  const column = eventColumn(text);
  const dimension = dimensionOf(column);
  const at = name(column.name);
  if (dimension === null) {
    return sql`SELECT ${at} AS value, count(*) AS events FROM ${from} GROUP BY value`;
  }
  const { table, key } = dimension;
  const second = otherwiseOf(column);
  if (second)
    return sql`SELECT coalesce(d.${at}, o.${at}) AS value, CAST(sum(c.events) AS BIGINT) AS events
      FROM (
        SELECT ${key}, ${second.key}, count(*) AS events FROM ${from} GROUP BY ALL
      ) c
      LEFT JOIN ${table} d ON d.${key} = c.${key} LEFT JOIN ${second.table} o ON o.${second.key} = c.${second.key}
      GROUP BY value`;
  return sql`SELECT d.${at} AS value, CAST(sum(c.events) AS BIGINT) AS events
    FROM (SELECT ${key}, count(*) AS events FROM ${from} GROUP BY ${key}) c
    LEFT JOIN ${table} d ON d.${key} = c.${key} GROUP BY value`;
}
