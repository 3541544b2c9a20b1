import { FILTERS, type LedgerFilter } from '../../../../shared/ledger-filters.ts';
import type { ReportedEvidence } from '../../../../shared/report.ts';
import type { Connection } from '../../db/database.ts';
import { reportedEvidence } from '../reported-evidence.ts';
import { listed, type Cell, type Table } from './table.ts';

/** The ledger: every file with its hash and its counts, in order of path and member. */
export const evidenceTable = (desk: Connection, shown: LedgerFilter = 'all'): Table => ({
  columns: Object.keys(COLUMNS),
  chunks: rows(desk, FILTERS[shown]),
});

async function* rows(desk: Connection, isShown: (typeof FILTERS)[LedgerFilter]) {
  for await (const line of reportedEvidence(desk))
    if (isShown({ status: line.status, rejects: line.rejected }))
      yield [Object.values(COLUMNS).map((cell) => cell(line))];
}

const counts = (of: Readonly<Record<string, number>>): string | null =>
  listed(Object.entries(of).map(([name, count]) => `${count} ${name}`));

const COLUMNS: Record<string, (one: ReportedEvidence) => Cell> = {
  path: (one) => one.path,
  member: (one) => one.member,
  status: (one) => one.status,
  message: (one) => one.message,
  source: (one) => one.source,
  shape: (one) => one.shape,
  records: (one) => one.records,
  events: (one) => one.events,
  rejected: (one) => one.rejected,
  skipped: (one) => one.skipped,
  skip_reasons: (one) => counts(one.skip_reasons),
  time_offsets: (one) => counts(one.time_offsets),
  first_timestamp: (one) => one.first_timestamp,
  last_timestamp: (one) => one.last_timestamp,
  bytes: (one) => one.bytes,
  sha256: (one) => one.sha256,
  content_sha256: (one) => one.content_sha256,
  compression: (one) => one.compression,
  encoding: (one) => one.encoding,
};
