import type { BoundConstant, TreeDefinition, TreeQuestion } from '../../../shared/definitions.ts';
import type { EntityKind } from '../../../shared/model.ts';
import { join, name, sql, type Statement } from '../db/sql.ts';
import { conditionOf } from '../hunts/kinds/condition.ts';
import { carriedBy, fieldOf, joined } from '../hunts/kinds/fields.ts';
import { ENTITY_SOURCES } from '../hunts/kinds/uses.ts';
import { hoursOf } from './amounts.ts';
import { answersOf } from './answers.ts';
import { Carried } from './carried.ts';
import type { Question, TreeDocument } from './document.ts';
import { factOf, isOther } from './facts.ts';
import { otherEvents } from './other-events.ts';
import { ofTheStart } from './of-the-start.ts';

/** A question's part of the tree's SQL: tables of its own, and its facts over `s`, a row of `starts`, and its tables by name. */
export interface Compiled {
  tables: readonly Statement[];
  /** The table of its own that has a row for each start; none where `s` has all. */
  joins: readonly Statement[];
  facts: readonly (readonly [fact: string, value: Statement])[];
  query?: Statement;
}

/** Makes a tree of a document that was checked: its SQL with what is bound in it. */
export function compileTree(document: TreeDocument): TreeDefinition {
  const carried = new Carried();
  const compiled = document.questions.map((question, at) => compileQuestion(question, at, carried, document));
  const statement = treeSql(document, carried, compiled);
  const shape = shapeOf(document);
  return {
    ...shape,
    questions: shape.questions.map((question, at) => withQuery(question, compiled[at]?.query)),
    sql: statement.text,
    bound: boundOf(statement),
  };
}

const withQuery = (question: TreeQuestion, query: Statement | undefined): TreeQuestion =>
  query ? { ...question, query: query.text, bound: boundOf(query) } : question;

/** The tree without its SQL: what can be checked of it whatever else is wrong. */
export const shapeOf = (document: TreeDocument): TreeDefinition => ({
  id: document.id,
  version: document.version,
  title: document.title,
  purpose: document.purpose,
  subject: document.subject,
  needs: document.needs,
  base_points: document.base_points,
  parameters: document.parameters as TreeDefinition['parameters'],
  root: document.root ?? document.questions[0]?.id ?? '',
  questions: document.questions.map(questionOf),
  verdicts: document.verdicts,
  sql: '',
});

const boundOf = ({ values }: Statement) => values as Readonly<Record<string, BoundConstant>>;

/** The column of the starting event that names the subject. */
export const subjectColumn = ({
  subject,
  named_by,
}: {
  subject: EntityKind;
  named_by?: string | undefined;
}) => named_by ?? ENTITY_SOURCES[subject].column;

const compileQuestion = (
  question: Question,
  at: number,
  carried: Carried,
  document: TreeDocument,
): Compiled => {
  const { ask } = question;
  return isOther(ask)
    ? otherEvents({ ...question, ask }, at, carried, subjectColumn(document))
    : ofTheStart({ ...question, ask }, carried);
};

function questionOf(question: Question): TreeQuestion {
  const fact = factOf(question);
  const { unknown, ask } = question;
  const missing = isOther(ask) ? ask.needs.missing : ask.missing;
  return {
    id: question.id,
    text: question.text,
    explain: question.explain,
    delivers: [],
    answers: answersOf(question),
    // A document without it is refused by the check of the tree.
    unknown: unknown && {
      reason: unknown.reason ?? `Not known: {${fact}_why}.`,
      missing: unknown.missing ?? missing,
      points: unknown.points,
      next: unknown.next,
    },
    records: `${fact}_records`,
  } as TreeQuestion;
}

const FIRST_RECORDS = 50;

function treeSql(document: TreeDocument, carried: Carried, compiled: readonly Compiled[]): Statement {
  const facts = compiled.flatMap((one) => one.facts);
  const told = startFacts(carried);
  return sql`WITH places AS MATERIALIZED (
  -- Where a record stands, whatever the order of import.
  SELECT evidence_id, sha256, member, dense_rank() OVER (ORDER BY path, member NULLS FIRST) AS place FROM evidence
),
begun (evidence_id, record, label, finding_id, from_time, until_time) AS (${begunBy(document)}),
${namedBy(document, carried)},
${startsOf(document.starts.gap_hours, carried)}${join(
    compiled.flatMap((one) => one.tables.map((table) => sql`,\n${table}`)),
    '',
  )}
SELECT
  s.subject, s.subject AS subject_name, s.window_start, s.window_end,
  {label: array_to_string(s.labels, '; '), evidence_id: s.evidence_id, record: s.record, key: s.key} AS alert,
  s.labels AS alert_label, s.alert_count, strftime(s.timestamp, '%Y-%m-%d %H:%M:%S') AS alert_time,
  strftime(s.timestamp, '%Y-%m-%dT%H:%M:%S.%fZ') AS alert_timestamp, ${told},
  ${join(
    facts.map(([fact, value]) => sql`${value} AS ${name(fact)}`),
    ',\n  ',
  )}
FROM starts s
${join(
  compiled.flatMap((one) => one.joins),
  '\n',
)}`;
}

const startFacts = (carried: Carried): Statement =>
  join(
    [
      ['event_action', 'alert_action'],
      ['address', 'alert_address'],
      ['network', 'alert_network'],
      ['country', 'alert_country'],
      ['client', 'alert_client'],
    ].map(([field = '', fact = '']) => sql`${carried.shown(field)} AS ${name(fact)}`),
    ', ',
  );

/** The events that start the tree: those that fulfil a condition, and those that findings cite. */
function begunBy({ starts: { events, findings } }: TreeDocument): Statement {
  const parts = events.map(
    ({ where, label }) =>
      sql`SELECT f.evidence_id, f.record, coalesce(${label ?? null}, f.rule_name, a.event_action, a.event_dataset, 'event') AS label,
    CAST(NULL AS VARCHAR) AS finding_id, CAST(NULL AS TIMESTAMP) AS from_time, CAST(NULL AS TIMESTAMP) AS until_time
  FROM event_facts f LEFT JOIN actions a ON a.action_key = f.action_key WHERE ${conditionOf(where)}`,
  );
  if (findings.length > 0)
    parts.push(
      sql`SELECT c.evidence_id, c.record, n.hunt || ': ' || n.summary, n.finding_id, n.window_start, n.window_end
  FROM findings n JOIN finding_events c ON c.finding_id = n.finding_id WHERE list_contains(${findings}, n.hunt)`,
    );
  return join(parts, '\n  UNION ALL\n  ');
}

/** Each with its subject and what questions ask of it. Of the events of a finding the first of each subject stands for it. */
function namedBy(document: TreeDocument, carried: Carried): Statement {
  const subject = fieldOf(subjectColumn(document));
  const fields = [subject, ...carried.fields()];
  return sql`named AS MATERIALIZED (
  SELECT t.evidence_id, t.record, t.timestamp, t.label, t.finding_id, t.from_time, t.until_time, p.place, p.sha256, p.member,
    CAST(${subject.value} AS VARCHAR) AS subject${carried.columns()}
  FROM (
    SELECT f.*, b.label, b.finding_id, b.from_time, b.until_time${carried.conditions()}
    FROM event_facts f JOIN begun b ON b.evidence_id = f.evidence_id AND b.record = f.record
  ) t
  ${joined(carriedBy(fields))}
  LEFT JOIN places p ON p.evidence_id = t.evidence_id
  WHERE ${subject.value} IS NOT NULL
  QUALIFY t.finding_id IS NULL OR row_number() OVER (
    PARTITION BY t.finding_id, subject ORDER BY t.timestamp, p.place, t.record) = 1
)`;
}

/** What starts it by itself: of those of one subject without a long pause the first, with the labels and records of all. */
function startsOf(gapHours: number, carried: Carried): Statement {
  const first = ['evidence_id', 'record', 'timestamp', 'place', 'sha256', 'member', ...carried.names()];
  return sql`stretched AS (
  SELECT *, sum(is_new) OVER (PARTITION BY subject ORDER BY timestamp, place, record ROWS UNBOUNDED PRECEDING) AS stretch
  FROM (
    SELECT *, row_number() OVER (PARTITION BY subject, evidence_id, record ORDER BY label) = 1 AS is_first, CASE
      WHEN evidence_id = lag(evidence_id) OVER line AND record = lag(record) OVER line THEN 0
      WHEN timestamp - lag(timestamp) OVER line <= ${hoursOf(gapHours)} AND ${gapHours > 0} THEN 0
      ELSE 1 END AS is_new
    FROM named
    WINDOW line AS (PARTITION BY subject ORDER BY timestamp, place, record)
  )
),
starts AS MATERIALIZED (
  SELECT o.*, f.* EXCLUDE (subject, stretch), row_number() OVER (ORDER BY f.timestamp, f.place, f.record, o.subject) AS start,
    f.sha256 || '/' || coalesce(f.member, '') || '/' || f.record AS key
  FROM (
    SELECT subject, stretch, list_sort(list(DISTINCT label)) AS labels, count(*) FILTER (is_first) AS alert_count,
      min(least(timestamp, coalesce(from_time, timestamp))) AS window_start,
      max(greatest(timestamp, coalesce(until_time, timestamp))) AS window_end,
      list({evidence_id: evidence_id, record: record} ORDER BY timestamp, place, record) FILTER (is_first)[:${FIRST_RECORDS}] AS records
    FROM stretched GROUP BY subject, stretch
  ) o
  JOIN (
    SELECT subject, stretch, ${join(
      first.map((column) => sql`${name(column)}`),
      ', ',
    )} FROM stretched
    QUALIFY row_number() OVER (PARTITION BY subject, stretch ORDER BY timestamp, place, record) = 1
  ) f ON f.subject = o.subject AND f.stretch = o.stretch
)`;
}
