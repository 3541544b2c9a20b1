import type { EvidenceInput } from '../../../shared/contract.ts';
import type { Connection } from '../db/database.ts';
import { sql } from '../db/sql.ts';

const NAME = 'unfinished';

/** Files that an import had begun and not finished, and that were not imported since. */
export async function readUnfinished(connection: Connection): Promise<EvidenceInput[]> {
  const rows = await connection.rows<{ value: string }>(sql`SELECT value FROM meta WHERE name = ${NAME}`);
  return rows.flatMap(({ value }) => JSON.parse(value) as EvidenceInput[]);
}

/** Notes files to go on with; inside the caller's transaction. */
export async function noteUnfinished(connection: Connection, files: readonly EvidenceInput[]): Promise<void> {
  const all = [...(await readUnfinished(connection)), ...files];
  await write(connection, [...new Map(all.map((file) => [file.path, file])).values()]);
}

/** Files of these paths are imported now. */
export async function forgetUnfinished(connection: Connection, paths: ReadonlySet<string>): Promise<void> {
  const noted = await readUnfinished(connection);
  const left = noted.filter(({ path }) => !paths.has(path));
  if (left.length < noted.length) await connection.transaction(() => write(connection, left));
}

async function write(connection: Connection, files: readonly EvidenceInput[]): Promise<void> {
  await connection.run(sql`DELETE FROM meta WHERE name = ${NAME}`);
  if (files.length > 0)
    await connection.run(sql`INSERT INTO meta VALUES (${NAME}, ${JSON.stringify(files)})`);
}
