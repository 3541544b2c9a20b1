import { mkdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import {
  DuckDBDataChunk,
  DuckDBInstance,
  DuckDBTypeId,
  DuckDBTimestampValue,
  LIST,
  VARCHAR,
  listValue,
  type DuckDBAppender,
  type DuckDBConnection,
  type DuckDBType,
  type DuckDBValue,
  type DuckDBValueConverter,
  DuckDBListValue,
  DuckDBStructValue,
} from '@duckdb/node-api';
import type { Scalar } from '../../../shared/model.ts';
import type { Bindable, Statement } from './sql.ts';

/** What a query gives: numbers, text, booleans, lists and objects; times as ISO text in UTC with microseconds. */
export type Cell = string | number | boolean | null | Cell[] | { [name: string]: Cell };
export type Cells = Record<string, Cell>;

/** The values of one column, in order of the rows. */
export type Column = readonly Scalar[] | Int32Array;

export interface Connection {
  rows<T extends object = Cells>(statement: Statement | string): Promise<T[]>;
  /** The only row; throws when there is none. */
  row<T extends object = Cells>(statement: Statement | string): Promise<T>;
  run(statement: Statement | string): Promise<void>;
  /** Rows in chunks, for results that need not fit in memory. */
  stream<T extends object = Cells>(statement: Statement | string): AsyncIterableIterator<T[]>;
  transaction<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Adds rows to a table (a temporary one too), given by column in the table's order. Text, numbers, booleans and nulls only; an
   * `Int32Array` for an INTEGER column goes in as it is, several times faster. All or nothing only inside a transaction.
   */
  append(table: string, columns: readonly Column[]): Promise<void>;
}

export interface DatabaseOptions {
  /** The case file, or `:memory:`. */
  path: string;
  /** A folder of ours for spool and temporary files; the only place beside the case that DuckDB may read or write. */
  workDirectory: string;
  memoryLimit?: string;
  threads?: number;
}

/** Each takes its share of the memory. */
const MOST_THREADS = 8;

const CHECKPOINTS = 20;
const CHECKPOINT_PAUSE_MS = 50;

/**
 * The one owner of the DuckDB instance of a case, locked down: no extensions, no files but the work folder's.
 * `job` is for the running job; `desk` for what the faces ask meanwhile; `asking` for questions, one at a time, that can be cancelled;
 * `writing` for what an analyst writes meanwhile, one after the other; `loading` for what an import loads side by side; `redacted` for an
 * export in whose tables pseudonyms stand.
 */
export class Database {
  /** Threads that DuckDB has now. */
  private used: number;

  private constructor(
    private readonly instance: DuckDBInstance,
    readonly job: LiveConnection,
    readonly desk: LiveConnection,
    readonly asking: LiveConnection,
    readonly writing: LiveConnection,
    readonly loading: readonly LiveConnection[],
    readonly redacted: LiveConnection,
    readonly spoolDirectory: string,
    private readonly workDirectory: string,
    private readonly threads: number,
  ) {
    this.used = threads;
  }

  static async open(options: DatabaseOptions): Promise<Database> {
    const threads = options.threads ?? Math.min(availableParallelism(), MOST_THREADS);
    const spool = join(options.workDirectory, 'spool');
    const temporary = join(options.workDirectory, 'temporary');
    mkdirSync(spool, { recursive: true });
    mkdirSync(temporary, { recursive: true });
    const instance = await DuckDBInstance.create(options.path, {
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      allow_community_extensions: 'false',
      temp_directory: temporary,
      wal_autocheckpoint: '1GB',
      memory_limit: options.memoryLimit ?? '1500MB',
      // Kept and used again: a spool's temporary table would else cost new memory each time.
      block_allocator_memory: '512MB',
      threads: String(threads),
    });
    try {
      const job = new LiveConnection(await instance.connect());
      const desk = new LiveConnection(await instance.connect(), true);
      const asking = new LiveConnection(await instance.connect(), true);
      const writing = new LiveConnection(await instance.connect());
      const loading = [
        new LiveConnection(await instance.connect()),
        new LiveConnection(await instance.connect()),
      ];
      const redacted = new LiveConnection(await instance.connect(), true);
      for (const connection of [job, desk, asking, writing, ...loading, redacted])
        await connection.run("SET TimeZone = 'UTC'");
      await job.run(`SET allowed_directories = ['${spool.replaceAll("'", "''")}']`);
      await job.run('SET enable_external_access = false');
      await job.run("SET allowed_configs = ['threads']");
      await job.run('SET lock_configuration = true');
      return new Database(
        instance,
        job,
        desk,
        asking,
        writing,
        loading,
        redacted,
        spool,
        options.workDirectory,
        threads,
      );
    } catch (cause) {
      instance.closeSync();
      throw cause;
    }
  }

  /**
   * Leaves so many processors to others from now on. A thread of DuckDB that finds nothing to do looks for it again and again, which
   * takes more from its neighbours than it gains.
   */
  async leave(processors: number): Promise<void> {
    const threads = Math.max(1, this.threads - processors);
    if (threads === this.used) return;
    await this.job.run(`SET threads = ${threads}`);
    this.used = threads;
  }

  /**
   * Writes what stands in the log of changes into the file. An analyst may be writing a note at that moment, beside which it cannot be
   * done: it is tried again, and where that does not help the log is kept, of which nothing is lost.
   */
  async checkpoint(): Promise<void> {
    for (let left = CHECKPOINTS; left > 0; left--) {
      try {
        await this.job.run('CHECKPOINT');
        return;
      } catch (cause) {
        if (!/other write transactions/.test(String(cause))) throw cause;
        await new Promise((resolve) => setTimeout(resolve, CHECKPOINT_PAUSE_MS));
      }
    }
  }

  /** Stops what the running job asked of the database, and returns when it has ended. */
  async interruptJob(): Promise<void> {
    await Promise.all([this.job, ...this.loading].map((connection) => connection.interrupt()));
  }

  /** Stops what runs, waits until it has stopped, and closes the file. */
  async close(): Promise<void> {
    const connections = [this.job, this.desk, this.asking, this.writing, ...this.loading, this.redacted];
    await Promise.all(connections.map((connection) => connection.close()));
    this.instance.closeSync();
    rmSync(this.workDirectory, { recursive: true, force: true });
  }
}

export class LiveConnection implements Connection {
  private readonly running = new Set<Promise<unknown>>();
  private line: Promise<unknown> = Promise.resolve();
  private closing = false;

  /** `reads`: it reads what another connection writes meanwhile. */
  constructor(
    private readonly connection: DuckDBConnection,
    private readonly reads = false,
  ) {}

  async rows<T extends object = Cells>(statement: Statement | string): Promise<T[]> {
    const start = () => this.start(statement);
    return (await this.tracked(() => (this.reads ? this.inSnapshot(start) : start()))) as T[];
  }

  async row<T extends object = Cells>(statement: Statement | string): Promise<T> {
    const [first] = await this.rows<T>(statement);
    if (!first) throw new Error(`no row from: ${textOf(statement).slice(0, 200)}`);
    return first;
  }

  async run(statement: Statement | string): Promise<void> {
    await this.tracked(() => this.execute(statement));
  }

  async *stream<T extends object = Cells>(statement: Statement | string): AsyncIterableIterator<T[]> {
    const prepared = await this.tracked(() => this.prepare(statement));
    const result = await this.tracked(() => prepared.stream());
    const chunks = result.yieldConvertedRowObjects(toCell);
    for (;;) {
      const next = await this.tracked(() => chunks.next());
      if (next.done) return;
      yield next.value as T[];
    }
  }

  async transaction<T>(work: () => Promise<T>): Promise<T> {
    await this.run('BEGIN TRANSACTION');
    try {
      const result = await work();
      await this.run('COMMIT');
      return result;
    } catch (cause) {
      await this.tracked(() => this.rollBack()).catch(() => undefined);
      throw cause;
    }
  }

  async append(table: string, columns: readonly Column[]): Promise<void> {
    const appender = await this.tracked(() => this.connection.createAppender(table));
    try {
      appendColumns(appender, columns);
    } finally {
      appender.closeSync();
    }
  }

  /** Interrupts the running statements and returns when each has ended. */
  async interrupt(): Promise<void> {
    while (this.running.size > 0) {
      this.connection.interrupt();
      await Promise.race([
        Promise.allSettled(this.running),
        new Promise((resolve) => setTimeout(resolve, 20)),
      ]);
    }
  }

  /** Stops what runs, begins nothing more, and closes when the last statement has ended: one that outlives its thread ends the process. */
  async close(): Promise<void> {
    this.closing = true;
    await this.interrupt();
    this.connection.closeSync();
  }

  /**
   * Plans and runs in one transaction, one after the other. DuckDB plans by what it knows of the values that a table holds; where a job
   * adds others between planning and running, it takes them for something else.
   */
  private inSnapshot<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.line.then(async () => {
      this.refuseWhenClosing();
      await this.connection.run('BEGIN TRANSACTION');
      try {
        return await work();
      } finally {
        await this.rollBack();
      }
    });
    this.line = turn.catch(() => undefined);
    return turn;
  }

  /** An interrupt may hit this one too, and the next statement would then find itself in a transaction that is over. */
  private async rollBack(): Promise<void> {
    for (;;) {
      try {
        await this.connection.run('ROLLBACK');
        return;
      } catch (cause) {
        if (!/Interrupted/.test(String(cause))) return;
      }
    }
  }

  private refuseWhenClosing(): void {
    if (this.closing) throw new Error('the case is being closed');
  }

  private async tracked<T>(start: () => Promise<T>): Promise<T> {
    this.refuseWhenClosing();
    const work = start();
    this.running.add(work);
    try {
      return await work;
    } finally {
      this.running.delete(work);
    }
  }

  private async start(statement: Statement | string) {
    const prepared = await this.prepare(statement);
    try {
      return await (await prepared.run()).convertRowObjects(toCell);
    } finally {
      prepared.destroySync();
    }
  }

  private async execute(statement: Statement | string) {
    if (typeof statement === 'string') return this.connection.run(statement);
    const prepared = await this.prepare(statement);
    try {
      return await prepared.run();
    } finally {
      prepared.destroySync();
    }
  }

  private async prepare(statement: Statement | string) {
    const { text, values } = typeof statement === 'string' ? { text: statement, values: {} } : statement;
    const prepared = await this.connection.prepare(text);
    const bound: Record<string, DuckDBValue> = {};
    const types: Record<string, DuckDBType> = {};
    for (let index = 1; index <= prepared.parameterCount; index++) {
      const name = prepared.parameterName(index);
      const value = (values as Record<string, Bindable>)[name];
      if (value === undefined) throw new Error(`no value for $${name}`);
      bound[name] = Array.isArray(value) ? listValue(value as DuckDBValue[]) : (value as DuckDBValue);
      // The type of a list is told from its first item.
      if (Array.isArray(value) && value.length === 0) types[name] = LIST(VARCHAR);
    }
    if (prepared.parameterCount > 0) prepared.bind(bound, types);
    return prepared;
  }
}

/** DuckDB takes rows in chunks of this size. */
const CHUNK_ROWS = 2048;

function appendColumns(appender: DuckDBAppender, columns: readonly Column[]): void {
  const types = Array.from({ length: appender.columnCount }, (_, index) => appender.columnType(index));
  const rows = columns[0]?.length ?? 0;
  if (types.length !== columns.length || columns.some((column) => column.length !== rows))
    throw new Error(
      `columns do not fit the table: ${columns.length} for ${types.length}, or of unequal length`,
    );
  for (let start = 0; start < rows; start += CHUNK_ROWS) {
    const chunk = DuckDBDataChunk.create(types, Math.min(CHUNK_ROWS, rows - start));
    columns.forEach((column, index) => {
      if (column instanceof Int32Array) {
        setIntegers(chunk, index, column.subarray(start, start + CHUNK_ROWS));
        return;
      }
      const values: readonly DuckDBValue[] = column.slice(start, start + CHUNK_ROWS);
      const isBig = types[index]?.typeId === DuckDBTypeId.BIGINT;
      chunk.setColumnValues(
        index,
        isBig ? values.map((value) => (typeof value === 'number' ? BigInt(value) : value)) : values,
      );
    });
    appender.appendDataChunk(chunk);
  }
  appender.flushSync();
}

/** Value by value with its check for null would take most of the time of appending. */
function setIntegers(chunk: DuckDBDataChunk, index: number, values: Int32Array): void {
  const vector = chunk.getColumnVector(index) as unknown as { items: unknown; flush(): void };
  if (!(vector.items instanceof Int32Array)) throw new Error(`not an INTEGER column: number ${index + 1}`);
  vector.items.set(values);
  vector.flush();
}

const textOf = (statement: Statement | string): string =>
  typeof statement === 'string' ? statement : statement.text;

const toCell: DuckDBValueConverter<Cell> = (value, type, convert) => {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof DuckDBTimestampValue) return isoMicros(value.micros);
  if (value instanceof DuckDBListValue) {
    const inner = (type as { valueType: DuckDBType }).valueType;
    return value.items.map((item) => convert(item, inner, convert));
  }
  if (value instanceof DuckDBStructValue) return structCell(value, type, convert);
  return value.toString();
};

function structCell(value: DuckDBStructValue, type: DuckDBType, convert: DuckDBValueConverter<Cell>): Cell {
  const { entryNames, entryTypes } = type as unknown as { entryNames: string[]; entryTypes: DuckDBType[] };
  const cells: Cells = {};
  entryNames.forEach((entry, index) => {
    cells[entry] = convert(value.entries[entry] ?? null, entryTypes[index] as DuckDBType, convert);
  });
  return cells;
}

/** Microseconds since 1970 as ISO 8601 text in UTC with six decimals. */
export function isoMicros(micros: bigint): string {
  const million = 1_000_000n;
  let rest = micros % million;
  let seconds = micros / million;
  if (rest < 0n) {
    rest += million;
    seconds -= 1n;
  }
  const stem = new Date(Number(seconds) * 1000).toISOString().slice(0, -5);
  return `${stem}.${String(rest).padStart(6, '0')}Z`;
}
