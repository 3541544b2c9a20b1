import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from '../electron/cli/run.ts';
import { createEngine } from '../electron/engine/engine.ts';
import { sources } from '../electron/engine/sources/index.ts';
import { validReport } from './report/valid-report.ts';
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
import { FakeTerminal } from './support/fixtures/terminal.ts';

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
  const {
    source_known_network: name = null,
    source_known_network_kind: kind = null,
    source_known_network_status: status = null,
  } = row;
  return [name, kind, status];
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

test('H-O3 one laptop with three agents is one device, also where one of them does not tell its name', async () => {
  const at = `${DAY_1}T08:00:00Z`;
  await load({
    'falcon.ndjson': [falcon({ device: 1, address: OFFICE, at })],
    'defender.ndjson': [defender({ device: 1, address: OFFICE, at })],
    'proxy.ndjson': [zscaler({ device: 1, address: OFFICE, inner: '10.0.0.7', at: `${DAY_2}T08:00:00Z` })],
  });
  expect(await learned()).toEqual([
    { prefix: `${OFFICE}/32`, devices: 1, days: 2, events: 3, counts: false },
  ]);
  expect((await list()).learned[0]?.datasets).toEqual([
    'crowdstrike.fdr',
    'm365_defender.event',
    'zscaler_zia.web',
  ]);
});

test('H-O3 the table of hosts names what the sensor only numbers', async () => {
  const at = `${DAY_1}T08:00:00Z`;
  await load({
    'falcon.ndjson': [1, 2].map((device) => falcon({ device, address: OFFICE, at })),
    'hosts.ndjson': [1, 2].map((device) => falconHost({ device, address: HOME, at })),
    'defender.ndjson': [2, 3].map((device) =>
      defender({ device, address: OFFICE, at: `${DAY_2}T08:00:00Z` }),
    ),
  });
  expect((await learned())[0]).toEqual({
    prefix: `${OFFICE}/32`,
    devices: 3,
    days: 2,
    events: 4,
    counts: true,
  });
});

test('H-O3 the inner address of a proxy’s client is no outward one, and a client without a device does not count', async () => {
  const of = (device: number, day: string) =>
    zscaler({ device, address: OFFICE, inner: HOME, at: `${day}T08:00:00Z` });
  const nameless = of(4, DAY_1);
  const { devicehostname: _, ...event } = nameless.event;
  await load({
    'proxy.ndjson': [of(1, DAY_1), of(2, DAY_1), of(3, DAY_2), { ...nameless, event }],
  });
  expect(await learned()).toEqual([{ prefix: `${OFFICE}/32`, devices: 3, days: 2, events: 3, counts: true }]);
});

test('H-O3 minimums of devices and days: both sides of each boundary, and editable', async () => {
  const two = threeDevices(OFFICE).slice(0, 2);
  const oneDay = [1, 2, 3].map((device) => falcon({ device, address: HOME, at: `${DAY_1}T23:59:59Z` }));
  await load({
    'agents.ndjson': [...two, falcon({ device: 2, address: OFFICE, at: `${DAY_2}T00:00:00Z` }), ...oneDay],
    'okta.ndjson': [oktaSignIn({ user: 'ada', address: OFFICE, at: `${DAY_2}T08:00:00Z` })],
  });
  expect(await learned()).toEqual([
    { prefix: `${HOME}/32`, devices: 3, days: 1, events: 3, counts: false },
    { prefix: `${OFFICE}/32`, devices: 2, days: 2, events: 3, counts: false },
  ]);
  expect(await knownAs(OFFICE)).toEqual([null, null, null]);

  const { addresses } = await client.networks.minimums({ devices: 2 });
  expect(addresses).toBe(1);
  expect((await list()).minimums).toEqual({ devices: 2, days: 2 });
  expect((await learned()).map((one) => one.counts)).toEqual([false, true]);
  expect(await knownAs(OFFICE)).toEqual([`learned ${OFFICE}/32`, 'other', 'learned']);

  await client.networks.minimums({ devices: 3, days: 1 });
  expect((await learned()).map((one) => one.counts)).toEqual([true, false]);
  expect(await knownAs(OFFICE)).toEqual([null, null, null]);
  await client.networks.minimums({});
  expect((await list()).minimums).toEqual({ devices: 3, days: 2 });
});

test('H-O3 a learned network counts at once as learned; confirming and rejecting it survive what is learned later', async () => {
  await load({
    'agents.ndjson': threeDevices(OFFICE),
    'okta.ndjson': [oktaSignIn({ user: 'ada', address: OFFICE, at: `${DAY_2}T12:00:00Z` })],
  });
  expect(await knownAs(OFFICE)).toEqual([`learned ${OFFICE}/32`, 'other', 'learned']);
  const prefix = `${OFFICE}/32`;
  await client.networks.decide({ prefix, status: 'confirmed', name: 'Head office', kind: 'office' });
  expect(await knownAs(OFFICE)).toEqual(['Head office', 'office', 'confirmed']);

  await load({ 'more.ndjson': [falcon({ device: 9, address: OFFICE, at: `${DAY_2}T18:00:00Z` })] });
  expect(await knownAs(OFFICE)).toEqual(['Head office', 'office', 'confirmed']);
  expect((await list()).learned[0]).toMatchObject({ devices: 4, decision: 'confirmed' });

  await client.networks.decide({ prefix, status: 'rejected', reason: 'a hotel' });
  expect(await knownAs(OFFICE)).toEqual([null, null, null]);
  await load({ 'again.ndjson': [falcon({ device: 10, address: OFFICE, at: `${DAY_2}T19:00:00Z` })] });
  expect(await knownAs(OFFICE)).toEqual([null, null, null]);
  expect((await list()).known).toEqual([
    { prefix, name: 'Head office', kind: 'office', status: 'rejected', reason: 'a hotel', origin: 'learned' },
  ]);

  await client.networks.decide({ prefix, status: 'undecided' });
  expect(await knownAs(OFFICE)).toEqual([`learned ${OFFICE}/32`, 'other', 'learned']);
  const { rows } = await client.case.audit({});
  expect(rows.map((row) => row['action'])).toEqual(
    expect.arrayContaining(['network.confirmed', 'network.rejected', 'network.undecided']),
  );
});

test('H-O3 the longest prefix wins, what is given beats what was learned, and private networks can be given', async () => {
  const inside = '10.20.30.40';
  const signIns = [OFFICE, '81.2.69.143', '81.2.70.1', inside, '2a02:e0::1'].map((address, at) =>
    oktaSignIn({ user: `user${at}`, address, at: `${DAY_2}T12:00:00Z` }),
  );
  await load({ 'agents.ndjson': threeDevices(OFFICE), 'okta.ndjson': signIns });
  await client.networks.save({ prefix: '81.2.0.0/16', name: 'Region', kind: 'other' });
  expect(await knownAs(OFFICE)).toEqual(['Region', 'other', 'confirmed']);
  await client.networks.save({ prefix: '81.2.69.0/24', name: 'Street', kind: 'office' });
  await client.networks.save({ prefix: '81.2.69.143', name: 'Door', kind: 'vpn' });
  await client.networks.save({ prefix: '10.0.0.0/8', name: 'Inside', kind: 'other' });
  await client.networks.save({ prefix: '2a02:e0::/32', name: 'Six', kind: 'proxy' });
  expect(await knownAs(OFFICE)).toEqual(['Street', 'office', 'confirmed']);
  expect(await knownAs('81.2.69.143')).toEqual(['Door', 'vpn', 'confirmed']);
  expect(await knownAs('81.2.70.1')).toEqual(['Region', 'other', 'confirmed']);
  expect(await knownAs(inside)).toEqual(['Inside', 'other', 'confirmed']);
  expect(await knownAs('2a02:e0::1')).toEqual(['Six', 'proxy', 'confirmed']);

  await client.networks.save({
    prefix: '81.2.69.0/25',
    name: 'Half a street',
    kind: 'office',
    replaces: '81.2.69.0/24',
  });
  expect(await knownAs(OFFICE)).toEqual(['Region', 'other', 'confirmed']);
  await client.networks.remove({ prefix: '81.2.0.0/16' });
  expect(await knownAs(OFFICE)).toEqual([`learned ${OFFICE}/32`, 'other', 'learned']);
});

test('H-O3 an address that is looked at once more keeps its known network', async () => {
  await load({
    'agents.ndjson': threeDevices(OFFICE),
    'okta.ndjson': [oktaSignIn({ user: 'ada', address: OFFICE, at: `${DAY_2}T12:00:00Z` })],
  });
  const ranges = join(folder, 'ip-ranges.json');
  const where = { region: 'eu-west-1', service: 'EC2', network_border_group: 'eu-west-1' };
  const text = {
    syncToken: '1',
    createDate: '2024-05-01-00-00-00',
    prefixes: [{ ip_prefix: `${OFFICE}/32`, ...where }],
    ipv6_prefixes: [],
  };
  writeFileSync(ranges, JSON.stringify(text));
  await client.data.import({ path: ranges });
  expect(await knownAs(OFFICE)).toEqual([`learned ${OFFICE}/32, in AWS eu-west-1`, 'cloud', 'learned']);
  expect((await list()).learned[0]).toMatchObject({ cloud: 'AWS eu-west-1', kind: 'cloud' });
});

test('H-O3 of IPv6 the subnet is learned, since a device changes its address in it every day', async () => {
  const of = (device: number, day: string) =>
    sysmon({ device, address: `2a02:e0:1:2::${device}`, at: `${day}T08:00:00Z` });
  await load({
    'sysmon.ndjson': [of(1, DAY_1), of(2, DAY_1), of(3, DAY_2)],
    'okta.ndjson': [oktaSignIn({ user: 'ada', address: '2a02:e0:1:2:aaaa::7', at: `${DAY_2}T08:00:00Z` })],
  });
  expect(await learned()).toEqual([
    { prefix: '2a02:e0:1:2::/64', devices: 3, days: 2, events: 3, counts: true },
  ]);
  expect(await knownAs('2a02:e0:1:2:aaaa::7')).toEqual(['learned 2a02:e0:1:2::/64', 'other', 'learned']);
});

test('H-O3 without agents that tell their address nothing is learned and coverage is empty: unknown, not "no"', async () => {
  const inner = [1, 2, 3].map((device) =>
    sysmon({ device, address: `10.0.0.${device}`, at: `${DAY_1}T08:00:00Z` }),
  );
  await load({
    'sysmon.ndjson': inner,
    'okta.ndjson': [oktaSignIn({ user: 'ada', address: OFFICE, at: `${DAY_2}T12:00:00Z` })],
  });
  expect(await list()).toMatchObject({ known: [], learned: [], coverage: [] });
});

test('H-O3 H-X1 hunts and trees run again after a change, and what changed is said', async () => {
  const signIns = [OFFICE, HOME, '175.16.199.1'].map((address, at) =>
    oktaSignIn({ user: 'ada', address, at: `${DAY_2}T${12 + at}:00:00Z` }),
  );
  await load({ 'agents.ndjson': threeDevices(OFFICE), 'okta.ndjson': signIns });
  const hunt = 'user-many-networks-countries';
  const found = async () => (await client.findings.list({ hunt })).total;
  expect(await found()).toBe(1);
  await client.hunts.configure({ hunt, values: { ignore_users: ['ada@example.com'] } });
  await client.hunts.configure({ hunt, values: { ignore_known_networks: 'confirmed' } });
  expect(await found()).toBe(1);
  const history = await client.hunts.history({ hunt });
  const users = { name: 'ignore_users', before: [], now: ['ada@example.com'] };
  const networks = { name: 'ignore_known_networks', before: 'none', now: 'confirmed' };
  expect(history).toMatchObject({
    total: 2,
    changes: [
      { changed: [{ ...users, before: users.now, now: [] }, networks], appeared: 1, gone: 0, verdicts: 0 },
      { changed: [users], appeared: 0, gone: 1, verdicts: 0 },
    ],
  });
  expect(await client.hunts.history({ hunt, offset: 1, limit: 1 })).toEqual({
    total: 2,
    changes: history.changes.slice(1),
  });
  expect(await client.hunts.history({ hunt: 'sign-in-from-hosting' })).toEqual({ total: 0, changes: [] });

  const confirmed = await client.networks.decide({ prefix: `${OFFICE}/32`, status: 'confirmed' });
  expect(confirmed).toMatchObject({ addresses: 1, gone_total: 1, appeared_total: 0, verdicts_total: 0 });
  expect(confirmed.gone[0]).toMatchObject({ hunt, entity: { value: 'ada@example.com' } });
  expect(await found()).toBe(0);
  const rejected = await client.networks.decide({ prefix: `${OFFICE}/32`, status: 'rejected' });
  expect(rejected).toMatchObject({ addresses: 1, gone_total: 0, appeared_total: 1 });
  expect(await found()).toBe(1);
  const same = await client.networks.save({ prefix: '192.0.2.0/24', name: 'Unused', kind: 'office' });
  expect(same).toMatchObject({ addresses: 0, gone_total: 0, appeared_total: 0, verdicts_total: 0 });
});

test('H-X5 the report tells the known networks with the minimums and the records behind what was learned', async () => {
  await load({
    'agents.ndjson': [
      ...threeDevices(OFFICE),
      falcon({ device: 1, address: HOME, at: `${DAY_1}T21:00:00Z` }),
    ],
  });
  await client.networks.save({ prefix: '203.0.113.0/24', name: 'Paris', kind: 'office' });
  const { text } = await client.report.json({});
  const { known_networks } = validReport(text ?? '');
  expect(known_networks).toMatchObject({
    minimums: { devices: 3, days: 2 },
    known: [{ prefix: '203.0.113.0/24', name: 'Paris', status: 'confirmed' }],
    learned: [{ prefix: `${OFFICE}/32`, devices: 3, days: 2, event_count: 3, datasets: ['crowdstrike.fdr'] }],
    below_minimums: 1,
    coverage: [{ dataset: 'crowdstrike.fdr', events: 4, devices: 3, addresses: 2 }],
  });
  expect(known_networks.learned[0]?.events.map((one) => one.record)).toEqual([1, 2, 3]);
});

test('H-O4 the command line takes networks along, lists them, and writes them for the next case', async () => {
  await engine.close();
  const write = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const logs = write('falcon.ndjson', lines(threeDevices(OFFICE)));
  const given = write('given.csv', 'prefix,name,kind\n203.0.113.0/24,Paris \u001b[2J,office\n');
  const one = join(folder, 'one.interloper');
  const call = async (...words: string[]) => {
    const terminal = new FakeTerminal();
    const options = {
      resourcesPath: RESOURCES,
      toolVersion: '0.0.0',
      clock: () => new Date('2024-06-01T00:00:00Z'),
    };
    return { code: await run(words, terminal, options), out: terminal.stdout, err: terminal.stderr };
  };
  expect(await call('analyze', logs, '--case', one, '--known-networks', given)).toMatchObject({ code: 0 });
  const shown = await call('networks', one);
  expect(shown).toMatchObject({ code: 0, err: '' });
  expect(shown.out).toContain('Known networks: 1\n  203.0.113.0/24  confirmed  office  Paris \ufffd[2J');
  expect(shown.out).toContain('Learned networks: 1 of 1 count, from 3 devices on 2 days on\n');
  expect(shown.out).toMatch(/81\.2\.69\.142\/32 +counts +3 devices +2 days +2024-05-01 08:00:00 to/);

  const next = join(folder, 'next.csv');
  expect(await call('networks', one, '--export', next)).toMatchObject({ code: 0, out: '' });
  expect(readFileSync(next, 'utf8')).toContain(`${OFFICE}/32,learned ${OFFICE}/32,other,learned,`);
  const again = await call('analyze', logs, '--known-networks', next);
  expect(again.code).toBe(0);
  const wrong = write('wrong.csv', 'prefix\n1.2.3\n');
  const refused = await call('analyze', logs, '--known-networks', wrong);
  expect(refused).toMatchObject({ code: 2, out: '' });
  expect(refused.err).toContain('wrong.csv: line 2: not an address or a network');
});

test('H-O3 the same evidence in another order gives the same networks', async () => {
  const files = {
    'falcon.ndjson': [...threeDevices(OFFICE), ...threeDevices(HOME)],
    'defender.ndjson': [1, 5].map((device) =>
      defender({ device, address: OFFICE, at: `${DAY_2}T10:00:00Z` }),
    ),
  };
  await load(files);
  const first = await list();
  await engine.close();
  await newCase('b');
  await load({ 'falcon.ndjson': files['falcon.ndjson'] });
  await load({ 'defender.ndjson': files['defender.ndjson'] });
  const second = await list();
  const plain = ({ learned: all, ...rest }: typeof first) => ({
    ...rest,
    learned: all.map(({ events_cited, ...one }) => ({
      ...one,
      cited: events_cited.map((ref) => ref.record),
    })),
  });
  expect(plain(second)).toEqual(plain(first));
});

describe('H-O4 networks go to the next case and come from it', () => {
  test.each(['csv', 'json'] as const)('as %s, with what was learned and what was decided', async (format) => {
    await load({ 'agents.ndjson': [...threeDevices(OFFICE), ...threeDevices(HOME)] });
    await client.networks.save({
      prefix: '203.0.113.0/24',
      name: '=Paris, "rue"\nLafayette',
      kind: 'vpn',
      reason: 'told by IT',
    });
    await client.networks.decide({ prefix: `${HOME}/32`, status: 'rejected', reason: 'a hotel' });
    await client.networks.minimums({ devices: 2, days: 2 });
    const { text, networks } = await client.networks.export({ format });
    expect(networks).toBe(3);
    const before = await list();
    await engine.close();

    await newCase('next');
    await client.networks.import({ text });
    const { known, minimums } = await list();
    expect(known.filter((one) => one.status !== 'learned')).toEqual(
      before.known.map((one) => ({ ...one, origin: 'given' })),
    );
    expect(known.find((one) => one.status === 'learned')).toEqual({
      prefix: `${OFFICE}/32`,
      name: `learned ${OFFICE}/32`,
      kind: 'other',
      status: 'learned',
      reason: '3 devices on 2 days, 2024-05-01 to 2024-05-02',
      origin: 'learned',
    });
    expect(minimums).toEqual(format === 'json' ? { devices: 2, days: 2 } : { devices: 3, days: 2 });
    const signIn = (address: string) => oktaSignIn({ user: 'ada', address, at: `${DAY_2}T12:00:00Z` });
    await load({ 'okta.ndjson': [signIn(OFFICE), signIn('203.0.113.9')] });
    expect(await knownAs(OFFICE)).toEqual([`learned ${OFFICE}/32`, 'other', 'learned']);
    expect(await knownAs('203.0.113.9')).toEqual(['=Paris, "rue"\nLafayette', 'vpn', 'confirmed']);
  });

  test('a plain list of networks is taken, and what was only learned elsewhere replaces no decision', async () => {
    await client.networks.import({ text: '192.0.2.7\n198.51.100.0/24,Berlin,office\n' });
    await client.networks.import({ text: 'name,status,prefix\nX,learned,192.0.2.7/32\n' });
    expect((await list()).known).toMatchObject([
      { prefix: '192.0.2.7/32', name: '192.0.2.7/32', kind: 'other', status: 'confirmed' },
      { prefix: '198.51.100.0/24', name: 'Berlin', kind: 'office', status: 'confirmed' },
    ]);
  });
});

test.each([
  ['81.2.69.142/24', 'has bits set behind its length: write 81.2.69.0/24 or 81.2.69.142'],
  ['81.2.69.0/33', 'an address has 32 bits, not 33'],
  ['0.0.0.0/0', 'is too large: the largest that is taken is a /8 of IPv4'],
  ['::/0', 'is too large: the largest that is taken is a /16 of IPv6'],
  ['81.2.69', 'not an address or a network like 192.0.2.0/24'],
  ['office', 'not an address or a network like 192.0.2.0/24'],
  ['2a02:e0::1/64', 'write 2a02:e0::/64 or 2a02:e0::1'],
])('H-O3 %s is refused with the reason, and nothing changes', async (prefix, message) => {
  await expect(client.networks.save({ prefix, name: 'X', kind: 'office' })).rejects.toThrow(message);
  await expect(client.networks.import({ text: `prefix\n192.0.2.1\n"${prefix}"\n` })).rejects.toThrow(
    'line 3:',
  );
  expect((await list()).known).toEqual([]);
});

test('H-O3 a second line for a network, an unknown one and an unknown kind are refused by name', async () => {
  await client.networks.save({ prefix: '::ffff:192.0.2.0/120', name: 'Mapped', kind: 'office' });
  await expect(client.networks.save({ prefix: '192.0.2.0/24', name: 'X', kind: 'office' })).rejects.toThrow(
    '192.0.2.0/24 is in the list already, as "Mapped"',
  );
  await expect(client.networks.remove({ prefix: '192.0.2.1' })).rejects.toThrow(
    '192.0.2.1/32 is not in the list',
  );
  await expect(client.networks.decide({ prefix: '192.0.2.1', status: 'confirmed' })).rejects.toThrow(
    'neither learned nor given',
  );
  await expect(client.networks.import({ text: '192.0.2.9,X,palace' })).rejects.toThrow(
    'line 1: no such kind: "palace", only office, vpn, proxy, cloud, other',
  );
  await expect(client.networks.import({ text: '192.0.2.9\n192.0.2.9/32\n' })).rejects.toThrow('stands twice');
  await expect(client.networks.import({ text: '{"format":"other"}' })).rejects.toThrow(
    'not a file of known networks: format',
  );
});

test('H-O3 the documentation tells of every dataset of agents which column counts and why', () => {
  const told = readFileSync(resolve(import.meta.dirname, '../docs/known-networks.md'), 'utf8')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
    .filter((cells) => /^host_/.test(cells[2] ?? ''))
    .map((cells) => cells.slice(1, 4));
  const agents = sources.flatMap((source) => source.agents ?? []);
  for (const { dataset } of agents)
    expect(sources.some((source) => source.datasets.includes(dataset))).toBe(true);
  expect(told).toEqual(agents.map(({ dataset, address, why }) => [dataset, address, why]).sort());
});
