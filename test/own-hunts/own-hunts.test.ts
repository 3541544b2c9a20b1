import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../electron/engine/db/database.ts';
import { checkHunts } from '../../electron/engine/own-hunts/check.ts';
import { runCases } from '../../electron/engine/own-hunts/run-cases.ts';
import template from '../../electron/engine/own-hunts/template.yaml?raw';
import { emptyCase } from '../support/seed.ts';

let database: Database;
beforeAll(async () => {
  database = await emptyCase();
});
afterAll(() => database.close());

const check = (...texts: string[]) =>
  checkHunts(
    database.desk,
    texts.map((text, at) => ({ name: `${at + 1}.yaml`, text })),
  );
/** Problems as line:column message. */
const problemsOf = async (...texts: string[]) =>
  (await check(...texts)).problems.map((one) => `${one.file}:${one.line}:${one.column} ${one.message}`);

describe('the template', () => {
  test('has every kind of rule, no mistake, and cases that hold', async () => {
    const { hunts, problems } = await check(template);
    expect(problems).toEqual([]);
    expect(hunts.map(({ declaration }) => declaration.rule.kind)).toEqual([
      'match',
      'aggregation',
      'sequence',
      'first_seen',
      'outlier',
      'rare',
      'travel',
    ]);
    for (const hunt of hunts) {
      const results = await runCases(database, hunt);
      expect(results.length).toBeGreaterThan(1);
      expect(results.flatMap((one) => one.differences.map((each) => `${one.name}: ${each}`))).toEqual([]);
    }
  });
});
