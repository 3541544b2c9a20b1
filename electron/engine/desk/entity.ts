import type { EntityPage, Filter } from '../../../shared/contract.ts';
import { ELSEWHERE_COLUMNS, ENTITY_COLUMNS, entityFilter } from '../../../shared/entities.ts';
import { ENTITY_KINDS, type Entity, type EntityKind } from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { sql, type Statement } from '../db/sql.ts';
import { holdersOf } from '../holders/holders.ts';
import { citingFindings, citingVerdicts, entitiesOf } from './about-entity.ts';
import { addressUses } from './address-uses.ts';
import { facet, facetsOf } from './facet.ts';
import { where } from './filters.ts';
import type { Readers } from './readers.ts';

const RELATED = 20;
const ACTIONS = 30;
/** Findings, and verdicts, on the page; the lists have all. */
const ANSWERS = 200;

/** All that the case holds about one entity; of a name that no event carries, a page with zero events. */
export async function entityPage(desk: Connection, entity: Entity, readers: Readers): Promise<EntityPage> {
  const filters = [entityFilter(entity)];
  const held = where(filters);
  const counts = await entityCounts(desk, held);
  const own = await entitiesOf(desk, entity);
  const query = { entities: own, offset: 0, limit: ANSWERS };
  const findings = await readers.findings(desk, query);
  const verdicts = await readers.verdicts(desk, query);
  return {
    entity: { kind: entity.kind, value: entity.value },
    ...counts,
    datasets: await datasets(desk, filters),
    addresses: await addressUses(desk, held),
    holders: entity.kind === 'address' ? await holdersOf(desk, entity.value) : [],
    related: await related(desk, entity.kind, filters),
    top_actions: await topActions(desk, held),
    findings: findings.findings,
    findings_total: findings.total,
    verdicts: verdicts.verdicts,
    verdicts_total: verdicts.total,
    elsewhere: await elsewhere(desk, entity),
    ...(await citing(desk, entity, own, readers)),
  };
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

/** Findings and verdicts of other subjects that cite a record which shares the name; `own` is what those of its own are about. */
async function citing(
  desk: Connection,
  entity: Entity,
  own: readonly Entity[],
  readers: Readers,
): Promise<
  Pick<EntityPage, 'citing_findings' | 'citing_findings_total' | 'citing_verdicts' | 'citing_verdicts_total'>
> {
  const page = { offset: 0, limit: ANSWERS };
  const findings = await readers.findings(desk, { ids: await citingFindings(desk, entity, own), ...page });
  const verdicts = await readers.verdicts(desk, { ids: await citingVerdicts(desk, entity, own), ...page });
  return {
    citing_findings: findings.findings,
    citing_findings_total: findings.total,
    citing_verdicts: verdicts.verdicts,
    citing_verdicts_total: verdicts.total,
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
