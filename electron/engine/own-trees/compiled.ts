import type { Statement } from '../db/sql.ts';

/** A question's part of the tree's SQL: tables of its own, and its facts over `s`, a row of `starts`, and its tables by name. */
export interface Compiled {
  tables: readonly Statement[];
  /** How these tables are joined to `s`. */
  joins: readonly Statement[];
  facts: readonly (readonly [fact: string, value: Statement])[];
  query?: Statement;
}
