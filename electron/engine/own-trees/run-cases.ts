import type { PathStep, Verdict } from '../../../shared/model.ts';
import type { Database } from '../db/database.ts';
import { runHunts } from '../hunting.ts';
import { differences, resultsOf, type CaseResult } from '../own-files/case-results.ts';
import { clearEvents, expand, seed } from '../own-files/seed.ts';
import { configureTree, readVerdicts } from '../triage.ts';
import type { TreeCase } from './document.ts';
import type { ReadTree } from './read-tree.ts';
import { keepTrees } from './store.ts';

/** Runs the cases inside a tree's file in an empty case, which is emptied again before each of them. */
export async function runCases(database: Database, read: ReadTree): Promise<CaseResult[]> {
  await keepTrees(database.job, [read]);
  return await resultsOf(read.cases, (one) => runCase(database, read, one));
}

const MOST = 1000;

async function runCase(database: Database, read: ReadTree, one: TreeCase): Promise<string[]> {
  const { job, desk } = database;
  await clearEvents(job);
  await seed(job, expand(one.events, read.bundles));
  await runHunts(job, read.findings);
  const { state } = await configureTree(job, read.tree.id, one.parameters);
  if (state.state === 'not run') return [`not run, since the events lack what it needs: ${state.reason}`];
  const { verdicts } = await readVerdicts(desk, { offset: 0, limit: MOST });
  return differencesOf(
    verdicts.filter(({ tree }) => tree === read.tree.id),
    one.verdicts,
    read,
  );
}

function differencesOf(
  verdicts: readonly Verdict[],
  expected: TreeCase['verdicts'],
  read: ReadTree,
): string[] {
  const number =
    verdicts.length === expected.length
      ? []
      : [
          `${verdicts.length} verdicts, not ${expected.length}: ${verdicts.map(inShort).join('; ') || 'none'}`,
        ];
  return [
    ...number,
    ...expected.slice(0, verdicts.length).flatMap((one, at) => {
      const verdict = verdicts[at];
      return verdict ? verdictDifferences(verdict, one, read, `verdict ${at + 1}`) : [];
    }),
  ];
}

const inShort = ({ subject, path, verdict }: Verdict): string =>
  `${subject.value} (${wayOf(path)}: ${verdict})`;
const wayOf = (path: readonly PathStep[]): string =>
  path.map(({ question, answer }) => `${question} ${answer}`).join(', ');

function verdictDifferences(
  verdict: Verdict,
  { path, verdict: named, subject, ...values }: TreeCase['verdicts'][number],
  { tree }: ReadTree,
  place: string,
): string[] {
  const known = tree.verdicts.find(({ id }) => id === named);
  const reached = idOf(verdict, tree);
  return [
    ...(subject === undefined ? [] : differences(verdict.subject.value, subject, `${place}.subject`)),
    ...(named !== undefined && !known
      ? [`${place}.verdict: the tree has no verdict ${JSON.stringify(named)}`]
      : []),
    ...(known ? differences(reached, named, `${place}.verdict`) : []),
    ...differences(verdict, values, place),
    ...(path === undefined ? [] : wayDifferences(verdict.path, path, place)),
  ];
}

/** The verdict that the last answer leads to. */
function idOf({ path }: Verdict, tree: ReadTree['tree']): string | undefined {
  const last = path.at(-1);
  const question = tree.questions.find(({ id }) => id === last?.question);
  const branch =
    last?.answer === 'unknown'
      ? question?.unknown
      : question?.answers.find((one) => one.answer === last?.answer);
  return branch?.next.replace(/^verdict:/, '');
}

function wayDifferences(
  path: readonly PathStep[],
  expected: Record<string, string>,
  place: string,
): string[] {
  const way = Object.entries(expected)
    .map(([question, answer]) => `${question} ${answer}`)
    .join(', ');
  return wayOf(path) === way ? [] : [`${place}.path: ${wayOf(path)}, not ${way}`];
}
