import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { expect, test } from 'vitest';
import { createEngine } from '../../electron/engine/engine.ts';
import { eventPosition, keptEventPosition } from '../../electron/engine/desk/event-position.ts';
import { EVENT_COLUMNS, type EventRef } from '../../shared/model.ts';
import type { Filter } from '../../shared/contract.ts';
import { caseOf, emptyCase, insert } from '../support/desk-seed.ts';
import { usedFromHosting, writeStory } from '../support/fixtures/stories.ts';
import { below, oneOf, randomEvents, randomFilter, randomOf } from './random-events.ts';
import { ordered, sortedBy } from './reference.ts';

const random = randomOf(20240502);
const events = randomEvents(random, 1500);
const { desk } = await caseOf(events);

const refOf = (event: { [column: string]: unknown }): EventRef => ({
  evidence_id: Number(event['evidence_id']),
  record: Number(event['record']),
});
const filterSets: Filter[][] = [
  [],
  [{ column: 'timestamp', op: 'between', from: '2024-05-01T10:00:00.000000Z', to: '2024-05-01T10:00:01Z' }],
  ...Array.from({ length: 40 }, () =>
    Array.from({ length: 1 + below(random, 2) }, () => randomFilter(random)),
  ),
];
const told = (...of: unknown[]) => JSON.stringify(of);

test('S-P1 the place of any record under any filter is the one in the sorted array, or none', async () => {
  for (const filters of filterSets) {
    const all = ordered(events, filters);
    const inside = [all[0], all[below(random, all.length)], all.at(-1)].filter((one) => one !== undefined);
    for (const one of [...inside, oneOf(random, events), oneOf(random, events)]) {
      const ref = refOf(one);
      const at = all.findIndex((each) => told(refOf(each)) === told(ref));
      const wanted = at < 0 ? [null, null] : [at, all.length - 1 - at];
      const found = [
        await eventPosition(desk, { ...ref, filters, order: 'asc' }),
        await eventPosition(desk, { ...ref, filters, order: 'desc' }),
      ];
      expect(found, told(filters, ref)).toEqual(wanted);
    }
  }
  expect(
    await eventPosition(desk, { evidence_id: 1, record: 999_999, filters: [], order: 'asc' }),
  ).toBeNull();
});

test('S-P1 the place of a record in order of any other column, sorted anew and kept', async () => {
  const columns = EVENT_COLUMNS.filter(({ name }) => name !== 'timestamp');
  for (const { name: sort } of [...columns.filter(({ kind }) => kind !== 'text'), ...columns.slice(0, 12)]) {
    const filters = oneOf(random, filterSets);
    const order = oneOf(random, ['asc', 'desc'] as const);
    const all = sortedBy(ordered(events, filters), sort, order);
    const ref = refOf(all[below(random, all.length)] ?? oneOf(random, events));
    const at = all.findIndex((each) => told(refOf(each)) === told(ref));
    const input = { ...ref, filters, order, sort };
    const found = [await eventPosition(desk, input), await keptEventPosition(desk, input)];
    expect(found, told(input)).toEqual(at < 0 ? [null, null] : [at, at]);
  }
});

test('S-P1 among events crowded into one instant, and for a record that was delivered again', async () => {
  const { desk: crowded, job } = await emptyCase();
  await job.run(`INSERT INTO event_facts BY NAME SELECT 1 + i % 5 AS evidence_id, 1 + i // 5 AS record,
    CASE WHEN i < 10 THEN TIMESTAMP '1999-01-01' ELSE TIMESTAMP '2024-05-01 10:00:00.000500' END AS timestamp
    FROM range(60000) t(i)`);
  const at = (evidence_id: number, record: number) =>
    eventPosition(crowded, { evidence_id, record, filters: [], order: 'asc' });
  expect([await at(1, 1), await at(1, 2), await at(1, 3)]).toEqual([0, 1, 10]);
  expect([await at(2, 3), await at(5, 12_000)]).toEqual([10 + 11_998, 59_999]);
  await insert(job, 'copies', [{ evidence_id: 8, record: 4, first_evidence_id: 2, first_record: 3 }]);
  expect(await at(8, 4)).toBe(10 + 11_998);
});

test('S-P1 the engine answers for a record of a page with its offset', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'interloper-'));
  const engine = createEngine({
    resourcesPath: resolve(import.meta.dirname, '../../resources'),
    toolVersion: '0.0.0',
    clock: () => new Date('2024-06-01T00:00:00Z'),
  });
  const client = createRouterClient(engine.router);
  await client.case.create({ path: join(folder, 'a.interloper'), examiner: 'A. Nalyst' });
  await client.evidence.import({ inputs: [{ path: writeStory(usedFromHosting(), folder).evidence }] });
  for await (const progress of await client.job.watch({})) expect(progress.state).not.toBe('failed');
  const filters: Filter[] = [{ column: 'source_address', op: 'exists' }];
  for (const list of [{}, { order: 'desc' as const }, { sort: 'event_action' }]) {
    const { rows } = await client.events.page({ filters, ...list });
    expect(rows.length).toBeGreaterThan(3);
    for (const [offset, row] of rows.entries())
      expect(await client.events.position({ ...refOf(row), filters, ...list })).toEqual({ offset });
  }
  expect(await client.events.position({ evidence_id: 1, record: 99_999, filters })).toEqual({ offset: null });
  await engine.close();
});
