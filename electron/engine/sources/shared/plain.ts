import type { JsonColumns } from '../../../../shared/definitions.ts';
import { columnsType } from './columns.ts';

export interface PlainRecord {
  /** The names that are read, all of them text. */
  columns: readonly string[];
  /** Those of them that hold times. */
  times: readonly string[];
  /** Words that a vendor writes where there is nothing. */
  nothing: readonly string[];
  /** The flat record, as an expression on `o`. */
  event?: string;
}

export const isText = (value: unknown): value is string => typeof value === 'string';

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const texts = (names: readonly string[]): Record<string, 'text'> =>
  Object.fromEntries(names.map((name) => [name, 'text']));

/**
 * The `normalise` of a source whose records are flat. It selects from `plain (evidence_id, record, …)`: a column for each name that
 * is read, null where it is empty or says that there is nothing, and `at_<name>` for each time.
 */
export function readPlain(record: PlainRecord, normalise: string): string {
  const cleaned = record.nothing.reduce(
    (expression, word) => `nullif(${expression}, '${word}')`,
    `nullif(COLUMNS(* EXCLUDE (evidence_id, record)), '')`,
  );
  const columns: JsonColumns = texts(record.columns);
  const flat = `CAST(${record.event ?? 'o'} AS ${columnsType(columns)})`;
  const times = record.times.map((name) => `${timeOf(`"${name}"`)} AS "at_${name}"`);
  return `SELECT * FROM (
WITH given AS (
  SELECT evidence_id, record, ${cleaned} FROM (SELECT evidence_id, record, unnest(${flat}) FROM raw)
),
plain AS (SELECT ${['*', ...times].join(', ')} FROM given)
${normalise})`;
}

/**
 * The time that a text holds: seconds or milliseconds since 1970, 100 ns since 1601 (Windows), or an ISO 8601 date and time, in UTC
 * where it names no offset.
 */
export function timeOf(text: string): string {
  const number = `TRY_CAST(${text} AS DECIMAL(30, 9))`;
  return `CASE
    WHEN ${number} BETWEEN 1 AND 9999999999 THEN make_timestamp((${number} * 1000000)::BIGINT)
    WHEN ${number} BETWEEN 100000000000 AND 9999999999999 THEN make_timestamp((${number} * 1000)::BIGINT)
    WHEN ${number} BETWEEN 116444736000000000 AND 200000000000000000
      THEN make_timestamp(((${number} - 116444736000000000) / 10)::BIGINT)
    WHEN ${text} LIKE '____-__-_____:__%' THEN make_timestamp(epoch_us(TRY_CAST(${text} AS TIMESTAMPTZ)))
  END`;
}
