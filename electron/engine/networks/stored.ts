import { MINIMUM_DEFAULTS, type KnownNetwork, type Minimums } from '../../../shared/networks.ts';
import type { Connection } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import { comparePrefixes } from './prefix.ts';

const PREFIX = 'networks.minimum.';
const NAMES = ['devices', 'days'] as const;

/** From which on a learned address counts in this case. */
export async function readMinimums(connection: Connection): Promise<Minimums> {
  const rows = await connection.rows<{ name: string; value: string }>(
    sql`SELECT name, value FROM meta WHERE starts_with(name, ${PREFIX})`,
  );
  const kept = new Map(rows.map(({ name, value }) => [name.slice(PREFIX.length), Number(value)]));
  const [devices, days] = NAMES.map((name) => kept.get(name) ?? MINIMUM_DEFAULTS[name]);
  return { devices: devices ?? MINIMUM_DEFAULTS.devices, days: days ?? MINIMUM_DEFAULTS.days };
}

export async function saveMinimums(connection: Connection, minimums: Minimums): Promise<void> {
  await connection.run(sql`DELETE FROM meta WHERE starts_with(name, ${PREFIX})`);
  for (const name of NAMES)
    await connection.run(sql`INSERT INTO meta VALUES (${PREFIX + name}, ${String(minimums[name])})`);
}

/** What people gave and decided, in the order of addresses. */
export async function knownNetworks(connection: Connection): Promise<KnownNetwork[]> {
  const rows = await connection.rows<KnownNetwork>(
    'SELECT prefix, name, kind, status, reason, origin FROM known_networks ORDER BY prefix',
  );
  return rows.sort((a, b) => comparePrefixes(a.prefix, b.prefix));
}

export const knownNetwork = async (connection: Connection, prefix: string): Promise<KnownNetwork | null> => {
  const [found] = await connection.rows<KnownNetwork>(
    sql`SELECT prefix, name, kind, status, reason, origin FROM known_networks WHERE prefix = ${prefix}`,
  );
  return found ?? null;
};

/** Puts the network in the place of what was kept of its prefix. */
export async function keepNetwork(connection: Connection, one: KnownNetwork): Promise<void> {
  await forgetNetwork(connection, one.prefix);
  await connection.run(
    sql`INSERT INTO known_networks (prefix, name, kind, status, reason, origin)
      VALUES (${one.prefix}, ${one.name}, ${one.kind}, ${one.status}, ${one.reason}, ${one.origin})`,
  );
}

export const forgetNetwork = (connection: Connection, prefix: string): Promise<void> =>
  connection.run(sql`DELETE FROM known_networks WHERE prefix = ${prefix}`);
