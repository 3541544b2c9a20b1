import type { JsonColumns } from '../../../../shared/definitions.ts';
import { columnsStructure, columnsType } from './columns.ts';

/**
 * The `normalise` of a source whose records are events or wrap one. `unwrap` selects from `raw (evidence_id, record, o)` the same
 * rows with `inside`, the JSON text of a wrapped event or null where the record is the event; more columns may follow. `normalise`
 * then finds these rows in `raw`, `o` being the event, a struct of `event`: null where the text is no JSON.
 */
export function readInside(event: JsonColumns, unwrap: string, normalise: string): string {
  const itself = `CAST(o AS ${columnsType(event)})`;
  // Unlike the functions that take a path, from_json does not recurse: what it does not name may be nested as deep as it likes.
  const wrapped = `TRY(from_json(inside, '${columnsStructure(event).replaceAll("'", "''")}'))`;
  return `SELECT * FROM (
WITH unwrapped AS (${unwrap}),
raw AS (SELECT * REPLACE (CASE WHEN inside IS NULL THEN ${itself} ELSE ${wrapped} END AS o) FROM unwrapped)
${normalise})`;
}

/** The object that a value is, or holds as JSON text; `null` where it is neither. */
export function objectIn(value: unknown): Record<string, unknown> | null {
  const parsed = typeof value === 'string' && value.trimStart().startsWith('{') ? parse(value) : value;
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
    ? (parsed as Record<string, unknown>)
    : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
