import type { HuntParameter } from '../../../../shared/definitions.ts';
import type { EntityKind } from '../../../../shared/model.ts';
import type { RuleOf } from '../../../../shared/rules.ts';
import { join, name, sql, type Statement } from '../../db/sql.ts';
import { filterOf } from './condition.ts';
import { EVENT, MOST_FINDINGS, partKeys, partsOf, toldValues, toldOf, type RulePieces } from './details.ts';
import { names } from './fields.ts';
import { HOUR, interval, usesOf, type Values } from './uses.ts';

type Sequence = RuleOf<'sequence'>;

export const sequenceParameters = (rule: Sequence): HuntParameter[] => [
  {
    name: 'within_minutes',
    title: 'Within',
    kind: 'number',
    value: rule.within_minutes,
    minimum: 0.01,
    maximum: 525_600,
    help: rule.absent
      ? 'Minutes from the first step to the last, and before the last step in which the missing one was looked for.'
      : 'Minutes from the first step to the last; exactly so many still count.',
  },
];

/**
 * For each event of the last step, the latest events of the steps before it: the shortest chain that ends there. Steps are in strict
 * order of (time, evidence, record). In any order, each event of a step ends a chain with the latest of every other step up to it. An absent step is looked for only where the log that would show it covers the time.
 */
export function sequenceSql(rule: Sequence, entity: EntityKind, values: Values): RulePieces {
  const within = interval((Number(values.within_minutes) * HOUR) / 60);
  const last = rule.steps.length - 1;
  const keys = names(partKeys(rule), 'u');
  const steps = rule.steps.map(
    ({ where }, at) =>
      sql`${name(`step_${at}`)} AS MATERIALIZED (
  SELECT entity_key, ${eventOf('f')} AS event FROM uses f WHERE ${filterOf(where)}
)`,
  );
  const chains = rule.order === 'any' ? [anyOrder(last)] : rule.steps.map((_, at) => chain(at));
  const events = sql`[${eventColumns(rule.steps.length, 'k')}]`;
  const hits = sql`${usesOf(entity, rule.where, values)},
${join([...steps, ...chains], ',\n')},
${rule.absent ? absent(rule, last, within) : sql`kept AS (SELECT * FROM ${name(`chain_${last}`)})`},
hits AS MATERIALIZED (
  SELECT k.entity_key, k.event, k.chain[1] AS started, k.chain, e.entity_value, count(*) OVER () AS all_hits, row_number() OVER (ORDER BY k.event, e.entity_value) AS hit_id
  FROM (SELECT k.*, ${rule.order === 'any' ? sql`list_sort(list_distinct(${events}))` : events} AS chain FROM kept k) k
  JOIN entity_names e ON e.entity_key = k.entity_key
  WHERE k.event.timestamp - k.chain[1].timestamp <= ${within}
  QUALIFY hit_id <= ${MOST_FINDINGS}
)`;
  const told = sql`parts AS MATERIALIZED (
  SELECT h.hit_id, ${keys}, count(*) AS events, min(${EVENT}) AS first_event, max(${EVENT}) AS last_event
  FROM (SELECT hit_id, entity_key, unnest(chain) AS event FROM hits) h
  JOIN uses u ON u.entity_key = h.entity_key AND u.evidence_id = h.event.evidence_id AND u.record = h.event.record
  GROUP BY ALL
),
${toldOf(rule)}
SELECT
  h.entity_value,
  h.started.timestamp AS window_start,
  h.event.timestamp AS window_end,
  CAST(len(h.chain) AS BIGINT) AS event_count,
  CAST(d.is_partly_hosting AS INTEGER) AS severity_step,
  ${partsOf([
    {
      label: sql`'from several networks'`,
      points: sql`CASE WHEN d.asn_count > 1 THEN 10 ELSE 0 END`,
    },
  ])} AS score_parts,
  {
    steps: ${rule.steps.map((step) => step.name)},
    missing_step: CAST(${rule.absent?.name ?? null} AS VARCHAR),
    started_at: h.started.timestamp,
    minutes: round(epoch(h.event.timestamp - h.started.timestamp) / 60, 2),
    within_minutes: ${Number(values.within_minutes)},
    ${toldValues(rule)}
  } AS finding_values,
  list_transform(h.chain, lambda cited_event: {evidence_id: cited_event.evidence_id, record: cited_event.record}) AS cited,
  h.all_hits
FROM hits h
JOIN told d ON d.hit_id = h.hit_id`;
  return { hits, told };
}

const eventOf = (of: string): Statement =>
  sql`{timestamp: ${name(of)}.timestamp, evidence_id: ${name(of)}.evidence_id, record: ${name(of)}.record}`;

const eventColumns = (count: number, of: string): Statement =>
  join(
    Array.from({ length: count }, (_, at) => sql`${name(of)}.${name(`event_${at}`)}`),
    ', ',
  );

/** The first step begins a chain; each other goes on from the latest before it, which began last of all. */
function chain(at: number): Statement {
  const own = name(`step_${at}`);
  if (at === 0)
    return sql`${name('chain_0')} AS MATERIALIZED (SELECT entity_key, event, event AS event_0 FROM ${own})`;
  return sql`${name(`chain_${at}`)} AS MATERIALIZED (
  SELECT s.entity_key, s.event, ${eventColumns(at, 'c')}, s.event AS ${name(`event_${at}`)}
  FROM ${own} s
  ASOF JOIN ${name(`chain_${at - 1}`)} c ON c.entity_key = s.entity_key AND s.event > c.event
)`;
}

/** What any of the steps ends, with the latest of each up to there. */
function anyOrder(last: number): Statement {
  const steps = Array.from({ length: last + 1 }, (_, at) => ({
    table: name(`step_${at}`),
    as: name(`s_${at}`),
    at,
  }));
  const all = join(
    steps.map(({ table }) => sql`SELECT entity_key, event FROM ${table}`),
    ' UNION ',
  );
  const events = steps.map(({ as, at }) => sql`${as}.event AS ${name(`event_${at}`)}`);
  const latest = steps.map(
    ({ table, as }) =>
      sql`ASOF JOIN ${table} ${as} ON ${as}.entity_key = c.entity_key AND c.event >= ${as}.event`,
  );
  return sql`${name(`chain_${last}`)} AS MATERIALIZED (
  SELECT c.entity_key, c.event, ${join(events, ', ')}
  FROM (${all}) c
  ${join(latest, '\n  ')}
)`;
}

function absent(rule: Sequence, last: number, within: Statement): Statement {
  if (!rule.absent) throw new Error('no absent step');
  return sql`expected AS MATERIALIZED (
  SELECT entity_key, timestamp FROM uses f
  WHERE ${filterOf(rule.absent.where)} AND entity_key IN (SELECT entity_key FROM ${name(`chain_${last}`)})
),
-- What the log that would show it covers, whoever it is about.
covered AS (SELECT min(timestamp) AS first_seen, max(timestamp) AS last_seen FROM event_facts f WHERE ${filterOf(rule.absent.where)}),
kept AS (
  SELECT c.*
  FROM ${name(`chain_${last}`)} c
  ASOF LEFT JOIN expected x ON x.entity_key = c.entity_key AND c.event.timestamp >= x.timestamp
  CROSS JOIN covered v
  WHERE coalesce(c.event.timestamp - x.timestamp > ${within}, true)
    AND v.first_seen <= c.event.timestamp - ${within} AND v.last_seen >= c.event.timestamp
)`;
}
