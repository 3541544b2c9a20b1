import type {
  Answer,
  Asked,
  InputValues,
  QueryCell,
  QueryDefinition,
  QueryRow,
  Sort,
} from '../../../shared/query.ts';
import type { Connection } from '../db/database.ts';
import { fixed, join, name, sql, type Identifier, type Statement } from '../db/sql.ts';
import { isMet } from '../needs.ts';
import { queryOf } from './index.ts';
import { bound, completeInputs } from './inputs.ts';

export interface Page {
  offset: number;
  limit: number;
}

/**
 * A page of the rows that answer a question, in the asked order, else the query's own; equal rows by all columns, an empty cell last.
 * Throws on an unknown query, column or input and on a value that does not fit.
 */
export async function ask(connection: Connection, asked: Asked, { offset, limit }: Page): Promise<Answer> {
  const query = queryOf(asked.query);
  const inputs = completeInputs(query, asked.inputs);
  const sort = checkedSort(query, asked.sort);
  if (!(await isMet(connection, query.needs)))
    return { missing: query.needs.missing, inputs, offset, total: 0, rows: [], records: [] };
  const found = await connection.rows<QueryRow & { of_all: number }>(
    sql`SELECT ${columnsOf(query)}, count(*) OVER () AS of_all FROM (${fixed(query.sql, bound(inputs))})
        ORDER BY ${orderOf(query, sort)} LIMIT ${limit} OFFSET ${offset}`,
  );
  const rows = found.map(({ of_all: _, ...row }) => row as QueryRow);
  const total = found[0]?.of_all ?? (offset === 0 ? 0 : await countOf(connection, query, inputs));
  return {
    missing: null,
    inputs,
    offset,
    total,
    rows,
    records: rows.map((row) => query.records(row, inputs)),
  };
}

async function countOf(connection: Connection, query: QueryDefinition, inputs: InputValues): Promise<number> {
  const row = await connection.row<{ total: number }>(
    sql`SELECT count(*) AS total FROM (${fixed(query.sql, bound(inputs))})`,
  );
  return row.total;
}

/** All rows of a question whose log is there, in chunks. */
export function answers(
  connection: Connection,
  query: QueryDefinition,
  inputs: InputValues,
  sort: Sort | undefined,
): AsyncIterableIterator<Record<string, QueryCell>[]> {
  return connection.stream(
    sql`SELECT ${columnsOf(query)} FROM (${fixed(query.sql, bound(inputs))})
        ORDER BY ${orderOf(query, checkedSort(query, sort))}`,
  );
}

const listed = (names: readonly Identifier[]): Statement =>
  join(
    names.map((one) => sql`${one}`),
    ', ',
  );

const columnsOf = (query: QueryDefinition): Statement =>
  listed(query.columns.map((column) => name(column.name)));

function checkedSort(query: QueryDefinition, sort: Sort | undefined): Sort {
  if (sort && !query.columns.some((column) => column.name === sort.column))
    throw new Error(`"${query.id}" has no column ${JSON.stringify(sort.column)} to sort by`);
  return sort ?? query.sort;
}

/** The asked column first, then all: no two rows that differ can change places. */
function orderOf(query: QueryDefinition, { column, direction }: Sort): Statement {
  const first =
    direction === 'asc' ? sql`${name(column)} ASC NULLS LAST` : sql`${name(column)} DESC NULLS LAST`;
  const own =
    query.sort.direction === 'asc'
      ? sql`${name(query.sort.column)} ASC NULLS LAST`
      : sql`${name(query.sort.column)} DESC NULLS LAST`;
  const rest = query.columns.map((one) => sql`${name(one.name)} ASC NULLS LAST`);
  return join([first, own, ...rest], ', ');
}
