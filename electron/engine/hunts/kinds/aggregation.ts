import type { HuntParameter } from '../../../../shared/definitions.ts';
import type { EntityKind } from '../../../../shared/model.ts';
import type { Measure, RuleOf } from '../../../../shared/rules.ts';
import { join, name, sql, type Statement } from '../../db/sql.ts';
import {
  EVENT,
  MOST_FINDINGS,
  partKeys,
  partsOf,
  TOLD_HYPOTHESES,
  toldValues,
  toldOf,
  type RulePieces,
} from './details.ts';
import { alike, carriedBy, fieldOf, following, joined, names, type FieldDefinition } from './fields.ts';
import { HOUR, interval, usesOf, type Values } from './uses.ts';

type Aggregation = RuleOf<'aggregation'>;

const WINDOW_HELP = 'Length of a window in hours. Two events exactly this far apart are not in one window.';

export function aggregationParameters(rule: Aggregation): HuntParameter[] {
  return [
    ...rule.measures.map((measure) => thresholdOf(measure)),
    {
      name: 'window_hours',
      title: 'Window',
      kind: 'hours',
      value: rule.window_hours,
      minimum: 0.01,
      maximum: 8760,
      help: WINDOW_HELP,
    },
    {
      name: 'windows',
      title: 'Windows',
      kind: 'choice',
      value: rule.windows,
      choices: ['sliding', 'tumbling'],
      help: 'Sliding: any stretch of this length, so that no edge hides 23:50 and 00:10. Tumbling: slices of the UTC calendar side by side.',
    },
  ];
}

const manyOf = (measure: Measure): string =>
  'distinct' in measure
    ? fieldOf(measure.distinct).many
    : 'events' in measure
      ? 'events'
      : fieldOf(measure.sum).one;

export const thresholdName = (measure: Measure): string =>
  `more_${manyOf(measure).replaceAll(/\W+/g, '_')}_than`;

const thresholdOf = (measure: Measure): HuntParameter => ({
  name: thresholdName(measure),
  title: `More ${manyOf(measure)} than`,
  kind: 'integer',
  value: measure.more_than,
  minimum: 0,
  maximum: 'distinct' in measure ? 100_000 : Number.MAX_SAFE_INTEGER,
  help: `${capital(manyOf(measure))} in one window. A finding has more than this number, so 2 means at least three; 0 does not ask.`,
});

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

interface Asked {
  measure: Measure;
  /** The measure's number from 0: in names of columns. */
  at: number;
  threshold: number;
  field: FieldDefinition | null;
}

/** What the parts of the statement share. */
interface Frame {
  asked: Asked[];
  distinct: (Asked & { field: FieldDefinition })[];
  by: { column: string; field: FieldDefinition }[];
  /** Columns of a group: the entity, and what it is told apart by beside. */
  whole: string[];
  /** Whether a number stands for them. */
  isNumbered: boolean;
  /** What windows are partitioned by. */
  group: string[];
  carried: string[];
  /** Those, and what sums are made of. */
  needed: string[];
  /** Whether an entity has few events at any time, as a session or a device has: to look for those that may be hits costs more than it saves. */
  isOfFew: boolean;
  /** Of a window: as a number and as an interval. */
  hours: number;
  length: Statement;
}

export function aggregationSql(rule: Aggregation, entity: EntityKind, values: Values): RulePieces {
  const frame = frameOf(rule, entity, values);
  const found = [
    seen(frame),
    ...candidates(frame),
    ...(values.windows === 'sliding' && isByNeighbours(frame) ? byNeighbours(frame) : touches(frame)),
    values.windows === 'tumbling' ? tumbling(frame) : sliding(frame),
    hits(frame),
  ];
  return {
    hits: sql`${usesOf(entity, rule.where, values)},
${join(found, ',\n')}`,
    told: sql`${parts(frame, rule)},
${toldOf(rule)}
${result(frame, rule, values)}`,
  };
}

function frameOf(rule: Aggregation, entity: EntityKind, values: Values): Frame {
  const asked = rule.measures.map((measure, at) => ({
    measure,
    at,
    threshold: Number(values[thresholdName(measure)]),
    field: 'distinct' in measure ? fieldOf(measure.distinct) : null,
  }));
  const distinct = asked.flatMap((one) => (one.field ? [{ ...one, field: one.field }] : []));
  const by = rule.by.map((field, at) => ({ column: `by_${at}`, field: fieldOf(field) }));
  const carried = carriedBy([...distinct.map(({ field }) => field), ...by.map(({ field }) => field)]);
  const summed = rule.measures.flatMap((measure) => ('sum' in measure ? [fieldOf(measure.sum)] : []));
  const whole = ['entity_key', ...by.map(({ column }) => column)];
  const isNumbered = by.length > 0 && distinct.length === asked.length;
  return {
    asked,
    distinct,
    by,
    whole,
    isNumbered,
    group: isNumbered ? ['group_key'] : whole,
    carried,
    needed: [...new Set([...carried, ...carriedBy(summed)])].sort(),
    isOfFew: entity === 'session' || entity === 'device',
    hours: Number(values.window_hours),
    length: interval(Number(values.window_hours) * HOUR),
  };
}

const byColumns = ({ by }: Frame): Statement =>
  by.length === 0
    ? sql``
    : sql`, ${join(
        by.map(({ column, field }) => sql`CAST(${field.value} AS VARCHAR) AS ${name(column)}`),
        ', ',
      )}`;

const valueColumns = ({ distinct }: Frame): Statement =>
  distinct.length === 0
    ? sql``
    : sql`, ${join(
        distinct.map(({ at, field }) => sql`CAST(${field.value} AS VARCHAR) AS ${name(`v_${at}`)}`),
        ', ',
      )}`;

/** Where every event is needed in the end, the facts are read once. */
function seen(frame: Frame): Statement {
  const columns = sql`SELECT entity_key, timestamp${following(frame.needed)} FROM uses`;
  return isCounted(frame)
    ? sql`seen AS MATERIALIZED (${columns})`
    : sql`seen AS NOT MATERIALIZED (${columns})`;
}

/** What is not exceeded over all time is not exceeded in any window. A threshold of 0 does not ask. */
function candidates(frame: Frame): Statement[] {
  const asked = frame.distinct.filter(({ threshold }) => threshold > 0);
  const counted = frame.asked.filter(({ measure, threshold }) => 'events' in measure && threshold > 0);
  const held: Statement[] = [];
  if (asked.length > 0)
    held.push(sql`SELECT entity_key FROM valued_pairs GROUP BY entity_key
    HAVING ${join(
      asked.map(({ at, threshold }) => sql`count(DISTINCT ${name(`v_${at}`)}) > ${threshold}`),
      ' AND ',
    )}`);
  for (const { threshold } of counted)
    held.push(sql`SELECT entity_key FROM seen GROUP BY entity_key HAVING count(*) > ${threshold}`);
  if (held.length === 0) held.push(sql`SELECT entity_key FROM entity_names`);
  return [
    sql`valued_pairs AS (
  SELECT t.entity_key${valueColumns(frame)}
  FROM (SELECT DISTINCT entity_key${following(frame.carried)} FROM seen) t
  ${joined(frame.carried)}
)`,
    sql`candidates AS MATERIALIZED (${join(held, '\nINTERSECT\n')})`,
  ];
}

/** Hours in which an entity does so little that its events are about as many as what they are counted by. */
const FEW_HOURS = 1;

/**
 * Where a window has several values of one thing, each of them has an event in it whose neighbour in time has another value and is in
 * the window too: all others are left out.
 */
const isByNeighbours = ({ asked, distinct: [only], hours }: Frame): boolean =>
  asked.length === 1 &&
  only !== undefined &&
  only.threshold > 0 &&
  (only.threshold === 1 || hours <= FEW_HOURS);

function byNeighbours(frame: Frame): Statement[] {
  const [only] = frame.distinct;
  if (!only) throw new Error('nothing to tell apart');
  const group = names(frame.group);
  const isShort = frame.by.length === 0 && (frame.isOfFew || frame.hours <= FEW_HOURS);
  return [
    ...(isShort ? [] : [tallies(frame, keysSeen(frame)), valuedOf(frame, 'tallies')]),
    sql`seen_values AS (${isShort ? eachValue(frame, only.field) : firstsAndLasts(frame, only.at)}),
pairs AS MATERIALIZED (
  SELECT *
  FROM (
    SELECT *, lag(value) OVER in_time AS value_before, lag(timestamp) OVER in_time AS timestamp_before
    FROM seen_values
    WINDOW in_time AS (PARTITION BY ${group} ORDER BY timestamp)
  )
  WHERE value <> value_before AND timestamp - timestamp_before < ${frame.length}
)`,
    sql`touches AS (
  SELECT ${group}, ${sliceOf(frame)}, ${only.at} AS measure, CAST(value AS VARCHAR) AS value, min(timestamp) AS first_seen, max(timestamp) AS last_seen
  FROM (
    SELECT ${group}, timestamp, value FROM pairs
    UNION ALL
    SELECT ${group}, timestamp_before, value_before FROM pairs
  )
  GROUP BY ALL
)`,
  ];
}

const eachValue = (frame: Frame, { value }: FieldDefinition): Statement => sql`
  SELECT t.entity_key, t.timestamp, ${value} AS value
  FROM (SELECT * FROM seen${frame.isOfFew ? sql`` : sql` WHERE entity_key IN (FROM candidates)`}) t
  ${joined(frame.carried)}
  WHERE ${value} IS NOT NULL
`;

const firstsAndLasts = (frame: Frame, at: number): Statement => {
  const columns = sql`SELECT ${names(frame.group)}, ${name(`v_${at}`)} AS value`;
  const held = sql`FROM valued WHERE ${name(`v_${at}`)} IS NOT NULL`;
  return sql`
  ${columns}, first_seen AS timestamp ${held}
  UNION ALL
  ${columns}, last_seen ${held} AND last_seen > first_seen
`;
};

const sliceOf = ({ length }: Frame): Statement =>
  sql`time_bucket(${length}, timestamp, TIMESTAMP '1970-01-01') AS slice`;

/**
 * Within a slice as long as the window no two events are further apart than it, so its first and last stand for all of them. Numbers
 * and sums need every event.
 */
function touches(frame: Frame): Statement[] {
  const group = names(frame.group);
  const slice = sliceOf(frame);
  if (frame.distinct.length === 0) return [amounts(frame, slice)];
  if (isAlone(frame))
    return [tallies(frame, valuesAlone(frame)), ...crowded(frame), sql`touches AS (FROM crowded)`];
  const rarest = rarestOf(frame);
  const all = [
    ...(rarest ? near(frame, rarest) : []),
    tallies(frame, rarest ? keysNear(frame) : keysSeen(frame)),
    ...crowded(frame),
    valuedOf(frame, 'crowded'),
    sql`touches AS (
  SELECT ${group}, slice, measure, value, min(first_seen) AS first_seen, max(last_seen) AS last_seen
  FROM (${valuesSeen(frame)})
  GROUP BY ALL
)`,
  ];
  return isCounted(frame) ? [...all, amounts(frame, slice)] : all;
}

const tallies = (frame: Frame, events: Statement): Statement => sql`tallies AS MATERIALIZED (
  SELECT * EXCLUDE (timestamp), ${sliceOf(frame)}, min(timestamp) AS first_seen, max(timestamp) AS last_seen
  FROM (${events})
  GROUP BY ALL
)`;

const keysSeen = ({ carried }: Frame): Statement =>
  sql`SELECT entity_key${following(carried)}, timestamp FROM seen WHERE entity_key IN (FROM candidates)`;

/**
 * In a window with two values of one thing there is an event whose value is not the one that the entity has most often. Where windows are
 * short, so that tallies of them are about as many as events, only slices beside such an event are tallied.
 */
const rarestOf = ({ asked, distinct, by, hours }: Frame): Frame['distinct'][number] | undefined =>
  distinct.length < 2 || distinct.length < asked.length || by.length > 0 || hours > FEW_HOURS
    ? undefined
    : (distinct.find(
        ({ measure, threshold }) => 'distinct' in measure && measure.distinct === 'country' && threshold > 0,
      ) ?? distinct.find(({ threshold }) => threshold > 0));

const near = (frame: Frame, { field }: Frame['distinct'][number]): Statement[] => [
  sql`value_keys AS MATERIALIZED (
  SELECT t.*, CAST(${field.value} AS VARCHAR) AS value
  FROM (
    SELECT entity_key, ${names(field.carried)}, count(*) AS events
    FROM seen WHERE entity_key IN (FROM candidates) GROUP BY ALL
  ) t
  ${joined(field.carried)}
)`,
  sql`homes AS (
  SELECT entity_key, arg_max(value, events) AS home
  FROM (SELECT entity_key, value, sum(events) AS events FROM value_keys WHERE value IS NOT NULL GROUP BY ALL)
  GROUP BY entity_key
)`,
  sql`elsewhere AS MATERIALIZED (
  SELECT k.entity_key, ${names(field.carried, 'k')}
  FROM value_keys k
  JOIN homes h ON h.entity_key = k.entity_key
  WHERE k.value <> h.home
)`,
  sql`near AS MATERIALIZED (
  SELECT DISTINCT entity_key, unnest([slice - ${frame.length}, slice, slice + ${frame.length}]) AS slice
  FROM (
    SELECT DISTINCT s.entity_key, ${sliceOf(frame)}
    FROM seen s
    JOIN elsewhere x ON x.entity_key = s.entity_key AND ${alike(field.carried, 'x', 's')}
  )
)`,
];

const keysNear = (frame: Frame): Statement =>
  sql`SELECT s.entity_key${following(frame.carried, 's')}, s.timestamp
  FROM (SELECT *, ${sliceOf(frame)} FROM seen) s
  SEMI JOIN near n ON n.entity_key = s.entity_key AND n.slice = s.slice`;

/** One thing alone is told apart: its values are fewer than what they are made of. */
const isAlone = ({ asked, distinct, by }: Frame): boolean =>
  asked.length === 1 && distinct.length === 1 && by.length === 0;

const valuesAlone = (frame: Frame): Statement =>
  join(
    frame.distinct.map(
      ({
        at,
        field,
      }) => sql`SELECT t.entity_key, ${at} AS measure, CAST(${field.value} AS VARCHAR) AS value, t.timestamp
    FROM (SELECT * FROM seen WHERE entity_key IN (FROM candidates)) t
    ${joined(frame.carried)}
    WHERE ${field.value} IS NOT NULL`,
    ),
    '',
  );

/** Groups that texts tell apart have numbers, by which windows are sorted many times faster. */
const valuedOf = (frame: Frame, from: string): Statement => {
  const rows = sql`
  SELECT t.entity_key${byColumns(frame)}, t.slice, t.first_seen, t.last_seen${valueColumns(frame)}
  FROM ${name(from)} t
  ${joined(frame.carried)}
`;
  if (!frame.isNumbered) return sql`valued AS MATERIALIZED (${rows})`;
  return sql`grouped AS MATERIALIZED (${rows}),
groups AS MATERIALIZED (
  SELECT row_number() OVER () AS group_key, * FROM (SELECT DISTINCT ${names(frame.whole)} FROM grouped)
),
valued AS MATERIALIZED (
  SELECT g.group_key, t.* EXCLUDE (${names(frame.whole)})
  FROM grouped t
  JOIN groups g ON ${alike(frame.whole, 'g', 't')}
)`;
};

const amounts = (frame: Frame, slice: Statement): Statement => sql`amounts AS (
  SELECT ${names(frame.group)}, timestamp, ${slice}, measure, amount
  FROM (${join(
    frame.asked
      .filter(({ field }) => field === null)
      .map(
        ({ measure, at }) =>
          sql`SELECT t.entity_key${byColumns(frame)}, t.timestamp, ${at} AS measure, ${amountOf(measure)} AS amount
    FROM (SELECT * FROM seen WHERE entity_key IN (FROM candidates)) t
    ${joined(frame.needed)}`,
      ),
    '\nUNION ALL\n',
  )})
)`;

/**
 * A window lies within two slices side by side: where those have no more values together than a threshold, no window of theirs exceeds
 * it. Slices are looked at in pairs from the even ones and from the odd ones; rows of `tallies` are at least as many as values.
 */
function crowded(frame: Frame): Statement[] {
  const most = Math.max(...frame.distinct.map(({ threshold }) => threshold));
  if (isCounted(frame) || most <= 0) return [sql`crowded AS (FROM tallies)`];
  const begin = sql`TIMESTAMP '1970-01-01'`;
  const pairs = [begin, sql`${begin} + ${frame.length}`].map((origin) => {
    const pair = sql`time_bucket(2 * ${frame.length}, slice, ${origin})`;
    return sql`(entity_key, ${pair}) IN (
    SELECT (entity_key, pair) FROM (SELECT entity_key, ${pair} AS pair FROM tallies) GROUP BY entity_key, pair HAVING count(*) > ${most})`;
  });
  return [sql`crowded AS MATERIALIZED (FROM tallies WHERE ${join(pairs, ' OR ')})`];
}

const amountOf = (measure: Measure): Statement =>
  'sum' in measure ? sql`coalesce(CAST(${fieldOf(measure.sum).value} AS BIGINT), 0)` : sql`CAST(1 AS BIGINT)`;

const valuesSeen = (frame: Frame): Statement =>
  join(
    frame.distinct.map(
      ({ at }) =>
        sql`SELECT ${names(frame.group)}, slice, ${at} AS measure, ${name(`v_${at}`)} AS value, first_seen, last_seen
    FROM valued WHERE ${name(`v_${at}`)} IS NOT NULL`,
    ),
    '\n  UNION ALL\n  ',
  );

const isCounted = (frame: Frame): boolean => frame.asked.some(({ field }) => field === null);

const number = (at: number) => name(`n_${at}`);

const numberOf = (at: number): Statement => sql`${number(at)}`;
const before = (at: number): Statement => sql`(${number(at)} - coalesce(${name(`d_${at}`)}, 0))`;

const exceeds = ({ asked }: Frame, amount = numberOf): Statement => {
  const parts = asked
    .filter(({ threshold }) => threshold > 0)
    .map(({ at, threshold }) => sql`${amount(at)} > ${threshold}`);
  const some = join(
    asked.map(({ at }) => amount(at)),
    ' + ',
  );
  return join([...parts, sql`${some} > 0`], ' AND ');
};

/**
 * At the instant t the window is (t - length, t]. A value is in it from each of its events until a length later: +1 where it comes in
 * and -1 where it goes out for want of a next event in time give the number of values at any instant. All windows that exceed, one
 * after the other without a gap, are one hit.
 */
function sliding(frame: Frame): Statement {
  const group = names(frame.group);
  const each = (part: (at: number) => Statement) =>
    join(
      frame.asked.map(({ at }) => part(at)),
      ', ',
    );
  const changed = [
    ...(frame.distinct.length > 0 ? valuesChanged(frame) : []),
    ...(isCounted(frame) ? amountsChanged(frame) : []),
  ];
  return sql`${frame.distinct.length > 0 ? steps(frame) : sql``}changes AS (
  SELECT ${group}, instant, ${each((at) => sql`sum(step) FILTER (measure = ${at}) AS ${name(`d_${at}`)}`)}
  FROM (
    ${join(changed, '\n    UNION ALL\n    ')}
  )
  GROUP BY ${group}, instant
),
levels AS (
  SELECT
    ${group}, instant, lead(instant) OVER (PARTITION BY ${group} ORDER BY instant) AS until,
    ${each((at) => sql`${name(`d_${at}`)}, CAST(coalesce(sum(${name(`d_${at}`)}) OVER in_time, 0) AS BIGINT) AS ${number(at)}`)}
  FROM changes
  WINDOW in_time AS (PARTITION BY ${group} ORDER BY instant ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
),
-- What was before a change is known from it, so that only what exceeds is looked at in order.
judged AS (
  SELECT *, ${exceeds(frame, before)} AS exceeded_before
  FROM levels
  WHERE ${exceeds(frame)}
),
exceeding AS (
  SELECT
    ${group},
    min(instant) - ${frame.length} + INTERVAL 1 MICROSECOND AS events_from,
    max(until) AS events_until,
    min(instant) AS exceeded_at,
    ${each((at) => sql`max(${number(at)}) AS ${number(at)}`)}
  FROM (
    SELECT *, count_if(NOT exceeded_before) OVER (PARTITION BY ${group} ORDER BY instant ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS stretch
    FROM judged
  )
  GROUP BY ${group}, stretch
)`;
}

const steps = (frame: Frame): Statement => sql`steps AS (
  SELECT
    *,
    lag(last_seen) OVER in_time + ${frame.length} AS stayed_until,
    lead(first_seen) OVER in_time AS seen_again
  FROM touches
  WINDOW in_time AS (PARTITION BY ${names(frame.group)}, measure, value ORDER BY slice)
),
`;

const valuesChanged = (frame: Frame): Statement[] => [
  sql`SELECT ${names(frame.group)}, measure, first_seen AS instant, 1 AS step
    FROM steps
    WHERE stayed_until IS NULL OR first_seen >= stayed_until`,
  sql`SELECT ${names(frame.group)}, measure, last_seen + ${frame.length} AS instant, -1 AS step
    FROM steps
    WHERE seen_again IS NULL OR seen_again >= last_seen + ${frame.length}`,
];

const amountsChanged = (frame: Frame): Statement[] => [
  sql`SELECT ${names(frame.group)}, measure, timestamp AS instant, amount AS step FROM amounts`,
  sql`SELECT ${names(frame.group)}, measure, timestamp + ${frame.length} AS instant, -amount AS step FROM amounts`,
];

function tumbling(frame: Frame): Statement {
  const group = names(frame.group);
  const seenIn = [
    ...(frame.distinct.length > 0 ? [sql`SELECT ${group}, slice, measure, 1 AS amount FROM touches`] : []),
    ...(isCounted(frame) ? [sql`SELECT ${group}, slice, measure, amount FROM amounts`] : []),
  ];
  return sql`exceeding AS (
  SELECT
    ${group},
    slice AS events_from,
    slice + ${frame.length} AS events_until,
    CAST(NULL AS TIMESTAMP) AS exceeded_at,
    ${join(
      frame.asked.map(
        ({ at }) => sql`CAST(coalesce(sum(amount) FILTER (measure = ${at}), 0) AS BIGINT) AS ${number(at)}`,
      ),
      ', ',
    )}
  FROM (
    ${join(seenIn, ' UNION ALL ')}
  )
  GROUP BY ${group}, slice
  HAVING ${exceeds(frame)}
)`;
}

function hits({ asked, by, isNumbered }: Frame): Statement {
  const strongest = join(
    asked.map(({ at }) => sql`${number(at)} DESC`),
    ', ',
  );
  return sql`hits AS MATERIALIZED (
  SELECT ${isNumbered ? sql`g.* EXCLUDE (group_key), x.* EXCLUDE (group_key)` : sql`x.*`}, e.entity_value, count(*) OVER () AS all_hits,
    row_number() OVER (ORDER BY ${strongest}, e.entity_value, events_from${following(by.map(({ column }) => column))}) AS hit_id
  FROM exceeding x
  ${isNumbered ? sql`JOIN groups g ON g.group_key = x.group_key` : sql``}
  JOIN entity_names e ON e.entity_key = ${name(isNumbered ? 'g' : 'x')}.entity_key
  QUALIFY hit_id <= ${MOST_FINDINGS}
)`;
}

/** Events of a hit; those that have none of the values asked for are no part of it. */
function parts(frame: Frame, rule: Aggregation): Statement {
  const carried = [...new Set([...partKeys(rule), ...frame.carried])].sort();
  const byHeld =
    frame.by.length === 0
      ? sql`true`
      : join(
          frame.by.map(
            ({ column, field }) =>
              sql`CAST(${field.value} AS VARCHAR) IS NOT DISTINCT FROM t.${name(column)}`,
          ),
          ' AND ',
        );
  const valued = isCounted(frame)
    ? sql`true`
    : join(
        frame.distinct.map(({ field }) => sql`${field.value} IS NOT NULL`),
        ' OR ',
      );
  const byNames = frame.by.map(({ column }) => column);
  return sql`parts AS MATERIALIZED (
  SELECT t.hit_id, ${names(partKeys(rule), 't')}, CAST(sum(events) AS BIGINT) AS events, min(first_event) AS first_event, max(last_event) AS last_event
  FROM (
    SELECT h.hit_id${following(byNames, 'h')}, ${names(carried, 'u')}, count(*) AS events,
      min(${EVENT}) AS first_event, max(${EVENT}) AS last_event
    FROM uses u
    JOIN hits h ON h.entity_key = u.entity_key AND u.timestamp >= h.events_from AND u.timestamp < h.events_until
    GROUP BY ALL
  ) t
  ${joined(frame.carried)}
  WHERE ${byHeld} AND (${valued})
  GROUP BY t.hit_id, ${names(partKeys(rule), 't')}
)`;
}

/** Points for each that is more than the threshold, up to 15. */
const pointsEach = (measure: Measure): number =>
  'distinct' in measure && measure.distinct === 'network' ? 3 : 'distinct' in measure ? 5 : 1;

function result(frame: Frame, rule: Aggregation, values: Values): Statement {
  const own = frame.asked.map(({ measure, at, threshold }) => ({
    label: sql`${`${manyOf(measure)} in one window: `} || h.${number(at)} || ${`, more than ${threshold} counts`}`,
    points: sql`greatest(0, least(15, ${pointsEach(measure)} * (h.${number(at)} - ${threshold})))`,
  }));
  const isTumbling = values.windows === 'tumbling';
  const numbers = frame.asked.map(
    ({ measure, at }) => sql`${name(mostName(measure))}: CAST(h.${number(at)} AS BIGINT)`,
  );
  const by = frame.by.map(({ column }, at) => sql`${name(rule.by[at] ?? column)}: h.${name(column)}`);
  return sql`SELECT
  h.entity_value,
  ${isTumbling ? sql`h.events_from` : sql`d.first_seen`} AS window_start,
  ${isTumbling ? sql`h.events_until` : sql`d.last_seen`} AS window_end,
  d.events AS event_count,
  CAST(d.is_partly_hosting AS INTEGER) AS severity_step,
  ${partsOf(own)} AS score_parts,
  {
    ${join([...numbers, ...by], ',\n    ')},
    window_hours: ${Number(values.window_hours)},
    windows: ${String(values.windows)},
    exceeded_at: h.exceeded_at,
    ${toldValues(rule)},
    ${TOLD_HYPOTHESES}
  } AS finding_values,
  d.cited,
  h.all_hits
FROM hits h
JOIN told d ON d.hit_id = h.hit_id`;
}

const SHORT: Readonly<Record<string, string>> = { networks: 'asns' };
export const mostName = (measure: Measure): string => {
  const many = manyOf(measure).replaceAll(/\W+/g, '_');
  return `most_${SHORT[many] ?? many}_in_window`;
};
