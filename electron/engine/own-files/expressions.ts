import type { Connection } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import type { FileProblem } from '../../../shared/own-files.ts';
import type { Path } from './yaml.ts';

/** The regular expressions of a rule or a question, each with its place. */
export function expressionsIn(value: unknown, path: Path): { path: Path; expression: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const at = [...path, key];
    if (key === 'matches' && typeof inner === 'string') return [{ path: at, expression: inner }];
    return expressionsIn(inner, at);
  });
}

/** An expression of a file, and how it is refused at its place. */
export interface Expression {
  expression: string;
  refuse: (message: string) => FileProblem;
}

/** Those that the database does not take. */
export async function refusedExpressions(
  connection: Connection,
  expressions: readonly Expression[],
): Promise<FileProblem[]> {
  const problems: FileProblem[] = [];
  for (const { expression, refuse } of expressions)
    try {
      await connection.run(sql`SELECT regexp_matches('', ${expression})`);
    } catch (cause) {
      problems.push(refuse(`no regular expression that the database takes: ${reasonOf(cause)}`));
    }
  return problems;
}

/** The first line of what the database says, without its kind of error. */
export const reasonOf = (cause: unknown): string =>
  ((cause as Error).message.split('\n')[0] ?? '').replace(/^[A-Za-z ]+Error: /, '');
