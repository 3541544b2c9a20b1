import type { Connection } from './database.ts';
import { name, sql } from './sql.ts';

/**
 * Adds rows to a table in one statement. `columns` names the table's columns that the rows have, with the type each is read as; a
 * time is ISO text.
 */
export const insertRows = (
  connection: Connection,
  table: string,
  columns: Readonly<Record<string, 'VARCHAR' | 'INTEGER' | 'BIGINT' | 'DOUBLE' | 'BOOLEAN' | 'TIMESTAMP'>>,
  rows: readonly object[],
): Promise<void> =>
  connection.run(
    sql`INSERT INTO ${name(table)} BY NAME
      SELECT unnest(from_json(${JSON.stringify(rows)}::JSON, ${JSON.stringify([columns])}), recursive := true)`,
  );
