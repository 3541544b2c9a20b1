import type { BoundConstant, TreeDefinition, TreeQuestion } from '../../../shared/definitions.ts';
import { join, name, sql, type Statement } from '../db/sql.ts';
import { answersOf } from './answers.ts';
import { Carried } from './carried.ts';
import type { Compiled } from './compiled.ts';
import type { Question, TreeDocument } from './document.ts';
import { factOf, isOther } from './facts.ts';
import { otherEvents } from './other-events.ts';
import { ofTheStart } from './of-the-start.ts';
import { begunBy, namedBy, startsOf, subjectColumn } from './starts.ts';

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
