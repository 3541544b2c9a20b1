import type { EntityPage, Filter } from '../../../shared/contract.ts';
import { ENTITY_KINDS, type Entity, type EntityKind } from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { sql, type Statement } from '../db/sql.ts';
import { addressUses } from './address-uses.ts';
import { facet } from './facet.ts';
import { where } from './filters.ts';
import { memo } from './memo.ts';
import { profiles } from './profiles.ts';
import type { Readers } from './readers.ts';

/** The column of `events` that names an entity of each kind. */
export const ENTITY_COLUMNS: Readonly<Record<EntityKind, string>> = {
  user: 'user_name',
  access_key: 'access_key_id',
  principal: 'principal_arn',
  session: 'session_id',
  address: 'source_address',
  client: 'user_agent_original',
  host: 'host_name',
  device: 'device_fingerprint',
};

const RELATED = 20;
const ACTIONS = 30;
const ANSWERS = 200;

/** All that the case holds about one entity; of a name that no event carries, a page with zero events. */
export async function entityPage(desk: Connection, entity: Entity, readers: Readers): Promise<EntityPage> {
  const filters = filtersOf(entity);
  const held = where(filters);
  const counts = await entityCounts(desk, held);
  const query = { entity, offset: 0, limit: ANSWERS };
  return {
    entity: { kind: entity.kind, value: entity.value },
    ...counts,
    datasets: await datasets(desk, filters),
    profiles: await memo(desk, `profiles ${JSON.stringify(filters)}`, () => profiles(desk, held)),
    addresses: await addressUses(desk, held),
    related: await related(desk, entity.kind, filters),
    top_actions: await topActions(desk, held),
    findings: (await readers.findings(desk, query)).findings,
    verdicts: (await readers.verdicts(desk, query)).verdicts,
  };
}

const filtersOf = (entity: Entity): Filter[] => [
  { column: ENTITY_COLUMNS[entity.kind], op: 'is', values: [entity.value] },
];

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
  const found: EntityPage['related'] = [];
  for (const kind of ENTITY_KINDS.filter((kind) => kind !== own && kind !== 'address')) {
    const column = ENTITY_COLUMNS[kind];
    const present: Filter = { column, op: 'exists' };
    const { values } = await facet(desk, { filters: [...filters, present], column, limit: RELATED });
    for (const { value, events } of values) found.push({ entity: { kind, value: String(value) }, events });
  }
  return found;
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
