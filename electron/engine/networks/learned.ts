import type { AgentCoverage, KnownNetwork, LearnedNetwork, Minimums } from '../../../shared/networks.ts';
import type { EventRef } from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { fixed, sql } from '../db/sql.ts';
import counts from './learned-counts.sql?raw';
import { readMinimums } from './stored.ts';

/** Which of the learned: all, those that meet the minimums, or those of them on which nobody decided yet. */
export type Which = 'all' | 'counting' | 'undecided';

export interface LearnedQuery {
  which: Which;
  /** Only this one. */
  prefix?: string | null;
  offset: number;
  limit: number;
}

export interface LearnedPage {
  total: number;
  learned: LearnedNetwork[];
}

interface Row extends Omit<LearnedNetwork, 'name' | 'kind' | 'cloud' | 'events_cited'> {
  cloud_provider: string | null;
  cloud_region: string | null;
}

/** Learned networks: with the most devices first. Those below the minimums are listed too, since they are what a person may confirm. */
export async function learnedNetworks(
  connection: Connection,
  { prefix = null, ...page }: LearnedQuery,
): Promise<LearnedPage> {
  const minimums = await readMinimums(connection);
  const rows = await connection.rows<Row & { total: number }>(
    fixed(counts, { ...minimums, ...page, prefix }),
  );
  const cited = await citedBy(
    connection,
    rows.map((row) => row.prefix),
  );
  const learned = rows.map((row) => learnedOf(row, cited.get(row.prefix) ?? []));
  return { total: rows[0]?.total ?? (await countOf(connection, minimums, page.which)), learned };
}

/** What was learned of exactly this prefix, if anything. */
export async function learnedNetwork(connection: Connection, prefix: string): Promise<LearnedNetwork | null> {
  const { learned } = await learnedNetworks(connection, { which: 'all', prefix, offset: 0, limit: 1 });
  return learned[0] ?? null;
}

async function countOf(connection: Connection, minimums: Minimums, which: Which): Promise<number> {
  const [first] = await connection.rows<{ total: number }>(
    fixed(counts, { ...minimums, which, prefix: null, offset: 0, limit: 1 }),
  );
  return first?.total ?? 0;
}

async function citedBy(connection: Connection, prefixes: readonly string[]) {
  const refs = await connection.rows<EventRef & { prefix: string }>(
    sql`SELECT prefix, evidence_id, record FROM learned_network_events
      WHERE list_contains(${prefixes}, prefix) ORDER BY prefix, ordinal`,
  );
  const cited = new Map<string, EventRef[]>();
  for (const { prefix, evidence_id, record } of refs)
    cited.set(prefix, [...(cited.get(prefix) ?? []), { evidence_id, record }]);
  return cited;
}

function learnedOf(row: Row & { total?: number }, events_cited: EventRef[]): LearnedNetwork {
  const { cloud_provider, cloud_region, total: _, ...rest } = row;
  const cloud =
    cloud_provider === null ? null : [cloud_provider, cloud_region].filter((part) => part !== null).join(' ');
  return {
    ...rest,
    cloud,
    name: nameOf(row.prefix, cloud ?? row.hosting_reason),
    kind: cloud !== null || row.hosting_reason !== null ? 'cloud' : 'other',
    events_cited,
  };
}

/** A cloud or a hosting network is named: whoever rents there comes from the same addresses. */
export const nameOf = (prefix: string, rented: string | null): string =>
  `learned ${prefix}${rented === null ? '' : `, in ${rented}`}`;

/** As one that nobody named is carried to the next case. */
export const carried = (one: LearnedNetwork): KnownNetwork => ({
  prefix: one.prefix,
  name: one.name,
  kind: one.kind,
  status: 'learned',
  reason: `${one.devices} devices on ${one.days} days, ${one.first_timestamp.slice(0, 10)} to ${one.last_timestamp.slice(0, 10)}`,
  origin: 'learned',
});

export const agentCoverage = (connection: Connection): Promise<AgentCoverage[]> =>
  connection.rows<AgentCoverage>(
    `SELECT dataset, events, devices, addresses, first_timestamp, last_timestamp FROM agent_coverage ORDER BY dataset`,
  );
