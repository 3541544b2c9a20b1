import type { Incident, IncidentMember } from '../../../shared/model.ts';
import type { ReportedIncident } from '../../../shared/report.ts';
import type { Connection } from '../db/database.ts';
import { membersOf, readIncidents } from '../incidents/read.ts';
import { by } from './order.ts';
import { allPages, batches } from './pages.ts';

/** Every incident by score, then time, then content, each with its findings and verdicts by weight. */
export async function* reportedIncidents(desk: Connection): AsyncGenerator<ReportedIncident> {
  const incidents = await allPages(async (page) => {
    const { total, incidents: rows } = await readIncidents(desk, page);
    return { total, rows };
  });
  for (const batch of batches(incidents.sort(inOrder))) {
    const members = await membersOf(
      desk,
      batch.map((one) => one.incident_id),
    );
    for (const incident of batch) yield reported(incident, members.get(incident.incident_id) ?? []);
  }
}

const inOrder = by((one: Incident) => [
  -one.score,
  one.window_start,
  one.entity.kind,
  one.entity.value,
  one.incident_id,
]);

const reported = (one: Incident, members: readonly IncidentMember[]): ReportedIncident => ({
  id: one.incident_id,
  score: one.score,
  score_parts: one.score_parts.map(({ label, points }) => ({ label, points })),
  severity: one.severity,
  verdict: one.verdict,
  entity: { kind: one.entity.kind, value: one.entity.value },
  entities: one.entities.map(({ entity: { kind, value }, records }) => ({ kind, value, records })),
  window: { start: one.window_start, end: one.window_end },
  summary: one.summary,
  hypotheses: one.hypotheses,
  attack: one.attack,
  members: members.map(({ kind, id, points }) => ({ kind, id, points })),
});
