import type { Connection } from '../db/database.ts';
import { fixed, sql } from '../db/sql.ts';
import { sources } from '../sources/index.ts';

const REASON = 'delivered again: an event with this id is already in the case';

const DATASETS = [
  ...new Set(sources.filter((source) => source.uniqueIds).flatMap((source) => source.datasets)),
].sort();

interface Change {
  evidence_id: number;
  copies: number;
  skip_reasons: string | null;
  first: string | null;
  last: string | null;
}

/**
 * Of events that the vendor gave one id only the first counts, in order of evidence and record, but one that says who acted before
 * one that does not (a console's table leaves most of that out): the others leave the events, are listed in `copies`, and become
 * skips of their ledger lines. Returns how many.
 */
export async function setCopiesApart(connection: Connection): Promise<number> {
  await connection.run(
    sql`CREATE OR REPLACE TEMP TABLE fresh_copies AS
      WITH known AS (
        SELECT a.event_dataset, f.event_id, f.evidence_id, f.record, f.principal_key IS NULL AS nobody
        FROM event_facts f JOIN actions a ON a.action_key = f.action_key
        WHERE f.event_id IS NOT NULL AND list_contains(${DATASETS}, a.event_dataset)
      ),
      twice AS (SELECT event_dataset, event_id FROM known GROUP BY ALL HAVING count(*) > 1)
      SELECT evidence_id, record, first_evidence_id, first_record FROM (
        SELECT known.evidence_id, known.record, first_value(known.evidence_id) OVER w AS first_evidence_id,
          first_value(known.record) OVER w AS first_record, row_number() OVER w AS position
        FROM known JOIN twice ON twice.event_dataset = known.event_dataset AND twice.event_id = known.event_id
        WINDOW w AS (PARTITION BY known.event_dataset, known.event_id ORDER BY known.nobody, known.evidence_id, known.record)
      ) WHERE position > 1`,
  );
  const { copies } = await connection.row<{ copies: number }>('SELECT count(*) AS copies FROM fresh_copies');
  if (copies > 0) await connection.transaction(() => move(connection));
  await connection.run('DROP TABLE fresh_copies');
  return copies;
}

async function move(connection: Connection): Promise<void> {
  await connection.run(
    `DELETE FROM event_facts USING fresh_copies c
    WHERE event_facts.evidence_id = c.evidence_id AND event_facts.record = c.record`,
  );
  await connection.run('INSERT INTO copies BY NAME SELECT * FROM fresh_copies ORDER BY evidence_id, record');
  const changes = await connection.rows<Change>(
    `SELECT e.evidence_id, c.copies, e.skip_reasons, f.first, f.last
    FROM evidence e
    JOIN (SELECT evidence_id, count(*) AS copies FROM fresh_copies GROUP BY evidence_id) c ON c.evidence_id = e.evidence_id
    LEFT JOIN (
      SELECT evidence_id, min(timestamp) AS first, max(timestamp) AS last FROM event_facts
      WHERE evidence_id IN (SELECT evidence_id FROM fresh_copies) GROUP BY evidence_id
    ) f ON f.evidence_id = e.evidence_id`,
  );
  await connection.run(
    fixed(
      `UPDATE evidence SET events = events - r.copies, skips = skips + r.copies, skip_reasons = r.skip_reasons,
        first_timestamp = r.first, last_timestamp = r.last
      FROM (SELECT unnest(from_json($rows, '[{"evidence_id":"BIGINT","copies":"BIGINT","skip_reasons":"VARCHAR","first":"TIMESTAMP",
        "last":"TIMESTAMP"}]'), recursive := true)) r
      WHERE evidence.evidence_id = r.evidence_id`,
      { rows: JSON.stringify(changes.map(withReason)) },
    ),
  );
}

function withReason(change: Change): Change {
  const reasons = JSON.parse(change.skip_reasons ?? '{}') as Record<string, number>;
  reasons[REASON] = (reasons[REASON] ?? 0) + change.copies;
  return { ...change, skip_reasons: JSON.stringify(reasons, Object.keys(reasons).sort()) };
}
