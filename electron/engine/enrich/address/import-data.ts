import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { DataFile } from '../../../../shared/model.ts';
import type { Connection } from '../../db/database.ts';
import { fixed } from '../../db/sql.ts';
import { keepRanges, readRanges } from './cloud-ranges.ts';
import { keepLabels } from './labels.ts';
import { type LabelDefaults, ownLabels } from './labels/own-list.ts';

/** `name` where the path is not the file's own, as of one that was uploaded. */
export interface BroughtData extends LabelDefaults {
  path: string;
  name?: string | undefined;
}

const LARGEST_FILE = 256 * 1024 * 1024;

/**
 * Takes a file of cloud ranges or a list of labelled networks into the case, told by its content, in place of what an earlier file of
 * the same provider or name brought; in a transaction of its own. Throws one line that names the file, and the place where it is
 * wrong; the case then keeps what it had.
 */
export async function importData(
  connection: Connection,
  { path, name = basename(path), ...defaults }: BroughtData,
): Promise<DataFile> {
  const brought = { name, text: await readText(path, name) };
  const ranges = readRanges(brought);
  const labels = ranges === null ? ownLabels(brought, defaults) : null;
  const file = ranges?.file ?? labels?.file;
  if (!file)
    throw new Error(
      `neither address ranges (ip-ranges.json, cloud.json, service tags, CSV with prefix and provider) nor a list of networks: ${brought.name}`,
    );
  await connection.transaction(async () => {
    if (ranges) await keepRanges(connection, ranges);
    if (labels) await keepLabels(connection, labels);
    await connection.run(fixed('DELETE FROM data_files WHERE id = $id', { id: file.id }));
    await connection.append(
      'data_files',
      Object.values(file).map((value) => [value]),
    );
  });
  return file;
}

/** Takes what a file brought out of the case again. Throws where the case has no such file. */
export async function removeData(connection: Connection, id: string): Promise<DataFile> {
  const [file] = await connection.rows<DataFile>(fixed('SELECT * FROM data_files WHERE id = $id', { id }));
  if (!file) throw new Error(`no such data in the case: ${JSON.stringify(id)}`);
  await connection.transaction(async () => {
    await connection.run(fixed('DELETE FROM cloud_ranges WHERE data_file = $id', { id }));
    await connection.run(fixed('DELETE FROM network_labels WHERE data_file = $id', { id }));
    await connection.run(fixed('DELETE FROM data_files WHERE id = $id', { id }));
  });
  return file;
}

async function readText(path: string, name: string): Promise<string> {
  const { size } = await stat(path).catch((cause: unknown) => {
    throw new Error(`cannot read ${name}: ${(cause as Error).message}`, { cause });
  });
  if (size > LARGEST_FILE) throw new Error(`too large for data: ${name}: ${size} bytes`);
  return (await readFile(path, 'utf8')).replace(/^\ufeff/, '');
}
