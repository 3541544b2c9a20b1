import type { EventColumn, Scalar } from '../../../shared/model.ts';
import { name, sql, type Statement } from '../db/sql.ts';
import { microsOf } from './time.ts';

/** A microsecond since 1970 as a timestamp. */
export const instant = (micros: bigint): Statement => sql`make_timestamp(CAST(${micros} AS BIGINT))`;

/** A value that a person or a face wrote, as one that compares with `column`; throws where it is of another kind. */
export function valueFor(column: EventColumn, value: Exclude<Scalar, null>): Statement {
  switch (column.kind) {
    case 'text':
      return sql`${String(value)}`;
    case 'number':
      return sql`CAST(${String(numberOf(column, value))} AS DOUBLE)`;
    case 'boolean':
      return sql`${booleanOf(column, value)}`;
    case 'time':
      return instant(microsOf(String(value)));
  }
}

/** The upper bound of a range: a time that names less than a microsecond reaches to the end of what it names. */
export function upperBoundFor(column: EventColumn, value: string): Statement {
  return column.kind === 'time' ? instant(microsOf(value, 'last')) : valueFor(column, value);
}

/** The column as the text that a face shows for it. */
export function shownText(column: EventColumn): Statement {
  const at = name(column.name);
  if (column.kind === 'text') return sql`${at}`;
  if (column.kind === 'time') return sql`strftime(${at}, '%Y-%m-%dT%H:%M:%S.%fZ')`;
  return sql`regexp_replace(CAST(${at} AS VARCHAR), '[.]0$', '')`;
}

function numberOf(column: EventColumn, value: string | number | boolean): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw new Error(`not a number for ${column.name}: ${JSON.stringify(value)}`);
}

function booleanOf(column: EventColumn, value: string | number | boolean): boolean {
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw new Error(`neither true nor false for ${column.name}: ${JSON.stringify(value)}`);
}
