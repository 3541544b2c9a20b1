import type { TreeDefinition } from '../../../shared/definitions.ts';
import type { Connection } from '../db/database.ts';
import { trees } from '../trees/index.ts';
import { keptTrees } from './store.ts';

/** Every tree of the case: the built-in ones, then its own. */
export async function treesOf(connection: Connection): Promise<readonly TreeDefinition[]> {
  return [...trees, ...(await keptTrees(connection)).trees];
}

/** Throws on an id that no tree of the case has. */
export async function treeIn(connection: Connection, id: string): Promise<TreeDefinition> {
  const tree = (await treesOf(connection)).find((one) => one.id === id);
  if (!tree) throw new Error(`no such tree: ${JSON.stringify(id)}`);
  return tree;
}

/** This version of a tree, or nothing where neither the program nor the case has it. */
export async function versionOf(
  connection: Connection,
  id: string,
  version: number,
): Promise<TreeDefinition | undefined> {
  const { versions } = await keptTrees(connection);
  return [...trees, ...versions].find((one) => one.id === id && one.version === version);
}

/** The titles of the case's trees by their ids. */
export const treeTitles = async (connection: Connection): Promise<ReadonlyMap<string, string>> =>
  new Map((await treesOf(connection)).map(({ id, title }) => [id, title]));
