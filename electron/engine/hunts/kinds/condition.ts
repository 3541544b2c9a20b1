import type { Condition } from '../../../../shared/rules.ts';
import type { Scalar } from '../../../../shared/model.ts';
import { eventColumn, join, name, sql, type Statement } from '../../db/sql.ts';
import { keyOf } from './fields.ts';
import { expressionOf, piecesOf } from './pattern.ts';

/**
 * The condition as a filter of rows `f` of `event_facts`: true, false or null. DuckDB reads only what a bare IN can hold, where it would
 * join every row to a condition that is never null.
 */
export function filterOf(condition: Condition): Statement {
  const row = rowOf(condition);
  if (row) return keysOf(row.table, row.held);
  if ('all' in condition) return join(condition.all.map(filterOf), ' AND ');
  const needed = neededOf(condition);
  return needed
    ? sql`${keysOf(needed.table, needed.held)} AND ${conditionOf(condition)}`
    : conditionOf(condition);
}

/** How to ask whether the row of a dimension table that a fact has holds a condition: true or false, never null. */
type Ask = (table: string, held: Statement) => Statement;

/** The condition over a row `f` of `event_facts`: true or false, never null. Throws on a column that is not in the schema. */
export function conditionOf(condition: Condition, ask: Ask = among): Statement {
  const row = rowOf(condition);
  if (row) return ask(row.table, row.held);
  if ('all' in condition) return sql`(${join(grouped(condition.all, ask), ' AND ')})`;
  if ('any' in condition)
    return sql`(${join(
      condition.any.map((one) => conditionOf(one, ask)),
      ' OR ',
    )})`;
  if ('not' in condition) return sql`NOT ${conditionOf(condition.not, ask)}`;
  const { table, otherwise } = eventColumn(condition.column);
  const column = sql`${name(condition.column)}`;
  if ('is' in condition && [condition.is].flat().includes(null)) return conditionOf(orAbsent(condition), ask);
  const isAbsent = 'exists' in condition && !condition.exists;
  if (isAbsent) return sql`NOT ${conditionOf({ column: condition.column, exists: true }, ask)}`;
  const held = leaf(condition, column);
  if (table === undefined) return sql`coalesce(${heldByFact(condition)}, false)`;
  if (otherwise === undefined) return ask(table, held);
  return sql`(${ask(table, held)} OR (NOT ${ask(table, sql`${column} IS NOT NULL`)} AND ${ask(otherwise, held)}))`;
}

/** All of the conditions; those that one dimension table decides are asked of it once. */
function grouped(all: readonly Condition[], ask: Ask): Statement[] {
  const tables = new Map<string, Statement[]>();
  const others: Statement[] = [];
  for (const condition of all) {
    const row = rowOf(condition);
    if (row) tables.set(row.table, [...(tables.get(row.table) ?? []), row.held]);
    else others.push(conditionOf(condition, ask));
  }
  return [...[...tables].map(([table, held]) => ask(table, join(held, ' AND '))), ...others];
}

/** A filter of rows `f` of `event_facts` as joins behind them and what must hold then. */
export interface JoinedFilter {
  joins: Statement;
  where: Statement;
}

/**
 * The condition as a filter of many rows: each dimension table is joined once, with only those of its rows that can hold, so that DuckDB
 * may begin with the table that leaves the fewest.
 */
export function joinedFilterOf(condition: Condition): JoinedFilter {
  const tables = new Tables();
  const rest: Condition[] = [];
  for (const one of 'all' in condition ? condition.all : [condition]) {
    const row = rowOf(one);
    const needed = row ?? neededOf(one);
    if (needed) tables.narrow(needed);
    if (!row) rest.push(one);
  }
  const where = rest.flatMap((one) => {
    // Where a row must be there in any case, it may also be left out for what it holds.
    const row = 'not' in one ? rowOf(one.not) : null;
    if (!row || !tables.isNarrowed(row.table)) return [conditionOf(one, tables.ask)];
    tables.narrow({ ...row, held: sql`NOT coalesce(${row.held}, false)` });
    return [];
  });
  return {
    joins: tables.joined(),
    where: where.length === 0 ? sql`true` : join(where, ' AND '),
  };
}

/** Dimension tables that a filter asks. */
class Tables {
  private readonly asked = new Map<string, { needed: Statement[]; held: Statement[] }>();

  /** Only rows that hold this are let through. */
  narrow({ table, held }: OfOneTable): void {
    this.of(table).needed.push(held);
  }

  isNarrowed(table: string): boolean {
    return (this.asked.get(table)?.needed.length ?? 0) > 0;
  }

  readonly ask: Ask = (table, held) => {
    const columns = this.of(table).held;
    columns.push(held);
    return sql`coalesce(${name(`of_${table}`)}.${name(`held_${columns.length}`)}, false)`;
  };

  joined(): Statement {
    return join(
      [...this.asked].map(([table, { needed, held }]) => {
        const [key, alias] = [name(keyOf(table)), name(`of_${table}`)];
        const columns = held.map((one, at) => sql`, ${one} AS ${name(`held_${at + 1}`)}`);
        const rows = needed.length === 0 ? sql`` : sql` WHERE ${join(needed, ' AND ')}`;
        return sql`${needed.length === 0 ? sql`LEFT ` : sql``}JOIN (SELECT ${key}${join(columns, '')} FROM ${name(table)}${rows}) ${alias}
    ON ${alias}.${key} = f.${key}`;
      }),
      '\n  ',
    );
  }

  private of(table: string): { needed: Statement[]; held: Statement[] } {
    const known = this.asked.get(table) ?? { needed: [], held: [] };
    this.asked.set(table, known);
    return known;
  }
}

/** The few rows of a dimension are looked through, not the many of the facts. */
function among(table: string, held: Statement): Statement {
  return sql`coalesce(${keysOf(table, held)}, false)`;
}

function keysOf(table: string, held: Statement): Statement {
  const key = name(keyOf(table));
  return sql`f.${key} IN (SELECT ${key} FROM ${name(table)} WHERE ${held})`;
}

interface OfOneTable {
  table: string;
  /** Over a row of it: true, or false or null. */
  held: Statement;
}

/** The condition where values of one dimension table alone decide it, and what is absent decides nothing. */
function rowOf(condition: Condition): OfOneTable | null {
  if ('all' in condition) return together(condition.all.map(rowOf), ' AND ');
  if ('any' in condition) return together(condition.any.map(rowOf), ' OR ');
  if ('not' in condition) return null;
  const { table, otherwise } = eventColumn(condition.column);
  if (table === undefined || otherwise !== undefined) return null;
  if ('exists' in condition && !condition.exists) return null;
  if ('is' in condition && [condition.is].flat().includes(null)) return null;
  return { table, held: leaf(condition, sql`${name(condition.column)}`) };
}

/** What a row of one dimension table must hold where the condition is to hold: less than the condition itself. */
function neededOf(condition: Condition): OfOneTable | null {
  if ('any' in condition) return together(condition.any.map(neededOf), ' OR ');
  if (!('all' in condition)) return rowOf(condition);
  const needed = condition.all.flatMap((one) => neededOf(one) ?? []);
  return together(
    needed.filter(({ table }) => table === needed[0]?.table),
    ' AND ',
  );
}

function together(rows: readonly (OfOneTable | null)[], word: string): OfOneTable | null {
  const [first] = rows;
  if (!first) return null;
  const held = rows.flatMap((row) => (row?.table === first.table ? [row.held] : []));
  return held.length < rows.length ? null : { table: first.table, held: sql`(${join(held, word)})` };
}

type Leaf = Exclude<Condition, { all: Condition[] } | { any: Condition[] } | { not: Condition }>;

const heldByFact = (condition: Leaf): Statement => leaf(condition, sql`f.${name(condition.column)}`);

function leaf(condition: Leaf, column: Statement): Statement {
  if ('is' in condition) return isOneOf(column, listOf<Scalar>(condition.is));
  if ('exists' in condition) return sql`${column} IS NOT NULL`;
  if ('matches' in condition) return sql`regexp_matches(${text(column)}, ${condition.matches})`;
  if ('at_least' in condition) return sql`${column} >= ${condition.at_least}`;
  if ('at_most' in condition) return sql`${column} <= ${condition.at_most}`;
  if ('like' in condition) return someText('like', column, listOf(condition.like));
  if ('contains' in condition) return someText('contains', column, listOf(condition.contains));
  if ('starts_with' in condition) return someText('starts_with', column, listOf(condition.starts_with));
  return someText('ends_with', column, listOf(condition.ends_with));
}

const listOf = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);
const text = (column: Statement): Statement => sql`CAST(${column} AS VARCHAR)`;

const isOneOf = (column: Statement, values: readonly Scalar[]): Statement =>
  sql`(${join(
    values.map((value) => sql`${column} = ${value}`),
    ' OR ',
  )})`;

/** An event that has no row in the dimension has no value either, as one whose row has none. */
function orAbsent({ column, is }: Extract<Leaf, { is: unknown }>): Condition {
  const held = [is].flat().filter((value) => value !== null);
  const absent: Condition = { column, exists: false };
  return held.length === 0 ? absent : { any: [absent, { column, is: held }] };
}

const FUNCTIONS = {
  like: (column: Statement, pattern: string) => {
    const pieces = piecesOf(pattern);
    const [whole = ''] = pieces;
    return pieces.length < 2 && typeof whole === 'string'
      ? sql`lower(${text(column)}) = lower(${whole})`
      : sql`regexp_full_match(${text(column)}, ${`(?is)${expressionOf(pieces)}`})`;
  },
  contains: (column: Statement, part: string) => sql`contains(lower(${text(column)}), lower(${part}))`,
  starts_with: (column: Statement, part: string) => sql`starts_with(lower(${text(column)}), lower(${part}))`,
  ends_with: (column: Statement, part: string) => sql`ends_with(lower(${text(column)}), lower(${part}))`,
} as const;

const someText = (how: keyof typeof FUNCTIONS, column: Statement, parts: readonly string[]): Statement =>
  sql`(${join(
    parts.map((part) => FUNCTIONS[how](column, part)),
    ' OR ',
  )})`;
