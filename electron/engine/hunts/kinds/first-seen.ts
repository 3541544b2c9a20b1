import type { HuntParameter } from '../../../../shared/definitions.ts';
import type { EntityKind } from '../../../../shared/model.ts';
import type { RuleOf } from '../../../../shared/rules.ts';
import { join, name, sql, type Statement } from '../../db/sql.ts';
import { EVENT, MOST_FINDINGS, partKeys, partsOf, toldValues, toldOf, type RulePieces } from './details.ts';
import { alike, carriedBy, fieldOf, joined, names, type FieldDefinition } from './fields.ts';
import { equal, known, listed, toldValue, tupleOf, valuesOf } from './tuples.ts';
import { HOUR, interval, usesOf, type Values } from './uses.ts';

type FirstSeen = RuleOf<'first_seen'>;

export const firstSeenParameters = (rule: FirstSeen): HuntParameter[] => [
  {
    name: 'learning_days',
    title: 'Learning time',
    kind: 'number',
    value: rule.learning_days,
    minimum: 0.01,
    maximum: 3650,
    help:
      rule.scope === 'entity'
        ? 'Days from the first event of each: what is new in them is learned and no finding.'
        : 'Days from the first event of the case: what is new in them is learned and no finding.',
  },
  {
    name: 'forget_after_days',
    title: 'Forget after',
    kind: 'integer',
    value: rule.forget_after_days,
    minimum: 0,
    maximum: 3650,
    help: 'What was not seen for more than so many days is new again. 0: nothing is forgotten.',
  },
];

const days = (value: unknown): Statement => interval(Number(value) * 24 * HOUR);

/** A stretch of a value ends where it is forgotten; the first event of each stretch after the time of learning is a hit. */
export function firstSeenSql(rule: FirstSeen, entity: EntityKind, values: Values): RulePieces {
  const fields = rule.values.map(fieldOf);
  const carried = carriedBy(fields);
  const tuple = tupleOf(fields);
  const whose = rule.scope === 'entity' ? ['entity_key', ...tuple] : tuple;
  const forget = Number(values.forget_after_days);
  const isOfEntity = rule.scope === 'entity';
  const hits = sql`${usesOf(entity, rule.where, values, 'everybody')},
-- By day where values are forgotten: no stretch of whole days without one ends within a day.
tallies AS MATERIALIZED (
  SELECT entity_key, ${names(carried)}${forget > 0 ? sql`, date_trunc('day', timestamp) AS day` : sql``},
    min(timestamp) AS first_seen, max(timestamp) AS last_seen
  FROM uses
  GROUP BY ALL
),
starts AS (
  SELECT ${isOfEntity ? sql`entity_key, ` : sql``}min(first_seen) AS learned_from
  FROM tallies
  ${isOfEntity ? sql`GROUP BY entity_key` : sql``}
),
valued AS MATERIALIZED (
  SELECT t.*, ${valuesOf(fields)}
  FROM tallies t
  ${joined(carried)}
),
${forget > 0 ? forgotten(whose, tuple, days(forget)) : remembered(whose, tuple)},
fresh AS MATERIALIZED (
  SELECT n.*, s.learned_from
  FROM news n
  JOIN starts s ON ${isOfEntity ? sql`s.entity_key = n.entity_key` : sql`true`}
  WHERE n.first_seen >= s.learned_from + ${days(values.learning_days)}
),
${isOfEntity ? sql`begun AS (FROM fresh)` : firstUsers(carried, tuple)},
hits AS MATERIALIZED (
  SELECT
    b.entity_key, e.entity_value, ${names(tuple, 'b')}, b.first_seen, b.last_seen, b.learned_from,
    count(*) OVER () AS all_hits,
    row_number() OVER (ORDER BY b.first_seen, e.entity_value, ${names(tuple, 'b')}) AS hit_id
  FROM begun b
  JOIN entity_names e ON e.entity_key = b.entity_key
  WHERE e.is_asked
  QUALIFY hit_id <= ${MOST_FINDINGS}
)`;
  const told = sql`-- How many others had it before, and how many values the entity had: by the place of the first uses in time.
firsts AS MATERIALIZED (
  SELECT entity_key, ${names(tuple)}, min(first_seen) AS first_seen FROM valued WHERE ${known(tuple)} GROUP BY ALL
),
of_value AS (
  SELECT ${names(tuple)}, first_seen, max(place) AS place
  FROM (SELECT *, row_number() OVER (PARTITION BY ${names(tuple)} ORDER BY first_seen) AS place FROM firsts
    SEMI JOIN hits ON ${equal(tuple, 'firsts', 'hits')})
  GROUP BY ALL
),
of_entity AS (
  SELECT entity_key, first_seen, max(place) AS place
  FROM (SELECT *, row_number() OVER (PARTITION BY entity_key ORDER BY first_seen) AS place FROM firsts
    SEMI JOIN hits ON firsts.entity_key = hits.entity_key)
  GROUP BY ALL
),
elsewhere AS (
  SELECT h.hit_id, coalesce(v.place, 0) - CAST(f.first_seen < h.first_seen AS INTEGER) AS others_before
  FROM hits h
  JOIN firsts f ON f.entity_key = h.entity_key AND ${equal(tuple, 'f', 'h')}
  ASOF LEFT JOIN of_value v ON ${equal(tuple, 'v', 'h')} AND h.first_seen > v.first_seen
),
owned AS (
  SELECT h.hit_id, coalesce(e.place, 0) AS values_before
  FROM hits h
  ASOF LEFT JOIN of_entity e ON e.entity_key = h.entity_key AND h.first_seen > e.first_seen
),
parts AS MATERIALIZED (
  SELECT k.hit_id, ${names(partKeys(rule), 'u')}, count(*) AS events, min(${EVENT}) AS first_event, max(${EVENT}) AS last_event
  FROM uses u
  JOIN (
    SELECT DISTINCT h.hit_id, h.first_seen, h.last_seen, v.entity_key, ${names(carried, 'v')}
    FROM hits h
    JOIN valued v ON v.entity_key = h.entity_key AND ${equal(tuple, 'v', 'h')}
  ) k ON k.entity_key = u.entity_key AND ${alike(carried, 'k', 'u')}
    AND u.timestamp >= k.first_seen AND u.timestamp <= k.last_seen
  GROUP BY ALL
),
${toldOf(rule)}
${result(rule, fields, tuple, values)}`;
  return { hits, told };
}

/** Nothing is forgotten: a value is new once. */
const remembered = (
  whose: readonly string[],
  tuple: readonly string[],
): Statement => sql`news AS MATERIALIZED (
  SELECT ${names(whose)}, min(first_seen) AS first_seen, max(last_seen) AS last_seen
  FROM valued
  WHERE ${known(tuple)}
  GROUP BY ALL
)`;

const forgotten = (
  whose: readonly string[],
  tuple: readonly string[],
  after: Statement,
): Statement => sql`days AS (
  SELECT ${names(whose)}, day, min(first_seen) AS first_seen, max(last_seen) AS last_seen
  FROM valued
  WHERE ${known(tuple)}
  GROUP BY ALL
),
stretched AS (
  SELECT *, sum(CAST(is_new AS INTEGER)) OVER (PARTITION BY ${names(whose)} ORDER BY day) AS stretch
  FROM (
    SELECT *, coalesce(first_seen - lag(last_seen) OVER (PARTITION BY ${names(whose)} ORDER BY day) > ${after}, true) AS is_new
    FROM days
  )
),
news AS MATERIALIZED (
  SELECT ${names(whose)}, stretch, min(first_seen) AS first_seen, max(last_seen) AS last_seen
  FROM stretched
  GROUP BY ALL
)`;

/** Who used what is new for everybody at the first instant; of several, the first record. */
const firstUsers = (carried: readonly string[], tuple: readonly string[]): Statement => sql`begun AS (
  SELECT ${names(tuple)}, first_seen, last_seen, learned_from, first.entity_key AS entity_key
  FROM (
    SELECT ${names(tuple, 'n')}, n.first_seen, n.last_seen, n.learned_from,
      min({evidence_id: u.evidence_id, record: u.record, entity_key: u.entity_key}) AS first
    FROM fresh n
    JOIN valued v ON ${equal(tuple, 'v', 'n')} AND v.first_seen = n.first_seen
    JOIN uses u ON u.entity_key = v.entity_key AND u.timestamp = n.first_seen AND ${alike(carried, 'u', 'v')}
    GROUP BY ALL
  )
)`;

function result(rule: FirstSeen, fields: FieldDefinition[], tuple: string[], values: Values): Statement {
  const own = [
    {
      label: sql`'new for everybody'`,
      points: sql`CASE WHEN o.others_before = 0 THEN 10 ELSE 0 END`,
    },
    {
      label: sql`'others had it before: ' || o.others_before`,
      points: sql`CASE WHEN o.others_before > 2 THEN -10 ELSE 0 END`,
    },
    {
      label: sql`'nothing else was known of it after the time of learning'`,
      points: sql`CASE WHEN coalesce(w.values_before, 0) = 0 THEN -10 ELSE 0 END`,
    },
    { label: sql`'a hosting network'`, points: sql`CASE WHEN d.is_hosting THEN 10 ELSE 0 END` },
  ];
  return sql`SELECT
  h.entity_value,
  h.first_seen AS window_start,
  d.last_seen AS window_end,
  d.events AS event_count,
  CAST(d.is_hosting AND o.others_before = 0 AS INTEGER) - CAST(o.others_before > 2 AS INTEGER) AS severity_step,
  ${partsOf(own)} AS score_parts,
  {
    ${join(
      fields.map((field, at) => sql`${name(rule.values[at] ?? '')}: ${toldValue(field, at)}`),
      ',\n    ',
    )},
    listed: ${listed(fields)},
    scope: ${rule.scope},
    first_seen: h.first_seen,
    learned_from: h.learned_from,
    learning_days: ${Number(values.learning_days)},
    values_before: coalesce(w.values_before, 0),
    others_before: o.others_before,
    seen_again_after_days: ${Number(values.forget_after_days)},
    ${toldValues(rule)}
  } AS finding_values,
  d.cited,
  h.all_hits
FROM hits h
JOIN told d ON d.hit_id = h.hit_id
JOIN elsewhere o ON o.hit_id = h.hit_id
LEFT JOIN owned w ON w.hit_id = h.hit_id`;
}
