import type { Connection } from '../db/database.ts';
import { isKept } from './columns.ts';

/** The text columns of a table that are redacted. */
export interface TextColumns {
  table: string;
  columns: string[];
}

/** Of every table of the case, in the order of the schema. */
export async function textColumns(connection: Connection): Promise<TextColumns[]> {
  const rows = await connection.rows<{ table_name: string; column_name: string }>(
    `SELECT c.table_name, c.column_name FROM duckdb_columns() c
     JOIN duckdb_tables() t ON t.table_oid = c.table_oid AND t.database_name = c.database_name
     WHERE c.database_name = current_database() AND c.data_type = 'VARCHAR' AND c.table_name <> 'pseudonyms'
     ORDER BY c.table_name, c.column_index`,
  );
  const tables = new Map<string, string[]>();
  for (const { table_name, column_name } of rows)
    if (!isKept(table_name, column_name))
      tables.set(table_name, [...(tables.get(table_name) ?? []), column_name]);
  return [...tables].map(([table, columns]) => ({ table, columns }));
}
