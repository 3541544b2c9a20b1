import { expect, test } from 'vitest';
import {
  coveragePage,
  coverageSources,
  logTimes,
  offsetsOf,
} from '../../electron/engine/desk/coverage/coverage.ts';
import { COVERAGE_RULE, CoveragePage, type SourceCoverage } from '../../shared/contract.ts';
import type { Evidence } from '../../shared/model.ts';
import { caseOf, emptyCase, insert, type SomeEvent } from '../support/desk-seed.ts';
import { incident, READERS } from './incident.ts';
import { below, randomOf } from './random-events.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2024, 4, 1, 8);
const iso = (ms: number): string => new Date(ms).toISOString().replace('Z', '000Z');

const eventsAt = (dataset: string, times: readonly number[], evidence_id = 1): SomeEvent[] =>
  times.map((ms, index) => ({
    evidence_id,
    record: index + 1,
    timestamp: iso(ms),
    event_dataset: dataset,
  }));

const every = (minutes: number, count: number, from = START): number[] =>
  Array.from({ length: count }, (_, index) => from + index * minutes * 60_000);

async function sourcesOf(events: readonly SomeEvent[]): Promise<SourceCoverage[]> {
  const { desk } = await caseOf(events);
  return CoveragePage.parse(await coveragePage(desk, READERS)).sources;
}

test('a source says from when to when, how much and for whom', async () => {
  const { desk } = await incident();
  const page = CoveragePage.parse(await coveragePage(desk, READERS));
  expect(page.sources.map((one) => [one.event_dataset, one.events, one.users])).toEqual([
    ['aws.cloudtrail', 3, 2],
    ['okta.system', 6, 2],
    ['unknown', 1, 0],
  ]);
  expect(page.sources[1]).toMatchObject({
    first_timestamp: '2024-05-01T10:00:00.000000Z',
    last_timestamp: '2024-05-01T10:05:00.000000Z',
    gaps: [],
    future: { events: 0, first_timestamp: null },
  });
  expect(page.missing.map((one) => one.missing)).toEqual([
    'Okta logs',
    'proxy logs',
    'CloudTrail',
    'alerts of a mail product (Cyren, Proofpoint TAP, Mimecast, Microsoft Defender)',
  ]);
  expect(page.histogram.series.map((one) => one.name)).toEqual(page.sources.map((one) => one.event_dataset));
});

test('accounts are those that the log is of, hosts are counted by their id', async () => {
  const base = { evidence_id: 1, timestamp: iso(START), event_dataset: 'd' };
  const [source] = await sourcesOf([
    {
      ...base,
      record: 1,
      recipient_account_id: '111',
      cloud_account_id: '222',
      host_id: 'a',
      host_ip: '192.0.2.1',
    },
    { ...base, record: 2, cloud_account_id: '111', host_id: 'a', host_ip: '192.0.2.2' },
    { ...base, record: 3, cloud_account_id: '333', host_name: 'b' },
  ]);
  expect(source).toMatchObject({ users: 0, accounts: 2, hosts: 2 });
});

test('a pause is a gap only beyond the rhythm of its own source, with its exact ends', async () => {
  const busy = [...every(1, 60), ...every(1, 60, START + 5 * HOUR)];
  const daily = every(24 * 60, 30);
  const sources = await sourcesOf([...eventsAt('busy', busy), ...eventsAt('daily', daily, 2)]);
  expect(sources[0]).toMatchObject({
    usual_pause_seconds: 60,
    gap_limit_seconds: 3600,
    gaps_total: 1,
    gaps: [{ start: iso(START + 59 * 60_000), end: iso(START + 5 * HOUR), seconds: 4 * 3600 + 60 }],
  });
  expect(sources[1]).toMatchObject({
    usual_pause_seconds: 86_400,
    gap_limit_seconds: 6 * 86_400,
    gaps_total: 0,
  });
});

test.each([
  [HOUR, 0],
  [HOUR + 1, 1],
])('a pause of %i ms is a gap %i times: an hour itself is none', async (pause, gaps) => {
  const [source] = await sourcesOf(eventsAt('d', [...every(1, 20), START + 19 * 60_000 + pause]));
  expect(source?.gaps_total).toBe(gaps);
});

test('too few events have no rhythm', async () => {
  const times = [...every(1, COVERAGE_RULE.gap_least_events - 2), START + 90 * HOUR];
  const [few] = await sourcesOf(eventsAt('d', times));
  expect(few).toMatchObject({ usual_pause_seconds: null, gap_limit_seconds: null, gaps_total: 0 });
  const [enough] = await sourcesOf(eventsAt('d', [START - 60_000, ...times]));
  expect(enough).toMatchObject({ gaps_total: 1 });
});

test('the longest gaps are listed first, and the rest is counted', async () => {
  const times = every(1, 3000);
  for (let gap = 1; gap <= 25; gap++) times.push(...every(1, 100, (times.at(-1) ?? 0) + (2 + gap) * HOUR));
  const [source] = await sourcesOf(eventsAt('d', times));
  expect(source?.gaps_total).toBe(25);
  expect(source?.gaps.map((gap) => gap.seconds / 3600)).toEqual(
    Array.from({ length: COVERAGE_RULE.gaps_listed }, (_, index) => 27 - index),
  );
});

test('times after the import and far before or after the rest are told apart, and do not press the axis together', async () => {
  const { desk, job } = await caseOf([
    ...eventsAt('d', [0, 1000, ...every(1, 100)]),
    ...eventsAt('d', [START + 5 * HOUR, START + 500 * 24 * HOUR, START + 501 * 24 * HOUR], 2),
  ]);
  await job.run(`UPDATE evidence SET imported_at = '${iso(START + 4 * HOUR)}'`);
  const { sources, histogram } = CoveragePage.parse(await coveragePage(desk, READERS));
  expect(sources[0]).toMatchObject({
    events: 105,
    early: { events: 2, first_timestamp: iso(0), last_timestamp: iso(1000) },
    late: { events: 2, first_timestamp: iso(START + 500 * 24 * HOUR) },
    future: { events: 3, first_timestamp: iso(START + 5 * HOUR) },
    gaps_total: 1,
  });
  expect([histogram.start, histogram.end]).toEqual([iso(START), iso(START + 99 * 60_000)]);
});

test('when a log was read decides nothing but what is later than that', async () => {
  const read = async (importedAt: number) => {
    const { desk, job } = await caseOf(eventsAt('d', [...every(1, 100), START + 5 * HOUR]));
    await job.run(`UPDATE evidence SET imported_at = '${iso(importedAt)}'`);
    return [await coverageSources(desk), await logTimes(desk)] as const;
  };
  const [[before], times] = await read(START - 24 * HOUR);
  const [[after], same] = await read(START + 24 * HOUR);
  expect([before?.future.events, after?.future.events]).toEqual([101, 0]);
  expect({ ...before, future: null }).toEqual({ ...after, future: null });
  expect(times).toEqual(same);
  expect(after?.gaps_total).toBe(1);
});

test('few events a year before the rest are far before it, many are not', async () => {
  const old = (count: number) => every(1, count, START - 400 * 24 * HOUR);
  const [few] = await sourcesOf(eventsAt('d', [...old(3), ...every(1, 100)]));
  expect(few?.early.events).toBe(3);
  const [many] = await sourcesOf(eventsAt('d', [...old(30), ...every(1, 100)]));
  expect(many).toMatchObject({ early: { events: 0 }, gaps_total: 1 });
});

test('any times are judged as one event after the other would judge them', async () => {
  const random = randomOf(11);
  for (let round = 0; round < 4; round++) {
    const times = [START];
    const rare = 2 + below(random, 60);
    for (let index = 0; index < 300; index++)
      times.push(
        (times.at(-1) ?? 0) +
          below(random, rare > 30 ? 90_000 : 3_000_000) * (below(random, rare) === 0 ? 90 : 1),
      );
    const [source] = await sourcesOf(eventsAt('d', times));
    const pauses = times.slice(1).map((at, index) => (at - (times[index] ?? 0)) / 1000);
    const usual = Math.max(60, pauses.toSorted((a, b) => a - b)[Math.floor(0.99 * pauses.length) - 1] ?? 0);
    const limit = Math.max(6 * usual, 3600);
    expect(source?.usual_pause_seconds).toBeCloseTo(usual, 6);
    expect(source?.gaps_total).toBe(pauses.filter((pause) => pause > limit).length);
  }
});

test('an empty case covers nothing', async () => {
  const { desk } = await emptyCase();
  const page = CoveragePage.parse(await coveragePage(desk, READERS));
  expect([page.sources, page.offsets, page.histogram.buckets]).toEqual([[], [], []]);
});

test('offsets are summed by log source, and files with none or several are named', () => {
  const line = (evidence_id: number, source: string | null, time_offsets: Record<string, number>) =>
    ({ evidence_id, source, time_offsets, name: `${evidence_id}.json`, member: null }) as Evidence;
  expect(
    offsetsOf([
      line(1, 'zscaler-web', { none: 4 }),
      line(2, 'cyren', { UTC: 5 }),
      line(3, 'cyren', { UTC: 1, '+02:00': 2 }),
      line(4, 'aws-cloudtrail', {}),
    ]),
  ).toEqual([
    {
      source: 'cyren',
      files: 2,
      events: 8,
      offsets: { '+02:00': 2, UTC: 6 },
      listed: [{ evidence_id: 3, name: '3.json' }],
    },
    {
      source: 'zscaler-web',
      files: 1,
      events: 4,
      offsets: { none: 4 },
      listed: [{ evidence_id: 1, name: '1.json' }],
    },
  ]);
});

test('rejects and skips leave the case covered by what is there', async () => {
  const { desk, job } = await caseOf(eventsAt('d', every(1, 3)));
  await insert(job, 'rejects', [{ evidence_id: 1, byte_offset: 1, reason: 'not JSON' }]);
  expect((await coveragePage(desk, READERS)).sources[0]?.events).toBe(3);
});
