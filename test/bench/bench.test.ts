import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Random } from '../support/fixtures/random.ts';
import { type Measured, runBaseline } from './baseline.ts';
import { evidence, type Evidence } from './evidence.ts';
import { outcomeOf } from './report.ts';
import { eventAt, timeOf, traffic } from './traffic.ts';

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

test('the baseline loads every event', async () => {
  const made = await evidence(3000, 6, 'test');
  const measured = await runBaseline(made.folder, mkdtempSync(join(tmpdir(), 'interloper-')));
  expect(measured.events).toBe(3000);
});

test('the outcome is the ratio of the medians, without hunts and triage, and says when a limit is passed', () => {
  const made: Evidence = { folder: '', events: 1000, files: 2, json_bytes: 1e6, packed_bytes: 1e5 };
  const run = (parts: Record<string, number>, peak_megabytes: number): Measured => ({
    events: 1000,
    parts,
    cpu_seconds: 1,
    peak_megabytes,
  });
  const bare = [2, 1, 9].map((insert) => run({ insert }, 100));
  const ours = [3, 2.5, 3.5].map((time) => run({ import: time, hunt: 50, triage: 50 }, 200));
  const outcome = outcomeOf(made, bare, ours, 'npm run bench');
  expect(outcome.ratio).toBe(1.5);
  expect(outcome.text).toContain(
    '**Ratio 1.50** (at most 1.8), peak 200 MB (at most 2,500 MB): within both.',
  );
  expect(outcomeOf(made, bare, [run({ import: 4 }, 200)], '').text).toContain('NOT within both');
  expect(outcomeOf(made, bare, [run({ import: 2 }, 2600)], '').text).toContain('NOT within both');
});
