import type { HuntParameter } from '../../../../shared/definitions.ts';
import type { EntityKind } from '../../../../shared/model.ts';
import type { RuleOf } from '../../../../shared/rules.ts';
import { join, name, sql, type Statement } from '../../db/sql.ts';
import { EVENT, MOST_FINDINGS, partKeys, partsOf, toldValues, toldOf, type RulePieces } from './details.ts';
import { alike, carriedBy, fieldOf, joined, names, type FieldDefinition } from './fields.ts';
import { listed, toldValue, tupleOf, valuesOf } from './tuples.ts';
import { usesOf, type Values } from './uses.ts';

type Rare = RuleOf<'rare'>;

export function rareParameters(rule: Rare): HuntParameter[] {
  return [
    {
      name: 'fewer_events_than',
      title: 'Fewer events than',
      kind: 'integer',
      value: rule.fewer_events_than,
      minimum: 2,
      maximum: 1_000_000,
      help: 'A combination is rare when it has fewer events in the case than this, and another of the same entity has more.',
    },
    {
      name: 'at_most_share',
      title: 'At most this share',
      kind: 'number',
      value: rule.at_most_share,
      minimum: 0.0001,
      maximum: 1,
      help: 'Of all events of the entity, from 0 to 1. 0.01: at most one in a hundred.',
    },
    ...(rule.values.includes('client') ? [CLIENT] : []),
  ];
}

const CLIENT: HuntParameter = {
  name: 'client',
  title: 'Client',
  kind: 'choice',
  value: 'client',
  choices: ['client', 'exact'],
  help: 'client: the program, so that an upgrade is nothing new. exact: the whole text of the user agent.',
};

/** The first value must be known; without the others a combination is one all the same. */
export function rareSql(rule: Rare, entity: EntityKind, values: Values): RulePieces {
  const chosen = rule.values.map((field) =>
    field === 'client' && values.client === 'exact' ? 'user_agent_original' : field,
  );
  const fields = chosen.map(fieldOf);
  const carried = carriedBy(fields);
  const tuple = tupleOf(fields);
  const fewer = Number(values.fewer_events_than);
  const hits = sql`${usesOf(entity, rule.where, values, 'everybody')},
-- What events are told apart by, while they are still many: keys only.
tallies AS MATERIALIZED (
  SELECT entity_key, ${names(carried)}, count(*) AS events, min(timestamp) AS first_seen, max(timestamp) AS last_seen
  FROM uses
  GROUP BY ALL
),
valued AS MATERIALIZED (
  SELECT t.*, ${valuesOf(fields)}, ${hosting(carried)} AS is_hosting
  FROM tallies t
  ${joined(carried)}
),
profiles AS MATERIALIZED (
  SELECT entity_key, ${names(tuple)}, CAST(sum(events) AS BIGINT) AS events, bool_or(is_hosting) AS is_hosting,
    min(first_seen) AS first_seen, max(last_seen) AS last_seen
  FROM valued
  WHERE v_0 IS NOT NULL
  GROUP BY entity_key, ${names(tuple)}
),
compared AS MATERIALIZED (
  SELECT *, CAST(sum(events) OVER of_entity AS BIGINT) AS entity_events, max(events) OVER of_entity AS most_events
  FROM profiles
  WINDOW of_entity AS (PARTITION BY entity_key)
),
hits AS MATERIALIZED (
  SELECT
    c.*, e.entity_value, c.events / c.entity_events AS share,
    count(*) OVER () AS all_hits,
    row_number() OVER (ORDER BY share, e.entity_value, first_seen, ${names(tuple)}) AS hit_id
  FROM compared c
  JOIN entity_names e ON e.entity_key = c.entity_key
  WHERE e.is_asked AND ${onlyValues(rule)} AND c.events < ${fewer} AND c.most_events > c.events AND c.events <= ${Number(values.at_most_share)} * c.entity_events
  QUALIFY hit_id <= ${MOST_FINDINGS}
)`;
  const told = sql`shared AS (SELECT ${names(tuple)}, count(*) AS entities FROM profiles GROUP BY ALL),
-- All of those whom a hit is of: beside the entity's other combinations and beside the others with the same.
beside AS MATERIALIZED (
  SELECT
    c.*, s.entities,
    count(*) OVER of_entity AS entity_profiles,
    count(*) FILTER (c.events < ${fewer}) OVER of_entity AS rare_profiles,
    ${join(
      tuple.map(
        (column) =>
          sql`c.${name(column)} IS NOT NULL AND c.events = max(c.events) OVER (PARTITION BY c.entity_key, c.${name(column)}) AS ${name(`new_${column}`)}`,
      ),
      ',\n    ',
    )}
  FROM compared c
  JOIN shared s ON ${alike(tuple, 's', 'c')}
  WHERE c.entity_key IN (SELECT entity_key FROM hits)
  WINDOW of_entity AS (PARTITION BY c.entity_key)
),
profiles_told AS (
  SELECT
    entity_key,
    list({${join(
      tuple.map((column, at) => sql`${name(rule.values[at] ?? column)}: ${name(column)}`),
      ', ',
    )},
      is_hosting: is_hosting, events: events, share: round(events / entity_events, 4), users: entities,
      first_timestamp: first_seen, last_timestamp: last_seen}
      ORDER BY events DESC, ${names(tuple)})[:20] AS profiles
  FROM beside
  GROUP BY entity_key
),
rare_keys AS MATERIALIZED (
  SELECT DISTINCT h.hit_id, v.entity_key, ${names(carried, 'v')}
  FROM hits h
  JOIN valued v ON v.entity_key = h.entity_key AND ${alike(tuple, 'v', 'h')}
),
parts AS MATERIALIZED (
  SELECT k.hit_id, ${names(partKeys(rule), 'u')}, count(*) AS events, min(${EVENT}) AS first_event, max(${EVENT}) AS last_event
  FROM uses u
  JOIN rare_keys k ON k.entity_key = u.entity_key AND ${alike(carried, 'k', 'u')}
  GROUP BY ALL
),
-- They are few: all of them.
all_cited AS (
  SELECT k.hit_id, list({evidence_id: u.evidence_id, record: u.record} ORDER BY u.timestamp, u.evidence_id, u.record)[:50] AS cited
  FROM uses u
  JOIN rare_keys k ON k.entity_key = u.entity_key AND ${alike(carried, 'k', 'u')}
  GROUP BY k.hit_id
),
${toldOf(rule)}
${result(rule, fields, tuple, fewer)}`;
  return { hits, told };
}

const onlyValues = ({ only_values }: Rare): Statement =>
  only_values.length === 0 ? sql`true` : sql`list_contains(${only_values}, c.v_0)`;

const hosting = (carried: readonly string[]): Statement =>
  carried.includes('address_key') ? sql`coalesce(addresses.source_is_hosting, false)` : sql`false`;

function result(rule: Rare, fields: FieldDefinition[], tuple: string[], fewer: number): Statement {
  const at = (field: string) => rule.values.indexOf(field);
  const isNew = (field: string): Statement =>
    at(field) < 0 ? sql`false` : sql`b.${name(`new_v_${at(field)}`)}`;
  const share = (from: number, to: number) => sql`h.share >= ${from} AND h.share < ${to}`;
  const own = [
    {
      label: sql`'under 1 % of its events'`,
      points: sql`CASE WHEN ${share(0, 0.01)} THEN 15 ELSE 0 END`,
    },
    {
      label: sql`'under 5 % of its events'`,
      points: sql`CASE WHEN ${share(0.01, 0.05)} THEN 10 ELSE 0 END`,
    },
    {
      label: sql`'under 20 % of its events'`,
      points: sql`CASE WHEN ${share(0.05, 0.2)} THEN 5 ELSE 0 END`,
    },
    { label: sql`'nobody else has it'`, points: sql`CASE WHEN b.entities = 1 THEN 10 ELSE 0 END` },
    {
      label: sql`'three or more others have it'`,
      points: sql`CASE WHEN b.entities > 3 THEN -10 ELSE 0 END`,
    },
    { label: sql`'a hosting network'`, points: sql`CASE WHEN h.is_hosting THEN 15 ELSE 0 END` },
    ...fields.map(({ one }, index) => ({
      label: sql`${`${one} that it does not use otherwise`}`,
      points: sql`CASE WHEN b.${name(`new_v_${index}`)} THEN ${rule.values[index] === 'country' ? 10 : 5} ELSE 0 END`,
    })),
    {
      label: sql`'one of more than five of the kind'`,
      points: sql`CASE WHEN b.rare_profiles > 5 THEN -10 ELSE 0 END`,
    },
  ];
  const hypothesis = (id: string, ...of: string[]): Statement =>
    sql`CASE WHEN ${join(of.map(isNew), ' OR ')} THEN ${id} END`;
  const hasPlace = at('network') >= 0 || at('country') >= 0;
  return sql`SELECT
  h.entity_value,
  h.first_seen AS window_start,
  h.last_seen AS window_end,
  h.events AS event_count,
  CAST(h.is_hosting AND ${isNew('country')} AS INTEGER)
    - CAST(${hasPlace} AND NOT ${isNew('network')} AND NOT ${isNew('country')} AS INTEGER) AS severity_step,
  ${partsOf(own, [])} AS score_parts,
  {
    ${join(
      fields.map((field, index) => sql`${name(rule.values[index] ?? '')}: ${toldValue(field, index)}`),
      ',\n    ',
    )},
    listed: ${listed(fields)},
    events: h.events,
    entity_events: h.entity_events,
    share: round(h.share, 4),
    fewer_events_than: ${fewer},
    entity_profiles: b.entity_profiles,
    users_of_profile: b.entities,
    is_hosting: h.is_hosting,
    profiles: p.profiles,
    ${toldValues(rule)},
    hypotheses: list_filter([
      ${hypothesis('S-H1', 'network', 'address', 'public_address', 'cloud_or_not')},
      ${hypothesis('S-H2', 'client', 'client_family', 'user_agent_original', 'system')},
      ${hypothesis('S-H4', 'country')},
      ${hypothesis('S-H6', 'event_action', 'application_name', 'process_command_line')}
    ], lambda id: id IS NOT NULL)
  } AS finding_values,
  a.cited,
  h.all_hits
FROM hits h
JOIN beside b ON b.entity_key = h.entity_key AND ${alike(tuple, 'b', 'h')}
JOIN told d ON d.hit_id = h.hit_id
JOIN all_cited a ON a.hit_id = h.hit_id
JOIN profiles_told p ON p.entity_key = h.entity_key`;
}
