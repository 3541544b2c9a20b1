import { describe, expect, test } from 'vitest';
import { compare } from '../../electron/engine/desk/compare/compare.ts';
import {
  Comparison,
  CompareInput,
  hoursOf,
  MEASURES,
  type CompareCell,
  type Measure,
} from '../../shared/compare.ts';
import { COVERAGE_RULE } from '../../shared/contract.ts';
import type { Entity } from '../../shared/model.ts';
import { caseOf, type SomeEvent } from '../support/desk-seed.ts';
import { below, oneOf, randomOf, type Random } from './random-events.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2024, 4, 1);
const iso = (ms: number): string => new Date(ms).toISOString().replace('Z', '000Z');
const ADA: Entity = { kind: 'user', value: 'ada' };

let records = 0;
const event = (ms: number, more: Partial<SomeEvent> = {}): SomeEvent => ({
  evidence_id: 1,
  record: ++records,
  timestamp: iso(ms),
  event_dataset: 'okta.system',
  user_name: 'ada',
  event_outcome: 'success',
  ...more,
});

const asked = (more: object): CompareInput => CompareInput.parse({ entity: ADA, ...more });
const shown = ({ value, coverage }: CompareCell) => (coverage === 'whole' ? value : [value, coverage]);

async function comparisonOf(events: SomeEvent[], more: object): Promise<Comparison> {
  const { desk } = await caseOf(events);
  const answer = await compare(desk, asked(more));
  expect(Comparison.parse(answer)).toEqual(answer);
  return answer;
}

test('S-C1 current and shifted columns, and average, least and most of several periods', async () => {
  // Two a day at ten, three more on the last day; nobody on the third day.
  const daily = [0, 1, 3, 4, 5, 6, 7].flatMap((day) =>
    [0, 5].map((minute) => START + day * DAY + 10 * HOUR + minute),
  );
  const others = Array.from({ length: 9 * 24 }, (_, hour) =>
    event(START + hour * HOUR, { user_name: 'bob' }),
  );
  const extra = [1, 2, 3].map((minute) => START + 7 * DAY + 10 * HOUR + minute * 60_000);
  const { rows, shifts, from, to } = await comparisonOf(
    [...[...daily, ...extra].map((ms) => event(ms)), ...others],
    {
      from: iso(START + 7 * DAY + 10 * HOUR),
      to: iso(START + 7 * DAY + 11 * HOUR),
      shifts: ['1d', '5d', '7d', '2w'],
    },
  );
  expect([from, to, shifts]).toEqual([
    iso(START + 7 * DAY + 10 * HOUR),
    iso(START + 7 * DAY + 12 * HOUR),
    ['1d', '5d', '7d', '2w'],
  ]);
  expect(rows.map((row) => [shown(row.now), ...row.shifted.map(shown)])).toEqual([
    [5, 2, 0, 2, [null, 'none']],
    [0, 0, 0, 0, [null, 'none']],
  ]);
  expect(rows[0]).toMatchObject({ average: 12 / 7, minimum: 0, maximum: 2, known: 7, partly: 0 });
});

test('S-R5 where no log of the entity covers a slice it is unknown, and zero where one does', async () => {
  const times = Array.from({ length: 48 }, (_, hour) => START + hour * HOUR);
  const events = [
    ...times.map((ms) => event(ms, { user_name: 'bob' })),
    event(START + 30 * HOUR),
    // A log that does not name the entity covers nothing of it.
    ...Array.from({ length: 200 }, (_, hour) =>
      event(START + (hour - 100) * HOUR, { user_name: 'carol', event_dataset: 'aws.cloudtrail' }),
    ),
  ];
  const { rows, logs } = await comparisonOf(events, {
    from: iso(START + 30 * HOUR),
    to: iso(START + 30 * HOUR),
    shifts: ['1h', '29h', '30h', '31h', '9999d'],
    baseline: null,
  });
  expect(logs.map((log) => log.event_dataset)).toEqual(['okta.system']);
  expect([rows[0]?.now, ...(rows[0]?.shifted ?? [])].map((cell) => cell && shown(cell))).toEqual([
    1,
    0,
    0,
    0,
    [null, 'none'],
    [null, 'none'],
  ]);
  expect(rows[0]).toMatchObject({ average: null, minimum: null, maximum: null, known: 0 });
});

test('S-R5 a gap in the log is unknown', async () => {
  const minutes = (from: number, count: number) =>
    Array.from({ length: count }, (_, minute) => event(from + minute * 60_000, { user_name: 'bob' }));
  const events = [
    ...minutes(START, 120),
    ...minutes(START + 6 * HOUR, 120),
    event(START + 6 * HOUR + 30_000),
  ];
  const { rows } = await comparisonOf(events, {
    from: iso(START),
    to: iso(START + 7 * HOUR),
    shifts: [],
    baseline: null,
  });
  expect(rows.map((row) => shown(row.now))).toEqual([
    0,
    [0, 'part'],
    [null, 'none'],
    [null, 'none'],
    [null, 'none'],
    [null, 'none'],
    1,
    [0, 'part'],
  ]);
});

test('S-R5 no network among records is unknown, no record at all is zero', async () => {
  const events = [
    event(START),
    event(START + HOUR, { source_as_number: 3320, source_address: '192.0.2.1' }),
    event(START + 3 * HOUR),
  ];
  const { rows } = await comparisonOf(events, {
    measure: 'networks',
    from: iso(START),
    to: iso(START + 2 * HOUR),
    shifts: [],
    baseline: null,
  });
  expect(rows.map((row) => row.now.value)).toEqual([null, 1, 0]);
});

test('what does not fit is refused with the reason', async () => {
  const { desk } = await caseOf([event(START)]);
  const refused = async (more: object, message: RegExp) =>
    expect(compare(desk, asked({ from: iso(START), to: iso(START), ...more }))).rejects.toThrow(message);
  await refused({ slice: 'day', shifts: ['12h'] }, /^12h is no whole number of slices of a day$/);
  await refused(
    { slice: 'day', shifts: [], baseline: { every: '36h', times: 2 } },
    /^36h is no whole number/,
  );
  await refused({ to: iso(START - DAY) }, /^the window ends before it begins/);
  await refused({ to: iso(START + 90 * DAY) }, /slices of an hour are too many, at most 2000/);
  for (const shift of ['0d', '1', 'd', '1.5d', '-1d', "1d'"])
    expect(() => asked({ from: '', to: '', shifts: [shift] })).toThrow('as 7d');
});

/** The same in plain TypeScript, event by event. */
const VALUES: Record<Measure, (event: SomeEvent) => unknown> = {
  events: (one) => one.record,
  failures: (one) => (one.event_outcome === 'failure' ? one.record : null),
  networks: (one) => one.source_as_number ?? one.log_as_number ?? null,
  countries: (one) => one.source_country_iso_code ?? one.log_country_iso_code ?? null,
  addresses: (one) => one.source_address ?? null,
  clients: (one) => one.user_agent_original ?? null,
};

const timeOf = (one: SomeEvent) => Date.parse(one.timestamp);

function pausesOf(times: number[]): { start: number; end: number }[] {
  if (times.length < COVERAGE_RULE.gap_least_events) return [];
  const pauses = times.slice(1).map((end, index) => ({ start: times[index] ?? 0, end }));
  const lengths = pauses.map(({ start, end }) => end - start).sort((a, b) => a - b);
  const usual = Math.max(60_000, lengths[Math.floor(0.99 * lengths.length) - 1] ?? 0);
  const limit = Math.max(COVERAGE_RULE.gap_factor * usual, COVERAGE_RULE.gap_least_seconds * 1000);
  return pauses.filter(({ start, end }) => end - start > limit);
}

function oracleCell(events: SomeEvent[], measure: Measure, start: number, width: number): CompareCell {
  const own = events.filter((one) => one.user_name === ADA.value);
  const coverages = [...new Set(own.map((one) => one.event_dataset))].map((dataset) => {
    const times = events
      .filter((one) => one.event_dataset === dataset)
      .map(timeOf)
      .sort((a, b) => a - b);
    const [first = 0, last = 0] = [times[0], times.at(-1)];
    const gaps = pausesOf(times).filter((gap) => gap.start < start + width && gap.end > start);
    if (last < start || first >= start + width) return 'none';
    if (gaps.some((gap) => gap.start < start && gap.end >= start + width)) return 'none';
    return first <= start && last >= start + width && gaps.length === 0 ? 'whole' : 'part';
  });
  const distinct = [...new Set(coverages)];
  const coverage = distinct.length === 1 ? (distinct[0] ?? 'none') : distinct.length === 0 ? 'none' : 'part';
  const inside = own.filter((one) => timeOf(one) >= start && timeOf(one) < start + width);
  const values = new Set(inside.map(VALUES[measure]).filter((value) => value !== null));
  if (inside.length === 0) return { value: coverage === 'none' ? null : 0, coverage };
  const isUnknown = values.size === 0 && measure !== 'events' && measure !== 'failures';
  return { value: isUnknown ? null : values.size, coverage };
}

function oracleRows(events: SomeEvent[], { measure, slice, from, to, shifts, baseline }: CompareInput) {
  const width = slice === 'hour' ? HOUR : DAY;
  const cell = (start: number) => oracleCell(events, measure, start, width);
  const starts: number[] = [];
  for (let ms = Math.floor(Date.parse(from) / width) * width; ms <= Date.parse(to); ms += width)
    starts.push(ms);
  return starts.map((start) => {
    const past = Array.from({ length: baseline?.times ?? 0 }, (_, index) =>
      cell(start - (index + 1) * hoursOf(baseline?.every ?? '1d') * HOUR),
    ).filter(({ value }) => value !== null);
    const values = past.map(({ value }) => value ?? 0);
    const known = values.length > 0;
    return {
      start: iso(start),
      now: cell(start),
      shifted: shifts.map((shift) => cell(start - hoursOf(shift) * HOUR)),
      average: known ? values.reduce((a, b) => a + b, 0) / values.length : null,
      minimum: known ? Math.min(...values) : null,
      maximum: known ? Math.max(...values) : null,
      known: values.length,
      partly: past.filter(({ coverage }) => coverage === 'part').length,
    };
  });
}

/** Few days, times on the edges of hours, logs that begin late, end early and have holes. */
function randomLog(random: Random): SomeEvent[] {
  const datasets = ['okta.system', 'aws.cloudtrail', 'azure.signinlogs'].slice(0, 1 + below(random, 3));
  return datasets.flatMap((event_dataset) => {
    const from = below(random, 48);
    const hours = 1 + below(random, 96);
    const hole = random() < 0.5 ? from + below(random, hours) : -1;
    return Array.from({ length: oneOf(random, [1, 3, 12, 60, 200]) }, () => {
      const hour = from + below(random, hours);
      const edge = oneOf(random, [0, 0, 1, HOUR - 1, below(random, HOUR)]);
      return { hour, ms: START + hour * HOUR + edge };
    })
      .filter(({ hour }) => hole < 0 || hour < hole || hour > hole + 9)
      .map(({ ms }) =>
        event(ms, {
          event_dataset,
          user_name: oneOf(random, ['ada', 'ada', 'bob', null]),
          event_outcome: oneOf(random, ['success', 'failure', 'unknown']),
          source_address: oneOf(random, [null, '192.0.2.1', '192.0.2.2', '192.0.2.3']),
          source_as_number: oneOf(random, [null, 100, 200]),
          log_as_number: oneOf(random, [null, 200, 300]),
          source_country_iso_code: oneOf(random, [null, 'DE', 'US']),
          log_country_iso_code: oneOf(random, [null, 'US', 'NG']),
          user_agent_original: oneOf(random, [null, 'a', 'b', 'c']),
        }),
      );
  });
}

function randomInput(random: Random): CompareInput {
  const slice = oneOf(random, ['hour', 'day'] as const);
  const from = START + below(random, 160 * HOUR) - 10 * HOUR;
  const every = slice === 'hour' ? ['1h', '5h', '24h', '1d', '1w'] : ['1d', '24h', '2d', '1w'];
  return asked({
    slice,
    measure: oneOf(random, MEASURES),
    from: iso(from),
    to: iso(from + below(random, 30 * HOUR)),
    shifts: every.filter(() => random() < 0.5),
    baseline: random() < 0.2 ? null : { every: oneOf(random, every), times: 1 + below(random, 9) },
  });
}

describe('S-C1 S-R5 random logs agree with the oracle', () => {
  test.each([1, 2, 3, 4, 5])('seed %i', async (seed) => {
    const random = randomOf(20_240_500 + seed);
    for (let log = 0; log < 8; log++) {
      const events = randomLog(random);
      if (events.length === 0) continue;
      const { desk } = await caseOf(events);
      for (let question = 0; question < 6; question++) {
        const input = randomInput(random);
        const answer = await compare(desk, input);
        expect(answer.rows, JSON.stringify([seed, log, question, input])).toEqual(oracleRows(events, input));
        expect(await compare(desk, input)).toEqual(answer);
      }
    }
  });
});
