import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Public logs that may lie beside the project; they are no part of it. */
export const SAMPLES = join(import.meta.dirname, '../../../shared/samples');
export const present = existsSync(SAMPLES);
if (!present) console.warn('no public samples beside the project: the tests that read them are skipped');

/** The files below a folder of the samples, or the file itself, as paths from the samples' root, in order; none where there are no samples. */
export function filesUnder(folder: string): string[] {
  if (!present) return [];
  if (statSync(join(SAMPLES, folder)).isFile()) return [folder];
  return readdirSync(join(SAMPLES, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(SAMPLES, join(entry.parentPath, entry.name)))
    .sort();
}
