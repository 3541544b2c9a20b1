import type { Evidence, Reject } from '../../../shared/model.ts';
import type { ReportedCopy, ReportedEvidence, ReportedReject } from '../../../shared/report.ts';
import type { Connection } from '../db/database.ts';
import { copyPage, evidenceRows, rejectPage, repairedBy } from '../desk/ledger.ts';
import { by } from './order.ts';

const LISTED = 1000;

/** The ledger line by line, in order of path, member and content, each with its first rejects and copies. */
export async function* reportedEvidence(desk: Connection): AsyncGenerator<ReportedEvidence> {
  for (const evidence of (await evidenceRows(desk)).sort(inOrder)) {
    const rejects = evidence.rejects > 0 ? await firstRejects(desk, evidence.evidence_id) : [];
    const copies = evidence.skips > 0 ? await firstCopies(desk, evidence.evidence_id) : [];
    const repaired = evidence.rejects > 0 ? await repairsOf(desk, evidence.evidence_id) : [];
    yield reported(evidence, rejects, repaired, copies);
  }
}

const inOrder = by((one: Evidence) => [
  one.path,
  one.member ?? '',
  one.sha256,
  one.name,
  one.status,
  one.message,
  one.evidence_id,
]);

async function firstRejects(desk: Connection, evidence_id: number): Promise<ReportedReject[]> {
  const { rejects } = await rejectPage(desk, { evidence_id, offset: 0, limit: LISTED });
  return rejects.map(reportedReject);
}

const reportedReject = (reject: Reject): ReportedReject => ({
  record: reject.record,
  byte_offset: reject.byte_offset,
  line: reject.line,
  reason: reject.reason,
  excerpt: reject.excerpt,
  length: reject.length,
  sha256: reject.sha256,
});

async function repairsOf(desk: Connection, evidence_id: number): Promise<ReportedEvidence['repaired']> {
  const files = (await repairedBy(desk, evidence_id)).map(({ path, member, sha256, rejects }) => ({
    path,
    member,
    sha256,
    rejects,
  }));
  return files.sort(by((one) => [one.path, one.member ?? '', one.sha256]));
}

async function firstCopies(desk: Connection, evidence_id: number): Promise<ReportedCopy[]> {
  const { copies } = await copyPage(desk, { evidence_id, offset: 0, limit: LISTED });
  return copies.map((copy) => ({
    record: copy.record,
    first: {
      sha256: copy.first_sha256,
      path: copy.first_path,
      member: copy.first_member,
      record: copy.first_record,
    },
  }));
}

const reported = (
  one: Evidence,
  rejects: ReportedReject[],
  repaired: ReportedEvidence['repaired'],
  copies: ReportedCopy[],
): ReportedEvidence => ({
  path: one.path,
  name: one.name,
  member: one.member,
  status: one.status,
  message: one.message,
  sha256: one.sha256,
  bytes: one.bytes,
  content_sha256: one.content_sha256,
  compression: one.compression,
  encoding: one.encoding,
  source: one.source,
  shape: one.shape,
  first_timestamp: one.first_timestamp,
  last_timestamp: one.last_timestamp,
  records: one.records,
  events: one.events,
  rejected: one.rejects,
  skipped: one.skips,
  skip_reasons: inOrderOfName(one.skip_reasons),
  time_offsets: inOrderOfName(one.time_offsets),
  rejects,
  repaired,
  copies,
});

const inOrderOfName = (counts: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).sort(by(([name]) => [name])));
