import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../electron/cli/run.ts';
import type { Database } from '../electron/engine/db/database.ts';
import { fixed } from '../electron/engine/db/sql.ts';
import { enrichments } from '../electron/engine/enrich/index.ts';
import { treeOf } from '../electron/engine/trees/index.ts';
import { readVerdicts, runTrees } from '../electron/engine/triage.ts';
import type { Verdict } from '../shared/model.ts';
import { Report } from '../shared/report.ts';
import { BROWSER } from './support/fixtures/clients.ts';
import { HOSTING, OFFICES, type Place } from './support/fixtures/places.ts';
import {
  anotherClient,
  type Journey,
  nothingElse,
  officeAndHotel,
  OTHER,
  OWN,
  phoneInHotel,
  travellersVpn,
  twoOffices,
  USER,
  writeJourney,
} from './support/fixtures/travel.ts';
import { FakeTerminal } from './support/fixtures/terminal.ts';
import { importFiles } from './support/import-files.ts';
import { type PathChanges, pathChanges } from './support/path-changes.ts';
import { clearEvents, emptyCase } from './support/seed.ts';

const RESOURCES = resolve(import.meta.dirname, '../resources');
const TREE = 'okta-impossible-travel';
const tree = treeOf(TREE);

let database: Database;
beforeAll(async () => {
  database = await emptyCase();
});
afterAll(() => database.close());

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'interloper-'));

/** The verdicts on a journey's logs, from their files on. */
async function walked(journey: Journey, named: readonly Place[] = []): Promise<Verdict[]> {
  await clearEvents(database.job);
  await database.job.run('DELETE FROM evidence');
  const path = writeJourney(journey, newFolder());
  const { evidence, totals } = await importFiles(database, [{ path, name: journey.name }]);
  expect(evidence.filter((one) => one.status !== 'loaded').map((one) => one.name)).toEqual([]);
  expect(totals.rejects).toBe(0);
  for (const one of enrichments)
    await one.run(database.job, {
      again: false,
      signal: new AbortController().signal,
      resourcesPath: RESOURCES,
    });
  for (const place of journey.agentsAt) await know(place, named.includes(place) ? 'confirmed' : 'learned');
  await runTrees(database.job, [TREE]);
  return (await readVerdicts(database.desk, { offset: 0, limit: 100 })).verdicts;
}

/** As the networks of the organisation are written to their addresses. */
const know = (place: Place, status: 'confirmed' | 'learned'): Promise<void> =>
  database.job.run(
    fixed(
      `UPDATE source_addresses SET source_known_network = 'Office', source_known_network_kind = 'office',
        source_known_network_status = $status WHERE coalesce(canonical_ip, source_address) = $ip`,
      { ip: place.ip, status },
    ),
  );

async function verdictOn(journey: Journey, named: readonly Place[] = []): Promise<Verdict> {
  const verdicts = await walked(journey, named);
  expect(verdicts.map((one) => one.subject)).toEqual([{ kind: 'user', value: USER.login }]);
  return verdicts[0] as Verdict;
}

const answers = (verdict: Verdict): string => verdict.path.map((step) => step.answer).join(' > ');

/** The journey with something else at its second end. */
const atEnd = (journey: Journey, change: Partial<Journey['b']>): Journey => ({
  ...journey,
  b: { ...journey.b, ...change },
});

/** Each end at the other's time; the alert stays with the later one. */
const swapped = ({ a, b, ...journey }: Journey): Journey => ({
  ...journey,
  a: { ...b, time: a.time, found: [] },
  b: { ...a, time: b.time, found: b.found },
});

const BOTH_NAMED = [OFFICES.hamburg, OFFICES.boston];

interface Flip {
  what: string;
  to: Journey;
  named?: readonly Place[];
  changes: PathChanges;
}

interface Story {
  title: string;
  journey: Journey;
  /** Networks that a person named; agents teach the others. */
  named: readonly Place[];
  path: string;
  verdict: string;
  confidence: string;
  flips: Flip[];
}

/** Each story as it is told, then with one thing changed: what that must change, and nothing else. */
const STORIES: Story[] = [
  {
    title: 'H-O3 H-O4 two offices that somebody named are benign',
    journey: twoOffices,
    named: BOTH_NAMED,
    path: 'found > yes > both confirmed',
    verdict: 'benign',
    confidence: 'high',
    flips: [
      {
        what: 'H-O4 one of the two was only learned',
        to: twoOffices,
        named: [OFFICES.hamburg],
        changes: {
          facts: { known_networks: ['both confirmed', 'both'] },
          answers: { 'known-networks': ['both confirmed', 'both'] },
          verdict: ['benign', 'likely benign'],
        },
      },
      {
        what: 'H-O4 the agents of one of the two were never there',
        to: officeAndHotel,
        changes: {
          facts: { b_is_known: ['yes', 'no'], known_networks: ['both confirmed', 'not both'] },
          answers: {
            'known-networks': ['both confirmed', 'not both'],
            clients: [null, 'same'],
            'same-history': [null, 'yes'],
            'same-device': [null, 'same'],
            'same-device-factor': [null, 'yes'],
          },
          verdict: ['benign', 'benign'],
        },
      },
    ],
  },
  {
    title: 'H-O1 H-O5 H-O6 H-O8 another browser on another device, after failed attempts, is malicious',
    journey: anotherClient,
    named: [],
    path: 'found > yes > not both > different > no > different > yes',
    verdict: 'malicious',
    confidence: 'high',
    flips: [
      {
        what: 'H-O5 the second end has the user’s own browser',
        to: atEnd(anotherClient, { agent: USER.browser }),
        changes: {
          facts: { client_match: ['different', 'same'], clients_seen_before: ['no', 'yes'] },
          answers: {
            clients: ['different', 'same'],
            history: ['no', null],
            'new-device': ['different', null],
            'new-attempts': ['yes', null],
            'same-history': [null, 'yes'],
            'same-device': [null, 'different'],
            'same-attempts': [null, 'yes'],
          },
          verdict: ['malicious', 'suspicious'],
        },
      },
      {
        what: 'H-O7 the second end is of the same device',
        to: atEnd(anotherClient, { device: OWN }),
        changes: {
          facts: { device_match: ['different', 'same'] },
          answers: {
            'new-device': ['different', 'same'],
            'new-attempts': ['yes', null],
            'new-device-network': [null, 'hosting or anonymiser'],
          },
          verdict: ['malicious', 'suspicious'],
        },
      },
      {
        what: 'H-O7 the second end names no device',
        to: atEnd(anotherClient, { device: null }),
        changes: {
          facts: { device_match: ['different', null] },
          answers: { 'new-device': ['different', 'unknown'] },
          verdict: ['malicious', 'malicious'],
        },
      },
      {
        what: 'H-O8 two attempts failed, not four',
        to: atEnd(anotherClient, { failures: 2 }),
        changes: {
          facts: { attempt_pattern: ['one side', 'no'] },
          answers: {
            'new-attempts': ['yes', 'no'],
            'new-factor': [null, 'no'],
            'new-network': [null, 'hosting or anonymiser'],
          },
          verdict: ['malicious', 'malicious'],
        },
      },
      {
        what: 'H-O8 three pushes were refused',
        to: atEnd(anotherClient, { refused: 3 }),
        changes: {
          facts: { attempt_pattern: ['one side', 'refused pushes'] },
          answers: { 'new-attempts': ['yes', 'refused pushes'] },
          verdict: ['malicious', 'malicious'],
        },
      },
      {
        what: 'H-O9 the second end passed the same factor',
        to: atEnd(anotherClient, { factor: 'push' }),
        changes: {
          facts: { factor_match: ['not the same', 'same'] },
          answers: {},
          verdict: ['malicious', 'malicious'],
        },
      },
      {
        what: 'H-O8 the second end is an ordinary network',
        to: atEnd(anotherClient, { place: OFFICES.boston }),
        changes: {
          facts: { network_kind: ['hosting', 'ordinary'] },
          answers: {},
          verdict: ['malicious', 'malicious'],
        },
      },
      {
        what: 'H-O1 the second end is a day later',
        to: atEnd(anotherClient, { time: '2024-05-17T09:14:00Z' }),
        changes: { facts: { reach: ['beyond', 'within'] }, answers: {}, verdict: ['malicious', 'malicious'] },
      },
      {
        what: 'H-O6 the user had used the other browser on an earlier day',
        to: { ...anotherClient, earlier: [USER.browser, BROWSER.firefox_windows] },
        changes: {
          facts: { clients_seen_before: ['no', 'yes'] },
          answers: {
            history: ['no', 'yes'],
            'new-device': ['different', null],
            'new-attempts': ['yes', null],
            'known-device': [null, 'different'],
            'known-attempts': [null, 'yes'],
          },
          verdict: ['malicious', 'suspicious'],
        },
      },
      {
        what: 'H-O6 the logs begin that morning',
        to: { ...anotherClient, earlier: [] },
        changes: {
          facts: { clients_seen_before: ['no', null] },
          answers: { history: ['no', 'unknown'] },
          verdict: ['malicious', 'malicious'],
        },
      },
      {
        what: 'nobody else mistyped a password: the user’s own failures show that the log has them',
        to: { ...anotherClient, othersFailed: false },
        changes: { facts: {}, answers: {}, verdict: ['malicious', 'malicious'] },
      },
      {
        what: 'H-O3 no company device wrote a log',
        to: { ...anotherClient, agentsAt: [] },
        changes: {
          facts: { b_is_known: ['no', null], known_networks: ['not both', null] },
          answers: { 'known-networks': ['not both', 'unknown'] },
          verdict: ['malicious', 'malicious'],
        },
      },
      {
        what: 'H-O5 the second end goes on with the first one’s session',
        to: atEnd(anotherClient, { carried: true }),
        changes: {
          facts: { client_match: ['different', 'different in one session'] },
          answers: {
            clients: ['different', 'different in one session'],
            history: ['no', null],
            'new-device': ['different', null],
            'new-attempts': ['yes', null],
          },
          verdict: ['malicious', 'malicious'],
        },
      },
      {
        what: 'H-O2 nobody got in at the second end',
        to: atEnd(anotherClient, { refusedAll: true }),
        changes: {
          facts: { both_succeeded: ['yes', 'no'] },
          answers: {
            'both-succeeded': ['yes', 'attempts only'],
            'known-networks': ['not both', null],
            clients: ['different', null],
            history: ['no', null],
            'new-device': ['different', null],
            'new-attempts': ['yes', null],
          },
          verdict: ['malicious', 'suspicious'],
        },
      },
      {
        what: 'H-O2 the two ends change places in time',
        to: swapped(anotherClient),
        changes: { facts: { b_is_known: ['no', 'yes'] }, answers: {}, verdict: ['malicious', 'malicious'] },
      },
    ],
  },
  {
    title: 'H-O7 H-O9 the user’s own browser, device and factor behind a VPN are benign',
    journey: travellersVpn,
    named: [],
    path: 'found > yes > not both > same > yes > same > yes',
    verdict: 'benign',
    confidence: 'high',
    flips: [
      {
        what: 'H-O7 the second end is of another device',
        to: atEnd(travellersVpn, { device: OTHER }),
        changes: {
          facts: { device_match: ['same', 'different'] },
          answers: {
            'same-device': ['same', 'different'],
            'same-device-factor': ['yes', null],
            'same-attempts': [null, 'no'],
            'same-factor': [null, 'yes'],
          },
          verdict: ['benign', 'likely benign'],
        },
      },
      {
        what: 'H-O9 the second end passed another factor',
        to: atEnd(travellersVpn, { factor: 'text' }),
        changes: {
          facts: { factor_match: ['same', 'not the same'] },
          answers: {
            'same-device-factor': ['yes', 'no'],
            'same-device-network': [null, 'hosting or anonymiser'],
          },
          verdict: ['benign', 'inconclusive'],
        },
      },
      {
        what: 'H-O5 the second end has another browser',
        to: atEnd(travellersVpn, { agent: BROWSER.firefox_windows }),
        changes: {
          facts: { client_match: ['same', 'different'], clients_seen_before: ['yes', 'no'] },
          answers: {
            clients: ['same', 'different'],
            'same-history': ['yes', null],
            'same-device': ['same', null],
            'same-device-factor': ['yes', null],
            history: [null, 'no'],
            'new-device': [null, 'same'],
            'new-device-network': [null, 'hosting or anonymiser'],
          },
          verdict: ['benign', 'suspicious'],
        },
      },
      {
        what: 'H-O8 three pushes were refused, which is not asked of one known device',
        to: atEnd(travellersVpn, { refused: 3 }),
        changes: {
          facts: { attempt_pattern: ['no', 'refused pushes'] },
          answers: {},
          verdict: ['benign', 'benign'],
        },
      },
      {
        what: 'H-O6 the user never had that browser before',
        to: { ...travellersVpn, earlier: [BROWSER.safari_iphone] },
        changes: {
          facts: { clients_seen_before: ['yes', 'no'] },
          answers: {
            'same-history': ['yes', 'no'],
            'same-device': ['same', null],
            'same-device-factor': ['yes', null],
            'new-device': [null, 'same'],
            'new-device-network': [null, 'hosting or anonymiser'],
          },
          verdict: ['benign', 'suspicious'],
        },
      },
    ],
  },
  {
    title: 'H-O6 the user’s phone in a hotel is likely benign',
    journey: phoneInHotel,
    named: [],
    path: 'found > yes > not both > different > yes > unknown > no > ordinary',
    verdict: 'likely benign',
    confidence: 'medium',
    flips: [
      {
        what: 'H-O6 the user never had that phone before',
        to: { ...phoneInHotel, earlier: [USER.browser] },
        changes: {
          facts: { clients_seen_before: ['yes', 'no'] },
          answers: {
            history: ['yes', 'no'],
            'known-device': ['unknown', null],
            'known-attempts': ['no', null],
            'known-network': ['ordinary', null],
            'new-device': [null, 'unknown'],
            'new-attempts': [null, 'no'],
            'new-factor': [null, 'unknown'],
          },
          verdict: ['likely benign', 'suspicious'],
        },
      },
      {
        what: 'H-O8 three attempts failed in the hotel',
        to: atEnd(phoneInHotel, { failures: 3 }),
        changes: {
          facts: { attempt_pattern: ['no', 'one side'] },
          answers: { 'known-attempts': ['no', 'yes'], 'known-network': ['ordinary', null] },
          verdict: ['likely benign', 'suspicious'],
        },
      },
      {
        what: 'H-O7 Entra names the same registered device',
        to: atEnd(phoneInHotel, { device: OWN }),
        changes: {
          facts: { device_match: [null, 'same'] },
          answers: {
            'known-device': ['unknown', 'same'],
            'known-attempts': ['no', null],
            'known-network': ['ordinary', null],
          },
          verdict: ['likely benign', 'likely benign'],
        },
      },
      {
        what: 'H-O8 not a hotel, but a hosting network further away',
        to: atEnd(phoneInHotel, { place: HOSTING.clouvider_london }),
        changes: {
          facts: { network_kind: ['ordinary', 'hosting'], reach: ['within', 'beyond'] },
          answers: { 'known-network': ['ordinary', 'hosting or anonymiser'] },
          verdict: ['likely benign', 'inconclusive'],
        },
      },
    ],
  },
  {
    title: 'H-O3 where no log answers, nothing is decided',
    journey: nothingElse,
    named: [],
    path: 'found > yes > unknown > same > unknown > unknown > unknown > unknown',
    verdict: 'inconclusive',
    confidence: 'low',
    flips: [
      {
        what: 'H-O3 agents wrote from one place',
        to: { ...nothingElse, agentsAt: [OFFICES.hamburg] },
        changes: {
          facts: { b_is_known: [null, 'no'], known_networks: [null, 'not both'] },
          answers: { 'known-networks': ['unknown', 'not both'] },
          verdict: ['inconclusive', 'inconclusive'],
        },
      },
      {
        what: 'H-O8 somebody else mistyped a password: the log has failures',
        to: { ...nothingElse, othersFailed: true },
        changes: {
          facts: { attempt_pattern: [null, 'no'] },
          answers: { 'same-attempts': ['unknown', 'no'] },
          verdict: ['inconclusive', 'inconclusive'],
        },
      },
      {
        what: 'H-O6 the user had used the browser on an earlier day',
        to: { ...nothingElse, earlier: [USER.browser] },
        changes: {
          facts: { clients_seen_before: [null, 'yes'] },
          answers: {
            'same-history': ['unknown', 'yes'],
            'unseen-device': ['unknown', null],
            'same-device': [null, 'unknown'],
          },
          verdict: ['inconclusive', 'inconclusive'],
        },
      },
      {
        what: 'H-O7 both ends name one device',
        to: { ...nothingElse, a: { ...nothingElse.a, device: OWN }, b: { ...nothingElse.b, device: OWN } },
        changes: {
          facts: { device_match: [null, 'same'] },
          answers: {
            'unseen-device': ['unknown', 'same'],
            'same-attempts': ['unknown', null],
            'same-factor': ['unknown', null],
            'same-device-network': [null, 'ordinary'],
          },
          verdict: ['inconclusive', 'likely benign'],
        },
      },
    ],
  },
];

describe.each(STORIES)('$title', ({ journey, named, path, verdict, confidence, flips }) => {
  let told: Verdict;
  beforeAll(async () => {
    told = await verdictOn(journey, named);
  });

  test('as it is told', () => {
    expect({ path: answers(told), verdict: told.verdict, confidence: told.confidence }).toEqual({
      path,
      verdict,
      confidence,
    });
  });

  test.each(flips)('$what', async ({ to, named: networks, changes }) => {
    expect(pathChanges(tree, told, await verdictOn(to, networks ?? named))).toEqual(changes);
  });
});

test('H-O10 H-X1 H-X2 the report of the command line has the verdict with its confidence, its alert, and the records behind each answer', async () => {
  const folder = newFolder();
  const json = join(folder, 'report.json');
  const code = await run(
    ['analyze', writeJourney(anotherClient, folder), '--json', json],
    new FakeTerminal(),
    {
      resourcesPath: resolve(import.meta.dirname, '../resources'),
      toolVersion: '0.0.0',
      clock: () => new Date('2024-06-01T00:00:00Z'),
    },
  );
  expect(code).toBe(0);
  const report = Report.parse(JSON.parse(readFileSync(json, 'utf8')));
  const verdicts = report.verdicts.filter((one) => one.tree === TREE);
  expect(verdicts).toMatchObject([
    {
      subject: { kind: 'user', value: USER.login },
      verdict: 'malicious',
      alert: { label: expect.stringContaining('Okta behavior Velocity') as string },
      parameters: { speed_kmh: 805, minimum_distance_km: 500 },
    },
  ]);
  const [verdict] = verdicts;
  expect(verdict?.score).toBeGreaterThanOrEqual(75);
  expect(['high', 'medium', 'low']).toContain(verdict?.confidence);
  for (const step of verdict?.path ?? []) expect(step.events.length).toBeGreaterThan(0);
});
