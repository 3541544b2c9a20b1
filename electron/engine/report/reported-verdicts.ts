import {
  holding,
  VERDICTS,
  type EventRef,
  type OwnVerdict,
  type PathStep,
  type Verdict,
  type VerdictAlert,
} from '../../../shared/model.ts';
import type { QuestionQuery } from '../../../shared/contract.ts';
import type { Citation, ReportedStep, ReportedVerdict } from '../../../shared/report.ts';
import type { Connection } from '../db/database.ts';
import type { Readers } from '../desk/readers.ts';
import { citations } from './citations.ts';
import { by } from './order.ts';
import { allPages, batches } from './pages.ts';

export interface VerdictsWanted {
  tree?: string | undefined;
  /** With the authors and times of answers that were given. */
  custody: boolean;
}

/**
 * Every verdict, the gravest first (as the analyst has it, where he answered), then by score and content, each with the paths and the
 * records behind each answer.
 */
export async function* reportedVerdicts(
  desk: Connection,
  readers: Pick<Readers, 'verdicts' | 'query'>,
  { tree, custody }: VerdictsWanted,
): AsyncGenerator<ReportedVerdict> {
  const verdicts = await allPages(async (page) => {
    const { total, verdicts: rows } = await readers.verdicts(desk, page);
    return { total, rows };
  });
  const wanted = verdicts.filter((one) => tree === undefined || one.tree === tree);
  for (const batch of batches(wanted.sort(inOrder))) {
    const cite = await citations(
      desk,
      batch.flatMap(({ alert, path, own }) => [
        ...(alert ? [alert] : []),
        ...[...path, ...(own?.path ?? [])].flatMap((step) => step.events),
      ]),
    );
    for (const verdict of batch) yield reported(verdict, cite, await queriesOf(desk, verdict, readers), custody);
  }
}

const inOrder = by((one: Verdict) => [
  VERDICTS.indexOf(holding(one).verdict),
  -holding(one).score,
  one.tree,
  one.subject.kind,
  one.subject.value,
  one.window_start,
  one.window_end,
  one.verdict_id,
]);

type Cite = (events: readonly EventRef[]) => Citation[];

const reported = (
  one: Verdict,
  cite: Cite,
  queries: Queries,
  custody: boolean,
): ReportedVerdict => ({
  id: one.verdict_id,
  tree: one.tree,
  version: one.tree_version,
  title: one.title,
  subject: { kind: one.subject.kind, value: one.subject.value },
  alert: reportedAlert(one.alert, cite),
  parameters: one.parameters,
  verdict: one.verdict,
  reason: one.reason,
  score: one.score,
  confidence: one.confidence,
  window: { start: one.window_start, end: one.window_end },
  path: one.path.map((step) => reportedStep(step, cite(step.events), boundQuery(one, step, queries))),
  missing: one.missing,
  own: one.own && reportedOwn(one, one.own, cite, queries),
  answers: one.answers.map(({ question, answer, reason, author, written_at, taken }) => ({
    question,
    answer,
    reason,
    author: custody ? author : null,
    written_at: custody ? written_at : null,
    taken,
  })),
});

const reportedOwn = (
  one: Verdict,
  own: OwnVerdict,
  cite: Cite,
  queries: Queries,
): ReportedVerdict['own'] => ({
  verdict: own.verdict,
  reason: own.reason,
  score: own.score,
  confidence: own.confidence,
  path: own.path.map((step) => ({
    ...reportedStep(step, cite(step.events), boundQuery(one, step, queries)),
    given: step.given,
  })),
  missing: own.missing,
});

function reportedAlert(alert: VerdictAlert | null, cite: Cite): ReportedVerdict['alert'] {
  const [event] = alert ? cite([alert]) : [];
  return alert && event ? { label: alert.label, event } : null;
}

type Queries = ReadonlyMap<string, QuestionQuery>;

/** The queries of the questions on both ways of a verdict. */
async function queriesOf(desk: Connection, one: Verdict, readers: Pick<Readers, 'query'>): Promise<Queries> {
  const queries = new Map<string, QuestionQuery>();
  for (const { question } of [...one.path, ...(one.own?.path ?? [])]) {
    const query = await readers.query(desk, one.tree, one.tree_version, question);
    if (query) queries.set(question, query);
  }
  return queries;
}

/** The query as it was bound for this subject. */
function boundQuery(one: Verdict, { question }: PathStep, queries: Queries): ReportedStep['query'] {
  const query = queries.get(question);
  if (!query) return null;
  const known = { ...query.constants, ...one.facts, ...one.parameters };
  return {
    sql: query.sql,
    values: Object.fromEntries(query.names.map((name) => [name, known[name] ?? null])),
  };
}

const reportedStep = (step: PathStep, events: Citation[], query: ReportedStep['query']): ReportedStep => ({
  question: step.question,
  text: step.text,
  answer: step.answer,
  reason: step.reason,
  points: step.points,
  missing: step.missing,
  query,
  events,
});
