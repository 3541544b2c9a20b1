import { createHash } from 'node:crypto';
import type { TreeDefinition } from '../../../shared/definitions.ts';
import type { OwnTree } from '../../../shared/own-trees.ts';
import type { Connection } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import { hunts } from '../hunts/index.ts';
import { trees } from '../trees/index.ts';
import { readTrees, type ReadTree } from './read-tree.ts';

interface Row {
  id: string;
  version: number;
  file: string;
  text: string;
  sha256: string;
  current: boolean;
}

/** What the case keeps, with what this version of the program cannot run. */
export interface KeptTrees {
  /** Those that walk. */
  trees: readonly TreeDefinition[];
  /** Every version that can be read. */
  versions: readonly TreeDefinition[];
  listed: readonly OwnTree[];
}

const read = new WeakMap<Connection, { key: string; kept: KeptTrees }>();

/** The case's own trees in the order in which they were saved. Texts are read once, until another is saved. */
export async function keptTrees(connection: Connection): Promise<KeptTrees> {
  const { key } = await connection.row<{ key: string }>(
    "SELECT coalesce(string_agg(id || ' ' || version || ' ' || sha256 || ' ' || file, '\n' ORDER BY saved), '') AS key FROM own_trees",
  );
  const known = read.get(connection);
  if (known?.key === key) return known.kept;
  const rows = await connection.rows<Row>(
    `SELECT id, version, file, text, sha256, version = max(version) OVER (PARTITION BY id) AS current
     FROM own_trees ORDER BY saved`,
  );
  const all = rows.map(keptOf);
  const readable = all.filter((one) => one.tree !== null);
  const kept = {
    trees: readable.filter(({ listed }) => listed.current).flatMap(({ tree }) => tree ?? []),
    versions: readable.flatMap(({ tree }) => tree ?? []),
    listed: all.map(({ listed }) => listed),
  };
  read.set(connection, { key, kept });
  return kept;
}

/** Why a tree may not have this id; nothing where it may. */
export function takenBy(id: string): string | null {
  if (hunts.some((one) => one.id === id)) return 'a built-in hunt has this id';
  return trees.some((one) => one.id === id) ? 'a built-in decision tree has this id' : null;
}

/** What an earlier or later version kept may be no tree of this one. */
function keptOf(row: Row): { tree: TreeDefinition | null; listed: OwnTree } {
  const { claims, problems } = readTrees([{ name: row.file, text: row.text }]);
  const found = claims.find((one) => one.id === row.id)?.read ?? null;
  const problem =
    takenBy(row.id) ?? (found ? null : (problems[0]?.message ?? 'its text holds no tree of this id'));
  const { file, sha256 } = row;
  return {
    tree: found && problem === null ? { ...found.tree, own: { file, sha256 } } : null,
    listed: { ...row, title: found?.tree.title ?? row.id, problem },
  };
}

export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Adds trees, or puts them in the place of the same version of them. Run it in a transaction. */
export async function keepTrees(connection: Connection, read: readonly ReadTree[]): Promise<void> {
  for (const { tree, file, text } of read) {
    const { id, version } = tree;
    await connection.run(sql`DELETE FROM own_trees WHERE id = ${id} AND version = ${version}`);
    await connection.run(
      sql`INSERT INTO own_trees
        SELECT coalesce(max(saved), 0) + 1, ${id}, ${version}, ${file}, ${text}, ${sha256Of(text)} FROM own_trees`,
    );
  }
}

/** Removes every version of it. Throws on an id that no own tree of the case has. */
export async function forgetTree(connection: Connection, id: string): Promise<void> {
  const { listed } = await keptTrees(connection);
  if (!listed.some((one) => one.id === id)) throw new Error(`no own tree ${JSON.stringify(id)} in this case`);
  await connection.run(sql`DELETE FROM own_trees WHERE id = ${id}`);
}
