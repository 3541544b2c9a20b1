import type { NetworksPage } from '../../../shared/contract.ts';
import type { Connection } from '../db/database.ts';
import type { DataLocation } from '../enrich/address/data-folder.ts';
import { networksText } from './exchange.ts';
import { agentCoverage, carried, learnedNetworks, type Which } from './learned.ts';
import { learnNetworks } from './learn.ts';
import { markAddresses } from './mark.ts';
import { comparePrefixes } from './prefix.ts';
import { knownNetworks, readMinimums } from './stored.ts';

export { changeNetworks } from './change.ts';
export { decisionOf, importOf, minimumsOf, removalOf, savingOf } from './changes.ts';

const ALL = 2_000_000_000;

/** The stage: learns from agents, then marks the addresses of all events. */
export const runNetworks = (job: Connection, location: DataLocation = {}): Promise<void> =>
  job.transaction(async () => {
    await learnNetworks(job, location);
    await markAddresses(job);
  });

export async function networksPage(
  desk: Connection,
  page: { which: Which; offset: number; limit: number },
): Promise<NetworksPage> {
  const { total, learned } = await learnedNetworks(desk, page);
  const { total: counting } = await learnedNetworks(desk, { which: 'counting', offset: 0, limit: 1 });
  return {
    minimums: await readMinimums(desk),
    known: await knownNetworks(desk),
    learned,
    learned_total: total,
    learned_counting: counting,
    coverage: await agentCoverage(desk),
  };
}

/** What a colleague can take into the next case: the given, the decided, and the learned that count. */
export async function exportNetworks(
  desk: Connection,
  format: 'csv' | 'json',
): Promise<{ text: string; networks: number }> {
  const known = await knownNetworks(desk);
  const taken = new Set(known.map((one) => one.prefix));
  const { learned } = await learnedNetworks(desk, { which: 'counting', offset: 0, limit: ALL });
  const fresh = learned.filter((one) => !taken.has(one.prefix)).map(carried);
  const networks = [...known, ...fresh].sort((a, b) => comparePrefixes(a.prefix, b.prefix));
  return {
    text: networksText(format, { networks, minimums: await readMinimums(desk) }),
    networks: networks.length,
  };
}
