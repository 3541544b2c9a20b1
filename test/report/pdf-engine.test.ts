import { createRouterClient } from '@orpc/server';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { run } from '../../electron/cli/run.ts';
import { createEngine } from '../../electron/engine/engine.ts';
import { dateOfEpoch } from '../../electron/engine/clock.ts';
import { FakeTerminal } from '../support/fixtures/terminal.ts';
import { denseTextOf, hasPoppler, infoOf } from './poppler.ts';

const PROJECT = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'interloper-pdf-engine-'));
const evidence = join(folder, 'logs');
for (const source of ['okta', 'entra', 'vpn'])
  cpSync(join(PROJECT, 'resources/sample-case/evidence', source), join(evidence, source), {
    recursive: true,
  });
const engine = createEngine({ resourcesPath: join(PROJECT, 'resources'), toolVersion: '0.0.0-test' });
const client = createRouterClient(engine.router);

afterEach(() => vi.unstubAllEnvs());
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

async function imported(name: string): Promise<void> {
  await client.case.create({ path: join(folder, name, 'case.interloper'), name: 'A case' });
  await client.evidence.import({ inputs: [{ path: evidence }] });
  for await (const progress of await client.job.watch({}))
    if (progress.state === 'failed') throw new Error(progress.message ?? '');
}

const shaOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

test('H-X5 part of the sample case: the same bytes in a second folder, its SHA-256 in the audit log, records as they stand in the evidence', async () => {
  await imported('one');
  const path = join(folder, 'one.pdf');
  const written = await client.report.pdf({ path });
  expect(written.base64).toBeNull();
  expect(written.sha256).toBe(shaOf(readFileSync(path)));
  const { rows } = await client.case.audit({ limit: 1000 });
  const act = rows.find((row) => row['action'] === 'report.written');
  expect(act).toMatchObject({ subject: path });
  expect(JSON.parse(String(act?.['detail']))).toMatchObject({
    format: 'pdf',
    sha256: written.sha256,
    pages: written.pages,
  });
  await imported('two');
  const again = await client.report.pdf({});
  expect(again.sha256).toBe(written.sha256);
  const bytes = Buffer.from(again.base64 ?? '', 'base64');
  expect(shaOf(bytes)).toBe(written.sha256);
  if (!hasPoppler) return;
  const dense = denseTextOf(bytes);
  const [line] = (await client.incidents.list({ limit: 1 })).incidents;
  const { events } = await client.incidents.get({ incident_id: line?.incident_id ?? '' });
  const [event] = events;
  const original = await client.evidence.record({
    evidence_id: Number(event?.['evidence_id']),
    record: Number(event?.['record']),
  });
  expect(original.verified).toBe(true);
  const beginning = original.text.replace(/\s/g, '').slice(0, 300);
  expect(beginning.length).toBeGreaterThan(200);
  expect(dense).toContain(beginning);
}, 600_000);

test('H-X5 SOURCE_DATE_EPOCH sets the clock of every engine: the PDF of desk and command line says it, and so does the audit log', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'interloper-'));
  const path = join(folder, 'a.interloper');
  const options = { resourcesPath: join(PROJECT, 'resources'), toolVersion: '0.0.0-test' };
  vi.stubEnv('SOURCE_DATE_EPOCH', 'yesterday');
  expect(() => createEngine(options)).toThrow('SOURCE_DATE_EPOCH is no number of seconds: "yesterday"');
  expect(() => createEngine({ ...options, clock: () => new Date() })).not.toThrow();
  vi.stubEnv('SOURCE_DATE_EPOCH', '1700000000');
  const other = createEngine(options);
  const calls = createRouterClient(other.router);
  await calls.case.create({ path });
  expect((await calls.case.info({}))?.created_at).toBe('2023-11-14T22:13:20.000000Z');
  const { base64 } = await calls.report.pdf({ sections: ['summary'] });
  const { rows } = await calls.case.audit({ limit: 10 });
  expect(new Set(rows.map((row) => row['written_at']))).toEqual(new Set(['2023-11-14T22:13:20.000000Z']));
  await other.close();
  const terminal = new FakeTerminal();
  const report = (to: string) => run(['report', path, '--pdf', join(folder, to), '-q'], terminal, options);
  expect(await report('dated.pdf'), terminal.stderr).toBe(0);
  vi.stubEnv('SOURCE_DATE_EPOCH', '');
  expect(await report('one.pdf'), terminal.stderr).toBe(0);
  expect(await report('two.pdf'), terminal.stderr).toBe(0);
  const bytesOf = (name: string) => readFileSync(join(folder, name));
  expect(bytesOf('one.pdf').equals(bytesOf('two.pdf'))).toBe(true);
  if (!hasPoppler) return;
  const dated = /CreationDate: +Tue Nov 14 22:13:20 2023/;
  expect(infoOf(Buffer.from(base64 ?? '', 'base64'))).toMatch(dated);
  expect(infoOf(bytesOf('dated.pdf'))).toMatch(dated);
  expect(infoOf(bytesOf('one.pdf'))).not.toMatch(dated);
}, 300_000);

test('SOURCE_DATE_EPOCH is seconds, and nothing else', () => {
  expect(dateOfEpoch(undefined)).toBeNull();
  expect(dateOfEpoch('0')?.toISOString()).toBe('1970-01-01T00:00:00.000Z');
  expect(() => dateOfEpoch('yesterday')).toThrow('SOURCE_DATE_EPOCH is no number of seconds: "yesterday"');
});
