import { expect, test } from 'vitest';
import { eventPage } from '../../electron/engine/desk/event-page.ts';
import { invalidate } from '../../electron/engine/desk/memo.ts';
import { emptyCase, insert } from '../support/desk-seed.ts';

/** 60,000 events that a few buckets would hold nearly all of: a quiet century, a dense millisecond, and one instant. */
const CROWD = `
  INSERT INTO event_facts BY NAME
  SELECT 1 + i % 5 AS evidence_id, 1 + i // 5 AS record, event_outcome, CASE
      WHEN i % 1000 = 0 THEN TIMESTAMP '1999-01-01' + to_days(CAST(i // 10 AS INTEGER))
      WHEN i % 2 = 0 THEN TIMESTAMP '2024-05-01 10:00:00' + to_microseconds(i * 7919 % 1000)
      ELSE TIMESTAMP '2024-05-01 10:00:00.000500'
    END AS timestamp
  FROM (SELECT i, CASE WHEN i % 3 = 0 THEN 'failure' ELSE 'success' END AS event_outcome FROM range(60000) t(i))`;

const place = (row: Record<string, unknown>) => [row['timestamp'], row['evidence_id'], row['record']];

test('crowded and far-away events have the same places as in a sort of all', async () => {
  const { desk, job } = await crowd();
  for (const outcome of [null, 'failure'] as const) {
    const filters = outcome ? [{ column: 'event_outcome', op: 'is' as const, values: [outcome] }] : [];
    const sorted = await job.rows(
      `SELECT timestamp, evidence_id, record FROM event_facts WHERE ${outcome ? "event_outcome = 'failure'" : 'true'}
       ORDER BY timestamp, evidence_id, record`,
    );
    const count = sorted.length;
    for (const offset of [
      0,
      1,
      29,
      59,
      60,
      1000,
      14_999,
      15_003,
      29_990,
      30_111,
      49_999,
      count - 3,
      count,
      count + 1,
    ]) {
      const asc = await eventPage(desk, { filters, order: 'asc', offset, limit: 40 });
      expect(asc.total).toBe(count);
      expect(asc.rows.map(place)).toEqual(sorted.slice(offset, offset + 40).map(place));
      const desc = await eventPage(desk, { filters, order: 'desc', offset, limit: 40 });
      expect(desc.rows.map(place)).toEqual(
        sorted
          .toReversed()
          .slice(offset, offset + 40)
          .map(place),
      );
    }
  }
});

test('new events are counted at once, changed names after `invalidate`', async () => {
  const { desk, job } = await crowd();
  const named = {
    filters: [{ column: 'user_name', op: 'exists' as const }],
    order: 'asc' as const,
    offset: 0,
    limit: 1,
  };
  expect((await eventPage(desk, named)).total).toBe(0);
  await insert(job, 'users', [{ user_key: 1, user_name: 'ada' }]);
  await insert(job, 'event_facts', [
    { evidence_id: 9, record: 1, timestamp: '2024-05-02T00:00:00.000000Z', user_key: 1 },
  ]);
  expect((await eventPage(desk, named)).total).toBe(1);
  await job.run('UPDATE users SET user_name = NULL');
  invalidate(desk);
  expect((await eventPage(desk, named)).total).toBe(0);
});

test('a question that failed is asked again', async () => {
  const { desk, job } = await crowd();
  const all = { filters: [], order: 'asc' as const, offset: 0, limit: 1 };
  await job.run('ALTER TABLE event_facts RENAME COLUMN timestamp TO elsewhere');
  await expect(eventPage(desk, all)).rejects.toThrow('timestamp');
  await job.run('ALTER TABLE event_facts RENAME COLUMN elsewhere TO timestamp');
  expect((await eventPage(desk, all)).total).toBe(60_000);
});

async function crowd() {
  const database = await emptyCase();
  await database.job.run(CROWD);
  return database;
}
