import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { Random } from '../support/fixtures/random.ts';
import { type Measured, runDuckDB, runNode } from './baseline.ts';
import { evidence, type Evidence } from './evidence.ts';
import { agentTexts, addressTexts, LOOKUPS, type LookupRun } from './lookups.ts';
import { runOurs } from './ours.ts';
import { lookupOutcome, lookupTable, outcomeOf, table } from './report.ts';
import { type Scenario, SCENARIOS } from './scenarios.ts';
import { eventAt, timeOf, traffic } from './traffic.ts';

const scratch = () => mkdtempSync(join(tmpdir(), 'interloper-'));
const texts = (seed: string, count: number): string[] => {
  const random = new Random(seed);
  const world = traffic(random);
  return Array.from({ length: count }, (_, index) =>
    JSON.stringify(eventAt(timeOf(index, count), world, random)),
  );
};

test('the events of the bench come from the seed, and have the size and the writes of real ones', () => {
  const some = texts('a seed', 4000);
  expect(some).toEqual(texts('a seed', 4000));
  expect(some).not.toEqual(texts('another', 4000));
  const mean = some.reduce((sum, text) => sum + text.length, 0) / some.length;
  expect(mean).toBeGreaterThan(1500);
  expect(mean).toBeLessThan(1900);
  const writes = some.filter((text) => text.includes('"readOnly":false')).length / some.length;
  expect(writes).toBeGreaterThan(0.12);
  expect(writes).toBeLessThan(0.18);
});

test.each(SCENARIOS.map((scenario) => [scenario.id, scenario] as const))(
  '%s: baseline and import find every event',
  async (_id, scenario) => {
    const made = await evidence(scenario, 1200, 'test');
    expect(made.events).toBe(1200 - made.broken);
    expect(made.broken > 0).toBe(scenario.broken !== undefined);
    const { baseline } = scenario;
    const bare =
      baseline.kind === 'duckdb'
        ? await runDuckDB(made.folder, scratch(), baseline)
        : baseline.kind === 'node'
          ? await runNode(made.folder, baseline.parse)
          : null;
    if (bare) expect(bare.events).toBe(1200);
    const ours = await runOurs(made.folder, scratch(), { resourcesPath: resolve('resources') });
    expect(ours.events).toBe(made.events);
  },
);

test('the outcome is the ratio of the medians, without hunts and triage, and says when a limit is passed', () => {
  const made: Evidence = {
    folder: '',
    events: 1000,
    broken: 0,
    files: 2,
    text_bytes: 1e6,
    packed_bytes: 1e5,
  };
  const [scenario] = SCENARIOS as [Scenario];
  const run = (parts: Record<string, number>, peak_megabytes: number): Measured => ({
    events: 1000,
    parts,
    cpu_seconds: 1,
    peak_megabytes,
    whole_peak_megabytes: 3000,
  });
  const bare = [2, 1, 9].map((insert) => run({ insert }, 100));
  const ours = [3, 2.5, 3.5].map((time) => run({ import: time, hunt: 50, triage: 50 }, 200));
  const outcome = outcomeOf(scenario, made, bare, ours);
  expect(outcome).toMatchObject({ ratio: 1.5, within: true, peak_megabytes: 200 });
  expect(table([outcome], 3, 'npm run bench')).toContain('| **1.50** | 1.8 | 200 | 3,000 |  |');
  const slow = outcomeOf(scenario, made, bare, [run({ import: 4 }, 200)]);
  expect(slow.within).toBe(false);
  expect(table([slow], 1, '')).toContain('NOT within');
  expect(outcomeOf(scenario, made, bare, [run({ import: 2 }, 2600)]).within).toBe(false);
});

test('the values of the enrichment bench are distinct, and come from the seed', () => {
  for (const make of [addressTexts, agentTexts]) {
    const some = make(new Random('a seed'), 3000);
    expect(new Set(some).size).toBe(3000);
    expect(some).toEqual(make(new Random('a seed'), 3000));
    expect(some).not.toEqual(make(new Random('another'), 3000));
  }
  const v6 = addressTexts(new Random('a seed'), 3000).filter((text) => text.includes(':')).length;
  expect(v6).toBeGreaterThan(200);
  expect(v6).toBeLessThan(400);
  const browsers = agentTexts(new Random('a seed'), 3000).filter((text) =>
    text.startsWith('Mozilla/'),
  ).length;
  expect(browsers).toBeGreaterThan(1900);
});

test.each(LOOKUPS.map((lookup) => [lookup.id, lookup] as const))(
  '%s: baseline and enrichment deal with every value',
  async (_id, { texts, baseline, ours, values }) => {
    const some = texts(new Random('test'), Math.min(values, 1500));
    expect((await ours(some)).values).toBe(some.length);
    if (baseline) expect((await baseline.run(some)).values).toBe(some.length);
  },
);

test('an enrichment is within its ratio, or its seconds and megabytes, or is told not to be', () => {
  const run = (seconds: number, megabytes = 1): LookupRun => ({
    values: 10,
    seconds,
    cpu_seconds: 1,
    megabytes,
  });
  const [opening, addresses] = LOOKUPS as [(typeof LOOKUPS)[0], (typeof LOOKUPS)[0]];
  const good = lookupOutcome(addresses, [run(2), run(1), run(9)], [run(3), run(2.5), run(8)]);
  expect(good).toMatchObject({ bare: 2, own: 3, within: true });
  expect(lookupTable([good])).toContain('| 2.00 | 3.00 | 1.00 | **1.50** | 1 | ratio 1.5 |  |');
  expect(lookupOutcome(addresses, [run(2)], [run(3.1)]).within).toBe(false);
  expect(lookupOutcome(opening, [], [run(0.9, 299)]).within).toBe(true);
  expect(lookupTable([lookupOutcome(opening, [], [run(0.9, 300)])])).toContain('NOT within');
  expect(lookupOutcome(opening, [], [run(1, 10)]).within).toBe(false);
});
