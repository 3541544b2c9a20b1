import { expect, test } from 'vitest';
import { exportEvents } from '../../electron/engine/report/export-events.ts';
import { EVENT_COLUMNS, type Row } from '../../shared/model.ts';
import { EVENTS } from '../desk/incident.ts';
import { randomEvents, randomOf } from '../desk/random-events.ts';
import { caseOf, emptyCase, evidenceLine, insert, wholeEvent } from '../support/desk-seed.ts';

async function linesOf(database: Awaited<ReturnType<typeof emptyCase>>): Promise<Row[]> {
  const lines: string[] = [];
  const written = await exportEvents(database.desk, (line) => {
    lines.push(line);
    return Promise.resolve();
  });
  expect(written).toBe(lines.length);
  return lines.map((line) => JSON.parse(line) as Row);
}

test('an event is a line of ECS names with dots, and names the file and record it comes from', async () => {
  const lines = await linesOf(await caseOf(EVENTS));
  expect(lines[6]).toEqual({
    '@timestamp': '2024-05-01T10:06:00.000000Z',
    'interloper.record': 1,
    'event.dataset': 'aws.cloudtrail',
    'event.provider': 's3.amazonaws.com',
    'event.action': 'ListBuckets',
    'event.outcome': 'success',
    'event.id': 'e-1',
    'user.name': 'ada@example.com',
    'interloper.access_key_id': 'ASIA1',
    'source.address': '203.0.113.9',
    'interloper.source_kind': 'public',
    'source.geo.country_iso_code': 'NL',
    'source.as.number': 62240,
    'source.as.organization.name': 'Clouvider Limited',
    'interloper.source_cloud_provider': 'Example Cloud',
    'interloper.source_cloud_region': 'ams1',
    'interloper.source_is_hosting': true,
    'user_agent.original': 'strange-tool/1',
    'log.file.path': 'logs/2.json',
    'interloper.sha256': '2'.padStart(64, '0'),
  });
  expect(Object.keys(lines[6] ?? {})[0]).toBe('@timestamp');
});

test('every column of every event is exported, nothing where nothing is known', async () => {
  const events = randomEvents(randomOf(7), 400);
  const lines = await linesOf(await caseOf(events));
  const expected = events.map((event) => {
    const row = wholeEvent(event);
    const fields = EVENT_COLUMNS.filter(({ name }) => name !== 'evidence_id').map(
      ({ name, ecs }) => [ecs ?? `interloper.${name}`, row[name] ?? null] as const,
    );
    return Object.fromEntries(fields.filter(([, value]) => value !== null));
  });
  const keyed = (row: Row) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));
  const bare = lines.map(({ 'log.file.path': _path, 'interloper.sha256': _hash, ...row }) => row);
  expect(bare.map(keyed).sort()).toEqual(expected.map(keyed).sort());
  for (const name of Object.keys(lines[0] ?? {})) expect(name).not.toBe('event.original');
});

test('lines are in order of time, path and record, whatever the ids of the evidence and however many events', async () => {
  const database = await emptyCase();
  await insert(database.job, 'evidence', [
    evidenceLine(1, { path: 'c.json' }),
    evidenceLine(2, { path: 'd.zip', member: 'n.json' }),
    evidenceLine(3, { path: 'd.zip', member: 'm.json' }),
    evidenceLine(4, { path: 'b.json' }),
  ]);
  await database.job.run(
    `INSERT INTO event_facts BY NAME SELECT 1 + i % 4 AS evidence_id, 1 + i // 4 AS record,
       TIMESTAMP '2024-05-01' + to_seconds(i * 7919 % 501) AS timestamp FROM range(70000) t(i)`,
  );
  const lines = await linesOf(database);
  const place = (row: Row) =>
    [
      row['@timestamp'],
      row['log.file.path'],
      row['interloper.member'] ?? '',
      String(row['interloper.record']).padStart(6, '0'),
    ].join('|');
  const places = lines.map(place);
  expect(new Set(places).size).toBe(70_000);
  expect(places).toEqual(places.toSorted());
});

test('an empty case has no lines', async () => {
  expect(await linesOf(await emptyCase())).toEqual([]);
});
