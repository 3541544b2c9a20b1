import type { TreeDefinition } from '../../../shared/definitions.ts';
import type { FileProblem, OwnFile } from '../../../shared/own-files.ts';
import type { Connection } from '../db/database.ts';
import { fixed, sql } from '../db/sql.ts';
import { hunts } from '../hunts/index.ts';
import { reasonOf, refusedExpressions } from '../own-files/expressions.ts';
import { inFileOrder } from '../own-files/found.ts';
import { keptHunts } from '../own-hunts/store.ts';
import { completeValues } from '../parameters.ts';
import { readTrees, type ReadTree, type TreeClaim } from './read-tree.ts';
import { keptTrees, takenBy } from './store.ts';

/**
 * The trees of those files that are without any mistake, and all mistakes of the others by file and place. A file is taken whole or not
 * at all. The case says which hunts there are and which versions of a tree it keeps.
 */
export async function checkTrees(
  connection: Connection,
  files: readonly OwnFile[],
): Promise<{ trees: ReadTree[]; problems: FileProblem[] }> {
  const { claims, problems } = readTrees(files);
  const ids = await huntIds(connection);
  const kept = (await keptTrees(connection)).versions;
  for (const [at, claim] of claims.entries()) {
    problems.push(
      ...idProblems(claim, claims.slice(0, at), ids.own),
      ...(await refusedExpressions(connection, claim.expressions)),
      ...findingProblems(claim, ids.all),
      ...versionProblems(claim, kept),
    );
    if (claim.read && !problems.some(({ file }) => file === claim.file))
      problems.push(...(await statementProblems(connection, claim, claim.read.tree)));
  }
  const bad = new Set(problems.map(({ file }) => file));
  return {
    trees: claims.flatMap(({ read, file }) => (read && !bad.has(file) ? [read] : [])),
    problems: inFileOrder(problems, files),
  };
}

async function huntIds(connection: Connection) {
  const own = (await keptHunts(connection)).listed.map(({ id }) => id);
  return { own, all: [...hunts.map(({ id }) => id), ...own] };
}

function idProblems(
  { id, problem }: TreeClaim,
  before: readonly TreeClaim[],
  ownHunts: readonly string[],
): FileProblem[] {
  if (id === null) return [];
  const other = before.find((one) => one.id === id);
  const taken =
    takenBy(id) ??
    (ownHunts.includes(id) ? 'an own hunt of this case has this id' : null) ??
    (other ? `another tree, in ${other.file}, has this id` : null);
  return taken === null ? [] : [problem(['id'], `${JSON.stringify(id)}: ${taken}`)];
}

const findingProblems = ({ read, problem }: TreeClaim, known: readonly string[]): FileProblem[] =>
  (read?.findings ?? []).flatMap((id, at) =>
    known.includes(id)
      ? []
      : [
          problem(
            ['starts', 'findings', at],
            `no such hunt, built in or in this case: ${JSON.stringify(id)}`,
          ),
        ],
  );

/** An old verdict must stay explainable: what it was reached by keeps its number. */
function versionProblems({ read, problem }: TreeClaim, kept: readonly TreeDefinition[]): FileProblem[] {
  if (!read) return [];
  const { tree } = read;
  const versions = kept.filter((one) => one.id === tree.id);
  const same = versions.find((one) => one.version === tree.version);
  const latest = Math.max(0, ...versions.map((one) => one.version));
  if (same && meaningOf(same) !== meaningOf(tree))
    return [
      problem(
        ['version'],
        `the case keeps another version ${tree.version} of this tree: give the changed one a higher number than ${latest}`,
      ),
    ];
  return !same && tree.version < latest
    ? [problem(['version'], `the case keeps version ${latest} of this tree already`)]
    : [];
}

const meaningOf = ({ own: _, ...tree }: TreeDefinition): string => JSON.stringify(tree);

/** What else the database does not take. */
async function statementProblems(
  connection: Connection,
  { problem }: TreeClaim,
  tree: TreeDefinition,
): Promise<FileProblem[]> {
  try {
    await connection.rows(sql`DESCRIBE ${fixed(tree.sql, { ...tree.bound, ...completeValues(tree, {}) })}`);
    return [];
  } catch (cause) {
    return [problem(['questions'], `the questions cannot be asked: ${reasonOf(cause)}`)];
  }
}
