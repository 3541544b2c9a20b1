import type { EntityKind } from '../../../shared/model.ts';
import { join, name, sql, type Statement } from '../db/sql.ts';
import { filterOf } from '../hunts/kinds/condition.ts';
import { carriedBy, fieldOf, joined } from '../hunts/kinds/fields.ts';
import { ENTITY_SOURCES } from '../hunts/kinds/uses.ts';
import { hoursOf } from './amounts.ts';
import type { Carried } from './carried.ts';
import type { TreeDocument } from './document.ts';

const FIRST_RECORDS = 50;

/** The column of the starting event that names the subject. */
export const subjectColumn = ({
  subject,
  named_by,
}: {
  subject: EntityKind;
  named_by?: string | undefined;
}) => named_by ?? ENTITY_SOURCES[subject].column;

/** The events that start the tree: those that fulfil a condition, and those that findings cite. */
export function begunBy({ starts: { events, findings } }: TreeDocument): Statement {
  const parts = events.map(
    ({ where, label }) =>
      sql`SELECT f.evidence_id, f.record, coalesce(${label ?? null}, f.rule_name, a.event_action, a.event_dataset, 'event') AS label,
    CAST(NULL AS VARCHAR) AS finding_id, CAST(NULL AS TIMESTAMP) AS from_time, CAST(NULL AS TIMESTAMP) AS until_time
  FROM event_facts f LEFT JOIN actions a ON a.action_key = f.action_key WHERE ${filterOf(where)}`,
  );
  if (findings.length > 0)
    parts.push(
      sql`SELECT c.evidence_id, c.record, n.hunt || ': ' || n.summary, n.finding_id, n.window_start, n.window_end
  FROM findings n JOIN finding_events c ON c.finding_id = n.finding_id WHERE list_contains(${findings}, n.hunt)`,
    );
  return join(parts, '\n  UNION ALL\n  ');
}

/** Each with its subject and what questions ask of it. Of the events of a finding the first of each subject stands for it. */
export function namedBy(document: TreeDocument, carried: Carried): Statement {
  const subject = fieldOf(subjectColumn(document));
  const fields = [subject, ...carried.fields()];
  return sql`named AS MATERIALIZED (
  SELECT t.evidence_id, t.record, t.timestamp, t.label, t.finding_id, t.from_time, t.until_time, p.place, p.sha256, p.member,
    CAST(${subject.value} AS VARCHAR) AS subject${carried.columns()}
  FROM (
    SELECT f.*, b.label, b.finding_id, b.from_time, b.until_time${carried.conditions()}
    FROM event_facts f JOIN begun b ON b.evidence_id = f.evidence_id AND b.record = f.record
  ) t
  ${joined(carriedBy(fields))}
  LEFT JOIN places p ON p.evidence_id = t.evidence_id
  WHERE ${subject.value} IS NOT NULL
  QUALIFY t.finding_id IS NULL OR row_number() OVER (
    PARTITION BY t.finding_id, subject ORDER BY t.timestamp, p.place, t.record) = 1
)`;
}

/** What starts it by itself: of those of one subject without a long pause the first, with the labels and records of all. */
export function startsOf(gapHours: number, carried: Carried): Statement {
  const first = ['evidence_id', 'record', 'timestamp', 'place', 'sha256', 'member', ...carried.names()];
  return sql`stretched AS (
  SELECT *, sum(is_new) OVER (PARTITION BY subject ORDER BY timestamp, place, record ROWS UNBOUNDED PRECEDING) AS stretch
  FROM (
    SELECT *, row_number() OVER (PARTITION BY subject, evidence_id, record ORDER BY label) = 1 AS is_first, CASE
      WHEN evidence_id = lag(evidence_id) OVER line AND record = lag(record) OVER line THEN 0
      WHEN timestamp - lag(timestamp) OVER line <= ${hoursOf(gapHours)} AND ${gapHours > 0} THEN 0
      ELSE 1 END AS is_new
    FROM named
    WINDOW line AS (PARTITION BY subject ORDER BY timestamp, place, record)
  )
),
starts AS MATERIALIZED (
  SELECT o.*, f.* EXCLUDE (subject, stretch), row_number() OVER (ORDER BY f.timestamp, f.place, f.record, o.subject) AS start,
    f.sha256 || '/' || coalesce(f.member, '') || '/' || f.record AS key
  FROM (
    SELECT subject, stretch, list_sort(list(DISTINCT label)) AS labels, count(*) FILTER (is_first) AS alert_count,
      min(least(timestamp, coalesce(from_time, timestamp))) AS window_start,
      max(greatest(timestamp, coalesce(until_time, timestamp))) AS window_end,
      list({evidence_id: evidence_id, record: record} ORDER BY timestamp, place, record) FILTER (is_first)[:${FIRST_RECORDS}] AS records
    FROM stretched GROUP BY subject, stretch
  ) o
  JOIN (
    SELECT subject, stretch, ${join(
      first.map((column) => sql`${name(column)}`),
      ', ',
    )} FROM stretched
    QUALIFY row_number() OVER (PARTITION BY subject, stretch ORDER BY timestamp, place, record) = 1
  ) f ON f.subject = o.subject AND f.stretch = o.stretch
)`;
}
