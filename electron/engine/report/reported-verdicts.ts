import {
  VERDICTS,
  type EventRef,
  type PathStep,
  type Verdict,
  type VerdictAlert,
} from '../../../shared/model.ts';
import type { Citation, ReportedStep, ReportedVerdict } from '../../../shared/report.ts';
import type { Connection } from '../db/database.ts';
import type { Readers } from '../desk/readers.ts';
import { citations } from './citations.ts';
import { by } from './order.ts';
import { allPages, batches } from './pages.ts';

/** Every verdict, the gravest first, then by score and content, each with the path taken and the records behind each answer. */
export async function* reportedVerdicts(
  desk: Connection,
  readers: Pick<Readers, 'verdicts' | 'query'>,
): AsyncGenerator<ReportedVerdict> {
  const verdicts = await allPages(async (page) => {
    const { total, verdicts: rows } = await readers.verdicts(desk, page);
    return { total, rows };
  });
  for (const batch of batches(verdicts.sort(inOrder))) {
    const cite = await citations(
      desk,
      batch.flatMap(({ alert, path }) => [...(alert ? [alert] : []), ...path.flatMap((step) => step.events)]),
    );
    for (const verdict of batch) yield reported(verdict, cite, readers.query);
  }
}

const inOrder = by((one: Verdict) => [
  VERDICTS.indexOf(one.verdict),
  -one.score,
  one.tree,
  one.subject.kind,
  one.subject.value,
  one.window_start,
  one.window_end,
  one.verdict_id,
]);

const reported = (
  one: Verdict,
  cite: (events: readonly EventRef[]) => Citation[],
  queryOf: Readers['query'],
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
  path: one.path.map((step) => ({
    ...reportedStep(step, cite(step.events)),
    query: boundQuery(one, step, queryOf),
  })),
  missing: one.missing,
});

function reportedAlert(
  alert: VerdictAlert | null,
  cite: (events: readonly EventRef[]) => Citation[],
): ReportedVerdict['alert'] {
  const [event] = alert ? cite([alert]) : [];
  return alert && event ? { label: alert.label, event } : null;
}

/** The query as it was bound for this subject. */
function boundQuery(one: Verdict, { question }: PathStep, queryOf: Readers['query']): ReportedStep['query'] {
  const query = queryOf(one.tree, one.tree_version, question);
  if (!query) return null;
  const known = { ...one.facts, ...one.parameters };
  return {
    sql: query.sql,
    values: Object.fromEntries(query.names.map((name) => [name, known[name] ?? null])),
  };
}

const reportedStep = (step: PathStep, events: Citation[]): Omit<ReportedStep, 'query'> => ({
  question: step.question,
  text: step.text,
  answer: step.answer,
  reason: step.reason,
  points: step.points,
  missing: step.missing,
  events,
});
