import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';

/** Where data files may lie: a folder given by the user or a test, else the npm package that carries them. */
export interface DataLocation {
  /** A folder that holds all data files side by side. */
  dataPath?: string | undefined;
}

/** The folder of the package `name`, or of `dataPath` where it is given; null where neither exists. */
export function dataFolder(name: string, { dataPath }: DataLocation = {}): string | null {
  if (dataPath !== undefined) return existsSync(dataPath) ? dataPath : null;
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
