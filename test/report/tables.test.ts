import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import type { TableAsked } from '../../shared/exports.ts';
import type { NetworksPage } from '../../shared/contract.ts';
import type { PlacesPage } from '../../shared/places.ts';
import { caseWith, type Engine } from '../support/exported.ts';
import { HOSTILE_HUNT, texts, writeHostileTrail } from '../support/hostile.ts';
import { usedFromHosting, writeStory } from '../support/fixtures/stories.ts';
import { readCsv } from './read-csv.ts';

let engine: Engine;
let folder: string;
const clientOf = (of: Engine) => createRouterClient(of.router);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'interloper-'));
  const { evidence } = writeStory(usedFromHosting(), folder);
  const hostile = writeHostileTrail(folder, 'hostile.json', texts().slice(0, 10));
  engine = await caseWith([evidence, hostile], { hunt: HOSTILE_HUNT, clock: '2024-06-01T00:00:00Z' });
}, 240_000);
afterAll(() => engine.close());

type Asked = z.input<typeof TableAsked>;
let files = 0;

/** The rows of a table, by the names of its columns, as CSV and as JSON have them. */
async function rowsOf(asked: Asked): Promise<Record<string, string>[]> {
  const { report } = clientOf(engine);
  const path = join(folder, `table-${++files}`);
  const csv = await report.table({ asked, format: 'csv', path });
  const [head = [], ...rows] = readCsv(readFileSync(path, 'utf8'));
  expect(csv.rows).toBe(rows.length);
  const json = await report.table({ asked, format: 'json', path });
  const read = JSON.parse(readFileSync(path, 'utf8')) as { table: string; rows: Record<string, unknown>[] };
  expect([read.table, read.rows.length, json.rows]).toEqual([asked.table, rows.length, rows.length]);
  for (const row of read.rows) expect(Object.keys(row)).toEqual(head);
  return rows.map((row) => Object.fromEntries(row.map((cell, at) => [head[at] ?? '', cell])));
}

const distinct = (rows: Record<string, string>[], column: string) =>
  [...new Set(rows.map((row) => row[column]))].sort();

test('events are those that hold the filters, all of them, in order of time', async () => {
  const { events } = clientOf(engine);
  const filters: Extract<Asked, { table: 'events' }>['filters'] = [
    { column: 'event_action', op: 'is', values: ['ListBuckets'] },
  ];
  const { total } = await events.page({ filters, offset: 0, limit: 1 });
  const rows = await rowsOf({ table: 'events', filters });
  expect(rows.length).toBe(total);
  expect(distinct(rows, 'event_action')).toEqual(['ListBuckets']);
  const times = rows.map((row) => row['timestamp']);
  expect(times).toEqual(times.toSorted());
  expect((await rowsOf({ table: 'events', filters: [] })).length).toBeGreaterThan(total);
  await expect(rowsOf({ table: 'events', filters: [{ column: 'no_such', op: 'exists' }] })).rejects.toThrow();
});

test('findings are those of the hunt, the severities and, where asked for, without those that are muted', async () => {
  const { findings } = clientOf(engine);
  const all = await rowsOf({ table: 'findings' });
  expect(all.length).toBe((await findings.list({})).total);
  const own = await rowsOf({ table: 'findings', hunt: 'hostile-listing' });
  expect(distinct(own, 'hunt')).toEqual(['hostile-listing']);
  const low = await rowsOf({ table: 'findings', severities: ['low'] });
  expect(distinct(low, 'severity')).toEqual(low.length > 0 ? ['low'] : []);
  expect(low.length).toBeLessThan(all.length);
  const { entity } = (await findings.list({ limit: 1 })).findings[0] ?? {};
  if (!entity) throw new Error('no finding');
  const about = { entity, how: 'all' as const };
  const ofOne = await rowsOf({ table: 'findings', about });
  expect(distinct(ofOne, 'entity')).toEqual([entity.value]);
  expect(ofOne.length).toBe((await findings.list({ about })).total);
  const [first] = (await findings.list({ hunt: 'hostile-listing', limit: 1 })).findings;
  if (!first) throw new Error('no finding to mute');
  await findings.mute({ hunt: first.hunt, entity: first.entity, reason: 'known' });
  expect((await rowsOf({ table: 'findings', muted: 'without' })).length).toBe(all.length - 1);
  expect((await rowsOf({ table: 'findings' })).filter((row) => row['muted'] === 'known')).toHaveLength(1);
});

test('verdicts are those of the chosen names', async () => {
  const { verdicts } = clientOf(engine);
  const all = await rowsOf({ table: 'verdicts' });
  expect(all.length).toBe((await verdicts.list({})).total);
  const malicious = await rowsOf({ table: 'verdicts', verdicts: ['malicious'] });
  expect(distinct(malicious, 'verdict')).toEqual(['malicious']);
  const about = { entity: { kind: 'host' as const, value: 'of no verdict' }, how: 'all' as const };
  expect(await rowsOf({ table: 'verdicts', about })).toEqual([]);
  expect(await verdicts.list({ about })).toEqual({ total: 0, verdicts: [], counts: {} });
  expect(malicious[0]?.['way']).toMatch(/\(\d+\): /);
});

test('session profiles are those of the entity, the ledger is that of the filter', async () => {
  const { profiles, evidence } = clientOf(engine);
  const entity = { kind: 'user' as const, value: texts()[0] ?? '' };
  const rows = await rowsOf({ table: 'profiles', entity });
  expect(rows.length).toBe((await profiles.list({ entity })).total);
  expect(rows).toHaveLength(1);
  const ledger = await rowsOf({ table: 'evidence' });
  expect(ledger.length).toBe((await evidence.list({})).evidence.length);
  expect(await rowsOf({ table: 'evidence', shown: 'failed' })).toEqual([]);
  expect(distinct(await rowsOf({ table: 'evidence', shown: 'loaded' }), 'status')).toEqual(['loaded']);
});

test('H-X5 lists of every screen are those that its call gives, all of them', async () => {
  const calls = clientOf(engine);
  const { incidents, alerts, coverage, data, hunts, networks, notes, overview, findings, places, entities } =
    calls;
  await notes.add({
    subject: { kind: 'entity', entity: { kind: 'user', value: 'ada' } },
    body: '=1+1 who is it',
  });
  const [mute] = await findings.mutes({});
  const [first] = (await overview.get({})).unusual;
  if (!mute || !first) throw new Error('nothing to compare with');
  const { entity } = first;
  const ends = { from: '2024-05-16T08:00:00Z', to: '2024-05-16T12:00:00Z' };
  const expected: [Asked, number][] = [
    [{ table: 'incidents' }, (await incidents.list({})).total],
    [{ table: 'alerts' }, (await alerts.list({})).groups_total],
    [{ table: 'coverage' }, (await coverage.get({})).sources.length],
    [{ table: 'data' }, (await data.list({})).length],
    [{ table: 'hunts' }, (await hunts.list({})).length],
    [{ table: 'mutes' }, (await findings.mutes({})).length],
    [{ table: 'notes' }, 1],
    [{ table: 'unusual' }, (await overview.get({})).unusual.length],
    [
      { table: 'comparison', asked: { entity, ...ends } },
      (await entities.compare({ entity, ...ends })).rows.length,
    ],
    [{ table: 'places', entity: null }, rowsOfPlaces(await places.list({ entity: null }))],
    [{ table: 'places', entity }, rowsOfPlaces(await places.list({ entity }))],
    [{ table: 'lineage', entity }, (await entities.lineage(entity)).keys.length],
    [{ table: 'networks' }, networksIn(await networks.list({}))],
    [{ table: 'profiles', entity: null }, (await calls.profiles.list({})).total],
    [{ table: 'profiles', entity: null, rare_only: true }, (await calls.profiles.list({})).rare],
  ];
  for (const [asked, count] of expected) expect((await rowsOf(asked)).length, asked.table).toBe(count);
  const page = await entities.get(entity);
  const rows = await rowsOf({ table: 'entity', entity });
  expect(rows.filter(({ what }) => what === 'address').map(({ value }) => value)).toEqual(
    page.addresses.map((one) => one.source_address),
  );
  expect((await rowsOf({ table: 'mutes' }))[0]).toMatchObject({ hunt: mute.hunt, reason: 'known' });
  expect((await rowsOf({ table: 'notes' }))[0]).toMatchObject({
    on: 'entity',
    about: 'ada',
    note: "'=1+1 who is it",
  });
  const { total } = await calls.case.audit({ limit: 1 });
  const path = join(folder, 'audit.csv');
  expect((await calls.report.table({ asked: { table: 'audit' }, format: 'csv', path })).rows).toBe(total);
});

/** The last acts in the audit log. */
async function lastActs(count: number) {
  const { case: cases } = clientOf(engine);
  const { total } = await cases.audit({ offset: 0, limit: 1 });
  return (await cases.audit({ offset: total - count, limit: count })).rows.map((row) => ({
    action: row['action'],
    subject: row['subject'],
    detail: JSON.parse(String(row['detail'])) as Record<string, unknown>,
  }));
}

const shaOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

test('H-X5 several files in one archive are told and logged with the SHA-256 of the archive', async () => {
  const path = join(folder, 'packed.zip');
  const { files: told } = await clientOf(engine).report.export({ format: 'csv', path, packed: true });
  const bytes = readFileSync(path);
  expect(told.at(-1)).toEqual({ name: '', bytes: bytes.length, sha256: shaOf(bytes) });
  expect(told).toHaveLength(8);
  const [act] = await lastActs(1);
  expect(act).toMatchObject({ action: 'report.exported', subject: path, detail: { count: 7, files: told } });
});

test('H-X5 a PDF that was only looked at is logged as previewed, and as written once it is saved', async () => {
  const { report } = clientOf(engine);
  const made = await report.pdf({ sections: ['summary'] });
  const [previewed] = await lastActs(1);
  expect(previewed).toMatchObject({
    action: 'report.previewed',
    subject: null,
    detail: { sha256: made.sha256 },
  });
  await report.pdfSaved({ sha256: made.sha256 });
  const [written] = await lastActs(1);
  expect(written).toEqual({ ...previewed, action: 'report.written' });
  await expect(report.pdfSaved({ sha256: 'ab'.repeat(32) })).rejects.toThrow(
    'no report of this case has the SHA-256',
  );
  const path = join(folder, 'written.pdf');
  await report.pdf({ sections: ['summary'], path });
  expect((await lastActs(1))[0]).toMatchObject({ action: 'report.written', subject: path });
});

const rowsOfPlaces = (page: PlacesPage): number =>
  page.places.length + page.flagged.length + page.journeys.length + page.stays.length;
const networksIn = (page: NetworksPage): number => page.known.length + page.learned_total;

test('the audit log keeps the hash of a table, and the case and its evidence cannot be overwritten', async () => {
  const { report, case: cases, evidence } = clientOf(engine);
  const path = join(folder, 'logged.csv');
  const { files: written } = await report.table({ asked: { table: 'evidence' }, format: 'csv', path });
  const { total } = await cases.audit({ offset: 0, limit: 1 });
  const { rows } = await cases.audit({ offset: total - 1, limit: 1 });
  expect(rows[0]).toMatchObject({ action: 'table.exported', subject: path });
  expect(String(rows[0]?.['detail'])).toContain(written[0]?.sha256);
  const own = (await cases.info({}))?.path ?? '';
  const [line] = (await evidence.list({})).evidence;
  for (const taken of [own, line?.path ?? '']) {
    const before = readFileSync(taken);
    await expect(report.table({ asked: { table: 'evidence' }, format: 'csv', path: taken })).rejects.toThrow(
      'would overwrite the',
    );
    await expect(report.export({ format: 'json', path: taken })).rejects.toThrow('would overwrite the');
    expect(readFileSync(taken).equals(before)).toBe(true);
  }
});

test('an export during which an analyst writes is of no one moment, and says so; one beside another is', async () => {
  const { notes, report, marks } = clientOf(engine);
  const subject = { kind: 'entity' as const, entity: { kind: 'user' as const, value: 'ada' } };
  const choices = { bom: false, custody: false, evidence: false, redact: [] };
  const during = (meanwhile: () => Promise<unknown>) =>
    engine.exportReport('json', choices, {
      file: async (_name, work) => {
        await meanwhile();
        await work(() => Promise.resolve());
      },
    });
  await expect(during(() => notes.add({ subject, body: 'meanwhile' }))).rejects.toThrow('changed while');
  await expect(during(() => marks.change({ subjects: [subject], starred: true }))).rejects.toThrow(
    'changed while',
  );
  const path = join(folder, 'beside.csv');
  const beside = () => report.table({ asked: { table: 'evidence' }, format: 'csv', path });
  expect(await during(beside)).toHaveLength(1);
});

test('an export that is stopped leaves nothing; a format that is not there is said', async () => {
  const { report } = clientOf(engine);
  const path = join(folder, 'stopped.jsonl');
  const stopped = AbortSignal.abort();
  await expect(report.export({ format: 'jsonl', path }, { signal: stopped })).rejects.toThrow(/abort/i);
  expect(() => readFileSync(path)).toThrow('ENOENT');
  const csv = join(folder, 'stopped');
  await expect(report.export({ format: 'csv', path: csv }, { signal: stopped })).rejects.toThrow(/abort/i);
  expect((await report.export({ format: 'csv', path: csv })).files).toHaveLength(7);
  await expect(report.export({ format: 'docx', path })).rejects.toThrow('no such format: "docx"');
});
