import type { Row } from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { sql, type Statement } from '../db/sql.ts';
import { eventRows } from './event-rows.ts';

const CITED = 1000;
/** Questions that only the analyst's own way asks come last. */
const OWN_WAY = 1000;

/** The first events that a finding cites, in the order of citation, each once. */
export const findingEvents = (desk: Connection, findingId: string, limit = CITED): Promise<Row[]> =>
  citedEvents(
    desk,
    sql`SELECT evidence_id, record, 0 AS step, ordinal FROM finding_events WHERE finding_id = ${findingId}`,
    limit,
  );

/** The first events that a verdict cites, in the order of the questions on its path, then of citation, each once. */
export const verdictEvents = (desk: Connection, verdictId: string, limit = CITED): Promise<Row[]> =>
  citedEvents(
    desk,
    sql`SELECT c.evidence_id, c.record, c.ordinal,
          coalesce(list_position(json_extract_string(v.path, '$[*].question'), c.question), ${OWN_WAY}) AS step
        FROM verdict_events c JOIN verdicts v ON v.verdict_id = c.verdict_id WHERE c.verdict_id = ${verdictId}`,
    limit,
  );

const citedEvents = (desk: Connection, citations: Statement, limit: number): Promise<Row[]> =>
  eventRows(
    desk,
    sql`SELECT f.* FROM event_facts f JOIN (
          SELECT evidence_id, record, row_number() OVER (
            ORDER BY min(struct_pack(step := coalesce(step, 0), ordinal := ordinal)), evidence_id, record) AS position
          FROM (${citations}) GROUP BY evidence_id, record ORDER BY position LIMIT ${limit}
        ) c ON c.evidence_id = f.evidence_id AND c.record = f.record ORDER BY c.position`,
  );
