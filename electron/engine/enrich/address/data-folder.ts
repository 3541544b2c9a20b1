import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { DataManifest, MANIFEST, type ManifestEntry } from '../../../../shared/data-manifest.ts';

/** Where data files may lie: a folder given by the user or a test, else what was renewed, else the npm package that carries them. */
export interface DataLocation {
  /** A folder that holds all data files side by side. */
  dataPath?: string | undefined;
  /** The program's folder `resources`, in whose `data` lies what `npm run data:update` fetched. */
  resourcesPath?: string | undefined;
}

export const renewedFolder = (resourcesPath: string): string => join(resourcesPath, 'data');

/**
 * The folder of the package `name`, or that of renewed data where it has the file `needed`, or `dataPath` where it is given; null
 * where there is none.
 */
export function dataFolder(
  name: string,
  { dataPath, resourcesPath }: DataLocation = {},
  needed?: string,
): string | null {
  if (dataPath !== undefined) return existsSync(dataPath) ? dataPath : null;
  const renewed = resourcesPath === undefined ? null : renewedFolder(resourcesPath);
  if (renewed !== null && needed !== undefined && existsSync(join(renewed, needed))) return renewed;
  try {
    const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
    return unpacked(folder);
  } catch {
    return null;
  }
}

/** A packaged app keeps large files beside its archive. */
function unpacked(folder: string): string {
  const beside = folder.replace(`app.asar${sep}`, `app.asar.unpacked${sep}`);
  return existsSync(beside) ? beside : folder;
}

/** The date in a version such as `2.3.2026061719`, as `2026-06-17`; null where there is none. */
export function dateOfVersion(version: string): string | null {
  const [, year, month, day] = /\.(20\d\d)(\d\d)(\d\d)\d*$/.exec(version) ?? [];
  return year ? `${year}-${month}-${day}` : null;
}

export const fileIn = (folder: string | null, name: string): string | null => {
  const path = folder === null ? null : join(folder, name);
  return path !== null && existsSync(path) ? path : null;
};

/** What the manifest of a folder of renewed data says of its files; empty where there is none. */
export async function renewedFiles(folder: string): Promise<readonly ManifestEntry[]> {
  const path = fileIn(folder, MANIFEST);
  return path === null ? [] : DataManifest.parse(JSON.parse(await readFile(path, 'utf8'))).files;
}
