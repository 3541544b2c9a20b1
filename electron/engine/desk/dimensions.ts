import type { EventColumn } from '../../../shared/model.ts';
import { DIMENSIONS } from '../db/dimensions.ts';
import { name } from '../db/sql.ts';

/** Where a column's dimension is found; `null` for a column of the fact itself. Throws on an unknown table. */
export function dimensionOf(column: EventColumn) {
  if (column.table === undefined) return null;
  const dimension = DIMENSIONS.find(({ table }) => table === column.table);
  if (!dimension) throw new Error(`no such dimension table: ${column.table}`);
  return { table: name(dimension.table), key: name(dimension.key) };
}
