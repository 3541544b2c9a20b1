import type { Filter } from '../../../shared/contract.ts';
import type { EventColumn, Scalar } from '../../../shared/model.ts';
import { eventColumn, join, name, sql, type Identifier, type Statement } from '../db/sql.ts';
import { networkExpression } from '../../../shared/ip-network.ts';
import { isMarkColumn } from '../../../shared/marks.ts';
import { dimensionOf, otherwiseOf } from './dimensions.ts';
import { markCondition, type OnColumn } from './mark-filters.ts';
import { shownText, upperBoundFor, valueFor } from './values.ts';

/** What a filter says of a value, and of the absence of one: a missing value is a value like any other. */
interface Test {
  /** Over the bare column, for values that are there. */
  holds: Statement;
  whenMissing: boolean;
}

/**
 * The condition on `event_facts f` that all filters hold. A filter on a dimension becomes a condition on the fact's key, so
 * that counting and paging never join. Throws on an unknown column and on a value of the wrong kind.
 */
export function where(filters: readonly Filter[]): Statement {
  if (filters.length === 0) return sql`TRUE`;
  return join(filters.map(condition), ' AND ');
}

function condition(filter: Filter): Statement {
  if (filter.op === 'among') return among(filter.columns, filter.values);
  return conditionOn(filter);
}

function among(columns: readonly string[], values: readonly string[]): Statement {
  const each = columns.map((column) => conditionOn({ column, op: 'is', values: [...values] }));
  return sql`(${join(each, ' OR ')})`;
}

function conditionOn(filter: OnColumn): Statement {
  if (isMarkColumn(filter.column)) return markCondition(filter);
  const column = eventColumn(filter.column);
  const test = testOf(filter, column);
  const dimension = dimensionOf(column);
  const at = name(column.name);
  if (dimension === null) {
    return test.whenMissing
      ? sql`(f.${at} IS NULL OR ${test.holds})`
      : sql`(f.${at} IS NOT NULL AND ${test.holds})`;
  }
  const { table, key } = dimension;
  const second = otherwiseOf(column);
  if (second) return overTwo(test, at, dimension, second);
  if (!test.whenMissing) {
    return sql`f.${key} IN (SELECT ${key} FROM ${table} WHERE ${at} IS NOT NULL AND ${test.holds})`;
  }
  return sql`(f.${key} IS NULL OR f.${key} NOT IN
    (SELECT ${key} FROM ${table} WHERE ${at} IS NOT NULL AND NOT ${test.holds}))`;
}

type Place = NonNullable<ReturnType<typeof dimensionOf>>;

/** Of two dimensions that share a column the second is asked where the first has no value. */
function overTwo({ holds, whenMissing }: Test, at: Identifier, first: Place, second: Place): Statement {
  const among = (place: Place, test: Statement) =>
    sql`coalesce(f.${place.key} IN (SELECT ${place.key} FROM ${place.table} WHERE ${at} IS NOT NULL AND ${test}), FALSE)`;
  const wanted = whenMissing ? sql`NOT ${holds}` : holds;
  const found = sql`(${among(first, wanted)} OR (NOT ${among(first, sql`TRUE`)} AND ${among(second, wanted)}))`;
  return whenMissing ? sql`NOT ${found}` : found;
}

function testOf(filter: OnColumn, column: EventColumn): Test {
  switch (filter.op) {
    case 'is':
      return { holds: isOneOf(column, filter.values), whenMissing: filter.values.includes(null) };
    case 'is_not':
      return {
        holds: sql`(NOT ${isOneOf(column, filter.values)})`,
        whenMissing: !filter.values.includes(null),
      };
    case 'contains':
      return {
        holds: sql`contains(lower(${shownText(column)}), lower(${filter.text}))`,
        whenMissing: false,
      };
    case 'between':
      return { holds: isBetween(column, filter.from, filter.to), whenMissing: false };
    case 'within':
      return { holds: isOfNetwork(column, filter.network), whenMissing: false };
    case 'outside':
      return { holds: sql`(NOT ${isOfNetwork(column, filter.network)})`, whenMissing: false };
    case 'exists':
      return { holds: sql`TRUE`, whenMissing: false };
    case 'missing':
      return { holds: sql`FALSE`, whenMissing: true };
  }
}

function isOneOf(column: EventColumn, values: readonly Scalar[]): Statement {
  const present = values.filter((value) => value !== null).map((value) => valueFor(column, value));
  if (present.length === 0) return sql`FALSE`;
  return sql`(${name(column.name)} IN (${join(present, ', ')}))`;
}

function isOfNetwork(column: EventColumn, network: string): Statement {
  const expression = networkExpression(network);
  if (expression === null) throw new Error(`no network: ${JSON.stringify(network)}`);
  if (column.kind !== 'text') throw new Error(`no address: ${column.name}`);
  return sql`regexp_matches(${name(column.name)}, ${expression})`;
}

/** Both ends included; an open end is `null`. */
function isBetween(column: EventColumn, from: string | null, to: string | null): Statement {
  if (column.kind === 'boolean') throw new Error(`no order to be between in: ${column.name}`);
  const at = name(column.name);
  const lower = from === null ? sql`TRUE` : sql`${at} >= ${valueFor(column, from)}`;
  const upper = to === null ? sql`TRUE` : sql`${at} <= ${upperBoundFor(column, to)}`;
  return sql`(${lower} AND ${upper})`;
}
