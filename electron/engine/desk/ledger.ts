import type { Totals } from '../../../shared/contract.ts';
import type { Copy, Evidence, Reject, RepairedBy, Row } from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { fixed, sql } from '../db/sql.ts';
import repaired from './repaired-by.sql?raw';

interface Page {
  offset: number;
  limit: number;
}

type Counted = 'skip_reasons' | 'time_offsets';
type EvidenceRow = Omit<Evidence, Counted> & Record<Counted, string | null>;

/** Every line of the ledger in the order of import, and its sums. */
export async function evidenceList(desk: Connection): Promise<{ totals: Totals; evidence: Evidence[] }> {
  return { totals: await totals(desk), evidence: await evidenceRows(desk) };
}

export async function evidenceRows(desk: Connection): Promise<Evidence[]> {
  const rows = await desk.rows<EvidenceRow>('SELECT * FROM evidence ORDER BY evidence_id');
  return rows.map((row) => ({
    ...row,
    skip_reasons: countsIn(row.skip_reasons),
    time_offsets: countsIn(row.time_offsets),
  }));
}

const countsIn = (text: string | null): Record<string, number> =>
  text === null ? {} : (JSON.parse(text) as Record<string, number>);

/**
 * `balanced`: every line but those still being imported has records = events + rejects + skips, and the case holds exactly the events and
 * rejects that the line counts; none is without a line.
 */
export const totals = (desk: Connection): Promise<Totals> =>
  desk.row<Totals>(
    sql`WITH held AS (
          SELECT evidence_id, CAST(sum(events) AS BIGINT) AS events, CAST(sum(rejects) AS BIGINT) AS rejects FROM (
            SELECT evidence_id, count(*) AS events, 0 AS rejects FROM event_facts GROUP BY evidence_id
            UNION ALL SELECT evidence_id, 0, count(*) FROM rejects GROUP BY evidence_id
          ) GROUP BY evidence_id
        ),
        line AS (
          SELECT e.*, coalesce(e.status = 'importing' OR (e.records = e.events + e.rejects + e.skips
            AND e.events = coalesce(h.events, 0) AND e.rejects = coalesce(h.rejects, 0)), false) AS balanced
          FROM evidence e FULL JOIN held h ON h.evidence_id = e.evidence_id
        )
        SELECT count(evidence_id) AS files, CAST(coalesce(sum(records), 0) AS BIGINT) AS records,
          CAST(coalesce(sum(events), 0) AS BIGINT) AS events, CAST(coalesce(sum(rejects), 0) AS BIGINT) AS rejects,
          CAST(coalesce(sum(skips), 0) AS BIGINT) AS skips, coalesce(bool_and(balanced), true) AS balanced
        FROM line`,
  );

/** Rejected records, of one piece of evidence or of all, in the order of their places. */
export async function rejectPage(
  desk: Connection,
  input: Page & { evidence_id?: number | undefined },
): Promise<{ total: number; rejects: Reject[] }> {
  const { evidence_id, offset, limit } = input;
  const held = evidence_id === undefined ? sql`TRUE` : sql`evidence_id = ${evidence_id}`;
  const { total } = await desk.row<{ total: number }>(
    sql`SELECT count(*) AS total FROM rejects WHERE ${held}`,
  );
  const rejects = await desk.rows<Reject>(
    sql`SELECT * FROM rejects WHERE ${held}
        ORDER BY evidence_id, byte_offset NULLS FIRST, line NULLS FIRST, record NULLS FIRST, reason, rowid
        LIMIT ${limit} OFFSET ${offset}`,
  );
  return { total, rejects };
}

/** Files of mended rejects that made events of rejects of this evidence, in order of import. */
export const repairedBy = (desk: Connection, evidence_id: number): Promise<RepairedBy[]> =>
  desk.rows<RepairedBy>(fixed(repaired, { evidence_id }));

/** Records of a piece of evidence that the vendor delivered again, in their order. */
export async function copyPage(
  desk: Connection,
  { evidence_id, offset, limit }: Page & { evidence_id: number },
): Promise<{ total: number; copies: Copy[] }> {
  const { total } = await desk.row<{ total: number }>(
    sql`SELECT count(*) AS total FROM copies WHERE evidence_id = ${evidence_id}`,
  );
  const copies = await desk.rows<Copy>(
    sql`SELECT c.record, c.first_evidence_id, e.sha256 AS first_sha256, e.path AS first_path, e.name AS first_name, e.member AS first_member,
          c.first_record
        FROM copies c JOIN evidence e ON e.evidence_id = c.first_evidence_id
        WHERE c.evidence_id = ${evidence_id} ORDER BY c.record LIMIT ${limit} OFFSET ${offset}`,
  );
  return { total, copies };
}

/** Who did what to the case, as it was written. */
export async function caseAudit(desk: Connection, page: Page): Promise<{ total: number; rows: Row[] }> {
  const { total } = await desk.row<{ total: number }>('SELECT count(*) AS total FROM audit_log');
  const rows = await desk.rows<Row>(
    sql`SELECT * FROM audit_log ORDER BY written_at, rowid LIMIT ${page.limit} OFFSET ${page.offset}`,
  );
  return { total, rows };
}
