import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formats } from '../../electron/engine/report/formats/index.ts';
import { PDF_DEFAULTS } from '../../shared/pdf-report.ts';
import { REDACTIONS } from '../../shared/redaction.ts';
import { hasPoppler, pagesOf } from '../report/poppler.ts';
import { validReport } from '../report/valid-report.ts';
import { caseWith, exported, type Engine } from '../support/exported.ts';
import { queries } from '../../electron/engine/queries/index.ts';
import { HOSTILE_HUNT, writeHostileTrail } from '../support/hostile.ts';
import { pngOf } from '../support/png.ts';
import { leaks, rowsOf, secretsOf } from './leaks.ts';

const SAMPLE = resolve(import.meta.dirname, '../../resources/sample-case/evidence');
const redact = [...REDACTIONS];
const ids = formats.filter(({ redactable }) => redactable).map(({ id }) => id);

/** Records that cannot be loaded, in which names stand: one ends too early, one has no time. */
const BROKEN = [
  '{"eventVersion":"1.09","eventTime":"2024-05-16T08:00:00Z","eventSource":"s3.amazonaws.com","eventName":"GetObject","awsRegion":"us-east-1","eventID":"e-1","userIdentity":{"type":"IAMUser","userName":"mira.lindqvist@ferncliff.example"}}',
  '{"eventVersion":"1.09","eventSource":"s3.amazonaws.com","eventName":"GetObject","awsRegion":"us-east-1","eventID":"e-2","userIdentity":{"type":"IAMUser","userName":"mira.lindqvist@ferncliff.example"},"sourceIPAddress":"10.20.4.14"}',
  '{"eventVersion":"1.09","eventTime":"2024-05-16T08:00:00Z","userIdentity":{"userName":"mira.lindqvist@ferncliff.example"},"note":"asked FC-HH-114.ferncliff.example',
];

let engine: Engine;
/** Every event as it is, by column. */
let events: Record<string, string>[];
let before: Map<string, Buffer>;
const kept = new Map<string, Promise<Map<string, Buffer>>>();

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'interloper-'));
  const hostile = writeHostileTrail(folder, 'hostile.json');
  const broken = join(folder, 'mira.lindqvist.json');
  writeFileSync(broken, BROKEN.join('\n'));
  engine = await caseWith([SAMPLE, hostile, broken], { hunt: HOSTILE_HUNT, clock: '2024-06-01T00:00:00Z' });
  const client = createRouterClient(engine.router);
  const [finding] = (await client.findings.list({})).findings;
  if (!finding) throw new Error('no finding');
  const { hunt, entity, window_start, window_end } = finding;
  await client.notes.add({
    subject: { kind: 'finding', hunt, entity, window_start, window_end },
    body: 'Ask mira.lindqvist about 37.50.151.20',
  });
  before = await exported(engine, 'csv');
  events = eventsOf(before);
}, 240_000);
afterAll(() => engine.close());

function filesOf(format: string): Promise<Map<string, Buffer>> {
  const files = kept.get(format) ?? exported(engine, format, { redact });
  kept.set(format, files);
  return files;
}

const eventsOf = (files: Map<string, Buffer>): Record<string, string>[] =>
  rowsOf(files.get('events.csv')?.toString('utf8') ?? '');

const secrets = (): string[] => secretsOf(events);

/** Every text of a format's files, as a reader of it has them. */
async function readBack(format: string): Promise<string> {
  const files = await filesOf(format);
  if (format === 'pdf')
    return [...files.values()]
      .flatMap(pagesOf)
      .join('\n')
      .replaceAll(/[\s-]+/g, '');
  if (format === 'parquet') return parquetTexts(files);
  return [...files.values()].map((file) => file.toString('utf8')).join('\n');
}

async function parquetTexts(files: Map<string, Buffer>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'interloper-'));
  for (const [name, bytes] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const result = await connection.run(`SELECT * FROM read_parquet('${folder}/**/*.parquet')`);
  const text = JSON.stringify(await result.getRowObjectsJson());
  instance.closeSync();
  return text;
}

describe('H-X5 a redacted export', () => {
  test('has something to hide: names of every kind, IPv4, hosts', () => {
    const all = secrets();
    expect(all.length).toBeGreaterThan(100);
    for (const one of [
      'mira.lindqvist@ferncliff.example',
      'FC-HH-114.ferncliff.example',
      '10.20.4.14',
      'ferncliff.example',
    ])
      expect(all).toContain(one);
    expect(leaks(before.get('events.csv')?.toString('utf8') ?? '', all).length).toBeGreaterThan(90);
  });

  test.each(ids.filter((id) => id !== 'pdf'))(
    '%s has no name, address or domain of the evidence',
    async (id) => {
      expect(leaks(await readBack(id), secrets())).toEqual([]);
    },
    240_000,
  );

  // Without spaces, since lines are broken within words: only what no other word holds can be looked for.
  test.skipIf(!hasPoppler)(
    'pdf has none in its text, whole records included',
    async () => {
      const text = await readBack('pdf');
      const whole = secrets().filter((one) => one.length > 8 && /^[\w.@-]+$/.test(one));
      expect(whole.length).toBeGreaterThan(80);
      const found = text.toLowerCase();
      expect(whole.filter((one) => found.includes(one.toLowerCase().replaceAll('-', '')))).toEqual([]);
      expect(text).toContain('Pseudonymsstandfornames,addresses,domains');
      expect(text).toContain('"userName":"');
    },
    240_000,
  );

  test('says so wherever its format has a place for it, and one that is not redacted does not', async () => {
    const note = 'Pseudonyms stand for names, addresses, domains;';
    const textOf = async (format: string, name = '') =>
      (await filesOf(format)).get(name)?.toString('utf8') ?? '';
    for (const format of ['html', 'markdown']) expect(await textOf(format), format).toContain(note);
    for (const format of ['csv', 'parquet']) {
      expect(await textOf(format, '_REDACTED.txt'), format).toContain(note);
      expect(await textOf(format, '_SHA256SUMS'), format).toContain('  _REDACTED.txt\n');
    }
    const { description } = JSON.parse(await textOf('navigator')) as { description: string };
    expect(description).toContain(note);
    const { objects } = JSON.parse(await textOf('stix')) as { objects: Record<string, unknown>[] };
    expect(objects.find(({ type }) => type === 'report')?.['description']).toContain(note);
    expect(before.has('_REDACTED.txt')).toBe(false);
    const plain = (await exported(engine, 'navigator')).get('')?.toString('utf8');
    expect(plain).not.toContain('Pseudonyms');
  });

  test('what is not redacted is as it was before', async () => {
    await filesOf('json');
    const after = await exported(engine, 'csv');
    for (const [name, bytes] of before) expect(after.get(name)?.equals(bytes), name).toBe(true);
    const report = validReport((await exported(engine, 'json')).get('')?.toString('utf8') ?? '');
    expect(report.redacted).toEqual([]);
    expect(JSON.stringify(report)).toContain('Ask mira.lindqvist about 37.50.151.20');
  });

  test('JSON, JSON lines, CSV and Parquet have one pseudonym for one value, and the key leads back', async () => {
    const after = eventsOf(await filesOf('csv'));
    const client = createRouterClient(engine.router);
    const { known, pseudonyms } = await client.report.pseudonyms({ limit: 1000 });
    expect(known).toBe(pseudonyms.length);
    const valueOf = new Map(pseudonyms.map((one) => [one.pseudonym, one.value]));
    const seen = new Map<string, string>();
    for (const [index, event] of events.entries()) {
      const [original = '', by = ''] = [event['source_ip'], after[index]?.['source_ip']];
      if (original === '') continue;
      expect(valueOf.get(by)).toBe(original);
      expect(seen.get(original) ?? by).toBe(by);
      seen.set(original, by);
      const [name = '', alias = ''] = [event['user_name'], after[index]?.['user_name']];
      const [local, domain] = name.split('@');
      if (!/^[\w.-]+@[\w.-]+$/.test(name)) continue;
      expect(alias.split('@').map((part) => valueOf.get(part))).toEqual([local, domain]);
    }
    expect(seen.size).toBeGreaterThan(30);
    const report = validReport((await filesOf('json')).get('')?.toString('utf8') ?? '');
    const cells = new Set(
      after.flatMap((row) =>
        [row['person'], row['source_ip'], row['user_name']].map((cell) => cell?.toLowerCase()),
      ),
    );
    const told = report.incidents
      .flatMap((one) => one.entities)
      .filter(({ kind }) => ['person', 'address'].includes(kind));
    expect(told.length).toBeGreaterThan(20);
    for (const { value } of told) expect(cells.has(value.toLowerCase()), value).toBe(true);
    expect(report.notes[0]?.text).toMatch(/^Ask user-\d{4} about 24\d\.\d+\.\d+\.\d+$/);
    const lines = (await filesOf('jsonl')).get('')?.toString('utf8').trim().split('\n') ?? [];
    expect(lines.map((line) => (JSON.parse(line) as Record<string, string>)['source.ip'] ?? '')).toEqual(
      after.map((row) => row['source_ip']),
    );
  }, 240_000);

  test('says that it is redacted, and the audit log of the case how', async () => {
    const report = validReport((await filesOf('json')).get('')?.toString('utf8') ?? '');
    expect(report.redacted).toEqual(redact);
    for (const id of ['html', 'markdown'])
      expect(await readBack(id)).toContain('Pseudonyms stand for names, addresses, domains');
    const client = createRouterClient(engine.router);
    const { rows } = await client.case.audit({ limit: 200 });
    const logged = rows
      .filter((row) => row['action'] === 'report.exported')
      .map((row) => String(row['detail']));
    expect(logged.some((detail) => detail.includes('"redact":["names","addresses","domains"]'))).toBe(true);
  });

  test('of one choice has only that replaced', async () => {
    const names = eventsOf(await exported(engine, 'csv', { redact: ['names'] }));
    const all = eventsOf(await filesOf('csv'));
    expect(names.map((row) => row['source_ip'])).toEqual(events.map((row) => row['source_ip']));
    for (const [index, row] of names.entries())
      expect(row['user_name']?.split('@')[0]).toBe(all[index]?.['user_name']?.split('@')[0]);
    expect(names.some((row) => /^user-\d+@ferncliff\.example$/.test(row['user_name'] ?? ''))).toBe(true);
  }, 240_000);

  test('cannot be a bundle, which somebody else runs again', async () => {
    await expect(exported(engine, 'bundle', { redact: ['names'] })).rejects.toThrow(
      'a case bundle cannot be redacted',
    );
    const bundle = await exported(engine, 'bundle');
    expect([...bundle.values()].map((file) => file.toString('utf8')).join('')).not.toMatch(
      /240\.0\.\d|pseudonyms"/,
    );
  });

  test('of a table that a screen shows keeps its rows and their order', async () => {
    const client = createRouterClient(engine.router);
    const folder = mkdtempSync(join(tmpdir(), 'interloper-'));
    const filters = [{ column: 'user_name', op: 'contains' as const, text: 'mira' }];
    const path = join(folder, 'a.json');
    const { rows } = await client.report.table({
      asked: { table: 'events', filters },
      format: 'json',
      path,
      redact,
    });
    const text = readFileSync(path, 'utf8');
    expect(rows).toBe(events.filter((one) => one['user_name']?.includes('mira')).length);
    expect(leaks(text, secrets())).toEqual([]);
    expect(text).not.toContain('mira');
    expect(text).toContain('"redacted":["names","addresses","domains"]');
  });

  test('rejects have none, neither in a table nor in their own text, and such a file is not imported again', async () => {
    const client = createRouterClient(engine.router);
    for (const format of ['csv', 'ndjson'] as const) {
      const plain = await client.evidence.exportRejects({ format });
      const hidden = await client.evidence.exportRejects({ format, redact });
      expect(leaks(plain.text ?? '', secrets())).toContain('mira.lindqvist@ferncliff.example');
      expect(leaks(hidden.text ?? '', secrets())).toEqual([]);
      expect([hidden.rejects, hidden.problems]).toEqual([plain.rejects, []]);
    }
    const { text } = await client.evidence.exportRejects({ format: 'ndjson', redact });
    const lines = (text ?? '').trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines)
      expect((JSON.parse(line) as { '@reject': { redacted: string[] } })['@reject'].redacted).toEqual(redact);
    expect(text).toMatch(/user-\d{4}@domain-\d{4}\.example/);
    const again = await caseWith([], { clock: '2024-06-01T00:00:00Z' });
    const path = join(mkdtempSync(join(tmpdir(), 'interloper-')), 'rejects.ndjson');
    writeFileSync(path, text ?? '');
    const other = createRouterClient(again.router);
    await other.evidence.import({ inputs: [{ path }] });
    for await (const _progress of await other.job.watch({}));
    const { totals, evidence } = await other.evidence.list({});
    expect(totals.events).toBe(0);
    expect(evidence.map((one) => one.message).join()).toContain('pseudonyms stand in it');
    await again.close();
  }, 240_000);

  test.each(queries.map(({ id }) => id))(
    'the answer of %s has none',
    async (id) => {
      const client = createRouterClient(engine.router);
      const definition = queries.find((one) => one.id === id)!;
      const given: Record<string, string> = {
        ...{ user: 'mira.lindqvist@ferncliff.example', host: 'FC-HH-114', address: '10.20.4.14' },
      };
      const inputs = Object.fromEntries(
        definition.inputs.flatMap(({ name, kind }) => {
          const value = given[name] ?? given[kind];
          return value === undefined ? [] : [[name, value]];
        }),
      );
      for (const format of ['csv', 'json'] as const) {
        const asked = { query: id, inputs, format };
        const [plain, hidden] = [
          await client.queries.export(asked).catch((cause: Error) => cause),
          await client.queries.export({ ...asked, redact }).catch((cause: Error) => cause),
        ];
        if (plain instanceof Error || hidden instanceof Error) {
          expect([plain instanceof Error, hidden instanceof Error]).toEqual([true, true]);
          continue;
        }
        expect(hidden.rows).toBe(plain.rows);
        expect(leaks(hidden.text ?? '', secrets())).toEqual([]);
        if (format === 'json') expect(JSON.parse(hidden.text ?? '')).toMatchObject({ redacted: redact });
      }
    },
    120_000,
  );

  test('answers have something to hide', async () => {
    const client = createRouterClient(engine.router);
    const { text } = await client.queries.export({
      query: 'least-common-profiles',
      inputs: { fewer_events_than: 1_000_000, known_network_only: false },
      format: 'csv',
    });
    expect(leaks(text ?? '', secrets()).length).toBeGreaterThan(5);
  });

  test('the report of the call report.json, the verdicts and the events of the command line have none', async () => {
    const client = createRouterClient(engine.router);
    const { text } = await client.report.json({ redact });
    expect(leaks(text ?? '', secrets())).toEqual([]);
    expect(validReport(text ?? '').redacted).toEqual(redact);
    expect(text).toBe((await filesOf('json')).get('')?.toString('utf8'));
    const parts: string[] = [];
    const write = (part: string) => Promise.resolve(void parts.push(part));
    await engine.exportVerdicts(undefined, redact, write);
    await engine.exportEvents(redact, write);
    await engine.exportRejects('ndjson', redact, write);
    expect(parts.length).toBeGreaterThan(100);
    expect(leaks(parts.join('\n'), secrets())).toEqual([]);
  }, 120_000);

  test('what is copied or drawn on the screen has none, by column, as a record or in words', async () => {
    const client = createRouterClient(engine.router);
    const texts = [
      { text: 'mira.lindqvist@ferncliff.example', column: 'user_name' },
      { text: 'okta', column: 'event_dataset' },
      { text: '{"note":"10.20.4.14 of mira.lindqvist@ferncliff.example"}', column: 'event_original' },
      { text: BROKEN[1] ?? '', record: true },
      { text: 'Signed in as mira.lindqvist@ferncliff.example from 10.20.4.14' },
      { text: '12 records' },
    ];
    const { texts: hidden } = await client.report.redact({ texts, redact });
    expect(leaks(hidden.join('\n'), secrets())).toEqual([]);
    expect(hidden[0]).toMatch(/^user-\d{4}@domain-\d{4}\.example$/);
    expect([hidden[1], hidden[5]]).toEqual(['okta', '12 records']);
    expect((JSON.parse(hidden[3] ?? '') as { eventID: string }).eventID).toBe('e-2');
    expect((await client.report.redact({ texts, redact: [] })).texts).toEqual(texts.map(({ text }) => text));
  });

  test('shows of the pictures those that were drawn with its pseudonyms, and says how many it leaves out', async () => {
    const client = createRouterClient(engine.router);
    const base64 = pngOf().toString('base64');
    await client.pictures.keep({ title: 'Map of mira.lindqvist', base64 });
    await client.pictures.keep({ title: 'Drawn with pseudonyms', base64, redact: ['names', 'addresses'] });
    const titles = async (chosen: typeof redact) => {
      const report = validReport((await client.report.json({ redact: chosen })).text ?? '');
      return [...report.pictures.map(({ title }) => title), report.pictures_left_out];
    };
    expect(await titles([])).toEqual(['Map of mira.lindqvist', 'Drawn with pseudonyms', 0]);
    expect(await titles(['names'])).toEqual(['Drawn with pseudonyms', 1]);
    expect(await titles(redact)).toEqual([2]);
    for (const id of ['html', 'markdown']) {
      const text = [...(await exported(engine, id, { redact: ['names'] })).values()].join('');
      expect(text, id).toContain('1 picture is left out');
      expect(text, id).toContain('Drawn with pseudonyms');
    }
    const { base64: pdf } = await client.report.pdf({
      ...PDF_DEFAULTS,
      sections: ['notes'],
      redact: ['names'],
    });
    const bytes = Buffer.from(pdf ?? '', 'base64');
    if (hasPoppler) expect(pagesOf(bytes).join(' ')).toMatch(/1\s+picture\s+is\s+left\s+out/);
  }, 120_000);
});
