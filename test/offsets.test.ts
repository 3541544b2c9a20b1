import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { emptyCase } from './support/desk-seed.ts';
import { importFiles } from './support/import-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'interloper-offsets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const nxlog = (EventTime: string, more: object = {}) => ({
  SourceName: 'Microsoft-Windows-Security-Auditing',
  Channel: 'Security',
  EventID: 4624,
  Hostname: 'host.example.com',
  EventTime,
  ...more,
});
const sysmon = (UtcTime: string) =>
  nxlog('2024-05-01 12:00:00', { SourceName: 'Microsoft-Windows-Sysmon', EventID: 1, UtcTime });
const nss = (time: string) => ({
  event: { time, action: 'Allowed', login: 'anna', eurl: 'example.com/', cip: '192.0.2.1', reqmethod: 'GET' },
});
const trail = {
  eventVersion: '1.08',
  eventTime: '2024-05-01T10:00:00Z',
  eventSource: 's3.amazonaws.com',
  eventName: 'ListBuckets',
  eventType: 'AwsApiCall',
  userIdentity: { type: 'Root' },
};

test.each([
  [
    'none and several',
    [nxlog('2024-05-01 10:00:00'), nxlog('2024-05-01T10:00:00.5+02:00')],
    { none: 1, '+02:00': 1 },
  ],
  ['ways to write UTC', [nxlog('2024-05-01T10:00:00Z'), nxlog('2024-05-01 10:00:00.123+00:00')], { UTC: 2 }],
  [
    'what is UTC by its name, beside what is not',
    [sysmon('2024-05-01 10:00:00.1'), nxlog('2024-05-01 10:00:00')],
    { none: 1 },
  ],
  ['a feed that never says', [nss('2024-05-01 10:00:00'), nss('Wed May 01 10:00:01 2024')], { none: 2 }],
  ['rejects are not counted', [nss('2024-05-01 10:00:00'), nss('yesterday')], { none: 1 }],
  ['a source that always says is not asked', [trail], {}],
])('the ledger counts the offsets of times: %s', async (name, records, expected) => {
  const database = await emptyCase();
  const path = join(folder, `${name}.ndjson`);
  writeFileSync(path, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  const { evidence } = await importFiles(database, [{ path, name }]);
  expect(evidence.map((one) => [one.status, one.time_offsets])).toEqual([['loaded', expected]]);
});

test('a line of CEF without an offset is counted, one with a zone, a number or an offset of its own is not', async () => {
  const database = await emptyCase();
  const path = join(folder, 'cef.log');
  const cef = (head: string, more = '') =>
    `${head}CEF:0|Example|Firewall|1.0|1|allowed|1|src=192.0.2.1 act=allow ${more}\n`;
  const lines = [
    cef('', 'rt=May 01 2024 10:00:00'),
    cef('May  1 10:00:01 fw '),
    cef('', 'rt=May 01 2024 10:00:02 Europe/Berlin'),
    cef('', 'rt=1714557600123'),
    cef('', 'start=2024-05-01T10:00:00+02:00'),
    cef('', 'rt=May 01 2024 10:00:03 dtz=Europe/Berlin'),
  ];
  writeFileSync(path, lines.join(''));
  const { evidence } = await importFiles(database, [{ path, name: 'cef' }]);
  expect(evidence[0]).toMatchObject({ events: 6, rejects: 0, time_offsets: { none: 2, '+02:00': 1 } });
});

test('a record that DuckDB cannot read is mended with its offset', async () => {
  const database = await emptyCase();
  const path = join(folder, 'mended.ndjson');
  const odd = JSON.stringify(nss('2024-05-01 10:00:02')).replace('anna', 'an\\ud800na');
  writeFileSync(path, `${JSON.stringify(nss('2024-05-01 10:00:00'))}\n${odd}\n`);
  const { evidence } = await importFiles(database, [{ path, name: 'mended' }]);
  expect(evidence[0]).toMatchObject({ events: 2, rejects: 0, time_offsets: { none: 2 } });
});
