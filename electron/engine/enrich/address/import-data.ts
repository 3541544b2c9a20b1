import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { DataFile } from '../../../../shared/model.ts';
import type { Connection } from '../../db/database.ts';
import { fixed } from '../../db/sql.ts';
import { formOf } from './brought/read-file.ts';
import { addAnswers, removeAnswers } from './brought/store.ts';
import { keepRanges, readRanges } from './cloud-ranges.ts';
import { saveDataFile } from './data-rows.ts';
import { keepLabels } from './labels.ts';
import { type LabelDefaults, ownLabels } from './labels/own-list.ts';

/** `name` where the path is not the file's own, as of one that was uploaded. */
export interface BroughtData extends LabelDefaults {
  path: string;
  name?: string | undefined;
}

const LARGEST_FILE = 256 * 1024 * 1024;

/**
 * Takes a file into the case, told by its content: one that is asked for addresses where it lies (MMDB, a table of address ranges), or
 * cloud ranges or a list of labelled networks, whose content is kept in place of what an earlier file of
 * the same provider or name brought; in a transaction of its own. Throws one line that names the file, and the place where it is
 * wrong; the case then keeps what it had.
 */
export async function importData(
  connection: Connection,
  { path, name = basename(path), ...defaults }: BroughtData,
): Promise<DataFile> {
  const form = await formOf(path, name);
  if (form === 'mmdb' || form === 'ranges') return addAnswers(connection, { path, name });
  const { text, sha256 } = await readText(path, name);
  const brought = { name, text };
  const ranges = readRanges(brought);
  const labels = ranges === null ? ownLabels(brought, defaults) : null;
  const told = ranges?.file ?? labels?.file;
  if (!told)
    throw new Error(
      `neither address ranges (ip-ranges.json, cloud.json, service tags, MMDB, CSV by range or with prefix and provider) nor a list of networks: ${brought.name}`,
    );
  const file = { ...told, name, path, sha256 };
  await connection.transaction(async () => {
    if (ranges) await keepRanges(connection, ranges);
    if (labels) await keepLabels(connection, labels);
    await saveDataFile(connection, file);
  });
  return file;
}

/** Takes what a file brought out of the case again. Throws where the case has no such file. */
export async function removeData(connection: Connection, id: string, dataFolder?: string): Promise<DataFile> {
  const [file] = await connection.rows<DataFile>(fixed('SELECT * FROM data_files WHERE id = $id', { id }));
  if (!file) throw new Error(`no such data in the case: ${JSON.stringify(id)}`);
  if (file.kind !== 'cloud ranges' && file.kind !== 'network labels')
    return removeAnswers(connection, id, dataFolder);
  await connection.transaction(async () => {
    await connection.run(fixed('DELETE FROM cloud_ranges WHERE data_file = $id', { id }));
    await connection.run(fixed('DELETE FROM network_labels WHERE data_file = $id', { id }));
    await connection.run(fixed('DELETE FROM data_files WHERE id = $id', { id }));
  });
  return { ...file, problem: null };
}

async function readText(path: string, name: string): Promise<{ text: string; sha256: string }> {
  const { size } = await stat(path).catch((cause: unknown) => {
    throw new Error(`cannot read ${name}: ${(cause as Error).message}`, { cause });
  });
  if (size > LARGEST_FILE) throw new Error(`too large for data: ${name}: ${size} bytes`);
  const bytes = await readFile(path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { text: bytes.toString('utf8').replace(/^\ufeff/, ''), sha256 };
}
