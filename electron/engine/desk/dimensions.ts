import type { EventColumn } from '../../../shared/model.ts';
import { DIMENSIONS } from '../db/dimensions.ts';
import { name } from '../db/sql.ts';

/** Where a column's dimension is found; `null` for a column of the fact itself. Throws on an unknown table. */
export function dimensionOf(column: EventColumn) {
  return column.table === undefined ? null : tableNamed(column.table);
}

/** Where a column that two dimensions share is found, when the first has no value. */
export function otherwiseOf(column: EventColumn) {
  return column.otherwise === undefined ? null : tableNamed(column.otherwise);
}

function tableNamed(text: string) {
  const dimension = DIMENSIONS.find(({ table }) => table === text);
  if (!dimension) throw new Error(`no such dimension table: ${text}`);
  return { table: name(dimension.table), key: name(dimension.key) };
}
