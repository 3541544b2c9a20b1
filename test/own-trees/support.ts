import type { Database } from '../../electron/engine/db/database.ts';
import { checkTrees } from '../../electron/engine/own-trees/check.ts';
import { keepTrees, keptTrees } from '../../electron/engine/own-trees/store.ts';
import { readVerdicts, runTrees } from '../../electron/engine/triage.ts';
import type { Verdict } from '../../shared/model.ts';
import { expand, seed, type Columns } from '../support/seed.ts';

/** A small tree; `ask` and `answers` are those of its one question, as lines indented by six. */
export const oneQuestion = (ask: string, answers: string, more = ''): string => `id: my-tree
title: A tree
version: 1
subject: user
needs: { missing: a log }
starts:
  events:
    - where: { column: event_action, is: alert }
${more}questions:
  - id: q
    text: Is it so?
    ask:
${ask}
    answers:
${answers}
    unknown: { points: 0, next: verdict:open }
verdicts:
  - { id: bad, verdict: suspicious, reason: '{subject_name}.' }
  - { id: good, verdict: benign, reason: '{subject_name}.' }
  - { id: open, verdict: inconclusive, reason: '{subject_name}.' }
`;
export const YES_NO = `      yes: { reason: '{q}', points: 10, next: verdict:bad }
      no: { reason: '{q}', points: -10, next: verdict:good }`;

export const check = (database: Database, ...texts: string[]) =>
  checkTrees(
    database.job,
    texts.map((text, at) => ({ name: `${at + 1}.yaml`, text })),
  );

/** Problems as file:line:column message. */
export const problemsOf = async (database: Database, ...texts: string[]): Promise<string[]> =>
  (await check(database, ...texts)).problems.map(
    (one) => `${one.file}:${one.line}:${one.column} ${one.message}`,
  );

/** Keeps the trees of a text; throws where it has mistakes. */
export async function keep(database: Database, text: string): Promise<void> {
  const { trees, problems } = await check(database, text);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  await keepTrees(database.job, trees);
}

const BUNDLES: Record<string, Columns> = {
  every: { event_dataset: 'okta.system', event_outcome: 'success', user_name: 'ada', source_kind: 'public' },
  alert: { event_action: 'alert' },
};

/** The verdicts of the case's own trees on events written short. */
export async function walked(
  database: Database,
  events: readonly string[],
  bundles: Record<string, Columns> = {},
): Promise<Verdict[]> {
  const lines = events.map((line) => line.trim());
  await seed(database.job, expand(lines, { ...BUNDLES, ...bundles }));
  const { trees } = await keptTrees(database.job);
  await runTrees(
    database.job,
    trees.map(({ id }) => id),
  );
  const { verdicts } = await readVerdicts(database.desk, { offset: 0, limit: 1000 });
  return verdicts;
}

export const wayOf = ({ path }: Pick<Verdict, 'path'>): string =>
  path.map(({ question, answer }) => `${question} ${answer}`).join(', ');
