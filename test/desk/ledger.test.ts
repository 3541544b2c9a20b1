import { expect, test } from 'vitest';
import { caseAudit, evidenceList, rejectPage } from '../../electron/engine/desk/ledger.ts';
import { Evidence, Reject, type Row } from '../../shared/model.ts';
import { caseOf, emptyCase, evidenceLine, insert } from '../support/desk-seed.ts';
import { EVENTS } from './incident.ts';

const reject = (evidence_id: number, byte_offset: number | null, more: Row = {}): Row => ({
  evidence_id,
  byte_offset,
  reason: 'not JSON',
  ...more,
});

test('an empty case is balanced and has no lines', async () => {
  const { desk } = await emptyCase();
  expect(await evidenceList(desk)).toEqual({
    totals: { files: 0, records: 0, events: 0, rejects: 0, skips: 0, balanced: true },
    evidence: [],
  });
});

test('the sums are those of the lines, and skips keep their reasons', async () => {
  const { desk, job } = await caseOf(EVENTS);
  await insert(job, 'evidence', [
    evidenceLine(3, { records: 5, rejects: 2, skips: 3, skip_reasons: '{"a digest":3}' }),
    evidenceLine(4, { status: 'unrecognised', source: null, shape: null, skip_reasons: null }),
  ]);
  await insert(job, 'rejects', [reject(3, 0), reject(3, 9)]);
  const { totals, evidence } = await evidenceList(desk);
  expect(totals).toEqual({ files: 4, records: 15, events: 10, rejects: 2, skips: 3, balanced: true });
  expect(evidence.map((one) => Evidence.parse(one))).toEqual(evidence);
  expect(evidence.map((one) => [one.evidence_id, one.skip_reasons])).toEqual([
    [1, {}],
    [2, {}],
    [3, { 'a digest': 3 }],
    [4, {}],
  ]);
});

test.each([
  ['a line does not add up', 'UPDATE evidence SET records = records + 1 WHERE evidence_id = 1'],
  ['an event is gone', 'DELETE FROM event_facts WHERE evidence_id = 2 AND record = 1'],
  [
    'an event is twice',
    'INSERT INTO event_facts SELECT * FROM event_facts WHERE evidence_id = 2 AND record = 1',
  ],
  [
    'a line counts a reject that is not there',
    'UPDATE evidence SET records = records + 1, rejects = 1 WHERE evidence_id = 1',
  ],
  ['events have no line', 'DELETE FROM evidence WHERE evidence_id = 1'],
])('the case is not balanced where %s', async (_why, statement) => {
  const { desk, job } = await caseOf(EVENTS);
  expect((await evidenceList(desk)).totals.balanced).toBe(true);
  await job.run(statement);
  expect((await evidenceList(desk)).totals.balanced).toBe(false);
});

test('a line that is still being imported need not add up', async () => {
  const { desk, job } = await caseOf(EVENTS);
  await job.run("UPDATE evidence SET status = 'importing', records = 0, events = 0 WHERE evidence_id = 1");
  expect((await evidenceList(desk)).totals).toMatchObject({ events: 4, balanced: true });
});

test('rejects are paged in the order of their places', async () => {
  const { desk, job } = await emptyCase();
  await insert(job, 'rejects', [
    reject(2, 5),
    reject(1, 70, { line: 4, record: 4, excerpt: '{"a":', length: 5, sha256: 'ab' }),
    reject(1, 9, { line: 1, record: 1 }),
    reject(1, null, { reason: 'the file ends in the middle' }),
  ]);
  const all = await rejectPage(desk, { offset: 0, limit: 10 });
  expect(all.total).toBe(4);
  expect(all.rejects.map((one) => Reject.parse(one))).toEqual(all.rejects);
  expect(all.rejects.map((one) => [one.evidence_id, one.byte_offset])).toEqual([
    [1, null],
    [1, 9],
    [1, 70],
    [2, 5],
  ]);
  const some = await rejectPage(desk, { evidence_id: 1, offset: 2, limit: 10 });
  expect(some).toEqual({ total: 3, rejects: [all.rejects[2]] });
});

test('the audit log is paged as it was written', async () => {
  const { desk, job } = await emptyCase();
  const written = ['case.created', 'evidence.imported', 'case.closed'].map((action, index) => ({
    written_at: index < 2 ? '2024-05-01 10:00:00' : '2024-05-01 11:00:00',
    actor: 'ada',
    action,
    tool_version: '0.1.0',
  }));
  await insert(job, 'audit_log', written);
  const { total, rows } = await caseAudit(desk, { offset: 1, limit: 5 });
  expect(total).toBe(3);
  expect(rows.map((row) => row['action'])).toEqual(['evidence.imported', 'case.closed']);
  expect(rows[0]).toEqual({
    written_at: '2024-05-01T10:00:00.000000Z',
    actor: 'ada',
    action: 'evidence.imported',
    subject: null,
    detail: null,
    tool_version: '0.1.0',
  });
});
