import type { Filter } from '../../../shared/contract.ts';
import type { Scalar } from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { eventColumn, name, sql, type Statement } from '../db/sql.ts';
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

function counted(text: string, filters: readonly Filter[]): Statement {
  if (isMarkColumn(text)) return countedMarks(text, where(filters));
  const column = eventColumn(text);
  const dimension = dimensionOf(column);
  const at = name(column.name);
  if (dimension === null) {
    return sql`SELECT ${at} AS value, count(*) AS events FROM event_facts f WHERE ${where(filters)} GROUP BY value`;
  }
  const { table, key } = dimension;
  const second = otherwiseOf(column);
  if (second)
    return sql`SELECT coalesce(d.${at}, o.${at}) AS value, CAST(sum(c.events) AS BIGINT) AS events
      FROM (
        SELECT ${key}, ${second.key}, count(*) AS events FROM event_facts f WHERE ${where(filters)} GROUP BY ALL
      ) c
      LEFT JOIN ${table} d ON d.${key} = c.${key} LEFT JOIN ${second.table} o ON o.${second.key} = c.${second.key}
      GROUP BY value`;
  return sql`SELECT d.${at} AS value, CAST(sum(c.events) AS BIGINT) AS events
    FROM (SELECT ${key}, count(*) AS events FROM event_facts f WHERE ${where(filters)} GROUP BY ${key}) c
    LEFT JOIN ${table} d ON d.${key} = c.${key} GROUP BY value`;
}
