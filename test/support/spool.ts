import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, inflateRawSync } from 'node:zlib';
import type { SourceDefinition } from '../../shared/definitions.ts';
import { type Cells, Database } from '../../electron/engine/db/database.ts';
import { fixed } from '../../electron/engine/db/sql.ts';
import { cutterOf } from '../../electron/engine/ingest/cutting.ts';
import { selection } from '../../electron/engine/ingest/load-spool.ts';
import { sniff } from '../../electron/engine/ingest/sniff.ts';
import {
  containerKeys,
  headFields,
  namedContainers,
  nestedContainers,
  rowContainers,
  sources,
} from '../../electron/engine/sources/index.ts';

export type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The records of a plain or packed file: whole JSON by its name, and of any other name or form what an import would cut. */
export function readRecords(path: string): Json[] {
  const bytes = unpacked(readFileSync(path));
  if (!/\.((nd)?json(\.gz)?|zip)$/.test(path)) return cutRecords(path, bytes);
  const parsed = parseAny(bytes.toString('utf8'));
  return parsed === undefined ? cutRecords(path, bytes) : unwrap(parsed);
}

/** What is in a gzipped file, or in a zip of one file whose sizes stand in its beginning. */
function unpacked(bytes: Buffer): Buffer {
  if (bytes.readUInt16BE(0) === 0x1f8b) return gunzipSync(bytes);
  if (bytes.readUInt32BE(0) !== 0x504b0304) return bytes;
  const start = 30 + bytes.readUInt16LE(26) + bytes.readUInt16LE(28);
  return inflateRawSync(bytes.subarray(start));
}

function cutRecords(path: string, bytes: Buffer): Json[] {
  const known = sniff(bytes);
  if ('unrecognised' in known) throw new Error(`${path}: ${known.unrecognised}`);
  const records: Json[] = [];
  const cutter = cutterOf(
    known.cutting,
    {
      record: (_place, piece, start, end) =>
        void records.push(JSON.parse(piece.toString('utf8', start, end)) as Json),
      reject: (place, reason) => {
        throw new Error(`${path}, line ${place.line}: ${reason}`);
      },
    },
    true,
  );
  cutter.push(bytes);
  cutter.end();
  return records;
}

function parseAny(text: string): unknown {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const layouts: (() => unknown)[] = [
    () => JSON.parse(text) as unknown,
    () => lines.map((line): unknown => JSON.parse(line)),
  ];
  for (const parse of layouts) {
    try {
      return parse();
    } catch {
      // not of that layout
    }
  }
  return undefined;
}

function unwrap(document: unknown): Json[] {
  if (Array.isArray(document)) return document.filter(isObject).flatMap(unwrap);
  if (!isObject(document)) return [];
  const lists = Object.entries(document).filter(
    (entry): entry is [string, unknown[]] => containerKeys.includes(entry[0]) && Array.isArray(entry[1]),
  );
  if (lists.length === 0) return [document];
  return lists.flatMap(([key, list]) =>
    elementsOf(key, list).map((record) => ({
      ...(namedContainers.includes(key) && { '@list': key }),
      ...headOf(document, key),
      ...record,
    })),
  );
}

function elementsOf(container: string, list: unknown[]): Json[] {
  if (rowContainers.includes(container))
    return list.map((fields) => Object.assign({}, ...(fields as Json[])) as Json);
  const nested = nestedContainers[container] ?? [];
  return list.filter(isObject).flatMap((record) => {
    const lists = nested.map((key) => record[key]).filter(Array.isArray);
    return lists.length > 0 ? lists.flat().filter(isObject) : [record];
  });
}

function headOf(document: Json, container: string): Json {
  const fields = headFields[container]?.filter((field) => field in document) ?? [];
  return fields.length > 0
    ? { '@head': Object.fromEntries(fields.map((field) => [field, document[field]])) }
    : {};
}

export function sourceNamed(id: string): SourceDefinition {
  const source = sources.find((candidate) => candidate.id === id);
  if (!source) throw new Error(`no source "${id}"`);
  return source;
}

/** A database of its own for one test file, in a folder of its own that goes with it. */
export function openScratch(): Promise<Database> {
  const workDirectory = mkdtempSync(join(tmpdir(), 'interloper-'));
  return Database.open({ path: ':memory:', workDirectory });
}

/** What `normalise.sql` of the source makes of the records, in their order, without the columns that are null. */
export function normaliseRecords(
  database: Database,
  source: SourceDefinition,
  records: readonly Json[],
): Promise<Cells[]> {
  const lines = records.map((o, index) => `${JSON.stringify({ f: 1, n: index + 1, o })}\n`);
  return withSpool(database, lines.join(''), async (spool) => {
    const rows = await database.job.rows(fixed(normaliseStatement(source), { path: spool }));
    return rows.map(withoutNulls);
  });
}

/** The columns that `normalise.sql` of the source gives, with their types. */
export function describeNormalise(
  database: Database,
  source: SourceDefinition,
): Promise<{ name: string; type: string }[]> {
  return withSpool(database, '', async (spool) => {
    const statement = `CREATE OR REPLACE TEMP TABLE described AS ${normaliseStatement(source)}`;
    await database.job.run(fixed(statement, { path: spool }));
    return database.job.rows<{ name: string; type: string }>(
      'SELECT column_name AS name, column_type AS type FROM (DESCRIBE described)',
    );
  });
}

/** How DuckDB would go about it, as it prints it. */
export function planOf(database: Database, source: SourceDefinition): Promise<string> {
  return withSpool(database, '', async (spool) => {
    const statement = fixed(`EXPLAIN ${normaliseStatement(source)}`, { path: spool });
    const { explain_value } = await database.job.row<{ explain_value: string }>(statement);
    return explain_value;
  });
}

let spools = 0;

async function withSpool<T>(
  database: Database,
  text: string,
  work: (spool: string) => Promise<T>,
): Promise<T> {
  const spool = join(database.spoolDirectory, `${++spools}.ndjson`);
  writeFileSync(spool, text);
  try {
    return await work(spool);
  } finally {
    rmSync(spool);
  }
}

const normaliseStatement = (source: SourceDefinition): string =>
  `SELECT * FROM (${selection(source, { longest: 0 })}) ORDER BY evidence_id, record`;

/** Also without the text of the time, which the ledger counts and no event has. */
const withoutNulls = ({ time_text: _text, ...row }: Cells): Cells =>
  Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== null));
