import type { Reject } from '../../../shared/model.ts';
import type { SourceDefinition } from '../../../shared/definitions.ts';
import type { Connection } from '../db/database.ts';
import { fixed, sql, type Statement } from '../db/sql.ts';
import { mappedSource } from '../mapping/store.ts';
import { columnsType } from '../sources/columns.ts';
import { sources } from '../sources/index.ts';
import { piecesOf } from './cut-records.ts';
import { rejectOf } from './prepare.ts';
import { SPLIT_DEFAULTS } from './split-json.ts';
import { readSpool, type Spool, type SpooledRecord } from './spool.ts';
import { LOADABLE, loadingOf, type Loading } from './stage-sql.ts';
import { rewriteSpool } from './rescue.ts';

/** What became of one file's rows of a spool. */
export interface Loaded {
  evidence_id: number;
  events: number;
  rejected: number;
  skipped: Record<string, number>;
  offsets: Record<string, number>;
  first: string | null;
  last: string | null;
  /** A piece was not one record: the file has to be cut again, exactly. */
  recut: boolean;
  /** A piece was no JSON. */
  broken: boolean;
}

/** DuckDB reads through buffers of twice the longest object it is told of: small ones are used again, large ones are new each time. */
const LEAST_OBJECT_BYTES = 4 * 1024 * 1024;
const known = new Map(sources.map((source) => [source.id, source]));

/**
 * Loads a spool in one transaction: events into their tables, the rest into `rejects`, nothing left out. `turn` runs that transaction
 * when no other one gives out keys.
 */
export async function loadSpool(
  connection: Connection,
  spool: Spool,
  turn: (write: () => Promise<void>) => Promise<void>,
): Promise<Loaded[]> {
  const source = known.get(spool.source) ?? (await mappedSource(connection, spool.source));
  if (!source) throw new Error(`no such source: ${spool.source}`);
  const result = new Map<number, Loaded>(
    spool.rows.map(([evidence_id]) => [evidence_id, nothing(evidence_id)]),
  );
  const { columns, load, tellsOffsets } = await loading(connection, source, spool);
  // Before the transaction: of a table that is not committed DuckDB thinks that it is empty, and joins it the wrong way round.
  await connection.run(
    fixed(
      `CREATE OR REPLACE TEMP TABLE stage AS SELECT ${columns} FROM (${selection(source, spool)})`,
      valuesOf(source, spool.path),
    ),
  );
  const rejects = await rescue(connection, source, spool, columns, result);
  await describe(connection, result);
  if (tellsOffsets) await countOffsets(connection, result);
  rejects.push(...(await refused(connection, spool, result)));
  for (const reject of rejects) (result.get(reject.evidence_id) as Loaded).rejected++;
  // Removed and not filtered out, for the same reason.
  if ([...result.values()].some((one) => one.rejected > 0 || Object.keys(one.skipped).length > 0))
    await connection.run(sql`DELETE FROM stage WHERE NOT (${LOADABLE})`);
  await turn(() =>
    connection.transaction(async () => {
      for (const statement of load) await connection.run(statement);
      await insertRejects(connection, rejects);
    }),
  );
  return [...result.values()];
}

const nothing = (evidence_id: number): Loaded => ({
  evidence_id,
  events: 0,
  rejected: 0,
  skipped: {},
  offsets: {},
  first: null,
  last: null,
  recut: false,
  broken: false,
});

type Reading = Pick<SourceDefinition, 'columns' | 'whole' | 'normalise' | 'values'>;

/** A SELECT of the source's rows from a spool, whose path is `$path`. */
export function selection(source: Reading, spool: Pick<Spool, 'longest'>): string {
  const type = source.whole ? 'JSON' : columnsType(source.columns).replaceAll("'", "''");
  const bytes = Math.max(LEAST_OBJECT_BYTES, 2 * spool.longest);
  const reader = `read_json($path, format = 'newline_delimited', ignore_errors = true, maximum_object_size = ${bytes},
    columns = {f: 'BIGINT', n: 'BIGINT', o: '${type}'})`;
  return `WITH raw AS (SELECT f AS evidence_id, n AS record, o FROM ${reader} WHERE f IS NOT NULL) SELECT * FROM (${source.normalise})`;
}

const valuesOf = (source: Reading, path: string) => ({ ...source.values, path });

/** What a source's SQL gives of a spool. */
export const selected = (source: Reading, spool: Spool): Statement =>
  fixed(selection(source, spool), valuesOf(source, spool.path));

/** The rows of a spool as they would come to `stage`, without loading them. */
export async function staged(
  connection: Connection,
  source: SourceDefinition,
  spool: Spool,
): Promise<Statement> {
  const { columns } = await loading(connection, source, spool);
  return fixed(`SELECT ${columns} FROM (${selection(source, spool)})`, valuesOf(source, spool.path));
}

const loadings = new Map<string, Loading>();

/** How a source's rows get into the case; asked of DuckDB once per source. */
async function loading(connection: Connection, source: SourceDefinition, spool: Spool): Promise<Loading> {
  const known = loadings.get(source.normalise);
  if (known) return known;
  const given = await connection.rows<{ column_name: string }>(
    fixed(`DESCRIBE ${selection(source, spool)}`, valuesOf(source, spool.path)),
  );
  const types = await connection.rows<{ column_name: string; column_type: string }>('DESCRIBE events');
  const made = loadingOf(
    new Set(given.map((column) => column.column_name)),
    new Map(types.map((column) => [column.column_name, column.column_type])),
  );
  loadings.set(source.normalise, made);
  return made;
}

/** Finds the rows that DuckDB did not read, mends what JSON.parse can read and loads it; gives the rest as rejects. */
async function rescue(
  connection: Connection,
  source: SourceDefinition,
  spool: Spool,
  columns: string,
  result: Map<number, Loaded>,
): Promise<Reject[]> {
  const lost = await lostRecords(connection, spool);
  if (!lost) return [];
  const rejects: Reject[] = [];
  const mended: SpooledRecord[] = [];
  for await (const record of readSpool(spool.path, lost)) {
    const text = Buffer.from(record.text);
    const loaded = result.get(record.evidence_id) as Loaded;
    if (piecesOf(text, { ...SPLIT_DEFAULTS, layout: 'document', containers: [] }) !== 1) loaded.recut = true;
    const reason = whyNotJson(record.text);
    if (reason === null) mended.push(record);
    else {
      loaded.broken = true;
      rejects.push(rejectOf(record.evidence_id, record, reason, text, text.length));
    }
  }
  if (mended.length === 0) return rejects;
  const path = rewriteSpool(spool.path, mended);
  await connection.run(
    fixed(
      `INSERT INTO stage BY NAME SELECT ${columns} FROM (${selection(source, spool)})`,
      valuesOf(source, path),
    ),
  );
  const still = await lostRecords(connection, spool);
  for (const record of mended) {
    if (!still?.(record.evidence_id, record.record)) continue;
    const text = Buffer.from(record.text);
    rejects.push(
      rejectOf(record.evidence_id, record, 'the database could not read this record', text, text.length),
    );
  }
  return rejects;
}

function whyNotJson(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (cause) {
    return `not JSON: ${(cause as Error).message.replace(/, ".*$/s, '').replace(/ in JSON at position.*$/s, '')}`;
  }
}

/** Tells which records of the spool are not in `stage`; `null` when all are. */
async function lostRecords(
  connection: Connection,
  spool: Spool,
): Promise<((evidence: number, record: number) => boolean) | null> {
  const counts = await connection.rows<{ evidence_id: number; rows: number }>(
    'SELECT evidence_id, count(*) AS rows FROM stage GROUP BY evidence_id',
  );
  const loaded = new Map(counts.map((row) => [row.evidence_id, row.rows]));
  const short = spool.rows
    .filter(([evidence, rows]) => loaded.get(evidence) !== rows)
    .map(([evidence]) => evidence);
  if (short.length === 0) return null;
  const present = new Set<string>();
  const rows = connection.stream<{ evidence_id: number; record: number }>(
    sql`SELECT evidence_id, record FROM stage WHERE list_contains(${short}, evidence_id)`,
  );
  for await (const chunk of rows) for (const row of chunk) present.add(`${row.evidence_id}:${row.record}`);
  const incomplete = new Set(short);
  return (evidence, record) => incomplete.has(evidence) && !present.has(`${evidence}:${record}`);
}

async function describe(connection: Connection, result: Map<number, Loaded>): Promise<void> {
  const loadable = await connection.rows<{
    evidence_id: number;
    events: number;
    first: string;
    last: string;
  }>(
    sql`SELECT evidence_id, count(*) AS events, min(timestamp) AS first, max(timestamp) AS last
      FROM stage WHERE ${LOADABLE} GROUP BY evidence_id`,
  );
  for (const row of loadable) Object.assign(result.get(row.evidence_id) as Loaded, row);
  const skipped = await connection.rows<{ evidence_id: number; skip_reason: string; rows: number }>(
    'SELECT evidence_id, skip_reason, count(*) AS rows FROM stage WHERE skip_reason IS NOT NULL GROUP BY ALL ORDER BY ALL',
  );
  for (const row of skipped) (result.get(row.evidence_id) as Loaded).skipped[row.skip_reason] = row.rows;
}

/** Ways to write UTC. */
const UTC = /^(Z|UTC|GMT|[+-]00:?(00)?)$/i;

async function countOffsets(connection: Connection, result: Map<number, Loaded>): Promise<void> {
  const rows = await connection.rows<{ evidence_id: number; time_offset: string; events: number }>(
    sql`SELECT evidence_id, time_offset, count(*) AS events
      FROM stage WHERE time_offset IS NOT NULL AND ${LOADABLE} GROUP BY ALL ORDER BY ALL`,
  );
  for (const { evidence_id, time_offset, events } of rows) {
    const { offsets } = result.get(evidence_id) as Loaded;
    const offset = UTC.test(time_offset) ? 'UTC' : time_offset;
    offsets[offset] = (offsets[offset] ?? 0) + events;
  }
}

/** Records that the source's SQL did not accept, with their place and text from the spool. */
async function refused(connection: Connection, spool: Spool, result: Map<number, Loaded>): Promise<Reject[]> {
  const rows = await connection.rows<{ evidence_id: number; record: number; reason: string }>(
    `SELECT evidence_id, record, coalesce(reject_reason, 'no valid time in this record') AS reason
    FROM stage WHERE skip_reason IS NULL AND (reject_reason IS NOT NULL OR timestamp IS NULL)`,
  );
  if (rows.length === 0) return [];
  const reasons = new Map(rows.map((row) => [`${row.evidence_id}:${row.record}`, row.reason]));
  const rejects: Reject[] = [];
  for await (const record of readSpool(spool.path, (evidence, number) =>
    reasons.has(`${evidence}:${number}`),
  )) {
    const text = Buffer.from(record.text);
    const pieces = piecesOf(text, { ...SPLIT_DEFAULTS, layout: 'document', containers: [] });
    if (pieces !== 1) (result.get(record.evidence_id) as Loaded).recut = true;
    const reason = reasons.get(`${record.evidence_id}:${record.record}`) as string;
    rejects.push(rejectOf(record.evidence_id, record, reason, text, text.length));
  }
  return rejects;
}

const REJECT_STRUCTURE = JSON.stringify([
  {
    evidence_id: 'BIGINT',
    record: 'BIGINT',
    byte_offset: 'BIGINT',
    line: 'BIGINT',
    reason: 'VARCHAR',
    excerpt: 'VARCHAR',
    length: 'BIGINT',
    sha256: 'VARCHAR',
  },
]);

export async function insertRejects(connection: Connection, rejects: readonly Reject[]): Promise<void> {
  if (rejects.length === 0) return;
  await connection.run(
    fixed(
      `INSERT INTO rejects BY NAME SELECT unnest(from_json($rows, '${REJECT_STRUCTURE}'), recursive := true)`,
      {
        rows: JSON.stringify(rejects),
      },
    ),
  );
}
