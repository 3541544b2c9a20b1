import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { createRouterClient } from '@orpc/server';
import { afterAll, expect, test } from 'vitest';
import { createEngine } from '../electron/engine/engine.ts';
import { logFile } from '../electron/engine/log-file.ts';
import type { SavedView } from '../shared/case-settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'interloper-'));
const path = join(folder, 'a.interloper');
const engine = createEngine({
  resourcesPath: resolve(import.meta.dirname, '../resources'),
  toolVersion: '0.0.0',
  clock: () => new Date('2024-06-01T00:00:00Z'),
});
const client = createRouterClient(engine.router);
afterAll(() => engine.close());

const again = async () => {
  await client.case.close({});
  return client.case.open({ path });
};
const log = async () => (await client.case.audit({})).rows;

test('a case keeps its time zone, and what is changed of it later with a line of what it was', async () => {
  const made = await client.case.create({ path, name: 'One', examiner: 'A', time_zone: 'Europe/Berlin' });
  expect(made.time_zone).toBe('Europe/Berlin');
  const changed = await client.case.configure({ name: 'Two', examiner: '', time_zone: 'Asia/Tokyo' });
  expect(changed).toMatchObject({ name: 'Two', examiner: null, reference: null, time_zone: 'Asia/Tokyo' });
  expect(await again()).toMatchObject({ name: 'Two', examiner: null, time_zone: 'Asia/Tokyo' });
  const lines = (await log()).filter((row) => row['action'] === 'case.configured');
  expect(lines.map((row) => [row['actor'], JSON.parse(String(row['detail'])) as unknown])).toEqual([
    [
      'A',
      {
        before: { name: 'One', examiner: 'A', time_zone: 'Europe/Berlin' },
        after: { name: 'Two', examiner: null, time_zone: 'Asia/Tokyo' },
      },
    ],
  ]);
  await client.case.configure({ name: 'Two' });
  expect((await log()).filter((row) => row['action'] === 'case.configured')).toHaveLength(1);
  await expect(client.case.configure({ time_zone: 'Mars/Olympus' })).rejects.toThrow();
  await expect(client.case.configure({ name: ' ' })).rejects.toThrow();
});

test('a case opens where the desk last was, with its columns, and that is no act for the log', async () => {
  const before = await log();
  await client.case.remember({ place: '#/timeline?order=desc' });
  await client.case.remember({ columns: ['timestamp', 'user_name'] });
  expect(await log()).toEqual(before);
  expect((await again()).desk).toEqual({
    place: '#/timeline?order=desc',
    columns: ['timestamp', 'user_name'],
  });
});

test('S-P1 looks at the timeline are kept by name with sort and histogram, replaced only where that is said, and removed', async () => {
  const view = {
    name: 'night',
    filters: [{ column: 'tag', op: 'is', values: ['odd'] }],
    columns: ['timestamp'],
    order: 'desc',
    sort: 'user_name',
    by: 'event_outcome',
  } satisfies Omit<SavedView, 'unread'>;
  const day = { ...view, name: 'day', sort: null, by: null };
  await client.views.save({ ...view, name: ' night ', order: 'asc' });
  await expect(client.views.save(view)).rejects.toThrow('there is already a view "night"');
  expect((await client.views.list({}))[0]?.order).toBe('asc');
  await client.views.save({ ...view, replace: true });
  await client.views.save(day);
  await again();
  expect(await client.views.list({})).toEqual([
    { ...day, unread: [] },
    { ...view, unread: [] },
  ]);
  await client.views.remove({ name: 'day' });
  expect(await client.views.list({})).toEqual([{ ...view, unread: [] }]);
  expect((await log()).slice(-2).map((row) => row['action'])).toEqual(['case.opened', 'view.removed']);
});

test('S-P1 a view whose filters another version kept says which of them cannot be read, and keeps the others', async () => {
  await client.case.close({});
  const [read, odd] = [
    { column: 'user_name', op: 'exists' },
    { column: 'user_name', op: 'resembles', text: 'dan' },
  ];
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  await connection.run('UPDATE saved_views SET filters = $filters', { filters: JSON.stringify([odd, read]) });
  connection.closeSync();
  instance.closeSync();
  await client.case.open({ path });
  expect(await client.views.list({})).toMatchObject([{ name: 'night', filters: [read], unread: [odd] }]);
});

test('a failing call names itself, for the details that a person copies', async () => {
  const failed = await client.evidence.record({ evidence_id: 1, record: 1 }).catch((cause: unknown) => cause);
  expect(failed).toMatchObject({ message: 'no evidence 1' });
  await client.case.close({});
  await expect(client.views.list({})).rejects.toMatchObject({
    message: 'no case is open: make or open one first',
    data: { call: 'views.list' },
  });
});

test('what goes wrong is written to a file a day, of which the oldest go', () => {
  const logs = join(folder, 'logs');
  let now = '2024-06-01T10:00:00.000Z';
  const write = logFile(logs, () => new Date(now));
  write('one');
  write('two');
  expect(readFileSync(join(logs, 'interloper-2024-06-01.log'), 'utf8')).toBe(
    '2024-06-01T10:00:00.000Z one\n2024-06-01T10:00:00.000Z two\n',
  );
  writeFileSync(join(logs, 'mine.log'), '');
  for (let day = 2; day < 30; day++) {
    now = `2024-06-${String(day).padStart(2, '0')}T00:00:00.000Z`;
    write('a day');
  }
  const kept = readdirSync(logs);
  expect(kept).toContain('mine.log');
  expect(kept.filter((name) => name.startsWith('interloper-'))).toHaveLength(14);
  expect(kept).toContain('interloper-2024-06-29.log');
  expect(() => logFile('/dev/null/nowhere', () => new Date(now))('lost')).not.toThrow();
});
