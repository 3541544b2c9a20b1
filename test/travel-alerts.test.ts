import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import cases from '../electron/engine/trees/okta-impossible-travel/cases.json' with { type: 'json' };
import type { Database } from '../electron/engine/db/database.ts';
import { CASES } from '../electron/engine/enrich/client/user-agents.cases.ts';
import { userAgentSimilarity } from '../electron/engine/enrich/client/similarity.ts';
import { keepValues } from '../electron/engine/parameters.ts';
import { treeOf } from '../electron/engine/trees/index.ts';
import { readVerdicts, runTrees } from '../electron/engine/triage.ts';
import type { Verdict } from '../shared/model.ts';
import { clearEvents, type Columns, emptyCase, expand, seed } from './support/seed.ts';

const TREE = 'okta-impossible-travel';
const bundles: Readonly<Record<string, Columns>> = cases.bundles;

let database: Database;
beforeAll(async () => {
  database = await emptyCase();
});
beforeEach(() => clearEvents(database.job));
afterAll(() => database.close());

async function walked(events: readonly Columns[]): Promise<Verdict[]> {
  await clearEvents(database.job);
  await seed(database.job, events);
  return again();
}

async function again(): Promise<Verdict[]> {
  await runTrees(database.job, [TREE]);
  return (await readVerdicts(database.desk, { offset: 0, limit: 1000 })).verdicts;
}

const told = (lines: readonly string[]): Columns[] =>
  expand(lines, bundles).map((event, index) => ({ ...event, record: index + 1 }));

const DAY = '2024-05-16T';

test('H-O1 several signals on the same two stays are one alert, which names them all', async () => {
  const verdicts = await walked(
    told([
      `${DAY}09:00:00Z signin hamburg chrome s1`,
      `${DAY}09:10:00Z policy tokyo firefox s2 velocity`,
      `${DAY}09:10:01Z signin tokyo firefox s2 velocity`,
      `${DAY}09:10:05Z entra tokyo firefox at_risk`,
      `${DAY}09:10:05Z entra_risk tokyo`,
      `${DAY}09:20:00Z sso hamburg chrome s1`,
      `${DAY}09:30:00Z sso tokyo firefox s2 high`,
    ]),
  );
  expect(verdicts).toHaveLength(1);
  expect(verdicts[0]?.alert).toEqual({
    label:
      'Entra unfamiliarFeatures, newCountry, Entra unlikelyTravel, Okta behavior New Country, Okta behavior New Geo-Location, Okta behavior Velocity, Okta risk HIGH, sign-ins faster than 805 km/h',
    evidence_id: 1,
    record: 2,
  });
  expect(verdicts[0]?.facts.signal_count).toBe(6);
});

const TWO_ALERTS = [
  `${DAY}06:00:00Z agents`,
  `${DAY}09:00:00Z signin hamburg chrome laptop s1`,
  `${DAY}09:10:00Z signin tokyo firefox s2 velocity`,
  `${DAY}09:30:00Z signin london firefox other_device s3`,
  `${DAY}09:31:00Z ben signin hamburg chrome`,
  `${DAY}09:40:00Z ben signin tokyo_tor chrome`,
];

test('H-O10 H-X3 one user has a verdict for each alert, and the next user its own', async () => {
  const verdicts = await walked(told(TWO_ALERTS));
  const pairs = verdicts.map((one) => [one.subject.value, one.facts.a_address, one.facts.b_address]);
  expect(pairs.sort()).toEqual([
    ['ana@example.com', '198.51.100.1', '198.51.100.4'],
    ['ana@example.com', '198.51.100.4', '198.51.100.3'],
    ['ben@example.com', '198.51.100.1', '198.51.100.6'],
  ]);
  expect(new Set(verdicts.map((one) => one.verdict_id)).size).toBe(3);
});

test('another order of the rows, other keys and a run again give the same verdicts', async () => {
  const events = told(TWO_ALERTS);
  const first = await walked(events);
  expect(await again()).toEqual(first);
  expect(await walked([...events].reverse())).toEqual(first);
});

test('H-X1 a user is one whatever the case that a log writes the name in', async () => {
  const verdicts = await walked(
    told([
      `${DAY}09:00:00Z signin hamburg chrome`,
      `${DAY}09:10:00Z entra tokyo firefox user_name=Ana@Example.com`,
    ]),
  );
  expect(verdicts.map((one) => one.facts.a_address)).toEqual(['198.51.100.1']);
});

test('the parameters that the case keeps decide, and stand beside the verdict', async () => {
  await walked(
    told([
      `${DAY}09:00:00Z signin hamburg chrome`,
      `${DAY}09:05:00Z fail tokyo chrome x2`,
      `${DAY}09:10:00Z signin tokyo chrome`,
    ]),
  );
  await keepValues(database.job, treeOf(TREE), { failed_attempts: 2 });
  const [stricter] = await again();
  expect(stricter?.path.at(-1)).toMatchObject({ question: 'same-attempts', answer: 'yes' });
  expect(stricter?.parameters).toMatchObject({ failed_attempts: 2, speed_kmh: 805 });
  await keepValues(database.job, treeOf(TREE), { speed_kmh: 100_000 });
  expect(await again()).toEqual([]);
});

test('services and applications that sign in from everywhere start nothing', async () => {
  const verdicts = await walked(
    told([
      `${DAY}09:00:00Z entra hamburg chrome user_type=managed_identity`,
      `${DAY}09:10:00Z entra tokyo chrome service`,
      `${DAY}09:11:00Z entra hamburg chrome service`,
    ]).map((event) =>
      event.user_type === 'managed_identity' ? { ...event, user_type: 'managed identity' } : event,
    ),
  );
  expect(verdicts).toEqual([]);
});

test('H-O5 what the SQL calls one program agrees with the measure of similarity', async () => {
  const browsers = CASES.filter(({ expected }) => ['browser', 'mobile app'].includes(expected.client_kind));
  const pairs = browsers.flatMap((a, index) =>
    browsers
      .slice(index + 1)
      .filter((b) => b.expected.client_name === a.expected.client_name && b.text !== a.text)
      .map((b) => [a, b] as const),
  );
  expect(pairs.length).toBeGreaterThan(50);
  const visit = (user: number, one: (typeof browsers)[number], place: string): Columns => ({
    ...expand([`${DAY}09:00:00Z signin ${place}`], bundles)[0],
    user_name: `user-${user}`,
    user_agent_original: one.text,
    ...one.expected,
  });
  const events = pairs.flatMap(([a, b], index) => [visit(index, a, 'hamburg'), visit(index, b, 'tokyo')]);
  const verdicts = await walked(events.map((event, index) => ({ ...event, record: index + 1 })));
  const similar = new Set(
    verdicts.filter((one) => one.facts.client_match === 'similar').map((one) => one.subject.value),
  );
  expect(verdicts).toHaveLength(pairs.length);
  const measured = pairs.map(([a, b], index) => ({
    similar: similar.has(`user-${index}`),
    measure: userAgentSimilarity(a.text, b.text),
    texts: [a.text, b.text],
  }));
  // At 0.95 itself are two texts of which one leaves out what the other says.
  expect(measured.filter((one) => !one.similar && one.measure >= 0.951)).toEqual([]);
  // What only processor, model or distribution tell apart is one program to the SQL, and less than one to the measure.
  expect(measured.filter((one) => one.similar && one.measure < 0.75)).toEqual([]);
});
