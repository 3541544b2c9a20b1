import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Database, type Connection } from '../electron/engine/db/database.ts';
import { migrate } from '../electron/engine/db/schema.ts';
import type { Statement } from '../electron/engine/db/sql.ts';
import { copyPage, evidenceList, rejectPage } from '../electron/engine/desk/ledger.ts';
import { findFiles } from '../electron/engine/ingest/find-files.ts';
import {
  EvidenceImport,
  removeUnfinished,
  type ImportOptions,
} from '../electron/engine/ingest/import-evidence.ts';
import { originalRecord } from '../electron/engine/ingest/original-record.ts';
import { prepareHere } from '../electron/engine/ingest/preparing.ts';
import { readUnfinished } from '../electron/engine/ingest/unfinished.ts';
import type { EvidenceInput } from '../shared/contract.ts';

let folder: string;
let database: Database;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'interloper-ingest-'));
  mkdirSync(join(folder, 'logs'));
  database = await Database.open({
    path: join(folder, 'case.interloper'),
    workDirectory: join(folder, 'work'),
  });
  await migrate(database.job, 0);
});

afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const cloudTrail = (n: number, more: Record<string, unknown> = {}) => ({
  eventVersion: '1.08',
  userIdentity: {
    type: 'IAMUser',
    principalId: 'AIDAEXAMPLE',
    arn: 'arn:aws:iam::111122223333:user/alice',
    accountId: '111122223333',
    accessKeyId: 'AKIAEXAMPLE',
    userName: 'alice',
  },
  eventTime: new Date(Date.UTC(2024, 4, 1) + n * 1000).toISOString().replace('.000', ''),
  eventSource: 's3.amazonaws.com',
  eventName: 'GetObject',
  awsRegion: 'us-east-1',
  sourceIPAddress: '203.0.113.7',
  userAgent: 'aws-cli/2.15.0 Python/3.11.6 Linux/6.1.79 exe/x86_64.amzn.2023',
  requestParameters: { bucketName: 'example', key: `object-${n}` },
  responseElements: null,
  requestID: `R${n}`,
  eventID: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  readOnly: true,
  eventType: 'AwsApiCall',
  recipientAccountId: '111122223333',
  ...more,
});

const write = (name: string, data: string | Buffer) => writeFileSync(join(folder, 'logs', name), data);
const records = (from: number, count: number) =>
  Array.from({ length: count }, (_none, index) => cloudTrail(from + index));

async function load(
  options: Partial<ImportOptions> = {},
  inputs: EvidenceInput[] = [{ path: join(folder, 'logs'), name: 'logs' }],
) {
  const running = new EvidenceImport({
    connection: database.job,
    loaders: database.loading,
    start: (listen) => [
      prepareHere({ spoolDirectory: database.spoolDirectory, name: 'test', spoolBytes: 200_000 }, (message) =>
        listen(0, message),
      ),
    ],
    toolVersion: '0.0.0-test',
    now: () => '2024-06-01T00:00:00.000000Z',
    onProgress: () => undefined,
    ...options,
  });
  await running.run(inputs);
  return evidenceList(database.desk);
}

const line = (list: Awaited<ReturnType<typeof evidenceList>>, name: string) => {
  const found = list.evidence.find((one) => one.name === join('logs', name));
  if (!found) throw new Error(`no evidence ${name}`);
  return found;
};
const original = (path: string, sha256: string | null, record: number, member = 0) =>
  originalRecord(
    { path, sha256: sha256 ?? '', member, record },
    {
      temporaryPath: () => join(database.spoolDirectory, 'inner.zip'),
      passwords: [],
    },
  );
const rejectsOf = async (evidence_id: number) =>
  (await rejectPage(database.desk, { evidence_id, offset: 0, limit: 1000 })).rejects;

test('every shape of CloudTrail loads whole, and the ledger balances', async () => {
  write('a.json', JSON.stringify({ Records: records(0, 600) }));
  write('b.json.gz', gzipSync(JSON.stringify({ Records: records(1000, 700) })));
  write('c.json', JSON.stringify(records(2000, 50), null, 2));
  write(
    'd.ndjson',
    records(3000, 400)
      .map((record) => JSON.stringify(record))
      .join('\n'),
  );
  write('e.json', JSON.stringify(cloudTrail(4000), null, 4));
  write('f.utf16.json', Buffer.from(`\ufeff${JSON.stringify({ Records: records(5000, 3) })}`, 'utf16le'));
  write(
    'g.two-members.json.gz',
    Buffer.concat(records(6000, 2).map((record) => gzipSync(`${JSON.stringify(record)}\n`))),
  );
  const list = await load();
  expect(list.totals).toEqual({
    files: 7,
    records: 1756,
    events: 1756,
    rejects: 0,
    skips: 0,
    balanced: true,
  });
  const b = line(list, 'b.json.gz');
  expect(b).toMatchObject({
    status: 'loaded',
    source: 'aws-cloudtrail',
    compression: 'gzip',
    records: 700,
    first_timestamp: '2024-05-01T00:16:40.000000Z',
    last_timestamp: '2024-05-01T00:28:19.000000Z',
    sha256: createHash('sha256')
      .update(gzipSync(JSON.stringify({ Records: records(1000, 700) })))
      .digest('hex'),
  });
  const row = await database.desk.row(
    `SELECT * FROM events WHERE evidence_id = ${b.evidence_id} AND record = 3`,
  );
  expect(row).toMatchObject({
    timestamp: '2024-05-01T00:16:42.000000Z',
    event_action: 'GetObject',
    event_outcome: 'success',
    user_name: 'alice',
    source_address: '203.0.113.7',
    access_key_id: 'AKIAEXAMPLE',
  });
  const third = await original(b.path, b.sha256, 3);
  expect(JSON.parse(third.text)).toEqual(cloudTrail(1002));
});

test('bad input: each file gets a clear message with its place, and the rest is loaded', async () => {
  const good = records(0, 300).map((record) => JSON.stringify(record));
  write('empty.json', '');
  const whole = gzipSync(JSON.stringify({ Records: records(10_000, 300) }));
  write('truncated.json.gz', whole.subarray(0, whole.length - 400));
  const wrong = Buffer.from(gzipSync(`${good.slice(0, 5).join('\n')}\n`));
  wrong.writeUInt32LE((wrong.readUInt32LE(wrong.length - 8) ^ 0xff) >>> 0, wrong.length - 8);
  write('wrong-checksum.json.gz', wrong);
  write('cut.json', JSON.stringify({ Records: records(20_000, 10) }).slice(0, -500));
  const deep = `{"eventVersion":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
  write('deep.ndjson', [good[10], deep, good[11]].join('\n'));
  write('long.ndjson', [good[20], `{"eventVersion":"${'x'.repeat(70_000_000)}"}`, good[21]].join('\n'));
  const invalid = Buffer.from(good.slice(30, 33).join('\n'));
  invalid[invalid.indexOf('alice', invalid.indexOf('\n'))] = 0xff;
  write('invalid-utf8.ndjson', invalid);
  write(
    'no-time.ndjson',
    [good[40], JSON.stringify(cloudTrail(41, { eventTime: 'yesterday' })), good[42]].join('\n'),
  );
  write(
    'surrogate.ndjson',
    [good[50], (good[51] as string).replace('object-51', '\\ud800'), good[52]].join('\n'),
  );
  write('not-json.ndjson', [good[60], '{"eventVersion":tru}', 'hello', `${good[61]}${good[62]}`].join('\n'));
  write('notes.txt', 'These are my notes.\nThey are not a log.\n');
  write('broken.zip', Buffer.from('504b0304140000000000', 'hex'));
  symlinkSync('/nowhere', join(folder, 'logs', 'link.json'));
  const list = await load();
  expect(list.totals.balanced).toBe(true);
  const check = async (name: string, counts: [number, number], text: RegExp | null, reasons: RegExp[]) => {
    const one = line(list, name);
    expect([one.events, one.rejects], name).toEqual(counts);
    expect(one.records).toBe(one.events + one.rejects + one.skips);
    if (text) expect(one.message, name).toMatch(text);
    else expect(one.message, name).toBeNull();
    const rejects = await rejectsOf(one.evidence_id);
    expect(rejects.length, name).toBe(reasons.length);
    reasons.forEach((reason, index) => expect(rejects[index]?.reason, name).toMatch(reason));
    return rejects;
  };
  expect(line(list, 'empty.json').status).toBe('empty');
  const truncated = line(list, 'truncated.json.gz');
  expect(truncated.message).toMatch(/gzip: unexpected end of file/);
  expect(truncated.events).toBeGreaterThan(100);
  await check('wrong-checksum.json.gz', [5, 0], /gzip: incorrect data check/, []);
  await check('cut.json', [9, 1], /cut short/, [/cut off/]);
  const [deepReject] = await check('deep.ndjson', [2, 1], null, [/nested deeper than/]);
  expect(deepReject).toMatchObject({
    line: 2,
    byte_offset: (good[10] as string).length + 1,
    length: 400_017,
  });
  await check('long.ndjson', [2, 1], null, [/70000019 bytes is longer than the limit/]);
  await check('invalid-utf8.ndjson', [2, 1], null, [/not valid UTF-8/]);
  const [late] = await check('no-time.ndjson', [2, 1], null, [/not a time: yesterday/]);
  expect(late).toMatchObject({ record: 2, line: 2, byte_offset: (good[40] as string).length + 1 });
  await check('surrogate.ndjson', [3, 0], null, []);
  await check('not-json.ndjson', [3, 2], null, [/not JSON/, /not a JSON object/]);
  expect(line(list, 'notes.txt')).toMatchObject({ status: 'unrecognised', records: 0 });
  expect(line(list, 'notes.txt').message).toMatch(/These are my notes/);
  expect(line(list, 'broken.zip')).toMatchObject({ status: 'archive', records: 0 });
  expect(line(list, 'broken.zip').message).toMatch(/^zip: /);
  expect(line(list, 'link.json')).toMatchObject({
    status: 'failed',
    message: 'a symbolic link, not followed',
  });
});

test('a list whose elements a quick cut would take apart wrongly is cut again, exactly', async () => {
  const odd = records(0, 900).map((record, index) =>
    index === 500
      ? { ...record, requestParameters: { list: [{ eventVersion: '1' }, { eventVersion: '2' }] } }
      : record,
  );
  const moved = odd.map((record, index) =>
    index === 700 ? Object.fromEntries(Object.entries(record).reverse()) : record,
  );
  write('a.json', JSON.stringify({ Records: moved }));
  const list = await load();
  expect(list.totals).toMatchObject({ records: 900, events: 900, rejects: 0, balanced: true });
  const moved701 = await original(join(folder, 'logs', 'a.json'), line(list, 'a.json').sha256, 701);
  expect(JSON.parse(moved701.text)).toEqual(moved[700]);
});

test('a line before the records, and an archive that is not opened: the hash is of the whole file', async () => {
  const text = `exported by a tool\n${JSON.stringify({ Records: records(0, 20) })}`;
  const archive = Buffer.concat([Buffer.from('377abcaf271c', 'hex'), Buffer.alloc(1_000_000, 7)]);
  write('a.json', text);
  write('b.7z', archive);
  const list = await load();
  expect(line(list, 'a.json')).toMatchObject({ source: 'aws-cloudtrail', events: 20, rejects: 1 });
  expect(line(list, 'b.7z')).toMatchObject({
    bytes: archive.length,
    sha256: createHash('sha256').update(archive).digest('hex'),
  });
});

test('the same file twice is loaded once and noted', async () => {
  const text = JSON.stringify({ Records: records(0, 20) });
  write('a.json', text);
  write('b.json', text);
  const list = await load();
  expect(list.totals).toMatchObject({ files: 2, events: 20, balanced: true });
  expect(line(list, 'b.json')).toMatchObject({
    status: 'duplicate',
    events: 0,
    message: `the same content as ${join('logs', 'a.json')}`,
  });
});

test('records that the vendor delivered again count once, and are listed beside the one that counts', async () => {
  write('a.json', JSON.stringify({ Records: records(0, 3) }));
  write('b.json', JSON.stringify([...records(2, 3), ...records(3, 1)]));
  const list = await load();
  const [a, b] = list.evidence;
  expect(a).toMatchObject({ records: 3, events: 3, skips: 0 });
  expect(b).toMatchObject({ records: 4, events: 2, skips: 2 });
  expect(Object.values(b?.skip_reasons ?? {})).toEqual([2]);
  expect(list.totals).toMatchObject({ events: 5, balanced: true });
  const { total, copies } = await copyPage(database.desk, {
    evidence_id: b?.evidence_id as number,
    offset: 0,
    limit: 10,
  });
  expect(total).toBe(2);
  expect(copies).toEqual([
    expect.objectContaining({ record: 1, first_record: 3, first_name: join('logs', 'a.json') }),
    expect.objectContaining({ record: 4, first_record: 2, first_name: join('logs', 'b.json') }),
  ]);
});

test('a changed file no longer shows its original record', async () => {
  write('a.json', JSON.stringify({ Records: records(0, 20) }));
  const list = await load();
  write('a.json', JSON.stringify({ Records: records(1, 20) }));
  const one = line(list, 'a.json');
  expect(await original(one.path, one.sha256, 1)).toMatchObject({ verified: false, text: '' });
  rmSync(one.path);
  expect((await original(one.path, one.sha256, 1)).message).toMatch(/cannot be read/);
});

test('a file that vanishes during import is reported, the rest is loaded', async () => {
  write('a.json', JSON.stringify({ Records: records(0, 20) }));
  write('b.json', JSON.stringify({ Records: records(100, 20) }));
  const list = await load({
    start: (listen) => {
      rmSync(join(folder, 'logs', 'b.json'));
      return [
        prepareHere({ spoolDirectory: database.spoolDirectory, name: 'test', spoolBytes: 1e6 }, (message) =>
          listen(0, message),
        ),
      ];
    },
  });
  expect(line(list, 'a.json').events).toBe(20);
  expect(line(list, 'b.json')).toMatchObject({ status: 'failed', records: 0 });
  expect(line(list, 'b.json').message).toMatch(/cannot be read: ENOENT/);
});

test('a folder that cannot be read is listed with its reason, and so is a file', async () => {
  mkdirSync(join(folder, 'logs', 'locked'));
  write('b.json', '{}');
  write('c.json', '{}');
  chmodSync(join(folder, 'logs', 'locked'), 0);
  chmodSync(folder, 0o755);
  // For root every folder can be read, so it gives that up for a moment.
  const root = process.geteuid?.() === 0;
  if (root) process.seteuid?.(65_534);
  const found = await findFiles([{ path: join(folder, 'logs'), name: 'logs' }]).finally(
    () => root && process.seteuid?.(0),
  );
  chmodSync(join(folder, 'logs', 'locked'), 0o700);
  expect(found.map((file) => file.name)).toEqual(['logs/b.json', 'logs/c.json', 'logs/locked']);
  expect(found[2]?.problem).toMatch(/cannot be read: EACCES/);
});

test('a full disk ends the import with its reason and leaves no half-loaded file', async (context) => {
  const small = join(folder, 'small');
  mkdirSync(small);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=100k', 'tmpfs', small]).status === 0;
  if (!mounted) return context.skip('a small disk needs the right to mount one');
  write('a.json', JSON.stringify({ Records: records(0, 900) }));
  const start: ImportOptions['start'] = (listen) => [
    prepareHere({ spoolDirectory: small, name: 'test', spoolBytes: 1e7 }, (message) => listen(0, message)),
  ];
  try {
    await expect(load({ start })).rejects.toThrow(/ENOSPC: no space left on device/);
  } finally {
    spawnSync('umount', [small]);
  }
  expect(await removeUnfinished(database.job)).toEqual(['logs/a.json']);
  expect((await evidenceList(database.desk)).totals).toMatchObject({ files: 0, events: 0, balanced: true });
});

test('a spool that cannot be written ends the import; it is no fault of the evidence', async () => {
  write('a.json', JSON.stringify({ Records: records(0, 9) }));
  writeFileSync(join(database.spoolDirectory, 'test-1.ndjson'), 'in the way');
  await expect(load()).rejects.toThrow(/EEXIST/);
});

test('a stopped import leaves the files that were finished and nothing of the others', async () => {
  for (let file = 0; file < 20; file++)
    write(`f${file}.json`, JSON.stringify({ Records: records(file * 1000, 400) }));
  const run: EvidenceImport = new EvidenceImport({
    connection: database.job,
    loaders: database.loading,
    start: (listen) => [
      prepareHere({ spoolDirectory: database.spoolDirectory, name: 'test', spoolBytes: 500_000 }, (message) =>
        listen(0, message),
      ),
    ],
    toolVersion: '0.0.0-test',
    now: () => '2024-06-01T00:00:00.000000Z',
    onProgress: (progress) => {
      if (progress.files_done >= 3) run.stop();
    },
  });
  await run.run([{ path: join(folder, 'logs'), name: 'logs' }]);
  const removed = await removeUnfinished(database.job);
  const list = await evidenceList(database.desk);
  expect(readdirSync(database.spoolDirectory)).toEqual([]);
  const unfinished = await readUnfinished(database.desk);
  expect(unfinished.map(({ name }) => name)).toEqual(removed);
  expect(removed.length).toBeGreaterThan(10);
  expect(list.evidence.length + removed.length).toBe(20);
  expect(list.evidence.every((one) => one.events === 400)).toBe(true);
  expect(list.totals).toMatchObject({ events: list.evidence.length * 400, balanced: true });
  const whole = await load({}, unfinished);
  expect(whole.evidence.length).toBe(20);
  expect(whole.totals).toMatchObject({ events: 20 * 400, balanced: true });
  expect(await readUnfinished(database.desk)).toEqual([]);
});

test('values that two sources share in part stay apart, and no event is doubled', async () => {
  const okta = {
    uuid: 'u1',
    published: '2024-05-01T10:00:00.000Z',
    eventType: 'user.session.start',
    outcome: { result: 'SUCCESS' },
    actor: { id: 'same', type: 'User', alternateId: 'alice@example.com' },
    client: { ipAddress: '203.0.113.9', userAgent: { rawUserAgent: 'curl/8' } },
    debugContext: { debugData: { dtHash: 'device-1', deviceFingerprint: 'print-1' } },
  };
  const entra = {
    time: '2024-05-01T10:00:00Z',
    category: 'SignInLogs',
    properties: {
      id: 'e1',
      createdDateTime: '2024-05-01T10:00:00Z',
      userPrincipalName: 'alice@example.com',
      userId: 'same',
      ipAddress: '203.0.113.9',
      status: { errorCode: 0 },
      deviceDetail: { deviceId: 'device-1', operatingSystem: 'Windows' },
    },
  };
  let ids = 0;
  const lines = (record: () => object) =>
    Array.from({ length: 3 }, () => `${JSON.stringify(record())}\n`).join('');
  const oktas = () => lines(() => ({ ...okta, uuid: `u${++ids}` }));
  const entras = () => lines(() => ({ ...entra, properties: { ...entra.properties, id: `e${++ids}` } }));
  write('a.ndjson', oktas());
  write('b.ndjson', entras());
  write('c.ndjson', oktas());
  write('d.ndjson', entras());
  const list = await load();
  expect(list.totals).toMatchObject({ records: 12, events: 12, balanced: true });
  expect(await database.desk.row('SELECT count(*) AS events FROM events')).toEqual({ events: 12 });
  const devices = await database.desk.rows(
    'SELECT device_id, device_fingerprint, device_os_name FROM devices ORDER BY device_fingerprint NULLS LAST',
  );
  expect(devices).toEqual([
    { device_id: 'device-1', device_fingerprint: 'print-1', device_os_name: null },
    { device_id: 'device-1', device_fingerprint: null, device_os_name: 'Windows' },
  ]);
});

/** The same connection, on which `before` is awaited before statements like this. */
const delayed = (connection: Connection, like: RegExp, before: () => Promise<void>): Connection =>
  Object.assign(Object.create(connection) as Connection, {
    run: async (statement: Statement | string) => {
      if (like.test(typeof statement === 'string' ? statement : statement.text)) await before();
      await connection.run(statement);
    },
  });
const pause = (ms: number) => () => new Promise<void>((resolve) => setTimeout(resolve, ms));

test('a spool that cannot be loaded ends the import with its reason', async () => {
  write('a.json', JSON.stringify({ Records: records(0, 9) }));
  const broken = delayed(database.loading[0] as Connection, /TEMP TABLE stage/, () =>
    Promise.reject(new Error('no room for the stage')),
  );
  await expect(load({ loaders: [broken] })).rejects.toThrow('no room for the stage');
  expect(await removeUnfinished(database.job)).toEqual(['logs/a.json']);
});

test('a spool whose loading ends while the ledger is written is counted', async () => {
  write('a.json', JSON.stringify({ Records: records(0, 900) }));
  write('b.json', JSON.stringify({ Records: records(1000, 900) }));
  const [one, other] = database.loading.map((connection): Connection => connection);
  const { totals } = await load({
    connection: delayed(database.job, /^UPDATE evidence SET status = r/, pause(600)),
    loaders: [delayed(one as Connection, /TEMP TABLE stage/, pause(300)), other as Connection],
  });
  expect(totals).toMatchObject({ files: 2, events: 1800, balanced: true });
});
