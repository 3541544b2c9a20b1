import type { HuntParameter } from '../../../../shared/definitions.ts';
import type { EntityKind } from '../../../../shared/model.ts';
import type { RuleOf } from '../../../../shared/rules.ts';
import { sql, type Statement } from '../../db/sql.ts';
import { EVENT, MOST_FINDINGS, partKeys, partsOf, toldValues, toldOf, type RulePieces } from './details.ts';
import { fieldOf, joined, names } from './fields.ts';
import { usesOf, type Values } from './uses.ts';

type Outlier = RuleOf<'outlier'>;

export const outlierParameters = (rule: Outlier): HuntParameter[] => [
  {
    name: 'sigmas',
    title: 'Standard deviations',
    kind: 'number',
    value: rule.sigmas,
    minimum: 0.1,
    maximum: 20,
    help: `How far above its own mean one ${rule.slice} must be. 1 finds much, 5 finds little.`,
  },
  {
    name: 'floor',
    title: 'At least',
    kind: 'number',
    value: rule.floor,
    minimum: 0,
    maximum: Number.MAX_SAFE_INTEGER,
    help: 'Less than this is never a finding, however unusual.',
  },
  {
    name: 'history_days',
    title: 'History',
    kind: 'integer',
    value: rule.history_days,
    minimum: 1,
    maximum: 3650,
    help: `Mean and deviation are of the ${rule.slice}s of so many days before.`,
  },
  {
    name: 'least_history_days',
    title: 'At least so much history',
    kind: 'integer',
    value: rule.least_history_days,
    minimum: 1,
    maximum: 3650,
    help: 'Before so many days have passed since the first event, nothing can be told and nothing is a finding.',
  },
  {
    name: 'silent',
    title: `${rule.slice === 'hour' ? 'Hours' : 'Days'} without events`,
    kind: 'choice',
    value: rule.silent,
    choices: ['zero', 'skipped'],
    help: 'zero: they count as zero. skipped: the mean is over those with events only.',
  },
];

/**
 * A slice is compared with the slices of the history before it. With n of them, sum s and sum of squares q, the mean is s/n and the
 * deviation √(nq − s²)/n, so that `amount > mean + k·deviation` is `n·amount − s > k·√(nq − s²)`: whole numbers up to the root. Where
 * all of the past is alike the deviation is 0, and anything above is an outlier.
 */
export function outlierSql(rule: Outlier, entity: EntityKind, values: Values): RulePieces {
  const isZero = values.silent === 'zero';
  const slice = sql`date_trunc(${rule.slice}, timestamp)`;
  const length = rule.slice === 'hour' ? sql`INTERVAL 1 HOUR` : sql`INTERVAL 1 DAY`;
  const history = sql`to_days(CAST(${Number(values.history_days)} AS INTEGER))`;
  const hits = sql`${usesOf(entity, rule.where, values)},
amounts AS MATERIALIZED (${amounts(rule, slice)}),
past AS (
  SELECT
    *,
    min(slice) OVER (PARTITION BY entity_key) AS first_slice,
    coalesce(sum(amount) OVER before_it, 0) AS total,
    coalesce(sum(${squareOf(rule)}) OVER before_it, 0) AS squares,
    ${isZero ? sql`0` : sql`count(*) OVER before_it`} AS active
  FROM amounts
  WINDOW before_it AS (PARTITION BY entity_key ORDER BY slice RANGE BETWEEN ${history} PRECEDING AND ${length} PRECEDING)
),
judged AS (
  SELECT
    *,
    ${
      isZero
        ? sql`CAST(epoch(slice - greatest(first_slice, slice - ${history})) / epoch(${length}) AS BIGINT)`
        : sql`active`
    } AS slices
  FROM past
),
hits AS MATERIALIZED (
  SELECT
    j.*, e.entity_value, j.total / j.slices AS mean,
    sqrt(CAST(greatest(0, j.slices * j.squares - j.total * j.total) AS DOUBLE)) / j.slices AS deviation,
    slice AS events_from, slice + ${length} AS events_until,
    count(*) OVER () AS all_hits,
    row_number() OVER (ORDER BY j.amount DESC, e.entity_value, slice) AS hit_id
  FROM judged j
  JOIN entity_names e ON e.entity_key = j.entity_key
  WHERE j.slices > 0
    AND slice - first_slice >= to_days(CAST(${Number(values.least_history_days)} AS INTEGER))
    AND j.amount >= ${Number(values.floor)}
    AND j.slices * j.amount - j.total >
      CAST(${Number(values.sigmas)} AS DOUBLE) * sqrt(CAST(greatest(0, j.slices * j.squares - j.total * j.total) AS DOUBLE))
  QUALIFY hit_id <= ${MOST_FINDINGS}
)`;
  const told = sql`parts AS MATERIALIZED (
  SELECT h.hit_id, ${names(partKeys(rule), 'u')}, count(*) AS events, min(${EVENT}) AS first_event, max(${EVENT}) AS last_event
  FROM uses u
  JOIN hits h ON h.entity_key = u.entity_key AND u.timestamp >= h.events_from AND u.timestamp < h.events_until
  GROUP BY ALL
),
${toldOf(rule)}
${result(rule, values)}`;
  return { hits, told };
}

/** A number of events squares within 63 bits, a sum of bytes may not. */
const squareOf = ({ measure }: Outlier): Statement =>
  'sum' in measure ? sql`CAST(amount AS HUGEINT) * amount` : sql`amount * amount`;

function amounts({ measure }: Outlier, slice: Statement): Statement {
  if ('events' in measure)
    return sql`SELECT entity_key, ${slice} AS slice, count(*) AS amount FROM uses GROUP BY ALL`;
  const field = fieldOf('sum' in measure ? measure.sum : measure.distinct);
  const value =
    'sum' in measure
      ? sql`CAST(coalesce(sum(CAST(${field.value} AS BIGINT) * t.events), 0) AS BIGINT)`
      : sql`count(DISTINCT ${field.value})`;
  return sql`
  SELECT t.entity_key, t.slice, ${value} AS amount
  FROM (SELECT entity_key, ${names(field.carried)}, ${slice} AS slice, count(*) AS events FROM uses GROUP BY ALL) t
  ${joined(field.carried)}
  WHERE ${field.value} IS NOT NULL
  GROUP BY t.entity_key, t.slice`;
}

const manyOf = ({ measure }: Outlier): string =>
  'events' in measure
    ? 'events'
    : 'sum' in measure
      ? fieldOf(measure.sum).one
      : fieldOf(measure.distinct).many;

function result(rule: Outlier, values: Values): Statement {
  const many = manyOf(rule);
  const own = [
    {
      label: sql`${`${many} in one ${rule.slice}: `} || h.amount || ', on average ' || round(h.mean, 2)`,
      points: sql`CASE WHEN h.deviation = 0 THEN 5
        ELSE CAST(least(20, round(2 * (h.amount - h.mean) / h.deviation)) AS INTEGER) END`,
    },
    {
      label: sql`'its past was always the same'`,
      points: sql`CASE WHEN h.deviation = 0 THEN 5 ELSE 0 END`,
    },
  ];
  return sql`SELECT
  h.entity_value,
  h.events_from AS window_start,
  h.events_until AS window_end,
  d.events AS event_count,
  CAST(d.is_partly_hosting AS INTEGER) AS severity_step,
  ${partsOf(own)} AS score_parts,
  {
    amount: CAST(h.amount AS BIGINT),
    of: ${many},
    slice: ${rule.slice},
    mean: round(h.mean, 4),
    deviation: round(h.deviation, 4),
    sigmas_above: CASE WHEN h.deviation > 0 THEN round((h.amount - h.mean) / h.deviation, 2) END,
    slices_before: CAST(h.slices AS BIGINT),
    history_days: ${Number(values.history_days)},
    silent: ${String(values.silent)},
    ${toldValues(rule)}
  } AS finding_values,
  d.cited,
  h.all_hits
FROM hits h
JOIN told d ON d.hit_id = h.hit_id`;
}
