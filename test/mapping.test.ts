import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { createRouterClient } from '@orpc/server';
import { pack } from 'tar-stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEngine } from '../electron/engine/engine.ts';
import { Database } from '../electron/engine/db/database.ts';
import { STAGE_COLUMNS } from '../electron/engine/db/dimensions.ts';
import { keysOf, MAPPABLE, mappingText, pathOf, readMapping, type Mapping } from '../shared/mapping.ts';

const ROOT = resolve(import.meta.dirname, '..');

let folder: string;
let engine: ReturnType<typeof createEngine>;
let client: ReturnType<typeof clientOf>;
const clientOf = (one: ReturnType<typeof createEngine>) => createRouterClient(one.router);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'interloper-mapping-'));
  mkdirSync(join(folder, 'logs'));
  engine = createEngine({
    resourcesPath: join(ROOT, 'resources'),
    toolVersion: '0.0.0-test',
    clock: () => new Date('2024-06-01T00:00:00Z'),
  });
  client = clientOf(engine);
  await client.case.create({ path: join(folder, 'a.interloper') });
});

afterEach(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const write = (name: string, text: string | Buffer): string => {
  const path = join(folder, 'logs', name);
  writeFileSync(path, text);
  return path;
};

async function run(input: { inputs?: { path: string }[]; again?: number[] }) {
  await client.evidence.import(input);
  let last;
  for await (const progress of await client.job.watch({})) last = progress;
  expect(last?.message ?? null).toBeNull();
  expect(last?.state).toBe('done');
  const ledger = await client.evidence.list({});
  expect(ledger.totals.balanced).toBe(true);
  return ledger;
}

const load = async (...paths: string[]) => {
  const { evidence } = await run({ inputs: paths.map((path) => ({ path })) });
  return evidence.at(-1) as (typeof evidence)[number];
};
const guessOf = async (path: string): Promise<Mapping> => {
  const { guess, message } = await client.mapping.look({ path });
  expect(message).toBeNull();
  return guess;
};
const rowsOf = async (columns: readonly string[]) => {
  const { rows } = await client.events.page({ filters: [] });
  return rows.map((row) => columns.map((column) => row[column] ?? null));
};

const VPN = [
  'Login Time;User Name;Client IP;Dest IP;Result;Agent;Sent Bytes;Remark',
  '2024-05-01 10:00:00+02:00;ada@example.com;203.0.113.7;192.0.2.1;OK;Mozilla/5.0 (Windows NT 10.0);1200;first',
  '2024-05-01 10:05:00+02:00;bob@example.com;198.51.100.9;192.0.2.1;denied;Mozilla/5.0 (Windows NT 10.0);;',
  'not yet;eve@example.com;198.51.100.9;192.0.2.1;OK;Mozilla/5.0 (Windows NT 10.0);7;"two',
  'lines"',
  ';eve@example.com;198.51.100.9;192.0.2.1;maybe;Mozilla/5.0 (Windows NT 10.0);7;',
  'too;short',
  '2024-05-01 10:10:00Z;ada@example.com;203.0.113.7;192.0.2.1;maybe;Mozilla/5.0 (Windows NT 10.0);many;',
].join('\n');

describe('a form', () => {
  test('maps what a source may give, and nothing else', () => {
    const given = STAGE_COLUMNS.filter((name) => !['evidence_id', 'record', 'event_dataset'].includes(name));
    expect(MAPPABLE.map((column) => column.name).sort()).toEqual([...given].sort());
  });

  test.each([[['a.b', 'c']], [['a\\', '.']], [['']], [['', '']], [['0', 'x y']]])(
    'has paths that name their keys: %j',
    (keys) => expect(keysOf('json', pathOf(keys))).toEqual(keys),
  );

  test('is refused in one sentence that says what is wrong', async () => {
    const good = await guessOf(write('a.csv', VPN));
    const broken = (change: (copy: Mapping) => unknown) => {
      const copy = structuredClone(good);
      change(copy);
      return JSON.stringify(copy);
    };
    expect(readMapping(mappingText(good))).toEqual(good);
    expect(() => readMapping('hello')).toThrow('not JSON');
    expect(() => readMapping(broken((one) => delete one.fields['timestamp']))).toThrow('time is not mapped');
    expect(() =>
      readMapping(broken((one) => Object.assign(one.fields, { 'x"; --': { value: 'y' } }))),
    ).toThrow('no such field');
    expect(() => readMapping(broken((one) => Object.assign(one, { name: '../x' })))).toThrow('name');
    expect(() =>
      readMapping(broken((one) => Object.assign(one.fields, { event_outcome: { value: 'perhaps' } }))),
    ).toThrow('success, failure or unknown');
  });
});

describe('a look at an unknown file', () => {
  test('shows its columns and first rows, and guesses by names and by content', async () => {
    const line = await load(write('vpn.csv', VPN));
    expect(line).toMatchObject({ status: 'unrecognised', shape: 'csv', records: 0 });
    const look = await client.mapping.look({ evidence_id: line.evidence_id });
    expect(look.kind).toBe('csv');
    expect(look.columns.map((column) => column.path)).toEqual(VPN.split('\n')[0]?.split(';'));
    expect(look.rows[1]?.slice(0, 4)).toEqual([
      '2024-05-01 10:05:00+02:00',
      'bob@example.com',
      '198.51.100.9',
      '192.0.2.1',
    ]);
    expect(look.rows[2]?.[7]).toBe('two\nlines');
    expect(look.records).toBe(6);
    expect(look.guess).toMatchObject({
      name: 'vpn',
      dataset: 'mapped.vpn',
      fields: {
        timestamp: { from: ['Login Time'], time: { format: 'iso', offset: '+00:00' } },
        user_name: { from: ['User Name'] },
        source_address: { from: ['Client IP'] },
        destination_ip: { from: ['Dest IP'] },
        event_outcome: { from: ['Result'] },
        user_agent_original: { from: ['Agent'] },
      },
    });
    expect(look.guess.fields['event_description']).toBeUndefined();
  });

  test('finds the list in an envelope of JSON, and the paths of nested values', async () => {
    const records = [1, 2, 3].map((n) => ({
      when: 1714557600 + n,
      'who.is': { mail: `p${n}@example.com` },
      net: { from: [`203.0.113.${n}`, '192.0.2.9'], big: '@@' },
    }));
    const text = JSON.stringify({ count: 3, items: records }).replaceAll('"@@"', '12345678901234567890');
    const look = await client.mapping.look({ path: write('things-2024-05-01.json', text) });
    expect(look.columns.map((column) => column.path)).toEqual([
      'when',
      'who\\.is.mail',
      'net.from',
      'net.from.0',
      'net.big',
    ]);
    expect(look.rows[0]).toEqual([
      '1714557601',
      'p1@example.com',
      '["203.0.113.1","192.0.2.9"]',
      '203.0.113.1',
      '12345678901234567890',
    ]);
    expect(look.guess).toMatchObject({
      name: 'things',
      fields: {
        timestamp: { from: ['when'], time: { format: 'epoch_s' } },
        user_name: { from: ['who\\.is.mail'] },
        source_address: { from: ['net.from.0'] },
      },
    });
  });

  const written = [
    ['1714557600123', { format: 'epoch_ms' }],
    ['1714557600123456', { format: 'epoch_us' }],
    ['1714557600123456789', { format: 'epoch_ns' }],
    ['133590312001234567', { format: 'windows' }],
    ['2024/05/01 10:00:00,123', { format: 'iso' }],
    ['31/05/2024 10:00:00', { format: 'pattern', pattern: '%d/%m/%Y %H:%M:%S' }],
    ['05/31/2024 10:00:00', { format: 'pattern', pattern: '%m/%d/%Y %H:%M:%S' }],
    ['31/May/2024:10:00:00 +0200', { format: 'pattern', pattern: '%d/%b/%Y:%H:%M:%S %z' }],
  ] as const;
  test('knows how a time is written', async () => {
    for (const [text, time] of written) {
      const guess = await guessOf(write('a.csv', `n;t;x\n1;${text};a\n`));
      expect(guess.fields['timestamp'], text).toMatchObject({ from: ['t'], time });
    }
  });

  test('says where no column holds a time', async () => {
    const path = write('a.csv', 'n,who\n1,ada\n2,bob\n');
    const { guess, message } = await client.mapping.look({ path });
    expect(message).toContain('no column holds times');
    const { events, rejects } = await client.mapping.preview({ subject: { path }, mapping: guess });
    expect({ events, rejects }).toMatchObject({ events: 0, rejects: [{ records: 2, first_line: 2 }] });
  });

  test('joins a date and a time of day', async () => {
    const path = write('a.tsv', 'Date\tTime\tIP\n2024-05-01\t10:00:01\t203.0.113.7\n');
    const guess = await guessOf(path);
    expect(guess.fields['timestamp']).toEqual({
      from: ['Date'],
      time: { format: 'iso', offset: '+00:00', clock: 'Time' },
    });
    await client.mapping.save({ mapping: guess });
    await load(path);
    expect(await rowsOf(['timestamp'])).toEqual([['2024-05-01T10:00:01.000000Z']]);
  });

  test.each([
    ['notes.txt', 'These are my notes, more or less.\nThey are not a log.\nThey, too, are not.\n'],
    ['one.csv', 'a,b,c\n'],
    ['binary', Buffer.from('00010203,,,,\n,,,,\n\0')],
  ])('%s has nothing to map', async (name, content) => {
    const path = write(name, content);
    expect(await load(path)).toMatchObject({ status: 'unrecognised', shape: null });
    await expect(client.mapping.look({ path })).rejects.toThrow('no table with a header');
  });
});

describe('from unrecognised to events', () => {
  test('the preview tells what will be; the line is replaced; the next file is recognised', async () => {
    const line = await load(write('vpn.csv', VPN));
    const subject = { evidence_id: line.evidence_id };
    const mapping = await guessOf(line.path);
    mapping.fields['source_bytes'] = { from: ['none', 'Sent Bytes'] };
    const preview = await client.mapping.preview({ subject, mapping });
    expect(preview).toMatchObject({ records: 6, events: 3, whole: true });
    expect(preview.rejects).toEqual([
      { reason: 'row of 2 fields where the first row names 8', records: 1, first_line: 7 },
      { reason: 'not a time as the mapping says (iso) in Login Time', records: 1, first_line: 4 },
      { reason: 'no time in Login Time', records: 1, first_line: 6 },
    ]);
    expect(preview.rows[0]).toMatchObject({
      timestamp: '2024-05-01T08:00:00.000000Z',
      user_name: 'ada@example.com',
    });

    await client.mapping.save({ mapping });
    const { evidence, totals } = await run({ again: [line.evidence_id] });
    expect(evidence).toHaveLength(1);
    expect(evidence[0]).toMatchObject({
      evidence_id: line.evidence_id,
      status: 'loaded',
      message: null,
      source: 'mapping:vpn',
      shape: 'csv',
      sha256: line.sha256,
      records: 6,
      events: 3,
      rejects: 3,
      first_timestamp: '2024-05-01T08:00:00.000000Z',
    });
    expect(totals).toMatchObject({ files: 1, records: 6, events: 3, rejects: 3 });
    const { rejects } = await client.evidence.rejects({});
    expect(rejects.map((reject) => [reject.record, reject.line, reject.byte_offset])).toEqual([
      [3, 4, VPN.indexOf('not yet')],
      [4, 6, VPN.indexOf('\n;eve') + 1],
      [5, 7, VPN.indexOf('too;')],
    ]);
    const columns = [
      'timestamp',
      'event_dataset',
      'user_name',
      'source_address',
      'source_kind',
      'event_outcome',
    ];
    expect(await rowsOf([...columns, 'source_bytes', 'client_name'])).toEqual([
      [
        '2024-05-01T08:00:00.000000Z',
        'mapped.vpn',
        'ada@example.com',
        '203.0.113.7',
        'documentation',
        'success',
        1200,
        null,
      ],
      [
        '2024-05-01T08:05:00.000000Z',
        'mapped.vpn',
        'bob@example.com',
        '198.51.100.9',
        'documentation',
        'failure',
        null,
        null,
      ],
      [
        '2024-05-01T10:10:00.000000Z',
        'mapped.vpn',
        'ada@example.com',
        '203.0.113.7',
        'documentation',
        'unknown',
        null,
        null,
      ],
    ]);
    const record = await client.evidence.record({ evidence_id: line.evidence_id, record: 2 });
    expect(record).toMatchObject({ verified: true, text: VPN.split('\n')[2] });

    const [header, ...rows] = VPN.split('\n');
    const turned = (row: string) => row.split(';').reverse().join(',');
    const next = await load(
      write('vpn-2024-06.csv', [header as string, rows[0] as string].map(turned).join('\n')),
    );
    expect(next).toMatchObject({ status: 'loaded', source: 'mapping:vpn', events: 1 });
    const other = await load(write('other.csv', `${header};More\n${rows[0]};x`));
    expect(other).toMatchObject({ status: 'unrecognised', shape: 'csv' });
    expect((await client.case.audit({})).rows.map((row) => row['action'])).toContain('mapping.saved');
  });

  test('what a name or a value holds never becomes SQL', async () => {
    const names = [
      `t'"; DROP TABLE events; --`,
      `$p0`,
      `a"b`,
      `x\ny`,
      `__proto__`,
      `constructor`,
      `A"b`,
      `A"b`,
      '',
      '~/1',
    ];
    const quoted = (texts: readonly string[]) =>
      texts.map((text) => `"${text.replaceAll('"', '""')}"`).join(',');
    const values = [
      '2024-05-01T10:00:00Z',
      `'); DROP TABLE events; --`,
      `"`,
      '$path',
      'p',
      'c',
      'A',
      'A2',
      'none',
      'tilde',
    ];
    const path = write('hostile.csv', `${quoted(names)}\n${quoted(values)}\n`);
    const look = await client.mapping.look({ path });
    const columns = look.columns.map((column) => column.path);
    expect(columns).toEqual([...names.slice(0, 7), 'A"b (2)', 'column 9', '~/1']);
    expect(look.rows).toEqual([values]);
    const fields = [
      'user_name',
      'user_id',
      'event_action',
      'event_provider',
      'session_id',
      'token_id',
      'host_name',
      'file_name',
      'rule_name',
    ];
    const mapping: Mapping = {
      ...look.guess,
      title: `'; --`,
      nothing: [`' OR 1`],
      fields: {
        timestamp: { from: [names[0] as string], time: { format: 'iso', offset: '+00:00' } },
        ...Object.fromEntries(fields.map((field, at) => [field, { from: [columns[at + 1] as string] }])),
        resource_name: { value: `$p1 '; DROP TABLE meta; --` },
      },
    };
    await client.mapping.import({ text: mappingText(mapping) });
    const line = await load(path);
    expect(line).toMatchObject({ status: 'loaded', events: 1, rejects: 0 });
    expect(await rowsOf([...fields, 'resource_name'])).toEqual([
      [...values.slice(1), `$p1 '; DROP TABLE meta; --`],
    ]);
    expect((await client.mapping.list({})).map((one) => one.name)).toEqual(['hostile']);
  });

  const times = [
    ['epoch_s', '1714557600.5', '2024-05-01T10:00:00.500000Z'],
    ['epoch_s', '1.7145576e9', '2024-05-01T10:00:00.000000Z'],
    ['epoch_ms', '1714557600123', '2024-05-01T10:00:00.123000Z'],
    ['epoch_us', '1714557600123456', '2024-05-01T10:00:00.123456Z'],
    ['epoch_ns', '1714557600123456789', '2024-05-01T10:00:00.123456Z'],
    ['windows', '133590312001234567', '2024-05-01T10:00:00.123456Z'],
    ['epoch_s', '99999999999999999999999999999', null],
    ['epoch_ns', '99999999999999999999999999999999999999', null],
    ['epoch_s', '-5', null],
    ['iso', '2024-05-01T10:00:00.1234567Z', '2024-05-01T10:00:00.123456Z'],
    ['iso', '2024-05-01 9:00:00', '2024-05-01T07:00:00.000000Z'],
    ['iso', '2024/05/01 10:00', '2024-05-01T08:00:00.000000Z'],
    ['iso', '2024-05-01 10:00:00 -0530', '2024-05-01T15:30:00.000000Z'],
    ['iso', '2024-05-01 10:00:00+02', '2024-05-01T08:00:00.000000Z'],
    ['iso', '2024-05-01 10:00:00 UTC', '2024-05-01T10:00:00.000000Z'],
    ['iso', '2024-13-01 10:00:00', null],
    ['iso', 'infinity', null],
    ['%d/%m/%Y %H:%M', '01/05/2024 10:00', '2024-05-01T08:00:00.000000Z'],
    ['%d/%b/%Y:%H:%M:%S %z', '01/May/2024:10:00:00 -0100', '2024-05-01T11:00:00.000000Z'],
    ['%d/%m/%Y', '2024', null],
  ] as const;
  test('a time is read as the mapping says, +02:00 where it names no offset; what is none is rejected', async () => {
    for (const [format, text, expected] of times) {
      const path = write('a.ndjson', `${JSON.stringify({ t: text, x: 1 })}\n`);
      const time = format.startsWith('%')
        ? { format: 'pattern' as const, pattern: format, offset: '+02:00' }
        : { format: format as 'iso', offset: '+02:00' };
      const mapping: Mapping = {
        ...(await client.mapping.look({ path })).guess,
        fields: { timestamp: { from: ['none', 't'], time } },
      };
      const { rows, rejects } = await client.mapping.preview({ subject: { path }, mapping });
      const what = `${format}: ${text}`;
      expect(
        rows.map((row) => row['timestamp']),
        what,
      ).toEqual(expected === null ? [] : [expected]);
      expect(rejects, what).toHaveLength(expected === null ? 1 : 0);
    }
  });

  test('records of JSON: typed fields, own outcome words, a broken line, lone surrogates, sparse keys', async () => {
    const lines = [
      { at: 1714557600, ip: '203.0.113.7:443', who: { id: 'u1' }, ok: 'ja', port: 443, mfa: true },
      { at: 1714557601, ip: '[2001:db8::1]:80', who: { id: 'u2\ud800' }, ok: 'nein', port: 1e300, mfa: 'No' },
      { at: 1714557602, ip: '-', who: {}, ok: 'vielleicht', port: 'x', mfa: 'perhaps' },
    ].map((one) => JSON.stringify(one));
    const path = write('logins.ndjson', [...lines.slice(0, 2), '{"at":}', lines[2]].join('\n'));
    const mapping: Mapping = {
      ...(await guessOf(path)),
      nothing: ['-'],
      fields: {
        timestamp: { from: ['at'], time: { format: 'epoch_s', offset: '+00:00' } },
        source_address: { from: ['ip'] },
        user_id: { from: ['who.id'] },
        event_outcome: { from: ['ok'], outcomes: { Ja: 'success', nein: 'failure' } },
        source_port: { from: ['port'] },
        is_interactive: { from: ['mfa'] },
        event_kind: { value: 'event' },
      },
    };
    await client.mapping.save({ mapping });
    const line = await load(path);
    expect(line).toMatchObject({ status: 'loaded', shape: 'ndjson', records: 4, events: 3, rejects: 1 });
    expect(
      await rowsOf([
        'source_address',
        'source_ip',
        'user_id',
        'event_outcome',
        'source_port',
        'is_interactive',
      ]),
    ).toEqual([
      ['203.0.113.7:443', '203.0.113.7', 'u1', 'success', 443, true],
      ['[2001:db8::1]:80', '2001:db8::1', 'u2\ufffd', 'failure', null, false],
      [null, null, null, 'unknown', null, null],
    ]);
    const sparse = await load(write('more.json', JSON.stringify([{ at: 1714557700, ok: 'ja' }], null, 1)));
    expect(sparse).toMatchObject({ source: 'mapping:logins', shape: 'ndjson', events: 1 });
    const stranger = await load(
      write('else.json', JSON.stringify([{ at: 1714557700, a: 1, b: 2, c: 3 }], null, 1)),
    );
    expect(stranger).toMatchObject({ status: 'unrecognised', shape: 'json' });
  });

  test('a stopped second reading leaves the line as it was', async () => {
    const line = await load(write('vpn.csv', VPN));
    await client.mapping.save({ mapping: await guessOf(line.path) });
    await client.case.close({});
    const path = join(folder, 'a.interloper');
    const database = await Database.open({ path, workDirectory: join(folder, 'work') });
    await database.job.run("UPDATE evidence SET status = 'importing'");
    await database.close();
    const { notices } = await client.case.open({ path });
    expect(notices.join()).toMatch(/not been imported to their end/);
    const { evidence } = await client.evidence.list({});
    expect(evidence).toEqual([line]);
  });

  test('a file that is gone keeps its hash, and the import ends', async () => {
    const line = await load(write('vpn.csv', VPN));
    rmSync(line.path);
    const { evidence } = await run({ again: [line.evidence_id] });
    expect(evidence).toEqual([
      {
        ...line,
        status: 'failed',
        message: expect.stringContaining('ENOENT') as string,
        encoding: null,
        shape: null,
        skip_reasons: {},
      },
    ]);
  });

  test('a pattern that is none, an unknown name and a line that is loaded are refused', async () => {
    const path = write('vpn.csv', VPN);
    const mapping = await guessOf(path);
    mapping.fields['timestamp'] = {
      from: ['Login Time'],
      time: { format: 'pattern', pattern: '%Y %Q', offset: '+00:00' },
    };
    await expect(client.mapping.save({ mapping })).rejects.toThrow('format specifier');
    expect(await client.mapping.list({})).toEqual([]);
    await expect(client.mapping.remove({ name: 'x' })).rejects.toThrow('no mapping "x"');
    await expect(client.evidence.import({})).rejects.toThrow();
  });

  test('a member of an archive is mapped in its place', async () => {
    const tar = pack();
    tar.entry(
      { name: 'inside/logins.csv' },
      'time,user,ip\n2024-05-01T10:00:00Z,ada,203.0.113.7\n2024-05-01T10:00:01Z,bob,203.0.113.8\n',
    );
    tar.finalize();
    const path = write('a.tar', await buffer(tar));
    const { evidence } = await run({ inputs: [{ path }] });
    const member = evidence.find((one) => one.member !== null);
    expect(member).toMatchObject({ status: 'unrecognised', shape: 'csv' });
    const subject = { evidence_id: member?.evidence_id ?? 0 };
    const { guess } = await client.mapping.look(subject);
    await client.mapping.save({ mapping: guess });
    const after = await run({ again: [subject.evidence_id] });
    expect(after.evidence.map((one) => [one.evidence_id, one.status, one.events])).toEqual([
      [evidence[0]?.evidence_id, 'archive', 0],
      [subject.evidence_id, 'loaded', 2],
    ]);
  });
});
