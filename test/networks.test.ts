import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEngine } from '../electron/engine/engine.ts';
import {
  defender,
  falcon,
  falconHost,
  jamfWeb,
  lines,
  oktaSignIn,
  sysmon,
  zscaler,
} from './support/fixtures/agents.ts';

const RESOURCES = resolve(import.meta.dirname, '../resources');
const OFFICE = '81.2.69.142';
const HOME = '89.160.20.112';
const [DAY_1, DAY_2] = ['2024-05-01', '2024-05-02'];

let folder: string;
let engine: ReturnType<typeof createEngine>;
let client: ReturnType<typeof clientOf>;
const clientOf = (one: ReturnType<typeof createEngine>) => createRouterClient(one.router);

async function newCase(name: string): Promise<void> {
  engine = createEngine({
    resourcesPath: RESOURCES,
    toolVersion: '0.0.0-test',
    clock: () => new Date('2024-06-01T00:00:00Z'),
  });
  client = clientOf(engine);
  await client.case.create({ path: join(folder, `${name}.interloper`) });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'interloper-networks-'));
  mkdirSync(join(folder, 'logs'));
  await newCase('a');
});
afterEach(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Imports records as files, `name` → records, and analyses. */
async function load(files: Record<string, readonly object[]>): Promise<void> {
  const inputs = Object.entries(files).map(([name, records]) => {
    const path = join(folder, 'logs', name);
    writeFileSync(path, lines(records));
    return { path };
  });
  await client.evidence.import({ inputs });
  let last;
  for await (const progress of await client.job.watch({})) last = progress;
  expect(last?.message ?? null).toBeNull();
  const { totals, evidence } = await client.evidence.list({});
  expect(totals).toMatchObject({ rejects: 0, balanced: true });
  expect(evidence.map((one) => one.status)).not.toContain('unrecognised');
}

const list = () => client.networks.list({});
const learned = async () =>
  (await list()).learned.map(({ prefix, devices, days, events, counts }) => ({
    prefix,
    devices,
    days,
    events,
    counts,
  }));

/** What an event's address is known as. */
async function knownAs(address: string) {
  const { rows } = await client.events.page({
    filters: [{ column: 'source_address', op: 'is', values: [address] }],
    limit: 1,
  });
  const [row = {}] = rows;
  return [
    row['source_known_network'],
    row['source_known_network_kind'],
    row['source_known_network_status'],
  ];
}

const threeDevices = (address: string) => [
  falcon({ device: 1, address, at: `${DAY_1}T08:00:00Z` }),
  falcon({ device: 2, address, at: `${DAY_1}T09:00:00Z` }),
  falcon({ device: 3, address, at: `${DAY_2}T10:00:00Z` }),
];

describe('H-O3 known addresses are learned from where company agents talked', () => {
  test.each([
    ['CrowdStrike aip', falcon],
    ['Defender PublicIP', defender],
    ['Jamf source.ip', jamfWeb],
    ['Sysmon, where the own end of a connection is public', sysmon],
  ])('%s', async (_name, talk) => {
    await load({
      'agents.ndjson': [
        talk({ device: 1, address: OFFICE, at: `${DAY_1}T08:00:00Z` }),
        talk({ device: 2, address: OFFICE, at: `${DAY_1}T09:00:00Z` }),
        talk({ device: 2, address: HOME, at: `${DAY_1}T19:00:00Z` }),
        talk({ device: 3, address: OFFICE, at: `${DAY_2}T10:00:00Z` }),
        talk({ device: 3, address: '10.1.2.3', at: `${DAY_2}T11:00:00Z` }),
        talk({ device: 3, address: '100.64.0.9', at: `${DAY_2}T12:00:00Z` }),
      ],
    });
    expect(await learned()).toEqual([
      { prefix: `${OFFICE}/32`, devices: 3, days: 2, events: 3, counts: true },
      { prefix: `${HOME}/32`, devices: 1, days: 1, events: 1, counts: false },
    ]);
    const { learned: all, coverage } = await list();
    expect(all[0]).toMatchObject({
      first_timestamp: '2024-05-01T08:00:00.000000Z',
      last_timestamp: '2024-05-02T10:00:00.000000Z',
      decision: null,
    });
    expect(all[0]?.events_cited.map(({ record }) => record)).toEqual([1, 2, 4]);
    expect(coverage).toMatchObject([{ events: 4, devices: 3, addresses: 2 }]);
  });
});
