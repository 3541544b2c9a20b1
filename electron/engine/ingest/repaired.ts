import type { Repair } from '../../../shared/model.ts';
import { csvFields, csvRecord, RowCutter, type LineOptions, type RowContext } from './cut-lines.ts';
import type { SplitSink } from './split-json.ts';

/** How a line of exported rejects begins. */
export const REPAIRED = /^\ufeff?\{\s*"@reject"\s*:/;

export const REDACTED =
  'not repaired: pseudonyms stand in it, and not what the evidence has; export the rejects without them';

interface RepairedLine {
  '@reject': { sha256?: unknown; member?: unknown; record?: unknown; redacted?: unknown };
  text?: unknown;
  context?: RowContext | null;
}

/** Cuts rejects that were exported and mended, a line each, into the records that their `text` holds. */
export class RepairCutter extends RowCutter {
  constructor(options: LineOptions, sink: SplitSink) {
    super(options, sink, null);
  }

  protected row(line: string, raw: Buffer): string | null {
    const record = recordIn(line);
    if (typeof record === 'string') return record;
    this.emit(record, raw);
    return null;
  }
}

/** The record of a mended line, or why there is none. */
function recordIn(line: string): Record<string, unknown> | string {
  const parsed = parse(line.replace(/^\ufeff/, ''));
  if (!isObject(parsed) || !isObject(parsed['@reject'])) return 'not a line of repaired rejects';
  const { text, context, '@reject': head } = parsed as unknown as RepairedLine;
  if (head.redacted !== undefined) return REDACTED;
  if (isObject(text)) return withList(text, context);
  if (typeof text !== 'string') return 'not repaired: it has no text';
  if (context?.header !== undefined) return rowOf(text, context.header, context.delimiter ?? ',');
  const inner = parse(text);
  if (isObject(inner)) return withList(inner, context);
  return /^\s*[[{]/.test(text)
    ? 'not repaired: its text is not one JSON object'
    : { line: text, ...(context?.directives ? { directives: context.directives } : {}) };
}

function rowOf(text: string, header: string, delimiter: string): Record<string, unknown> | string {
  const names = csvFields(header.replace(/^\ufeff/, ''), delimiter).map((name) => name.trim());
  const fields = csvFields(text, delimiter);
  if (fields.length === names.length) return csvRecord(names, fields);
  return `not repaired: row of ${fields.length} fields where the first row names ${names.length}`;
}

const withList = (record: Record<string, unknown>, context?: RowContext | null): Record<string, unknown> =>
  context?.list === undefined ? record : { '@list': context.list, ...record };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Which reject a mended line says it is; `null` where it does not say. */
export function repairOf(evidence_id: number, record: number, line: string): Repair | null {
  const given = (parse(line.replace(/^\ufeff/, '')) as RepairedLine | null)?.['@reject'];
  if (typeof given?.sha256 !== 'string' || !Number.isSafeInteger(given.record)) return null;
  return {
    evidence_id,
    record,
    of_sha256: given.sha256,
    of_member: typeof given.member === 'string' ? given.member : null,
    of_record: given.record as number,
  };
}
