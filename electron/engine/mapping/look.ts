import { rmSync } from 'node:fs';
import type { MappingLook, MappingPreview, MappingSubject } from '../../../shared/contract.ts';
import { LIMIT_DEFAULTS } from '../../../shared/limits.ts';
import type { Mapping } from '../../../shared/mapping.ts';
import type { Row } from '../../../shared/model.ts';
import type { Connection, Database } from '../db/database.ts';
import { name, sql, join } from '../db/sql.ts';
import type { Unpacking } from '../ingest/containers.ts';
import { cutHead, Enough, HEAD_BYTES, type Cutting } from '../ingest/cutting.ts';
import { evidenceHead } from '../ingest/evidence-head.ts';
import { formOf, type Form } from '../ingest/form.ts';
import { selected, staged } from '../ingest/load-spool.ts';
import { MEMBERS } from '../ingest/prepare.ts';
import { SpoolWriter, type Spool } from '../ingest/spool.ts';
import { LOADABLE } from '../ingest/stage-sql.ts';
import { readLimits } from '../limits.ts';
import { guessMapping } from './guess.ts';
import { mappingSource, pointerOf } from './mapping-source.ts';

const ROWS_SHOWN = 20;
const ROWS_LOOKED_AT = 200;
const RECORDS_TRIED = 5_000;
const EXAMPLES = 5;
const SHOWN_CHARACTERS = 200;

interface Beginning {
  form: Form;
  whole: boolean;
  file: string;
  head: Buffer;
}

async function beginningOf(
  connection: Connection,
  subject: MappingSubject,
  unpacking: Unpacking,
): Promise<Beginning> {
  const { path, file, member, limits } =
    'path' in subject
      ? { path: subject.path, file: subject.path, member: 0, limits: LIMIT_DEFAULTS }
      : await placeOf(connection, subject.evidence_id);
  const head = await evidenceHead(path, member, limits, unpacking);
  const form = formOf(head);
  if (!form) throw new Error(`no table with a header and no JSON records: ${file}`);
  return { form, whole: head.length < HEAD_BYTES, file, head };
}

async function placeOf(connection: Connection, evidence_id: number) {
  const [line] = await connection.rows<{ path: string; name: string; member: string | null }>(
    sql`SELECT path, name, member FROM evidence WHERE evidence_id = ${evidence_id}`,
  );
  if (!line) throw new Error(`no evidence ${evidence_id}`);
  const limits = await readLimits(connection);
  return { path: line.path, file: line.member ?? line.name, member: evidence_id % MEMBERS, limits };
}

interface Tried {
  spool: Spool | null;
  /** The line of each record. */
  lines: Map<number, number>;
  rejects: Map<string, number[]>;
}

/** Cuts the beginning of a file as an import would, gives the records to `work` as a spool, and removes it. */
async function withSpool<T>(
  head: Buffer,
  cutting: Cutting,
  unpacking: Unpacking,
  work: (tried: Tried) => Promise<T>,
): Promise<T> {
  const tried: Tried = { spool: null, lines: new Map(), rejects: new Map() };
  const writer = new SpoolWriter(
    'mapping',
    unpacking.temporaryPath,
    Infinity,
    (spool) => (tried.spool = spool),
  );
  const reject = (place: { record: number; line: number }, reason: string) => {
    tried.lines.set(place.record, place.line);
    tried.rejects.set(reason, [...(tried.rejects.get(reason) ?? []), place.record]);
    if (tried.lines.size === RECORDS_TRIED) throw new Enough();
  };
  cutHead(head, cutting, {
    record(place, bytes, start, end) {
      if (!writer.add(1, place, bytes, start, end)) return reject(place, 'not valid UTF-8');
      tried.lines.set(place.record, place.line);
      if (tried.lines.size === RECORDS_TRIED) throw new Enough();
    },
    reject,
  });
  writer.finish();
  try {
    return await work(tried);
  } finally {
    if (tried.spool) rmSync(tried.spool.path, { force: true });
  }
}

/** The columns of an unknown file, its first rows, and how they might be mapped. */
export async function lookAt(
  connection: Connection,
  subject: MappingSubject,
  unpacking: Unpacking,
): Promise<MappingLook> {
  const { form, file, head } = await beginningOf(connection, subject, unpacking);
  return withSpool(head, form.cutting, unpacking, async ({ spool, lines }) => {
    const rows = spool ? await textsOf(connection, form, spool) : [];
    const seen = form.columns.map((path, at) => ({
      path,
      values: distinct(rows.map((row) => row[at] ?? '')),
    }));
    const shown = (text: string) =>
      text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
    return {
      kind: form.kind,
      columns: seen.map(({ path, values }) => ({ path, examples: values.slice(0, EXAMPLES).map(shown) })),
      rows: rows.slice(0, ROWS_SHOWN).map((row) => row.map((text) => (text === null ? null : shown(text)))),
      records: lines.size,
      ...guessMapping({ kind: form.kind, columns: seen }, file),
    };
  });
}

const distinct = (texts: readonly string[]): string[] =>
  [...new Set(texts)].filter((text) => text.trim() !== '');

async function textsOf(connection: Connection, form: Form, spool: Spool): Promise<(string | null)[][]> {
  const pointers = form.columns.map((path) => pointerOf(form.kind, path));
  const rows = await connection.rows<{ v: (string | null)[] | null }>(
    selected(
      {
        columns: {},
        whole: true,
        normalise: `SELECT json_extract_string(o, $pointers) AS v FROM raw ORDER BY record LIMIT ${ROWS_LOOKED_AT}`,
        values: { pointers },
      },
      spool,
    ),
  );
  return rows.map((row) => row.v ?? pointers.map(() => null));
}

/** What a mapping makes of the beginning of a file. */
export async function previewOf(
  connection: Connection,
  subject: MappingSubject,
  mapping: Mapping,
  unpacking: Unpacking,
): Promise<MappingPreview> {
  const { form, whole, head } = await beginningOf(connection, subject, unpacking);
  const columns = ['timestamp', ...Object.keys(mapping.fields).filter((field) => field !== 'timestamp')];
  return withSpool(head, form.cutting, unpacking, async ({ spool, lines, rejects }) => {
    const { rows, events, refused } = spool
      ? await normalised(connection, mapping, columns, spool)
      : { rows: [], events: 0, refused: [] };
    const cut = [...rejects].map(([reason, records]) => ({
      reason,
      records: records.length,
      first: records[0] ?? 0,
    }));
    return {
      records: lines.size,
      events,
      whole: whole && lines.size < RECORDS_TRIED,
      columns,
      rows,
      rejects: [...cut, ...refused].map(({ reason, records, first }) => ({
        reason,
        records,
        first_line: lines.get(first) ?? 0,
      })),
    };
  });
}

async function normalised(
  connection: Connection,
  mapping: Mapping,
  columns: readonly string[],
  spool: Spool,
): Promise<{ rows: Row[]; events: number; refused: { reason: string; records: number; first: number }[] }> {
  const stage = await staged(connection, mappingSource(mapping), spool);
  const shown = join(
    columns.map((column) => sql`${name(column)}`),
    ', ',
  );
  const rows = await connection.rows<Row>(
    sql`SELECT ${shown} FROM (${stage}) WHERE ${LOADABLE} ORDER BY record LIMIT ${ROWS_SHOWN}`,
  );
  const { events } = await connection.row<{ events: number }>(
    sql`SELECT count(*) AS events FROM (${stage}) WHERE ${LOADABLE}`,
  );
  const refused = await connection.rows<{ reason: string; records: number; first: number }>(
    sql`SELECT coalesce(reject_reason, 'no valid time in this record') AS reason, count(*) AS records, min(record) AS first
      FROM (${stage}) WHERE NOT (${LOADABLE}) GROUP BY ALL ORDER BY first`,
  );
  return { rows, events, refused };
}

/** Throws where the database does not take the mapping: a pattern of times that is none. */
export async function checkMapping({ job }: Database, mapping: Mapping, unpacking: Unpacking): Promise<void> {
  const one = Buffer.from('{}\n');
  const cutting: Cutting = {
    kind: 'json',
    options: { layout: 'lines', containers: [], maximumDepth: 2, maximumRecordBytes: 10 },
  };
  await withSpool(one, cutting, unpacking, async ({ spool }) => {
    if (spool) await job.rows(await staged(job, mappingSource(mapping), spool));
  });
}
