import { branchesOf } from '../../../shared/check-tree.ts';
import type { Facts, ParameterValue, TreeDefinition } from '../../../shared/definitions.ts';
import type { PathStep } from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { fixed, sql } from '../db/sql.ts';
import { citedEvents, keepCited } from './cited.ts';
import { answersOf, forgetAnswer, rememberAnswer, toGiven } from './kept-answers.ts';
import { ownColumns, ownWay, stepsOf, type AnalystAnswer } from './own.ts';
import type { VerdictRow } from './verdicts.ts';

/**
 * Keeps an answer in place of one to the same question, and walks the verdict's way again with all that are given. Throws on a verdict
 * that is not there, and on a question or an answer that the tree does not have. Run it in a transaction.
 */
export async function keepAnswer(
  job: Connection,
  tree: TreeDefinition,
  verdict: VerdictRow,
  answer: AnalystAnswer,
): Promise<void> {
  const asked = tree.questions.find((question) => question.id === answer.question);
  if (!asked) throw new Error(`tree "${tree.id}" has no question "${answer.question}"`);
  const answers = branchesOf(asked).map((branch) => branch.answer);
  if (!answers.includes(answer.answer))
    throw new Error(`question "${asked.id}" has no answer "${answer.answer}", only ${answers.join(', ')}`);
  await forgetAnswer(job, verdict, answer.question);
  await rememberAnswer(job, verdict, answer);
  await walkAgain(job, tree, verdict);
}

/** Forgets the answer to the question and walks again. Throws where none was given. Run it in a transaction. */
export async function withdrawAnswer(
  job: Connection,
  tree: TreeDefinition,
  verdict: VerdictRow,
  question: string,
): Promise<AnalystAnswer> {
  const kept = (await answersOf(job, [verdict])).get(verdict.verdict_id) ?? [];
  const answer = kept.find((one) => one.question === question);
  if (!answer) throw new Error(`nobody answered "${question}" for verdict ${verdict.verdict_id}`);
  await forgetAnswer(job, verdict, question);
  await walkAgain(job, tree, verdict);
  return answer;
}

/** The facts of the last run decide: nothing is computed anew from the events. */
async function walkAgain(job: Connection, tree: TreeDefinition, verdict: VerdictRow): Promise<void> {
  const { verdict_id } = verdict;
  const answers = (await answersOf(job, [verdict])).get(verdict_id) ?? [];
  const own = ownWay(tree, await factsOf(job, verdict), toGiven(answers));
  const columns = ownColumns(own);
  await job.run(
    sql`UPDATE verdicts SET own = ${columns.own}, own_verdict = ${columns.own_verdict}, own_score = ${columns.own_score}
        WHERE verdict_id = ${verdict_id}`,
  );
  const path = JSON.parse(verdict.path) as PathStep[];
  const asked = path.map((step) => step.question);
  await job.run(
    sql`DELETE FROM verdict_events WHERE verdict_id = ${verdict_id} AND NOT list_contains(${asked}, question)`,
  );
  await keepCited(
    job,
    citedEvents(
      verdict_id,
      stepsOf([], own).filter((step) => !asked.includes(step.question)),
    ),
  );
}

async function factsOf(job: Connection, { verdict_id, facts, parameters }: VerdictRow): Promise<Facts> {
  const records = await job.row<{ facts: string }>(
    fixed('SELECT facts FROM verdict_records WHERE verdict_id = $id', { id: verdict_id }),
  );
  return {
    ...(JSON.parse(facts) as Facts),
    ...(JSON.parse(records.facts) as Facts),
    ...(JSON.parse(parameters) as Record<string, ParameterValue>),
  };
}
