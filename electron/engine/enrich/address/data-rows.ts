import type { DataFile } from '../../../../shared/model.ts';
import type { Connection } from '../../db/database.ts';
import { insertRows } from '../../db/insert-rows.ts';
import { fixed } from '../../db/sql.ts';

const COLUMNS = {
  id: 'VARCHAR',
  title: 'VARCHAR',
  kind: 'VARCHAR',
  version: 'VARCHAR',
  date: 'VARCHAR',
  licence: 'VARCHAR',
  attribution: 'VARCHAR',
  origin: 'VARCHAR',
  entries: 'BIGINT',
  name: 'VARCHAR',
  path: 'VARCHAR',
  sha256: 'VARCHAR',
} as const;

/** Of data that are no file of the user's, or not yet. */
export const NO_FILE = { name: null, path: null, sha256: null, problem: null } as const;

/** Lists a file in the case, in place of one of its id. */
export async function saveDataFile(connection: Connection, file: DataFile): Promise<void> {
  await connection.run(fixed('DELETE FROM data_files WHERE id = $id', { id: file.id }));
  const { problem: _problem, ...row } = file;
  await insertRows(connection, 'data_files', COLUMNS, [row]);
}
