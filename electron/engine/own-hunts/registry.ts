import type { HuntDefinition } from '../../../shared/definitions.ts';
import type { Connection } from '../db/database.ts';
import { hunts } from '../hunts/index.ts';
import { keptHunts } from './store.ts';

/** Every hunt of the case: the built-in ones, then its own. */
export async function huntsOf(connection: Connection): Promise<readonly HuntDefinition[]> {
  return [...hunts, ...(await keptHunts(connection)).hunts];
}

/** Throws on an id that no hunt of the case has. */
export async function huntOf(connection: Connection, id: string): Promise<HuntDefinition> {
  const hunt = (await huntsOf(connection)).find((one) => one.id === id);
  if (!hunt) throw new Error(`no such hunt: ${JSON.stringify(id)}`);
  return hunt;
}
