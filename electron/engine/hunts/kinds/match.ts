import type { HuntParameter } from '../../../../shared/definitions.ts';
import type { EntityKind } from '../../../../shared/model.ts';
import type { RuleOf } from '../../../../shared/rules.ts';
import { join, name, sql } from '../../db/sql.ts';
import { EVENT, MOST_FINDINGS, partKeys, partsOf, toldValues, toldOf, type RulePieces } from './details.ts';
import { carriedBy, fieldOf, following, joined, names } from './fields.ts';
import { HOUR, interval, usesOf, type Values } from './uses.ts';

type Match = RuleOf<'match'>;

/** Columns that put events in order. */
const ORDER = ['timestamp', 'evidence_id', 'record'];

export const matchParameters = (rule: Match): HuntParameter[] => [
  {
    name: 'gap_hours',
    title: 'Gap',
    kind: 'hours',
    value: rule.gap_hours,
    minimum: 0.01,
    maximum: 8760,
    help: 'Events that follow each other by at most so many hours are one finding.',
  },
];

export function matchSql(rule: Match, entity: EntityKind, values: Values): RulePieces {
  const fields = rule.by.map(fieldOf);
  const by = fields.map((_, at) => `by_${at}`);
  const carried = carriedBy(fields);
  const keys = [...new Set([...partKeys(rule), ...carried])].sort();
  const gap = interval(Number(values.gap_hours) * HOUR);
  const group = names(['entity_key', ...by]);
  const byValues = fields.map(({ value }, at) => sql`CAST(${value} AS VARCHAR) AS ${name(by[at] ?? '')}`);
  const hits = sql`${usesOf(entity, rule.where, values, 'asked', rule.unnamed)},
matched AS MATERIALIZED (
  SELECT ${join([sql`t.entity_key`, names(ORDER, 't'), ...partKeys(rule).map((key) => sql`t.${name(key)}`), ...byValues], ', ')}
  FROM (SELECT u.entity_key, ${names(ORDER, 'u')}, ${names(keys, 'u')} FROM uses u) t
  ${joined(carried)}
),
started AS MATERIALIZED (
  SELECT *, coalesce(timestamp - lag(timestamp) OVER (PARTITION BY ${group} ORDER BY ${names(ORDER)}) > ${gap}, true) AS is_new
  FROM matched
),
hits AS MATERIALIZED (
  SELECT s.*, e.entity_value, count(*) OVER () AS all_hits,
    row_number() OVER (ORDER BY s.first_event, e.entity_value${following(by, 's')}) AS hit_id
  FROM (
    SELECT u.entity_key${following(by, 'u')}, row_number() OVER (PARTITION BY ${group} ORDER BY ${names(ORDER)}) AS stretch, ${EVENT} AS first_event
    FROM started u
    WHERE u.is_new
  ) s
  JOIN entity_names e ON e.entity_key = s.entity_key
  QUALIFY hit_id <= ${MOST_FINDINGS}
)`;
  const told = sql`parts AS MATERIALIZED (
  SELECT h.hit_id, ${names(partKeys(rule), 'u')}, count(*) AS events, min(${EVENT}) AS first_event, max(${EVENT}) AS last_event
  FROM (
    SELECT *, count_if(is_new) OVER (PARTITION BY ${group} ORDER BY ${names(ORDER)} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS stretch
    FROM started
    WHERE entity_key IN (SELECT entity_key FROM hits)
  ) u
  JOIN hits h ON h.entity_key = u.entity_key AND h.stretch = u.stretch
    AND ${
      by.length === 0
        ? sql`true`
        : join(
            by.map((column) => sql`h.${name(column)} IS NOT DISTINCT FROM u.${name(column)}`),
            ' AND ',
          )
    }
  GROUP BY ALL
),
${toldOf(rule)}
SELECT
  h.entity_value,
  d.first_seen AS window_start,
  d.last_seen AS window_end,
  d.events AS event_count,
  0 AS severity_step,
  ${partsOf([
    {
      label: sql`'more than one event: ' || d.events`,
      points: sql`CASE WHEN d.events > 1 THEN least(10, CAST(d.events AS INTEGER)) ELSE 0 END`,
    },
  ])} AS score_parts,
  {
    ${join(
      rule.by.map((field, at) => sql`${name(field)}: h.${name(`by_${at}`)},`),
      '\n    ',
    )}
    events: d.events,
    ${toldValues(rule)}
  } AS finding_values,
  d.cited,
  h.all_hits
FROM hits h
JOIN told d ON d.hit_id = h.hit_id`;
  return { hits, told };
}
