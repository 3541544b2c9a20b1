import type { Need } from '../../shared/definitions.ts';
import type { Connection } from './db/database.ts';
import { DIMENSIONS } from './db/dimensions.ts';
import { eventColumn, join, name, sql, type Statement } from './db/sql.ts';

/** The first log of those that are needed which the case does not have; `null` where it has all. */
export async function missingLog(connection: Connection, need: Need): Promise<string | null> {
  for (const one of [need, ...(need.also ?? [])]) if (!(await isMet(connection, one))) return one.missing;
  return null;
}

/** Whether some event has all the columns that a definition needs, in one of its datasets. */
export async function isMet(connection: Connection, need: Need): Promise<boolean> {
  const { columns, datasets } = need;
  if (columns.length + datasets.length === 0) return true;
  const row = await connection.row<{ met: boolean }>(
    sql`SELECT EXISTS (SELECT 1 FROM event_facts f WHERE ${neededBy({ columns, datasets })}) AS met`,
  );
  return row.met;
}

/** Over a row `f` of `event_facts`: whether it has all the columns, in one of the datasets. */
export function neededBy({ columns, datasets }: Pick<Need, 'columns' | 'datasets'>): Statement {
  const conditions = [sql`true`, ...columns.map(filled)];
  if (datasets.length > 0) conditions.push(inDatasets(datasets));
  return join(conditions, ' AND ');
}

function filled(column: string): Statement {
  const { table, otherwise } = eventColumn(column);
  const present = sql`${name(column)} IS NOT NULL`;
  if (table === undefined) return present;
  if (otherwise === undefined) return inDimension(table, present);
  return sql`(${inDimension(table, present)} OR ${inDimension(otherwise, present)})`;
}

const inDatasets = (datasets: readonly string[]): Statement =>
  inDimension('actions', sql`list_contains(${datasets}, event_dataset)`);

/** The few rows of a dimension are looked through, not the many of the facts. */
function inDimension(table: string, condition: Statement): Statement {
  const dimension = DIMENSIONS.find((one) => one.table === table);
  if (!dimension) throw new Error(`no such dimension table: ${table}`);
  const key = name(dimension.key);
  return sql`f.${key} IN (SELECT ${key} FROM ${name(table)} WHERE ${condition})`;
}
