import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isDistinct, isNobody } from '../../electron/engine/redact/words.ts';
import { htmlText } from '../../electron/engine/report/escapes.ts';
import { formats } from '../../electron/engine/report/formats/index.ts';
import { REDACTIONS } from '../../shared/redaction.ts';
import { readCsv } from '../report/read-csv.ts';
import { hasPoppler, pagesOf } from '../report/poppler.ts';
import { validReport } from '../report/valid-report.ts';
import { caseWith, exported, type Engine } from '../support/exported.ts';
import { HOSTILE_HUNT, writeHostileTrail } from '../support/hostile.ts';

const SAMPLE = resolve(import.meta.dirname, '../../resources/sample-case/evidence');
const redact = [...REDACTIONS];
const ids = formats.filter(({ redactable }) => redactable).map(({ id }) => id);

let engine: Engine;
/** Every event as it is, by column. */
let events: Record<string, string>[];
let before: Map<string, Buffer>;
const kept = new Map<string, Promise<Map<string, Buffer>>>();

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'interloper-'));
  const hostile = writeHostileTrail(folder, 'hostile.json');
  engine = await caseWith([SAMPLE, hostile], { hunt: HOSTILE_HUNT, clock: '2024-06-01T00:00:00Z' });
  const client = createRouterClient(engine.router);
  const [finding] = (await client.findings.list({})).findings;
  if (!finding) throw new Error('no finding');
  const { hunt, entity, window_start, window_end } = finding;
  await client.notes.add({
    subject: { kind: 'finding', hunt, entity, window_start, window_end },
    body: 'Ask mira.lindqvist about 37.50.151.20',
  });
  before = await exported(engine, 'csv');
  events = rowsOf(before, 'events.csv');
}, 240_000);
afterAll(() => engine.close());

function filesOf(format: string): Promise<Map<string, Buffer>> {
  const files = kept.get(format) ?? exported(engine, format, { redact });
  kept.set(format, files);
  return files;
}

function rowsOf(files: Map<string, Buffer>, name: string): Record<string, string>[] {
  const [head = [], ...rows] = readCsv(files.get(name)?.toString('utf8') ?? '');
  return rows.map((row) => Object.fromEntries(head.map((column, at) => [column, row[at] ?? ''])));
}

/** All values of these columns, as they are in the evidence. */
const originals = (...columns: string[]): string[] =>
  [...new Set(events.flatMap((event) => columns.map((column) => event[column] ?? '')))].filter(Boolean);

const isAddress = (text: string): boolean => /^[0-9.]+$|:.*:/.test(text);

/** What must be found nowhere: names that a text can be searched for, addresses, domains of e-mails and hosts. */
function secrets(): string[] {
  const people = originals('user_name', 'person', 'email_from_address', 'email_to_address', 'host_name')
    .map((name) => name.replace(/^'(?=[=+@-])/, '').trim())
    .filter((name) => isDistinct(name) && !isNobody(name) && !name.includes('\ufffd') && !/^arn:/.test(name));
  const addresses = originals(
    'source_address',
    'source_ip',
    'host_ip',
    'host_external_ip',
    'destination_ip',
  ).filter(isAddress);
  const mail = people.flatMap((name) => /@([\w-]+(?:\.[\w-]+)+)$/.exec(name)?.[1] ?? []);
  return [...people, ...addresses, ...mail, ...originals('url_domain').filter((name) => !isAddress(name))];
}

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

const WORD = /[\p{L}\p{N}]/u;

function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const inside = (here: number, next: number) => WORD.test(text[here] ?? '') && WORD.test(text[next] ?? '');
    if (!inside(at - 1, at) && !inside(at + word.length - 1, at + word.length)) return true;
  }
  return false;
}

/** The secrets that a text has, on the boundaries of words, also as JSON, CSV or HTML write them. */
function leaks(text: string, of: readonly string[]): string[] {
  const lower = text.toLowerCase();
  return of.filter((one) =>
    [one, JSON.stringify(one).slice(1, -1), one.replaceAll('"', '""'), htmlText(one)].some((written) =>
      hasWord(lower, written.toLowerCase()),
    ),
  );
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

  test('what is not redacted is as it was before', async () => {
    await filesOf('json');
    const after = await exported(engine, 'csv');
    for (const [name, bytes] of before) expect(after.get(name)?.equals(bytes), name).toBe(true);
    const report = validReport((await exported(engine, 'json')).get('')?.toString('utf8') ?? '');
    expect(report.redacted).toEqual([]);
    expect(JSON.stringify(report)).toContain('Ask mira.lindqvist about 37.50.151.20');
  });

  test('JSON, JSON lines, CSV and Parquet have one pseudonym for one value, and the key leads back', async () => {
    const after = rowsOf(await filesOf('csv'), 'events.csv');
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
    const names = rowsOf(await exported(engine, 'csv', { redact: ['names'] }), 'events.csv');
    const all = rowsOf(await filesOf('csv'), 'events.csv');
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
});
