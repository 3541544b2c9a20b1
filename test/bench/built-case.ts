import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Connection, Database } from '../../electron/engine/db/database.ts';
import { migrate } from '../../electron/engine/db/schema.ts';
import schema from '../../electron/engine/db/schema/0001-case.sql?raw';
import { fixed } from '../../electron/engine/db/sql.ts';

export interface OpenCase {
  database: Database;
  end: () => Promise<void>;
}

export async function openCase(path: string): Promise<OpenCase> {
  const workDirectory = mkdtempSync(join(tmpdir(), 'interloper-bench-run-'));
  const database = await Database.open({ path, workDirectory });
  return {
    database,
    end: async () => {
      await database.close();
      rmSync(workDirectory, { recursive: true, force: true });
    },
  };
}

/** Opens a copy of a case, to be thrown away in the end. */
export async function openCopy(path: string): Promise<OpenCase> {
  const copy = `${path}.${process.pid}`;
  cpSync(path, copy);
  const { database, end } = await openCase(copy);
  return {
    database,
    end: async () => {
      await end();
      for (const file of [copy, `${copy}.wal`]) rmSync(file, { force: true });
    },
  };
}

/** The path of a case under this name, made once for each wording of what makes it and of the schema. */
export async function builtCase(
  name: string,
  made: string,
  build: (job: Connection) => Promise<void>,
): Promise<string> {
  const mark = createHash('sha256').update(made).update(schema).digest('hex').slice(0, 8);
  const folder = join(tmpdir(), 'interloper-bench', `${name}-${mark}`);
  const path = join(folder, 'case.interloper');
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  rmSync(`${path}.new`, { force: true });
  const { database, end } = await openCase(`${path}.new`);
  await migrate(database.job, 0);
  await build(database.job);
  await database.job.run('CHECKPOINT');
  await end();
  cpSync(`${path}.new`, path);
  rmSync(`${path}.new`);
  return path;
}

/** Runs the statements of a file, each with those of the values that it names. */
export async function runAll(job: Connection, text: string, values: Readonly<Record<string, number>>) {
  for (const statement of text.split(/;\s*\n/).filter((one) => one.trim() !== '')) {
    const named = Object.entries(values).filter(([name]) => statement.includes(`$${name}`));
    await job.run(fixed(statement, Object.fromEntries(named)));
  }
}
