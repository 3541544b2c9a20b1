import type { FileProblem, OwnFile } from '../../../shared/own-files.ts';
import type { Connection } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import { Rule } from '../../../shared/rules.ts';
import { hunts as builtIn } from '../hunts/index.ts';
import { compileRule, parametersOf } from '../hunts/kinds/compile.ts';
import { reasonOf, refusedExpressions } from '../own-files/expressions.ts';
import { inFileOrder } from '../own-files/found.ts';
import { keptTrees } from '../own-trees/store.ts';
import { completeValues } from '../parameters.ts';
import { trees } from '../trees/index.ts';
import { readHunts } from './read.ts';
import type { Claim, ReadHunt } from './read-hunt.ts';

/**
 * The hunts of those files that are without any mistake, and all mistakes of the others by file and place. A file is taken whole or not
 * at all. The database says which regular expressions it takes, and which values a finding has.
 */
export async function checkHunts(
  connection: Connection,
  files: readonly OwnFile[],
): Promise<{ hunts: ReadHunt[]; problems: FileProblem[] }> {
  const { hunts, claims, problems } = readHunts(files);
  const ownTrees = (await keptTrees(connection)).listed.map((one) => one.id);
  for (const [at, claim] of claims.entries()) {
    problems.push(...idProblems(claim, claims.slice(0, at), ownTrees));
    const refused = await refusedExpressions(connection, claim.expressions);
    problems.push(...refused, ...(refused.length > 0 ? [] : await ruleProblems(connection, claim)));
  }
  const bad = new Set(problems.map(({ file }) => file));
  return {
    hunts: hunts.filter(({ file }) => !bad.has(file)),
    problems: inFileOrder(problems, files),
  };
}

/** Why a hunt may not have this id; nothing where it may. */
export function takenBy(id: string): string | null {
  if (builtIn.some((one) => one.id === id)) return 'a built-in hunt has this id';
  return trees.some((one) => one.id === id) ? 'a decision tree has this id' : null;
}

function idProblems(
  { id, problem }: Claim,
  before: readonly Claim[],
  ownTrees: readonly string[],
): FileProblem[] {
  if (id === null) return [];
  const other = before.find((one) => one.id === id);
  const taken =
    takenBy(id) ??
    (ownTrees.includes(id) ? 'an own tree of this case has this id' : null) ??
    (other ? `another hunt, in ${other.file}, has this id` : null);
  return taken === null ? [] : [problem(['id'], `${JSON.stringify(id)}: ${taken}`)];
}

const PLACE = /\{(\w+)\}/g;

/** Placeholders that a finding has no value for, and what else the database does not take. */
async function ruleProblems(
  connection: Connection,
  { rule: claimed, problem }: Claim,
): Promise<FileProblem[]> {
  if (claimed === null) return [];
  try {
    const rule = Rule.parse(claimed.rule);
    const defaults = completeValues({ id: '', parameters: parametersOf(rule, claimed.entity) }, {});
    const compiled = compileRule(rule, claimed.entity, defaults);
    const values = await connection.rows<{ column_name: string }>(
      sql`DESCRIBE SELECT unnest(finding_values) FROM (${compiled})`,
    );
    const known = values.map((one) => one.column_name);
    return [...claimed.summary.matchAll(PLACE)]
      .map(([, place = '']) => place)
      .filter((place) => !known.includes(place))
      .map((place) =>
        problem(['summary'], `no such value: {${place}}; a finding of this hunt has ${known.join(', ')}`),
      );
  } catch (cause) {
    return [problem(['rule'], `the rule cannot be run: ${reasonOf(cause)}`)];
  }
}
