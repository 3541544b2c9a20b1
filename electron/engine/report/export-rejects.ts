import type { Evidence, Reject } from '../../../shared/model.ts';
import type { Redaction } from '../../../shared/redaction.ts';
import type { Connection } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import { evidenceRows } from '../desk/ledger.ts';
import type { Unpacking } from '../ingest/containers.ts';
import { originalRejects, type OriginalReject } from '../ingest/original-rejects.ts';
import { MEMBERS } from '../ingest/prepare.ts';
import { readLimits } from '../limits.ts';
import { redactedValue } from '../redact/own-json.ts';
import type { Redactor } from '../redact/redactor.ts';
import { csvRow } from './cells.ts';
import { jsonText } from './escapes.ts';
import { by } from './order.ts';

export type RejectFormat = 'csv' | 'ndjson';

export interface RejectExport {
  desk: Connection;
  format: RejectFormat;
  /** Of this evidence only. */
  evidence_id?: number | undefined;
  unpacking: Unpacking;
  /** Puts pseudonyms into all that is written; `desk` then gives the case as it is. What was redacted cannot be mended and imported. */
  redactor?: Redactor | null;
  write: (text: string) => Promise<void>;
}

/** How many rejects were written, and what kept the text of some from being read again. */
export interface ExportedRejects {
  rejects: number;
  problems: string[];
}

/** For the audit log. */
export const toldRejects = (count: number, format: RejectFormat, redact: readonly Redaction[]): string =>
  `${count} rejects as ${format}${redact.length === 0 ? '' : `, redacted: ${redact.join(', ')}`}`;

const BATCH = 1_000;

/**
 * Every reject with its place, reason and hash, in order of path, member and place. As CSV with its first characters, for a person; as
 * NDJSON with its text as it stands in the evidence, which an import takes again once the text is mended.
 */
export async function exportRejects(options: RejectExport): Promise<ExportedRejects> {
  const { desk, format, evidence_id } = options;
  const lines = (await evidenceRows(desk))
    .filter((one) => one.rejects > 0 && (evidence_id === undefined || one.evidence_id === evidence_id))
    .sort(by((one) => [one.path, one.member ?? '', one.sha256, one.evidence_id]));
  const done: ExportedRejects = { rejects: 0, problems: [] };
  if (format === 'csv') await options.write(csvRow(CSV_COLUMNS));
  for (const line of lines) {
    if (format === 'csv') await asCsv(options, line, done);
    else await asNdjson(options, line, done);
  }
  return done;
}

const CSV_COLUMNS = [
  'path',
  'member',
  'evidence_sha256',
  'record',
  'byte_offset',
  'line',
  'reason',
  'length',
  'sha256',
  'first_characters',
];

async function asCsv(
  { desk, redactor = null, write }: RejectExport,
  line: Evidence,
  done: ExportedRejects,
): Promise<void> {
  for (let offset = 0; ; offset += BATCH) {
    const rows = await desk.rows<Reject>(
      sql`SELECT * FROM rejects WHERE evidence_id = ${line.evidence_id}
          ORDER BY byte_offset NULLS FIRST, line NULLS FIRST, record NULLS FIRST, reason, rowid LIMIT ${BATCH} OFFSET ${offset}`,
    );
    const { path, member, sha256 } = placeOf(line, redactor);
    const text = rows.map((one) =>
      csvRow([
        ...[path, member, sha256, one.record, one.byte_offset, one.line],
        ...[recordText(one.reason, redactor), one.length, one.sha256],
        one.excerpt === null || redactor === null ? one.excerpt : redactor.beginning(one.excerpt),
      ]),
    );
    await write(text.join(''));
    done.rejects += rows.length;
    if (rows.length < BATCH) return;
  }
}

async function asNdjson(options: RejectExport, line: Evidence, done: ExportedRejects): Promise<void> {
  const { desk, unpacking } = options;
  const places = await desk.rows<{ record: number }>(
    sql`SELECT record FROM rejects WHERE evidence_id = ${line.evidence_id} AND record IS NOT NULL ORDER BY record`,
  );
  const records = places.map((one) => one.record);
  const read = new Set<number | null>();
  const take = async (originals: OriginalReject[]) => {
    for (let from = 0; from < originals.length; from += BATCH)
      for (const record of await writeLines(options, line, originals.slice(from, from + BATCH)))
        read.add(record);
  };
  const member = line.evidence_id % MEMBERS;
  const limits = await readLimits(desk);
  const place = { path: line.path, sha256: line.sha256 ?? '', member, name: line.member, limits };
  const from = { ...place, records, unpacking };
  const problem = await originalRejects(from, take);
  if (problem !== null) done.problems.push(recordText(problem, options.redactor));
  done.rejects += read.size + (await withoutText(options, line, read, problem));
}

async function writeLines(
  { desk, redactor = null, write }: RejectExport,
  line: Evidence,
  originals: readonly OriginalReject[],
) {
  const known = await rejectsOf(desk, line, originals);
  const text = originals.flatMap(({ record, ...original }) => {
    const reject = known.get(record);
    if (!reject) return [];
    const told = redactor === null ? original : redactedOriginal(original, redactor);
    return `${jsonText({ '@reject': headOf(line, reject, redactor), ...told })}\n`;
  });
  await write(text.join(''));
  return known.keys();
}

/** Bytes that are no UTF-8 cannot be looked through, and are left out. */
const redactedOriginal = (
  { text, complete, context }: Omit<OriginalReject, 'record'>,
  redactor: Redactor,
): Omit<OriginalReject, 'record'> => ({
  text: complete ? redactor.record(text) : redactor.beginning(text),
  base64: null,
  complete,
  context: redactedValue(context, redactor) as OriginalReject['context'],
});

const recordText = (text: string, redactor: Redactor | null = null): string =>
  redactor === null ? text : redactor.record(text);

const placeOf = ({ path, member, sha256 }: Evidence, redactor: Redactor | null) => ({
  path: recordText(path, redactor),
  member: member === null ? null : recordText(member, redactor),
  sha256,
});

async function rejectsOf(desk: Connection, line: Evidence, originals: readonly OriginalReject[]) {
  const numbers = originals.map((one) => String(one.record));
  const rows = await desk.rows<Reject>(
    sql`SELECT * FROM rejects WHERE evidence_id = ${line.evidence_id}
        AND record IN (SELECT CAST(unnest(${numbers}) AS BIGINT))`,
  );
  return new Map(rows.map((row) => [row.record, row]));
}

/** Those that could not be read again are told without their text, all where the file is not as it was. */
async function withoutText(
  { desk, redactor = null, write }: RejectExport,
  line: Evidence,
  read: ReadonlySet<number | null>,
  problem: string | null,
): Promise<number> {
  const all = await desk.rows<Reject>(
    sql`SELECT * FROM rejects WHERE evidence_id = ${line.evidence_id}
        ORDER BY record NULLS LAST, byte_offset NULLS LAST, reason, rowid`,
  );
  const rest = all.filter((one) => !read.has(one.record));
  const why = recordText(problem ?? `${line.path} has no such record`, redactor);
  for (const reject of rest)
    await write(`${jsonText({ '@reject': headOf(line, reject, redactor), text: null, problem: why })}\n`);
  return rest.length;
}

/** What ties a mended line to its reject: the hash of the evidence, the member, and the record's number; of a redacted one, that it is. */
function headOf(line: Evidence, reject: Reject, redactor: Redactor | null) {
  const { path, member, sha256 } = placeOf(line, redactor);
  return {
    ...{ sha256, member, record: reject.record, path },
    ...{ byte_offset: reject.byte_offset, line: reject.line, reason: recordText(reject.reason, redactor) },
    ...{ length: reject.length, record_sha256: reject.sha256 },
    ...(redactor === null ? {} : { redacted: redactor.chosen }),
  };
}
