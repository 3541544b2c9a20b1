import { createHash } from 'node:crypto';
import type { HuntDefinition } from '../../../shared/definitions.ts';
import type { HuntFormat, OwnHunt, OwnMark } from '../../../shared/own-hunts.ts';
import type { Connection } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import { huntFrom } from '../hunts/index.ts';
import { takenBy } from './check.ts';
import { readHunts } from './read.ts';
import type { ReadHunt } from './read-hunt.ts';

interface Row {
  id: string;
  format: HuntFormat;
  file: string;
  text: string;
  sha256: string;
}

/** What the case keeps, with those that this version cannot run. */
export interface Kept {
  hunts: readonly HuntDefinition[];
  listed: readonly OwnHunt[];
}

const read = new WeakMap<Connection, { key: string; kept: Kept }>();

/** The case's own hunts in the order in which they were saved. Texts are read once, until another is saved. */
export async function keptHunts(connection: Connection): Promise<Kept> {
  const { key } = await connection.row<{ key: string }>(
    "SELECT coalesce(string_agg(id || ' ' || sha256 || ' ' || file, '\n' ORDER BY saved), '') AS key FROM own_hunts",
  );
  const known = read.get(connection);
  if (known?.key === key) return known.kept;
  const rows = await connection.rows<Row>(
    'SELECT id, format, file, text, sha256 FROM own_hunts ORDER BY saved',
  );
  const all = rows.map(keptOf);
  const kept = {
    hunts: all.flatMap(({ hunt }) => (hunt ? [hunt] : [])),
    listed: all.map(({ listed }) => listed),
  };
  read.set(connection, { key, kept });
  return kept;
}

/** What an earlier or later version kept may be no hunt of this one. */
function keptOf(row: Row): { hunt: HuntDefinition | null; listed: OwnHunt } {
  const { hunts, problems } = readHunts([{ name: row.file, text: row.text }]);
  const found = hunts.find(({ declaration }) => declaration.id === row.id);
  const taken = takenBy(row.id);
  const { id, format, file, text, sha256 } = row;
  const mark: OwnMark = { format, file, sha256 };
  const problem = taken ?? (found ? null : (problems[0]?.message ?? 'its text holds no hunt of this id'));
  return {
    hunt: found && problem === null ? { ...huntFrom(found.declaration), own: mark } : null,
    listed: { ...mark, id, title: found?.declaration.title ?? id, text, problem },
  };
}

export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Adds hunts, or puts them in the place of those with their ids. Run it in a transaction. */
export async function keepHunts(connection: Connection, hunts: readonly ReadHunt[]): Promise<void> {
  for (const { declaration, format, file, text } of hunts) {
    await connection.run(sql`DELETE FROM own_hunts WHERE id = ${declaration.id}`);
    await connection.run(
      sql`INSERT INTO own_hunts
        SELECT coalesce(max(saved), 0) + 1, ${declaration.id}, ${format}, ${file}, ${text}, ${sha256Of(text)} FROM own_hunts`,
    );
  }
}

/** Throws on an id that no hunt of the case has. */
export async function forgetHunt(connection: Connection, id: string): Promise<void> {
  const { listed } = await keptHunts(connection);
  if (!listed.some((one) => one.id === id)) throw new Error(`no own hunt ${JSON.stringify(id)} in this case`);
  await connection.run(sql`DELETE FROM own_hunts WHERE id = ${id}`);
}
