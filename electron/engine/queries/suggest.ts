import type { Connection } from '../db/database.ts';
import { eventColumn, name, sql, type Statement } from '../db/sql.ts';
import { dimensionOf } from '../desk/dimensions.ts';
import { memo } from '../desk/memo.ts';
import { queryOf } from './index.ts';
import { columnOf } from './states.ts';

export interface SuggestInput {
  query: string;
  input: string;
  text: string;
  by: 'recent' | 'frequent';
  limit: number;
}

export interface Suggestion {
  value: string;
  events: number;
  last_timestamp: string;
}

/** Values that the case has for an input and that have `text` in them: seen last, or most often, first. */
export async function suggest(desk: Connection, wanted: SuggestInput): Promise<Suggestion[]> {
  const input = queryOf(wanted.query).inputs.find((one) => one.name === wanted.input);
  if (!input) throw new Error(`"${wanted.query}" has no input "${wanted.input}"`);
  const column = columnOf(input);
  if (column === null) return [];
  const all = await memo(
    desk,
    `suggest ${JSON.stringify([column, wanted.text, wanted.by, wanted.limit])}`,
    () =>
      desk.rows<Suggestion>(
        sql`SELECT value, CAST(sum(events) AS BIGINT) AS events, max(last_seen) AS last_timestamp
          FROM (${counted(column)}) WHERE value <> '' AND contains(lower(value), lower(${wanted.text}))
          GROUP BY value
          ORDER BY ${wanted.by === 'recent' ? sql`last_timestamp DESC, events DESC` : sql`events DESC, last_timestamp DESC`}, value
          LIMIT ${wanted.limit}`,
      ),
  );
  return all;
}

function counted(text: string): Statement {
  const column = eventColumn(text);
  const dimension = dimensionOf(column);
  const at = name(column.name);
  if (dimension === null)
    return sql`SELECT ${at} AS value, count(*) AS events, max(timestamp) AS last_seen FROM event_facts GROUP BY value`;
  const { table, key } = dimension;
  return sql`SELECT d.${at} AS value, c.events, c.last_seen
    FROM (SELECT ${key}, count(*) AS events, max(timestamp) AS last_seen FROM event_facts GROUP BY ${key}) c
    JOIN ${table} d ON d.${key} = c.${key}`;
}
