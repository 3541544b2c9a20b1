import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { Random } from '../support/fixtures/random.ts';
import { type Measured, runDuckDB, runNode } from './baseline.ts';
import { evidence, type Evidence } from './evidence.ts';
import { runOurs } from './ours.ts';
import { outcomeOf, table } from './report.ts';
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
  });
  const bare = [2, 1, 9].map((insert) => run({ insert }, 100));
  const ours = [3, 2.5, 3.5].map((time) => run({ import: time, hunt: 50, triage: 50 }, 200));
  const outcome = outcomeOf(scenario, made, bare, ours);
  expect(outcome).toMatchObject({ ratio: 1.5, within: true, peak_megabytes: 200 });
  expect(table([outcome], 3, 'npm run bench')).toContain('| **1.50** | 1.8 | 200 |  |');
  const slow = outcomeOf(scenario, made, bare, [run({ import: 4 }, 200)]);
  expect(slow.within).toBe(false);
  expect(table([slow], 1, '')).toContain('NOT within');
  expect(outcomeOf(scenario, made, bare, [run({ import: 2 }, 2600)]).within).toBe(false);
});
