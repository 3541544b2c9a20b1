import { join, name, placeholder, sql, type Identifier, type Statement } from '../db/sql.ts';
import { filterOf } from '../hunts/kinds/condition.ts';
import { carriedBy, fieldOf, joined } from '../hunts/kinds/fields.ts';
import { neededBy } from '../needs.ts';
import { daysOf, hoursOf } from './amounts.ts';
import { byNumber, holdsFact, orderedAnswers } from './answers.ts';
import type { Carried } from './carried.ts';
import type { Compiled } from './compiled.ts';
import type { Question } from './document.ts';
import { factOf, type OtherAsk } from './facts.ts';

type Asked = Question & { ask: OtherAsk };

/** What an event of the case has in common with the one that starts the tree. */
interface Tie {
  start: string;
  event: string;
}

const MOST_VALUES = 20;
const FIRST_RECORDS = 50;

/** Names of the tables of one question. */
interface Tables {
  hits: Identifier;
  told: Identifier;
  log: Identifier;
  own: Identifier;
}

/** Facts about other events than the one that starts the tree: those alike in some fields, within a window around it. */
export function otherEvents(question: Asked, at: number, carried: Carried, subject: string): Compiled {
  const { ask } = question;
  const fact = factOf(question);
  const ties = tiesOf(ask, subject);
  const tables: Tables = {
    hits: name(`hits_${at}`),
    told: name(`told_${at}`),
    log: name(`log_${at}`),
    own: name(`own_${at}`),
  };
  const covered = coveredOf(ask, ties, tables, carried);
  const { seen, holds } = answersBy(question, tables, covered, carried);
  const values = ties.map(({ start }) => carried.value(start));
  return {
    tables: [hitsOf(ask, ties, tables, carried), toldOf(tables), ...logOf(ask, subject, tables)],
    joins: [
      sql`JOIN ${tables.told} ON ${tables.told}.start = s.start CROSS JOIN ${tables.log}`,
      ...(isOfTheSame(ask) ? [sql`LEFT JOIN ${tables.own} ON ${ownTie(ask, subject, tables, carried)}`] : []),
    ],
    facts: [
      [fact, seen],
      [`${fact}_events`, sql`${tables.told}.events`],
      [`${fact}_values`, sql`${tables.told}.told_values`],
      [`${fact}_first`, moment(sql`${tables.told}.first_seen`)],
      [`${fact}_last`, moment(sql`${tables.told}.last_seen`)],
      [`${fact}_log_from`, moment(sql`${tables.log}.since`)],
      [`${fact}_log_until`, moment(sql`${tables.log}.until`)],
      [`${fact}_why`, whyOf(ask, ties, subject, tables, carried)],
      [`${fact}_records`, sql`${tables.told}.records`],
      ...holds.map((held, place) => [holdsFact(question, place), held] as const),
      ...values.map((value, place) => [`${fact}_same_${place}`, sql`lower(${value})`] as const),
    ],
    query: queryOf(ask, ties, fact),
  };
}

const moment = (time: Statement): Statement => sql`strftime(${time}, '%Y-%m-%d %H:%M:%S')`;
const isOfTheSame = (ask: OtherAsk): boolean => ask.kind === 'seen_before' || ask.needs.of_the_same;

/** What `same` says; what is asked of as seen before is alike as well. */
function tiesOf(ask: OtherAsk, subject: string): Tie[] {
  const same = subjectTies(ask, subject);
  return ask.kind === 'seen_before'
    ? [...same, ...ask.values.map((field) => ({ start: field, event: field }))]
    : same;
}

const subjectTies = (ask: OtherAsk, subject: string): Tie[] =>
  (ask.same ?? [subject]).map((one) => (typeof one === 'string' ? { start: one, event: one } : one));

/** Whether a time lies in the window around another. */
function inWindow(ask: OtherAsk, time: Statement, start: Statement): Statement {
  if (ask.kind === 'seen_before') return sql`${time} < ${start}`;
  const { before_hours, after_hours } = ask.within;
  const parts = [sql`${time} <= ${start} + ${hoursOf(after_hours)}`];
  if (before_hours !== 'all') parts.push(sql`${time} >= ${start} - ${hoursOf(before_hours)}`);
  // A client is not compared with itself.
  if (ask.kind === 'same_client') parts.push(sql`${time} <> ${start}`);
  return join(parts, ' AND ');
}

/** The field whose values are counted or told; a client by its program, system and kind of device. */
const CLIENT = ['user_agent_original', 'client_name', 'os_name', 'device_kind'] as const;

/** The events that may count, with what they are compared by: `k_0` …, and `value`. */
function eventsOf(ask: OtherAsk, ties: readonly Tie[]): Statement {
  const keys = ties.map(({ event }) => fieldOf(event));
  const told = toldField(ask);
  const value = told === null ? null : fieldOf(told);
  const client = ask.kind === 'same_client' ? CLIENT.map((column) => fieldOf(column)) : [];
  const columns = [
    ...keys.map((key, at) => sql`, lower(CAST(${key.value} AS VARCHAR)) AS ${name(`k_${at}`)}`),
    value ? sql`, ${value.shown(value.value)} AS value` : sql`, CAST(NULL AS VARCHAR) AS value`,
    ...(client.length > 0 ? [sql`, ${familyOf(client.map((one) => one.value))} AS family`] : []),
  ];
  return sql`SELECT t.timestamp, t.evidence_id, t.record${join(columns, '')}
    FROM (SELECT f.* FROM event_facts f WHERE ${ask.where ? filterOf(ask.where) : sql`true`}) t
    ${joined(carriedBy([...keys, ...(value ? [value] : []), ...client]))}`;
}

function toldField(ask: OtherAsk): string | null {
  if (ask.kind === 'distinct') return ask.field;
  if (ask.kind === 'same_client') return 'user_agent_original';
  return ask.kind === 'seen_before' ? null : (ask.tell ?? null);
}

/** The program on its system and kind of device, whatever the version; the whole text where no program is known. */
const familyOf = ([agent, program, system, device]: readonly Statement[]): Statement =>
  sql`coalesce(${program ?? sql`NULL`} || ' on ' || coalesce(${system ?? sql`NULL`}, '') || ', ' || coalesce(${device ?? sql`NULL`}, ''), ${agent ?? sql`NULL`})`;

function hitsOf(ask: OtherAsk, ties: readonly Tie[], { hits }: Tables, carried: Carried): Statement {
  const alike = ties.map(({ start }, at) => sql`e.${name(`k_${at}`)} = lower(${carried.value(start)})`);
  return sql`${hits} AS MATERIALIZED (
  SELECT s.start, e.timestamp, e.evidence_id, e.record, e.value, ${likeness(ask, carried)}
  FROM starts s
  JOIN (${eventsOf(ask, ties)}) e
    ON ${join([...alike, inWindow(ask, sql`e.timestamp`, sql`s.timestamp`)], ' AND ')}
)`;
}

/** How the client of an event is like that of the start: 2 the same, 1 similar, 0 different. */
function likeness(ask: OtherAsk, carried: Carried): Statement {
  if (ask.kind !== 'same_client') return sql`0 AS likeness`;
  const family = familyOf(CLIENT.map((column) => carried.value(column)));
  return sql`CASE WHEN e.value = ${carried.value('user_agent_original')} THEN 2 WHEN e.family = ${family} THEN 1 ELSE 0 END AS likeness`;
}

/** A row for each start, also where nothing was found. */
const toldOf = ({ hits, told }: Tables): Statement => sql`${told} AS MATERIALIZED (
  SELECT s.start, count(h.record) AS events, count(DISTINCT h.value) AS different, max(h.likeness) AS likeness,
    coalesce(list_sort(list(DISTINCT h.value) FILTER (h.value IS NOT NULL))[:${MOST_VALUES}], []) AS told_values,
    min(h.timestamp) AS first_seen, max(h.timestamp) AS last_seen,
    coalesce(list({evidence_id: h.evidence_id, record: h.record} ORDER BY h.timestamp, p.place, h.record)
      FILTER (h.record IS NOT NULL)[:${FIRST_RECORDS}], []) AS records
  FROM starts s
  LEFT JOIN ${hits} h ON h.start = s.start
  LEFT JOIN places p ON p.evidence_id = h.evidence_id
  GROUP BY s.start
)`;

/** From when to when the log reaches, and, where that is asked, since when it knows of the same. */
function logOf(ask: OtherAsk, subject: string, { log, own }: Tables): Statement[] {
  const needed = neededBy(ask.needs);
  const reach = sql`${log} AS MATERIALIZED (
  SELECT min(f.timestamp) AS since, max(f.timestamp) AS until FROM event_facts f WHERE ${needed}
)`;
  if (!isOfTheSame(ask)) return [reach];
  const keys = subjectTies(ask, subject).map(({ event }) => fieldOf(event));
  const values = keys.map((key, at) => sql`, lower(CAST(${key.value} AS VARCHAR)) AS ${name(`k_${at}`)}`);
  return [
    reach,
    sql`${own} AS MATERIALIZED (
  SELECT min(t.timestamp) AS since${join(values, '')}
  FROM (SELECT f.* FROM event_facts f WHERE ${needed}) t
  ${joined(carriedBy(keys))}
  GROUP BY ALL
)`,
  ];
}

const ownTie = (ask: OtherAsk, subject: string, { own }: Tables, carried: Carried): Statement =>
  join(
    [
      sql`true`,
      ...subjectTies(ask, subject).map(
        ({ start }, at) => sql`${own}.${name(`k_${at}`)} = lower(${carried.value(start)})`,
      ),
    ],
    ' AND ',
  );

/** Whether "none" can be said: the log covers the whole window, and the start names what it is compared by. */
function coveredOf(ask: OtherAsk, ties: readonly Tie[], { log, own }: Tables, carried: Carried): Statement {
  const parts = ties.map(({ start }) => sql`${carried.value(start)} IS NOT NULL`);
  if (ask.kind === 'seen_before') {
    parts.push(sql`${own}.since <= s.timestamp - ${daysOf(ask.learning_days)}`);
  } else {
    const { before_hours, after_hours } = ask.within;
    parts.push(
      before_hours === 'all'
        ? sql`${log}.since < s.timestamp`
        : sql`${log}.since <= s.timestamp - ${hoursOf(before_hours)}`,
      sql`${log}.until >= s.timestamp + ${hoursOf(after_hours)}`,
    );
    if (ask.needs.of_the_same) parts.push(sql`${own}.since IS NOT NULL`);
  }
  return sql`coalesce(${join(parts, ' AND ')}, false)`;
}

function answersBy(question: Asked, { told }: Tables, covered: Statement, carried: Carried) {
  const { ask } = question;
  const events = sql`${told}.events`;
  switch (ask.kind) {
    case 'exists':
    case 'seen_before':
      return { seen: events, holds: [sql`CASE WHEN ${events} > 0 THEN true WHEN ${covered} THEN false END`] };
    case 'absent':
      return { seen: events, holds: [sql`CASE WHEN ${events} > 0 THEN false WHEN ${covered} THEN true END`] };
    case 'count':
    case 'distinct': {
      const seen = ask.kind === 'count' ? events : sql`${told}.different`;
      const numbered = orderedAnswers(question).slice(0, -1);
      return { seen, holds: numbered.map(([, answer]) => byNumber(answer, seen, covered)) };
    }
    case 'same_client': {
      const comparable = sql`(${covered} AND ${told}.different > 0 AND ${carried.value('user_agent_original')} IS NOT NULL)`;
      const atLeast = (likeness: number) =>
        sql`CASE WHEN ${told}.likeness >= ${likeness} THEN true WHEN ${comparable} THEN false END`;
      return { seen: sql`${told}.different`, holds: [atLeast(2), atLeast(1)] };
    }
  }
}

/** Why the answer is not known, where it is not. */
function whyOf(
  ask: OtherAsk,
  ties: readonly Tie[],
  subject: string,
  { told, log, own }: Tables,
  carried: Carried,
): Statement {
  const subjects = subjectTies(ask, subject).map(({ event }) => event);
  const same = subjects.length === 0 ? 'at all' : `of the same ${subjects.join(', ')}`;
  return sql`CASE
    ${join(
      ties.map(({ start }) => sql`WHEN ${carried.value(start)} IS NULL THEN ${`the event has no ${start}`}`),
      '\n    ',
    )}
    WHEN ${log}.since IS NULL THEN 'no such log is in the case'
    ${isOfTheSame(ask) ? sql`WHEN ${own}.since IS NULL THEN ${`the log has nothing ${same}`}` : sql``}
    ${
      ask.kind === 'seen_before'
        ? sql`ELSE ${`the log has nothing ${same} before `} || ${moment(sql`${own}.since`)}`
        : sql`${ask.kind === 'same_client' ? clientWhy(told, carried) : sql``}
    ELSE 'the log reaches from ' || ${moment(sql`${log}.since`)} || ' to ' || ${moment(sql`${log}.until`)}`
    } END`;
}

const clientWhy = (told: Identifier, carried: Carried): Statement =>
  sql`WHEN ${carried.value('user_agent_original')} IS NULL THEN 'the event names no client'
    WHEN ${told}.events > 0 AND ${told}.different = 0 THEN 'none of the others names a client'`;

/** The events that count, as a person finds them again for one start. */
function queryOf(ask: OtherAsk, ties: readonly Tie[], fact: string): Statement {
  const alike = ties.map((_, at) => sql`${name(`k_${at}`)} = ${placeholder(`${fact}_same_${at}`)}`);
  const start = sql`CAST(${placeholder('alert_timestamp')} AS TIMESTAMP)`;
  return sql`SELECT timestamp, evidence_id, record
FROM (${eventsOf(ask, ties)})
WHERE ${join([...alike, inWindow(ask, sql`timestamp`, start)], '\n  AND ')}
ORDER BY timestamp, evidence_id, record`;
}
