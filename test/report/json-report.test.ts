import { expect, test } from 'vitest';
import type { Connection } from '../../electron/engine/db/database.ts';
import { jsonReport, reportParts, type ReportInfo } from '../../electron/engine/report/json-report.ts';
import type { DataFile, Finding } from '../../shared/model.ts';
import { FINDING, incident, READERS, VERDICT } from '../desk/incident.ts';
import { emptyCase, evidenceLine, insert } from '../support/desk-seed.ts';
import { isValid, validReport } from './valid-report.ts';

const data: DataFile = {
  id: 'asn',
  title: 'Networks',
  kind: 'network',
  version: '2.3',
  date: '2026-06-17',
  licence: 'CC-BY-4.0',
  attribution: 'RouteViews',
  origin: 'built in',
  entries: 411_961,
  name: null,
  path: null,
  sha256: null,
  problem: null,
};
const INFO: ReportInfo = {
  tool: { name: 'Interloper', version: '0.1.0' },
  case: { name: 'A case', examiner: null, reference: 'R-1' },
  data: [data, { ...data, id: 'aws', origin: 'imported', date: null, entries: null }],
  readers: READERS,
};

async function full() {
  const database = await incident();
  await insert(database.job, 'evidence', [
    evidenceLine(3, {
      path: 'logs/0.json',
      records: 5,
      rejects: 2,
      skips: 3,
      skip_reasons: '{"b":1,"a":2}',
      imported_at: '2024-06-01 00:00:00',
    }),
  ]);
  await insert(database.job, 'rejects', [
    {
      evidence_id: 3,
      byte_offset: 90,
      line: 2,
      record: 2,
      reason: 'not JSON',
      excerpt: '{"',
      length: 2,
      sha256: 'ab',
    },
    {
      evidence_id: 3,
      byte_offset: 5,
      line: 1,
      record: 1,
      reason: 'no time',
      excerpt: '{}',
      length: 2,
      sha256: 'cd',
    },
  ]);
  return database;
}

test('H-X5 the report holds evidence, coverage, findings and verdicts, and keeps to its published schema', async () => {
  const { desk } = await full();
  const report = validReport(await jsonReport(desk, INFO));
  expect(report.totals).toEqual({
    files: 3,
    records: 15,
    events: 10,
    rejected: 2,
    skipped: 3,
    balanced: true,
  });
  expect(report.evidence.map((one) => one.path)).toEqual(['logs/0.json', 'logs/1.json', 'logs/2.json']);
  expect(report.evidence[0]).toMatchObject({ records: 5, events: 0, rejected: 2, skipped: 3 });
  expect(Object.entries(report.evidence[0]?.skip_reasons ?? {})).toEqual([
    ['a', 2],
    ['b', 1],
  ]);
  expect(report.evidence[0]?.rejects.map((one) => [one.byte_offset, one.reason])).toEqual([
    [5, 'no time'],
    [90, 'not JSON'],
  ]);
  expect(report.coverage.sources.map((one) => one.event_dataset)).toEqual([
    'aws.cloudtrail',
    'okta.system',
    'unknown',
  ]);
  expect(report.coverage.missing.map((one) => one.missing)).toEqual([
    'Okta logs',
    'proxy logs',
    'CloudTrail',
    'alerts of a mail product (Cyren, Proofpoint TAP, Mimecast, Microsoft Defender)',
  ]);
  expect(report.data.map((one) => [one.id, one.date])).toEqual([
    ['asn', '2026-06-17'],
    ['aws', null],
  ]);
  expect(JSON.stringify(report)).not.toContain('2024-06-01');
});

test('S-H7 a finding names its hypotheses and cites records by file, place and the id of the vendor', async () => {
  const { desk } = await full();
  const { findings } = validReport(await jsonReport(desk, INFO));
  expect(findings).toHaveLength(1);
  const [finding] = findings;
  expect(finding).toMatchObject({
    id: 'f1',
    hunt: FINDING.hunt,
    hypotheses: ['S-H1'],
    attack: ['T1078.004'],
    entity: { kind: 'user', value: 'ada@example.com' },
    window: { start: FINDING.window_start, end: FINDING.window_end },
    values: FINDING.values,
  });
  const sha256 = '2'.padStart(64, '0');
  const cited = { sha256, path: 'logs/2.json', member: null, timestamp: '2024-05-01T10:06:00.000000Z' };
  expect(finding?.events).toEqual([
    { ...cited, record: 1, event_id: 'e-1' },
    { ...cited, record: 2, event_id: 'e-2' },
  ]);
});

test('H-A13 a verdict tells its path: question, answer, reason, points, what is missing, and the records', async () => {
  const { desk } = await full();
  const { verdicts } = validReport(await jsonReport(desk, INFO));
  const [verdict] = verdicts;
  expect(verdict).toMatchObject({
    tree: VERDICT.tree,
    version: 1,
    verdict: 'suspicious',
    score: 60,
    confidence: 'medium',
  });
  expect(
    verdict?.path.map(({ question, answer, points, missing }) => [question, answer, points, missing]),
  ).toEqual([
    ['outside', 'yes', 40, null],
    ['moved', 'unknown', 0, 'CloudTrail management events'],
  ]);
  expect(verdict?.path.map((step) => step.events.map((one) => [one.path, one.record]))).toEqual([
    [
      ['logs/2.json', 1],
      ['logs/2.json', 2],
    ],
    [['logs/1.json', 6]],
  ]);
});

test('the same evidence gives the same bytes, in whatever order it was imported', async () => {
  const once = await jsonReport((await full()).desk, INFO);
  expect(await jsonReport((await full()).desk, INFO)).toBe(once);
  const database = await full();
  const { desk, job } = database;
  const swap = 'CASE evidence_id WHEN 1 THEN 700 WHEN 2 THEN 5 ELSE evidence_id END';
  for (const table of ['evidence', 'event_facts', 'finding_events', 'verdict_events', 'rejects']) {
    await job.run(
      `UPDATE ${table} SET evidence_id = ${swap}, ${table === 'evidence' ? 'imported_at = now()' : 'record = record'}`,
    );
  }
  const moved = (id: number) => (id === 1 ? 700 : id === 2 ? 5 : id);
  const verdict = {
    ...VERDICT,
    path: VERDICT.path.map((step) => ({
      ...step,
      events: step.events.map((ref) => ({ ...ref, evidence_id: moved(ref.evidence_id) })),
    })),
  };
  const readers = { ...READERS, verdicts: () => Promise.resolve({ total: 1, verdicts: [verdict] }) };
  expect(await jsonReport(desk, { ...INFO, data: INFO.data.toReversed(), readers })).toBe(once);
});

test('findings of any number come in pages, by score, then time, then content', async () => {
  const { desk } = await full();
  const all: Finding[] = Array.from({ length: 2345 }, (_, index) => ({
    ...FINDING,
    finding_id: `x${index}`,
    score: index % 100,
    window_start: index % 7 === 0 ? null : FINDING.window_start,
  }));
  const findings = (_desk: Connection, { offset, limit }: { offset: number; limit: number }) =>
    Promise.resolve({ total: all.length, findings: all.slice(offset, offset + limit) });
  const report = validReport(await jsonReport(desk, { ...INFO, readers: { ...READERS, findings } }));
  const places = report.findings.map((one) => [100 - one.score, one.window.start ?? '9', one.id] as const);
  expect(places).toHaveLength(all.length);
  expect(places).toEqual(
    places.toSorted((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : a[2] < b[2] ? -1 : 1)),
  );
});

test('an empty case has a valid report, and a line of text for each entry', async () => {
  const { desk } = await emptyCase();
  const empty = {
    ...INFO,
    data: [],
    readers: { ...READERS, findings: none('findings'), verdicts: none('verdicts') },
  };
  const report = validReport(await jsonReport(desk, empty));
  expect([report.evidence, report.findings, report.verdicts, report.data]).toEqual([[], [], [], []]);
  const lines = (await jsonReport((await full()).desk, INFO)).split('\n');
  expect(lines.filter((line) => line.startsWith('{"path"'))).toHaveLength(3);
});

test('the schema refuses what the report may not be', async () => {
  const { desk } = await full();
  const report = JSON.parse(await jsonReport(desk, INFO)) as Record<string, unknown>;
  expect(isValid({ ...report, version: 2 })).toBe(false);
  expect(isValid({ ...report, more: 1 })).toBe(false);
  expect(isValid({ ...report, findings: [{ id: 'f' }] })).toBe(false);
});

test('a citation of evidence that is not there is our mistake, and said', async () => {
  const { desk, job } = await full();
  await job.run("UPDATE finding_events SET evidence_id = 77 WHERE finding_id = 'f1' AND ordinal = 1");
  await expect(jsonReport(desk, INFO)).rejects.toThrow('no evidence 77 for the cited record 2');
});

test('the pieces of a report are its text', async () => {
  const { desk } = await full();
  let text = '';
  for await (const part of reportParts(desk, INFO)) text += part;
  expect(text).toBe(await jsonReport(desk, INFO));
});

const none =
  <K extends 'findings' | 'verdicts'>(key: K) =>
  () =>
    Promise.resolve({ total: 0, [key]: [] } as { total: number } & Record<K, []>);
