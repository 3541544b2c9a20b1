import type { Connection } from '../../db/database.ts';
import { caseAudit } from '../../desk/ledger.ts';
import type { Table } from './table.ts';

const COLUMNS = ['written_at', 'actor', 'action', 'subject', 'detail', 'tool_version'];
const PAGE = 1000;

/** Who did what to the case, as it was written. */
export const auditTable = (desk: Connection): Table => ({ columns: COLUMNS, chunks: chunks(desk) });

async function* chunks(desk: Connection) {
  for (let offset = 0; ; offset += PAGE) {
    const { rows } = await caseAudit(desk, { offset, limit: PAGE });
    yield rows.map((row) => COLUMNS.map((column) => row[column] ?? null));
    if (rows.length < PAGE) return;
  }
}
