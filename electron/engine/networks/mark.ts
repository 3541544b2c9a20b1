import type { KnownNetwork } from '../../../shared/networks.ts';
import type { Connection } from '../db/database.ts';
import { insertRows } from '../db/insert-rows.ts';
import { fixed } from '../db/sql.ts';
import { parseAddress } from '../enrich/address/parse-address.ts';
import { prefixTable, type PrefixTable } from '../enrich/address/range-table.ts';
import begin from './begin-marking.sql?raw';
import candidates from './known-candidates.sql?raw';
import { carried, learnedNetworks } from './learned.ts';
import end from './end-marking.sql?raw';
import mark from './mark.sql?raw';
import { knownNetworks } from './stored.ts';

const BLOCK_ROWS = 122_880;
const ALL = 2_000_000_000;

/**
 * Writes into `addresses` which known network each belongs to; null where to none, or to one that was rejected. What a person gave or
 * decided is asked first, whatever its length, and the longest prefix of it answers; then what was learned. A transaction must be open. Tells how many addresses changed.
 */
export async function markAddresses(connection: Connection): Promise<number> {
  await connection.run(begin);
  const table = await networkTable(connection);
  if (table) await noteMatches(connection, table);
  await connection.run(mark);
  const { changed } = await connection.row<{ changed: number }>(
    'SELECT count(*) AS changed FROM known_changes',
  );
  await connection.run(end);
  return changed;
}

async function networkTable(connection: Connection): Promise<PrefixTable<KnownNetwork> | null> {
  const { learned } = await learnedNetworks(connection, { which: 'undecided', offset: 0, limit: ALL });
  const known = await knownNetworks(connection);
  const taken = new Set(known.map((one) => one.prefix));
  const fresh = learned.filter((one) => !taken.has(one.prefix)).map(carried);
  const all = [...known, ...fresh];
  if (all.length === 0) return null;
  return prefixTable(all, (covering) => covering.find((one) => one.status !== 'learned') ?? covering[0]);
}

async function noteMatches(connection: Connection, table: PrefixTable<KnownNetwork>): Promise<void> {
  const answers = new Map<KnownNetwork, number>();
  const { last } = await connection.row<{ last: number | null }>(
    'SELECT max(rowid) AS last FROM source_addresses',
  );
  for (let start = 0; start <= (last ?? -1); start += BLOCK_ROWS) {
    const block = await connection.row<{ keys: string; ips: string }>(
      fixed(candidates, { start, end: start + BLOCK_ROWS }),
    );
    await connection.append('known_matches', matchesIn(block, table, answers));
  }
  const rows = [...answers].map(([one, key]) => ({ answer_key: key, ...one }));
  await insertRows(connection, 'known_answers', ANSWER_COLUMNS, rows);
}

const ANSWER_COLUMNS = {
  answer_key: 'INTEGER',
  name: 'VARCHAR',
  kind: 'VARCHAR',
  status: 'VARCHAR',
} as const;

/** The columns of `known_matches` for a block of addresses. */
function matchesIn(
  block: { keys: string; ips: string },
  table: PrefixTable<KnownNetwork>,
  answers: Map<KnownNetwork, number>,
): number[][] {
  const keys = JSON.parse(block.keys) as number[];
  const [matched, found]: [number[], number[]] = [[], []];
  for (const [at, ip] of (JSON.parse(block.ips) as string[]).entries()) {
    const address = parseAddress(ip);
    const network = address ? table.find(address) : undefined;
    if (!network || network.status === 'rejected') continue;
    const answer = answers.get(network) ?? answers.size;
    answers.set(network, answer);
    matched.push(keys[at] ?? 0);
    found.push(answer);
  }
  return [matched, found];
}
