import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Database } from '../electron/engine/db/database.ts';
import { migrate } from '../electron/engine/db/schema.ts';
import { rejectPage, repairedBy, type evidenceList } from '../electron/engine/desk/ledger.ts';
import { csvFields } from '../electron/engine/ingest/cut-lines.ts';
import { csvRow } from '../electron/engine/report/cells.ts';
import { exportRejects, type RejectFormat } from '../electron/engine/report/export-rejects.ts';
import { importFiles } from './support/import-files.ts';

let folder: string;
let database: Database;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'interloper-rejects-'));
  mkdirSync(join(folder, 'logs'));
  database = await Database.open({ path: ':memory:', workDirectory: join(folder, 'work') });
  await migrate(database.job, 0);
});
afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string): string => join(folder, 'logs', name);
const write = (name: string, data: string | Buffer): void => writeFileSync(at(name), data);

const load = (...names: string[]) =>
  importFiles(
    database,
    names.map((name) => ({ path: at(name), name })),
  );

const line = (list: Awaited<ReturnType<typeof evidenceList>>, name: string) => {
  const found = list.evidence.find((one) => one.name === name);
  if (!found) throw new Error(`no evidence ${name}`);
  return found;
};

let temporaries = 0;
async function exported(format: RejectFormat, evidence_id?: number) {
  let text = '';
  const done = await exportRejects({
    desk: database.desk,
    format,
    evidence_id,
    unpacking: {
      temporaryPath: () => join(database.spoolDirectory, `inner-${++temporaries}`),
      passwords: [],
    },
    write: (part) => {
      text += part;
      return Promise.resolve();
    },
  });
  return { text, ...done };
}

interface Exported {
  '@reject': { record: number; member: string | null; reason: string; sha256: string };
  text: string | null;
  base64?: string | null;
  context?: unknown;
  problem?: string;
}
const linesOf = (text: string): Exported[] =>
  text
    .trimEnd()
    .split('\n')
    .map((each) => JSON.parse(each) as Exported);

const cloudTrail = (n: number, more: Record<string, unknown> = {}): string =>
  JSON.stringify({
    eventVersion: '1.08',
    eventTime: `2024-05-01T10:00:${String(n).padStart(2, '0')}Z`,
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    awsRegion: 'us-east-1',
    sourceIPAddress: '203.0.113.7',
    userIdentity: { type: 'IAMUser', userName: 'alice', accountId: '111122223333' },
    eventID: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    eventType: 'AwsApiCall',
    ...more,
  });
const CUT = '{"eventVersion":"1.08","eventTime":"2024-05-';

const CSV = readFileSync(
  join(import.meta.dirname, '../electron/engine/sources/cyren/sample.fields.csv'),
  'utf8',
).split('\n');

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('a cell that begins like %j is text', (cell) => {
  expect(csvFields(csvRow([cell, 'b', -5]).trimEnd(), ',')).toEqual([`'${cell}`, 'b', '-5']);
});

test('quotes, commas and newlines stay in their cell, and nothing is an empty one', () => {
  expect(csvRow(['a"b', 'c,d', 'e\nf', null, 0])).toBe('"a""b","c,d","e\nf",,0\r\n');
});

test('as CSV each reject stands with its place, reason, hash and first characters, harmless to a spreadsheet', async () => {
  write('a.ndjson', [cloudTrail(1), '=cmd|calc', cloudTrail(2)].join('\n'));
  const { totals } = await load('a.ndjson');
  expect(totals).toMatchObject({ events: 2, rejects: 1, balanced: true });
  const { text, rejects } = await exported('csv');
  expect(rejects).toBe(1);
  const rows = text
    .trimEnd()
    .split('\r\n')
    .map((row) => csvFields(row, ','));
  expect(rows).toHaveLength(2);
  const row = Object.fromEntries(rows[0]!.map((name, index) => [name, rows[1]![index]]));
  const [reject] = (await rejectPage(database.desk, { offset: 0, limit: 5 })).rejects;
  expect(row).toMatchObject({
    path: at('a.ndjson'),
    record: '2',
    line: '2',
    byte_offset: String(cloudTrail(1).length + 1),
    reason: reject?.reason,
    sha256: reject?.sha256,
    first_characters: "'=cmd|calc",
  });
});

test('as NDJSON each has its original text; mended, it becomes an event and counts as repaired', async () => {
  write('a.json.gz', gzipSync([cloudTrail(1), CUT, cloudTrail(3, { eventTime: 'yesterday' })].join('\n')));
  const first = await load('a.json.gz');
  const broken = line(first, 'a.json.gz');
  expect(broken).toMatchObject({ events: 1, rejects: 2 });
  const { text, problems } = await exported('ndjson', broken.evidence_id);
  expect(problems).toEqual([]);
  const lines = linesOf(text);
  expect(lines.map((one) => one.text)).toEqual([CUT, cloudTrail(3, { eventTime: 'yesterday' })]);
  expect(lines[0]?.['@reject']).toMatchObject({ sha256: broken.sha256, record: 2, member: null });
  const mended = [{ ...lines[0], text: cloudTrail(2) }, lines[1]];
  write('repaired.ndjson', mended.map((one) => JSON.stringify(one)).join('\n'));
  const second = await load('repaired.ndjson');
  expect(second.totals).toMatchObject({ events: 2, rejects: 3, balanced: true });
  const repaired = line(second, 'repaired.ndjson');
  expect(repaired).toMatchObject({ source: 'aws-cloudtrail', events: 1, rejects: 1 });
  expect(await repairedBy(database.desk, broken.evidence_id)).toEqual([
    {
      evidence_id: repaired.evidence_id,
      sha256: repaired.sha256,
      path: at('repaired.ndjson'),
      name: 'repaired.ndjson',
      member: null,
      rejects: 1,
    },
  ]);
  expect(await repairedBy(database.desk, repaired.evidence_id)).toEqual([]);
});

test('a file of no mended reject says what to do', async () => {
  write('a.ndjson', [cloudTrail(1), CUT].join('\n'));
  await load('a.ndjson');
  write('same.ndjson', (await exported('ndjson')).text);
  const same = line(await load('same.ndjson'), 'same.ndjson');
  expect(same.status).toBe('unrecognised');
  expect(same.message).toContain('mend their text and drop the file again');
});

test('rejects of several sources may be mended in one file, each becomes an event of its own', async () => {
  const squid =
    '1714557600.100    120 192.0.2.10 TCP_MISS/200 4512 GET http://example.com/ - HIER_DIRECT/203.0.113.5 text/html';
  write('b.log', [squid, 'not a line of squid', squid.replace('100', '200')].join('\n'));
  write('a.ndjson', [cloudTrail(1), CUT].join('\n'));
  const list = await load('a.ndjson', 'b.log');
  expect(list.totals).toMatchObject({ events: 3, rejects: 2 });
  const lines = linesOf((await exported('ndjson')).text);
  expect(lines.map((one) => one.text)).toEqual([CUT, 'not a line of squid']);
  const mended = [
    { ...lines[0], text: JSON.parse(cloudTrail(2)) as object },
    { ...lines[1], text: squid.replace('100', '300') },
  ];
  write('repaired.ndjson', mended.map((one) => `${JSON.stringify(one)}\n`).join(''));
  const after = await load('repaired.ndjson');
  expect(line(after, 'repaired.ndjson')).toMatchObject({ events: 2, rejects: 0 });
  for (const name of ['a.ndjson', 'b.log'])
    expect(
      (await repairedBy(database.desk, line(after, name).evidence_id)).map((one) => one.rejects),
    ).toEqual([1]);
});

test('a row of CSV is mended under the first row of its file', async () => {
  const [header, row] = CSV;
  write('c.csv', [header, row, `${row},too,many`].join('\n'));
  expect(line(await load('c.csv'), 'c.csv')).toMatchObject({ events: 1, rejects: 1 });
  const [only] = linesOf((await exported('ndjson')).text);
  expect(only?.context).toEqual({ header, delimiter: ',' });
  write('mended.ndjson', JSON.stringify({ ...only, text: row?.replace('60d4f0a1b2f1', '60d4f0a1b2f2') }));
  expect(line(await load('mended.ndjson'), 'mended.ndjson')).toMatchObject({ events: 1, rejects: 0 });
});

test('what is not UTF-8 leaves with its bytes', async () => {
  const bad = Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]);
  write(
    'a.ndjson',
    Buffer.concat([Buffer.from(`${cloudTrail(1)}\n`), bad, Buffer.from(`\n${cloudTrail(2)}\n`)]),
  );
  await load('a.ndjson');
  const [only] = linesOf((await exported('ndjson')).text);
  expect(Buffer.from(only?.base64 ?? '', 'base64')).toEqual(bad);
});

test('evidence that is no longer as it was gives no text, and its rejects are still told', async () => {
  write('a.ndjson', [cloudTrail(1), CUT].join('\n'));
  await load('a.ndjson');
  appendFileSync(at('a.ndjson'), ' ');
  const changed = await exported('ndjson');
  expect(changed).toMatchObject({
    rejects: 1,
    problems: [expect.stringContaining('has changed since it was imported')],
  });
  expect(linesOf(changed.text)[0]).toMatchObject({ text: null, '@reject': { record: 2 } });
  rmSync(at('a.ndjson'));
  expect((await exported('ndjson')).problems).toEqual([expect.stringContaining('cannot be read: ENOENT')]);
  expect((await exported('csv')).rejects).toBe(1);
});
