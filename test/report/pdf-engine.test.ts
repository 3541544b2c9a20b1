import { createRouterClient } from '@orpc/server';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { createEngine } from '../../electron/engine/engine.ts';
import { dateOfEpoch } from '../../electron/engine/clock.ts';
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
  vi.stubEnv('SOURCE_DATE_EPOCH', '1700000000');
  const dated = await client.report.pdf({ sections: ['summary'] });
  if (!hasPoppler) return;
  expect(infoOf(Buffer.from(dated.base64 ?? '', 'base64'))).toMatch(
    /CreationDate: +Tue Nov 14 22:13:20 2023/,
  );
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

test('SOURCE_DATE_EPOCH is seconds, and nothing else', () => {
  expect(dateOfEpoch(undefined)).toBeNull();
  expect(dateOfEpoch('0')?.toISOString()).toBe('1970-01-01T00:00:00.000Z');
  expect(() => dateOfEpoch('yesterday')).toThrow('SOURCE_DATE_EPOCH is no number of seconds: "yesterday"');
});
