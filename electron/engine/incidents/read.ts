import type { IncidentPage } from '../../../shared/contract.ts';
import type {
  EntityKind,
  Finding,
  Incident,
  IncidentMember,
  ScorePart,
  Verdict,
} from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { join, sql, type Statement } from '../db/sql.ts';
import { eventRows, sparseRows } from '../desk/event-rows.ts';
import type { Readers } from '../desk/readers.ts';

/** Records of the time line that are handed over. */
const EVENTS = 1000;
/** Findings and verdicts of an incident that are handed over: the weightiest. */
const MEMBERS = 200;

interface IncidentRow extends Omit<
  Incident,
  'entity' | 'entities' | 'score_parts' | 'hypotheses' | 'attack'
> {
  entity_kind: EntityKind;
  entity_value: string;
  score_parts: string;
  hypotheses: string;
  attack: string;
}

export interface IncidentQuery {
  ids?: readonly string[];
  offset: number;
  limit: number;
}

/** Incidents in rank order: by score, then by time, then by what they are about. */
export async function readIncidents(
  desk: Connection,
  query: IncidentQuery,
): Promise<{ total: number; incidents: Incident[] }> {
  const held = condition(query);
  const { total } = await desk.row<{ total: number }>(
    sql`SELECT count(*) AS total FROM incidents WHERE ${held}`,
  );
  const rows = await desk.rows<IncidentRow>(
    sql`SELECT * FROM incidents WHERE ${held}
      ORDER BY score DESC, window_start NULLS LAST, entity_kind, entity_value, incident_id
      LIMIT ${query.limit} OFFSET ${query.offset}`,
  );
  const entities = await entitiesOf(desk, rows);
  return { total, incidents: rows.map((row) => toIncident(row, entities.get(row.incident_id) ?? [])) };
}

function condition({ ids }: IncidentQuery): Statement {
  const parts = [sql`true`];
  if (ids) parts.push(sql`list_contains(${ids}, incident_id)`);
  return join(parts, ' AND ');
}

async function entitiesOf(desk: Connection, rows: readonly IncidentRow[]) {
  const found = new Map<string, Incident['entities']>();
  const all = await desk.rows<{
    incident_id: string;
    entity_kind: EntityKind;
    entity_value: string;
    records: number;
  }>(
    sql`SELECT incident_id, entity_kind, entity_value, records FROM incident_entities
      WHERE list_contains(${rows.map((row) => row.incident_id)}, incident_id) ORDER BY incident_id, ordinal`,
  );
  for (const { incident_id, entity_kind, entity_value, records } of all) {
    const list = found.get(incident_id) ?? [];
    list.push({ entity: { kind: entity_kind, value: entity_value }, records });
    found.set(incident_id, list);
  }
  return found;
}

const toIncident = (row: IncidentRow, entities: Incident['entities']): Incident => ({
  incident_id: row.incident_id,
  score: row.score,
  score_parts: JSON.parse(row.score_parts) as ScorePart[],
  severity: row.severity,
  verdict: row.verdict,
  entity: { kind: row.entity_kind, value: row.entity_value },
  entities,
  window_start: row.window_start,
  window_end: row.window_end,
  summary: row.summary,
  findings: row.findings,
  verdicts: row.verdicts,
  hunts: row.hunts,
  hypotheses: JSON.parse(row.hypotheses) as string[],
  attack: JSON.parse(row.attack) as string[],
});

/** Members of these incidents by weight. */
export async function membersOf(
  desk: Connection,
  ids: readonly string[],
): Promise<Map<string, IncidentMember[]>> {
  const rows = await desk.rows<IncidentMember & { incident_id: string }>(
    sql`SELECT incident_id, member_kind AS kind, member_id AS id, points FROM incident_members
      WHERE list_contains(${ids}, incident_id) ORDER BY incident_id, ordinal`,
  );
  const found = new Map<string, IncidentMember[]>();
  for (const { incident_id, ...member } of rows) {
    const list = found.get(incident_id) ?? [];
    list.push(member);
    found.set(incident_id, list);
  }
  return found;
}

/** Nothing for an id that no incident has. */
export async function incidentPage(
  desk: Connection,
  id: string,
  readers: Pick<Readers, 'findings' | 'verdicts'>,
): Promise<IncidentPage | undefined> {
  const { incidents } = await readIncidents(desk, { ids: [id], offset: 0, limit: 1 });
  const [incident] = incidents;
  if (!incident) return undefined;
  const members = ((await membersOf(desk, [id])).get(id) ?? []).slice(0, MEMBERS);
  const ids = (kind: IncidentMember['kind']) =>
    members.filter((one) => one.kind === kind).map((one) => one.id);
  const page = { offset: 0, limit: MEMBERS };
  const { findings } = await readers.findings(desk, { ids: ids('finding'), ...page });
  const { verdicts } = await readers.verdicts(desk, { ids: ids('verdict'), ...page });
  return {
    incident,
    members,
    findings: inOrder(ids('finding'), findings, (one: Finding) => one.finding_id),
    verdicts: inOrder(ids('verdict'), verdicts, (one: Verdict) => one.verdict_id),
    ...(await timeLine(desk, id)),
  };
}

function inOrder<T>(ids: readonly string[], rows: readonly T[], idOf: (row: T) => string): T[] {
  const byId = new Map(rows.map((row) => [idOf(row), row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

const citedBy = (id: string): Statement =>
  sql`SELECT e.evidence_id, e.record FROM incident_members m JOIN finding_events e ON e.finding_id = m.member_id
        WHERE m.incident_id = ${id} AND m.member_kind = 'finding'
      UNION
      SELECT e.evidence_id, e.record FROM incident_members m JOIN verdict_events e ON e.verdict_id = m.member_id
        WHERE m.incident_id = ${id} AND m.member_kind = 'verdict'
      UNION
      SELECT v.alert_evidence_id, v.alert_record FROM incident_members m JOIN verdicts v ON v.verdict_id = m.member_id
        WHERE m.incident_id = ${id} AND m.member_kind = 'verdict' AND v.alert_record IS NOT NULL`;

async function timeLine(
  desk: Connection,
  id: string,
): Promise<Pick<IncidentPage, 'events' | 'events_total' | 'datasets'>> {
  const datasets = await desk.rows<IncidentPage['datasets'][number]>(
    sql`SELECT coalesce(a.event_dataset, 'unknown') AS event_dataset, count(*) AS events
      FROM event_facts f JOIN (${citedBy(id)}) c ON c.evidence_id = f.evidence_id AND c.record = f.record
      LEFT JOIN actions a ON a.action_key = f.action_key GROUP BY 1 ORDER BY 1`,
  );
  return {
    events: sparseRows(
      await eventRows(
        desk,
        sql`SELECT f.* FROM event_facts f JOIN (${citedBy(id)}) c ON c.evidence_id = f.evidence_id AND c.record = f.record
        ORDER BY f.timestamp, f.evidence_id, f.record LIMIT ${EVENTS}`,
      ),
    ),
    events_total: datasets.reduce((sum, { events }) => sum + events, 0),
    datasets,
  };
}
