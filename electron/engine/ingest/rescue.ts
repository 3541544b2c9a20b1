import { writeFileSync } from 'node:fs';
import type { SpooledRecord } from './spool.ts';

/** Writes a second spool beside `path` with the records as JSON.parse understands them; returns its path. */
export function rewriteSpool(path: string, records: readonly SpooledRecord[]): string {
  const mended = `${path}.mended`;
  writeFileSync(mended, records.map(line).join(''), { flag: 'wx', mode: 0o600 });
  return mended;
}

function line(record: SpooledRecord): string {
  const object = wellFormed(JSON.parse(record.text));
  return `{"f":${record.evidence_id},"n":${record.record},"o":${JSON.stringify(object)}}\n`;
}

/** Lone surrogates become U+FFFD, since no database text can hold them; the original record still has them. */
function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.toWellFormed(), wellFormed(inner)]),
  );
}
