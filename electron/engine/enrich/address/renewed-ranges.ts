import { basename, join } from 'node:path';
import type { Connection } from '../../db/database.ts';
import { renewedFiles, renewedFolder } from './data-folder.ts';
import { importData } from './import-data.ts';

const RANGES = new Set(['aws', 'google', 'azure']);

/** What became of a file of renewed ranges. */
export interface RenewedRanges {
  readonly path: string;
  readonly taken: boolean;
  /** Title and date, or why it was not taken. */
  readonly message: string;
}

/**
 * Takes the ranges that `npm run data:update` fetched into a new case, which then keeps what it was analysed with. A file that
 * cannot be read is told, and does not keep the case from being made.
 */
export async function importRenewedRanges(
  connection: Connection,
  resourcesPath: string,
): Promise<RenewedRanges[]> {
  const folder = renewedFolder(resourcesPath);
  const results: RenewedRanges[] = [];
  for (const { name, group, url } of await renewedFiles(folder).catch(() => [])) {
    if (!RANGES.has(group)) continue;
    const path = join(folder, name);
    try {
      // Azure's day stands in the name that the file has on their server.
      const { title, date } = await importData(connection, { path, name: basename(new URL(url).pathname) });
      results.push({ path, taken: true, message: `${title}, ${date ?? 'undated'}` });
    } catch (cause) {
      results.push({ path, taken: false, message: (cause as Error).message });
    }
  }
  return results;
}
