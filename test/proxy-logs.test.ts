import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { join } from 'node:path';
import type { Cells, Database } from '../electron/engine/db/database.ts';
import { recogniseRecord } from '../electron/engine/sources/index.ts';
import { present, SAMPLES } from './support/public-samples.ts';
import { type Json, normaliseRecords, openScratch, readRecords, sourceNamed } from './support/spool.ts';

/** What the logs of web proxies and gateways must say, one point at a time. */
let database: Database;
beforeAll(async () => {
  database = await openScratch();
});
afterAll(() => database.close());

const normalise = (id: string, records: Json[]): Promise<Cells[]> =>
  normaliseRecords(database, sourceNamed(id), records);

const FIELDS =
  'date time c-ip cs-method cs-uri-scheme cs-host cs-uri-path sc-status s-action sc-filter-result';
const below = (fields: string, lines: string[], more: Json = {}): Json[] =>
  lines.map((line) => ({ line, directives: { Fields: fields, ...more } }));

test.each([
  [{ line: '2024-05-01 10:00:00 restarted' }, 'no #Fields before this line, and of no format that is known'],
  [below('date time c-ip', ['2024-05-01 10:00:00'])[0], 'line of 2 values where #Fields names 3'],
  [below('c-ip', ['192.0.2.1'])[0], 'time is missing'],
  [below('time c-ip', ['10:00:00 192.0.2.1'])[0], 'time is not a time: 10:00:00'],
  [below('date time c-ip', ['2024-02-30 10:00:00 192.0.2.1'])[0], 'time is not a time: 2024-02-30 10:00:00'],
])('W3C: %j is rejected: %s', async (record, reason) => {
  const [row] = await normalise('w3c-extended', [record as Json]);
  expect(row?.reject_reason).toContain(reason);
});

test('W3C: directives that a syslog server put among the lines are skipped, not lost', async () => {
  const lines = ['May  1 10:00:04 gw.example.com #Software: SGOS 7.3.1.1', '#Fields: date time'];
  const rows = await normalise('w3c-extended', below(FIELDS, lines));
  expect(rows.map((row) => row.skip_reason)).toEqual(lines.map(() => 'a directive, no event'));
});

test('W3C: where only #Date says the day, a line after midnight is of the day after', async () => {
  const lines = ['23:59:58 192.0.2.1', '00:00:01 192.0.2.1', '12:00:00 192.0.2.1'];
  const rows = await normalise(
    'w3c-extended',
    below('time c-ip', lines, { Date: '2024-05-01 23:50:00' }).concat(
      below('time c-ip', ['00:00:01 192.0.2.1'], { Date: '2024-05-01 00:00:02' }),
    ),
  );
  expect(rows.map((row) => row.timestamp)).toEqual([
    '2024-05-01T23:59:58.000000Z',
    '2024-05-02T00:00:01.000000Z',
    '2024-05-01T12:00:00.000000Z',
    '2024-05-01T00:00:01.000000Z',
  ]);
});

test.each([
  ['403 TCP_DENIED DENIED', 'failure', 'DENIED'],
  ['403 TCP_NC_MISS OBSERVED', 'failure', '403'],
  ['200 TCP_NC_MISS OBSERVED', 'success', undefined],
  ['0 TCP_ERR_MISS -', 'unknown', undefined],
])('W3C: what the proxy blocked is told from what the server refused: %s', async (end, outcome, code) => {
  const [row] = await normalise(
    'w3c-extended',
    below(FIELDS, [`2024-05-01 10:00:00 192.0.2.1 GET http www.example.com / ${end}`]),
  );
  expect([row?.event_outcome, row?.error_code]).toEqual([outcome, code]);
});

describe.skipIf(!present)('public samples of proxies', () => {
  test('H-C3 ProxySG lines in Syslog rows say what the vendor’s own parser made of them', async () => {
    const records = readRecords(join(SAMPLES, 'proxy/azure-sentinel/SymantecProxySG.json'));
    const rows = await normalise('w3c-extended', records);
    expect(new Set(records.map((record) => recogniseRecord(record)?.shape.id))).toEqual(
      new Set(['proxysg-row']),
    );
    // Theirs is wrong where the content type has a space in it: 9 rows without their last values.
    const whole = records.flatMap((theirs, index) =>
      theirs.country === '' ? [] : [[theirs, rows[index]] as const],
    );
    expect([records.length, whole.length]).toEqual([490, 481]);
    for (const [theirs, row] of whole) {
      const absent = (value: unknown) =>
        ['-', '', 'none', undefined].includes(value as string) ? undefined : value;
      expect([
        row?.timestamp,
        row?.source_address,
        row?.user_name,
        row?.http_response_status_code ?? 0,
        row?.event_action,
        row?.http_request_method,
        row?.url_domain,
        row?.destination_port,
        row?.application_name,
        row?.destination_bytes,
        row?.source_bytes,
      ]).toEqual([
        String(theirs.logTime).replace('Z', '.000000Z'),
        theirs.c_ip,
        absent(theirs.cs_userdn),
        Number(theirs.sc_status),
        theirs.s_action === '-' ? theirs.cs_method : theirs.s_action,
        theirs.cs_method,
        String(theirs.cs_host).toLowerCase(),
        Number(theirs.cs_uri_port),
        absent(theirs.app_name),
        Number(theirs.sent_bytes),
        Number(theirs.received_bytes),
      ]);
    }
    const cut = rows.find((row) => row.url_domain === 'updates.installshield.com');
    expect(cut).toMatchObject({
      user_agent_original: 'ISUA 12.01',
      user_name: 'user22',
      destination_port: 80,
    });
  });
});
