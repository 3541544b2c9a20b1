import type { EntityPage, Filter } from '../../../shared/contract.ts';
import { ELSEWHERE_COLUMNS, ENTITY_COLUMNS, entityFilter, sharingFilter } from '../../../shared/entities.ts';
import { ENTITY_KINDS, type Entity, type EntityKind } from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { sql, type Statement } from '../db/sql.ts';
import { holdersOf } from '../holders/holders.ts';
import { addressUses } from './address-uses.ts';
import { facet, facetsOf } from './facet.ts';
import { where } from './filters.ts';
import type { Readers } from './readers.ts';

const RELATED = 20;
const ACTIONS = 30;
const ANSWERS = 200;

/** All that the case holds about one entity; of a name that no event carries, a page with zero events. */
export async function entityPage(desk: Connection, entity: Entity, readers: Readers): Promise<EntityPage> {
  const filters = [entityFilter(entity)];
  const held = where(filters);
  const counts = await entityCounts(desk, held);
  const query = { entities: await namesOf(desk, entity, filters), offset: 0, limit: ANSWERS };
  const { findings } = await readers.findings(desk, query);
  const { verdicts } = await readers.verdicts(desk, query);
  return {
    entity: { kind: entity.kind, value: entity.value },
    ...counts,
    datasets: await datasets(desk, filters),
    addresses: await addressUses(desk, held),
    holders: entity.kind === 'address' ? await holdersOf(desk, entity.value) : [],
    related: await related(desk, entity.kind, filters),
    top_actions: await topActions(desk, held),
    findings,
    verdicts,
    elsewhere: await elsewhere(desk, entity),
    ...(await citing(desk, entity, { findings, verdicts }, readers)),
  };
}

/** The most keys and sessions of a person that are asked for. */
const OWN = 2000;

/** What findings and verdicts about an entity are about: of a person, all its names, and the keys and sessions on its records. */
async function namesOf(desk: Connection, entity: Entity, filters: readonly Filter[]): Promise<Entity[]> {
  if (entity.kind !== 'person') return [entity];
  const names = await desk.rows<Entity>(
    sql`SELECT DISTINCT CASE n.column_name WHEN 'user_name' THEN 'user' ELSE 'principal' END AS kind, n.name AS value
        FROM person_names n JOIN people p ON p.person_id = n.person_id
        WHERE p.person = ${entity.value} AND n.column_name IN ('user_name', 'principal_arn') ORDER BY kind, value`,
  );
  const found: Entity[] = [entity, ...names];
  for (const kind of ['access_key', 'session'] as const) {
    const [column] = ENTITY_COLUMNS[kind];
    const present: Filter = { column, op: 'exists' };
    const { values } = await facet(desk, { filters: [...filters, present], column, limit: OWN });
    for (const { value } of values) found.push({ kind, value: String(value) });
  }
  return found;
}

const entityCounts = (desk: Connection, held: Statement) =>
  desk.row<Pick<EntityPage, 'events' | 'failures' | 'first_timestamp' | 'last_timestamp'>>(
    sql`SELECT count(*) AS events, count(*) FILTER (event_outcome = 'failure') AS failures,
          min(timestamp) AS first_timestamp, max(timestamp) AS last_timestamp
        FROM event_facts f WHERE ${held}`,
  );

async function datasets(desk: Connection, filters: readonly Filter[]) {
  const { values } = await facet(desk, { filters, column: 'event_dataset', limit: 1000 });
  return values.map(({ value, events }) => ({ event_dataset: String(value ?? 'unknown'), events }));
}

/** Other names on the same records. Addresses have a table of their own. */
async function related(desk: Connection, own: EntityKind, filters: readonly Filter[]) {
  const kinds = ENTITY_KINDS.filter((kind) => kind !== own && kind !== 'address');
  const found = await facetsOf(desk, filters, kinds.map(relatedColumn), RELATED);
  return kinds.flatMap((kind) =>
    (found.get(relatedColumn(kind)) ?? []).map(({ value, events }) => ({
      entity: { kind, value: String(value) },
      events,
    })),
  );
}

const relatedColumn = (kind: EntityKind): string => ENTITY_COLUMNS[kind][0];

/** Columns in which the name stands for something that another did, with the records that have it there. */
async function elsewhere(desk: Connection, { kind, value }: Entity): Promise<EntityPage['elsewhere']> {
  const found: EntityPage['elsewhere'] = [];
  for (const column of ELSEWHERE_COLUMNS[kind] ?? []) {
    const held = where([{ column, op: 'is', values: [value] }]);
    const { events } = await entityCounts(desk, held);
    if (events > 0) found.push({ column, events });
  }
  return found;
}

/** Findings and verdicts of other subjects that cite a record which shares the name. */
async function citing(
  desk: Connection,
  entity: Entity,
  own: Pick<EntityPage, 'findings' | 'verdicts'>,
  readers: Readers,
): Promise<Pick<EntityPage, 'citing_findings' | 'citing_verdicts'>> {
  const held = where([sharingFilter(entity)]);
  const page = { offset: 0, limit: ANSWERS };
  const ids = async (citations: Statement) =>
    (
      await desk.rows<{ id: string }>(
        sql`SELECT DISTINCT c.id FROM (${citations}) c
            JOIN event_facts f ON f.evidence_id = c.evidence_id AND f.record = c.record WHERE ${held} ORDER BY c.id`,
      )
    ).map(({ id }) => id);
  const findings = await ids(sql`SELECT finding_id AS id, evidence_id, record FROM finding_events`);
  const verdicts = await ids(sql`SELECT verdict_id AS id, evidence_id, record FROM verdict_events`);
  const ownFindings = new Set(own.findings.map((one) => one.finding_id));
  const ownVerdicts = new Set(own.verdicts.map((one) => one.verdict_id));
  const others = {
    findings: findings.filter((id) => !ownFindings.has(id)),
    verdicts: verdicts.filter((id) => !ownVerdicts.has(id)),
  };
  return {
    citing_findings: (await readers.findings(desk, { ids: others.findings, ...page })).findings,
    citing_verdicts: (await readers.verdicts(desk, { ids: others.verdicts, ...page })).verdicts,
  };
}

const topActions = (desk: Connection, held: Statement) =>
  desk.rows<EntityPage['top_actions'][number]>(
    sql`SELECT a.event_action, a.event_provider, CAST(sum(c.events) AS BIGINT) AS events, CAST(sum(c.failures) AS BIGINT) AS failures
        FROM (
          SELECT action_key, count(*) AS events, count(*) FILTER (event_outcome = 'failure') AS failures
          FROM event_facts f WHERE ${held} GROUP BY action_key
        ) c JOIN actions a ON a.action_key = c.action_key
        WHERE a.event_action IS NOT NULL
        GROUP BY a.event_action, a.event_provider
        ORDER BY events DESC, a.event_action, a.event_provider NULLS FIRST LIMIT ${ACTIONS}`,
  );
