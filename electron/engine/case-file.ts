import { copyFileSync, existsSync, mkdirSync, realpathSync } from 'node:fs';
import { userInfo } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { CaseChange, DeskChange, DeskState } from '../../shared/case-settings.ts';
import type { CaseInfo } from '../../shared/contract.ts';
import { Database, type Connection } from './db/database.ts';
import { migrate, SCHEMA_STEPS } from './db/schema.ts';
import { sql } from './db/sql.ts';
import { removeUnfinished } from './ingest/import-evidence.ts';

export interface CaseSettings {
  toolVersion: string;
  now: () => string;
  memoryLimit: string | undefined;
  threads: number | undefined;
  /** The host's folder of data files, asked before those that come with the program. */
  dataFolder?: string | undefined;
  /** The schema's steps, of which a test may have more than this version. */
  schemaSteps?: readonly string[];
}

const stepsOf = (settings: CaseSettings): readonly string[] => settings.schemaSteps ?? SCHEMA_STEPS;

/** Cases open in this process: a second instance on the same file would lose data without a word. */
const openHere = new Set<string>();

/** An open case: the database and what `meta` says of it. */
export class CaseFile {
  private constructor(
    readonly path: string,
    readonly database: Database,
    private known: CaseInfo,
    private readonly settings: CaseSettings,
  ) {}

  /** Makes a new case file; throws where one is already. */
  static async create(
    path: string,
    about: {
      name?: string | undefined;
      examiner?: string | undefined;
      reference?: string | undefined;
      time_zone?: string | undefined;
    },
    settings: CaseSettings,
  ): Promise<CaseFile> {
    if (existsSync(path)) throw new Error(`there is already a file ${path}: open it, or choose another name`);
    mkdirSync(dirname(path), { recursive: true });
    const database = await openDatabase(path, settings);
    try {
      await migrate(database.job, 0, stepsOf(settings));
      const meta = {
        name: about.name || basename(path).replace(/\.interloper$/, ''),
        examiner: about.examiner || null,
        reference: about.reference || null,
        time_zone: about.time_zone || null,
        created_at: settings.now(),
        schema_version: String(stepsOf(settings).length),
        tool_version: settings.toolVersion,
      };
      for (const [name, value] of Object.entries(meta))
        await database.job.run(sql`INSERT INTO meta VALUES (${name}, ${value})`);
      const opened = new CaseFile(path, database, await readInfo(path, database, []), settings);
      await opened.audit('case.created', null, null);
      return opened;
    } catch (cause) {
      await closeDatabase(path, database);
      throw cause;
    }
  }

  /** Opens a case; refuses one of a newer version, migrates one of an older after a copy, removes unfinished imports. */
  static async open(path: string, settings: CaseSettings): Promise<CaseFile> {
    if (!existsSync(path)) throw new Error(`there is no file ${path}`);
    let database = await openDatabase(path, settings);
    try {
      const notices: string[] = [];
      const steps = stepsOf(settings);
      const version = await schemaVersion(path, database, steps.length);
      if (version < steps.length) {
        await closeDatabase(path, database);
        const copy = `${path}.version-${version}`;
        copyFileSync(path, copy);
        database = await openDatabase(path, settings);
        await migrate(database.job, version, steps);
        await database.job.run(
          sql`UPDATE meta SET value = ${String(steps.length)} WHERE name = 'schema_version'`,
        );
        notices.push(
          `the case was of version ${version} and is now of version ${steps.length}; a copy of the old one is ${copy}`,
        );
      }
      const unfinished = await removeUnfinished(database.job);
      if (unfinished.length > 0)
        notices.push(
          `${unfinished.length} files had not been imported to their end and are not in the case: ${shortList(unfinished)}`,
        );
      const opened = new CaseFile(path, database, await readInfo(path, database, notices), settings);
      await opened.audit('case.opened', null, notices.length > 0 ? notices.join('; ') : null);
      return opened;
    } catch (cause) {
      await closeDatabase(path, database);
      throw cause;
    }
  }

  get info(): CaseInfo {
    return this.known;
  }

  /** Changes what the case says of itself. Run it in a transaction of `writing`. */
  async configure(writing: Connection, change: CaseChange): Promise<void> {
    const changed = Object.entries(change).filter(
      ([name, value]) => value !== undefined && (value || null) !== this.known[name as keyof CaseChange],
    );
    if (changed.length === 0) return;
    const before = Object.fromEntries(changed.map(([name]) => [name, this.known[name as keyof CaseChange]]));
    for (const [name, value] of changed) await keepMeta(writing, name, value || null);
    const after = Object.fromEntries(changed.map(([name, value]) => [name, value || null]));
    await this.audit('case.configured', null, JSON.stringify({ before, after }), writing);
    this.known = { ...this.known, ...after };
  }

  /** Keeps where the desk is. Run it in a transaction of `writing`. */
  async remember(writing: Connection, { place, columns }: DeskChange): Promise<void> {
    if (place !== undefined) await keepMeta(writing, 'desk.place', place);
    if (columns !== undefined) await keepMeta(writing, 'desk.columns', JSON.stringify(columns));
    const desk = { place: place ?? this.known.desk.place, columns: columns ?? this.known.desk.columns };
    this.known = { ...this.known, desk };
  }

  get dataFolder(): string | undefined {
    return this.settings.dataFolder;
  }

  /** Who works on the case. */
  get actor(): string {
    return this.info.examiner ?? userName();
  }

  /** Writes a line of the audit log; where it belongs to a transaction, on the connection of that. */
  async audit(
    action: string,
    subject: string | null,
    detail: string | null,
    on: Connection = this.database.job,
  ): Promise<void> {
    const { now, toolVersion } = this.settings;
    await on.run(
      sql`INSERT INTO audit_log VALUES (${now()}, ${this.actor}, ${action}, ${subject}, ${detail}, ${toolVersion})`,
    );
  }

  async close(): Promise<void> {
    await this.database.checkpoint().catch(() => undefined);
    await closeDatabase(this.path, this.database);
  }
}

async function keepMeta(writing: Connection, name: string, value: string | null): Promise<void> {
  await writing.run(sql`DELETE FROM meta WHERE name = ${name}`);
  await writing.run(sql`INSERT INTO meta VALUES (${name}, ${value})`);
}

const columnsIn = (json: string | null): DeskState['columns'] =>
  json === null ? null : (JSON.parse(json) as string[]);

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}

const shortList = (names: readonly string[]): string =>
  names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');

async function openDatabase(path: string, settings: CaseSettings): Promise<Database> {
  const real = realPath(path);
  if (openHere.has(real)) throw new Error(`the case ${path} is already open here`);
  openHere.add(real);
  try {
    const { memoryLimit, threads } = settings;
    const options = { ...(memoryLimit ? { memoryLimit } : {}), ...(threads ? { threads } : {}) };
    return await Database.open({ path, workDirectory: `${path}.work`, ...options });
  } catch (cause) {
    openHere.delete(real);
    throw explained(path, cause as Error);
  }
}

async function closeDatabase(path: string, database: Database): Promise<void> {
  await database.close();
  openHere.delete(realPath(path));
}

/** The path without links, also where the file is not there yet. */
function realPath(path: string): string {
  return existsSync(path) ? realpathSync(path) : join(realpathSync(dirname(path)), basename(path));
}

function explained(path: string, cause: Error): Error {
  const holder = /Conflicting lock is held in (.*?)\(PID (\d+)\)/.exec(cause.message);
  if (holder)
    return new Error(
      `the case ${path} is open in another program (process ${holder[2]}): close it there first`,
      { cause },
    );
  if (/not a valid DuckDB database file|serialization|storage version/i.test(cause.message))
    return new Error(
      `${path} is not an Interloper case, or of a newer version: ${cause.message.split('\n')[0]}`,
      { cause },
    );
  return new Error(`the case ${path} cannot be opened: ${cause.message.split('\n')[0]}`, { cause });
}

async function schemaVersion(path: string, database: Database, newest: number): Promise<number> {
  const rows = await database.job
    .rows<{ value: string }>("SELECT value FROM meta WHERE name = 'schema_version'")
    .catch(() => []);
  const version = Number(rows[0]?.value);
  if (!Number.isInteger(version)) throw new Error(`${path} is a DuckDB database, but not an Interloper case`);
  if (version > newest)
    throw new Error(
      `the case ${path} is of version ${version}, and this Interloper knows versions up to ${newest}: open it with a newer one`,
    );
  return version;
}

async function readInfo(path: string, database: Database, notices: string[]): Promise<CaseInfo> {
  const rows = await database.job.rows<{ name: string; value: string | null }>(
    'SELECT name, value FROM meta',
  );
  const meta = new Map(rows.map((row) => [row.name, row.value]));
  const text = (name: string) => meta.get(name) ?? null;
  return {
    path,
    name: text('name') ?? basename(path),
    examiner: text('examiner'),
    reference: text('reference'),
    time_zone: text('time_zone') ?? 'UTC',
    desk: { place: text('desk.place'), columns: columnsIn(text('desk.columns')) },
    created_at: text('created_at') ?? '',
    schema_version: Number(text('schema_version')),
    tool_version: text('tool_version') ?? '',
    notices,
  };
}
