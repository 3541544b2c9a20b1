import type { EventRef, Finding } from '../../../shared/model.ts';
import type { Citation, ReportedFinding } from '../../../shared/report.ts';
import type { Connection } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import type { Readers } from '../desk/readers.ts';
import { citations } from './citations.ts';
import { by } from './order.ts';
import { allPages, batches } from './pages.ts';

type FindingEvent = EventRef & { finding_id: string };

/** Every finding by score, then time, then content, each with the records that it cites. */
export async function* reportedFindings(
  desk: Connection,
  readers: Pick<Readers, 'findings'>,
): AsyncGenerator<ReportedFinding> {
  const findings = await allPages(async (page) => {
    const { total, findings: rows } = await readers.findings(desk, page);
    return { total, rows };
  });
  for (const batch of batches(findings.sort(inOrder))) {
    const events = await citedBy(desk, batch);
    const cite = await citations(desk, events);
    const byFinding = grouped(events);
    for (const finding of batch) yield reported(finding, cite(byFinding.get(finding.finding_id) ?? []));
  }
}

const inOrder = by((one: Finding) => [
  -one.score,
  one.window_start,
  one.hunt,
  one.entity.kind,
  one.entity.value,
  one.window_end,
  one.finding_id,
]);

const citedBy = (desk: Connection, findings: readonly Finding[]): Promise<FindingEvent[]> =>
  desk.rows<FindingEvent>(
    sql`SELECT finding_id, evidence_id, record FROM finding_events
        WHERE list_contains(${findings.map((finding) => finding.finding_id)}, finding_id)
        ORDER BY finding_id, ordinal`,
  );

function grouped(events: readonly FindingEvent[]): Map<string, FindingEvent[]> {
  const groups = new Map<string, FindingEvent[]>();
  for (const event of events) {
    const group = groups.get(event.finding_id) ?? [];
    group.push(event);
    groups.set(event.finding_id, group);
  }
  return groups;
}

const reported = (one: Finding, events: Citation[]): ReportedFinding => ({
  id: one.finding_id,
  hunt: one.hunt,
  title: one.title,
  own: one.own,
  hypotheses: one.hypotheses,
  severity: one.severity,
  score: one.score,
  score_parts: one.score_parts.map(({ label, points }) => ({ label, points })),
  entity: { kind: one.entity.kind, value: one.entity.value },
  window: { start: one.window_start, end: one.window_end },
  event_count: one.event_count,
  summary: one.summary,
  values: one.values,
  attack: one.attack,
  muted: one.muted?.reason ?? null,
  events,
});
