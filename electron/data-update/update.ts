import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataManifest, MANIFEST, type ManifestEntry } from '../../shared/data-manifest.ts';
import { checkFile } from './check-file.ts';
import { fetchFile } from './fetch-file.ts';
import type { Group } from './sources.ts';

export interface Outcome {
  readonly group: string;
  readonly state: 'new' | 'unchanged' | 'failed';
  /** The files with their dates, or why the group has failed. */
  readonly message: string;
}

interface UpdateOptions {
  /** Where the files and their manifest go; made where it is not there. */
  readonly folder: string;
  readonly groups: readonly Group[];
  readonly now: () => Date;
  readonly tell?: (outcome: Outcome) => void;
}

/**
 * Fetches every group of files beside the folder's own, checks them, and puts them in place together with a manifest of source,
 * SHA-256, size and date. A group of which anything fails keeps its old files and their lines in the manifest; the others go on.
 */
export async function updateData({ folder, groups, now, tell }: UpdateOptions): Promise<Outcome[]> {
  await mkdir(folder, { recursive: true });
  const manifest = await readManifest(folder);
  const outcomes: Outcome[] = [];
  for (const group of groups) {
    const outcome = await updateGroup(folder, group, manifest, now().toISOString());
    outcomes.push(outcome);
    tell?.(outcome);
  }
  return outcomes;
}

async function updateGroup(
  folder: string,
  group: Group,
  manifest: Map<string, ManifestEntry>,
  fetched_at: string,
): Promise<Outcome> {
  const { id, title, licence, attribution, sources } = group;
  const beside = (name: string) => join(folder, `.${name}.part`);
  try {
    const entries: ManifestEntry[] = [];
    for (const source of sources) {
      const fetched = await fetchFile(source, beside(source.name));
      await checkFile(beside(source.name), source);
      entries.push({ name: source.name, group: id, title, licence, attribution, ...fetched, fetched_at });
    }
    const isNew = entries.some(
      ({ name, sha256 }) => manifest.get(name)?.sha256 !== sha256 || !existsSync(join(folder, name)),
    );
    for (const { name } of entries) await rename(beside(name), join(folder, name));
    for (const entry of entries) manifest.set(entry.name, entry);
    await writeManifest(folder, manifest);
    const message = entries.map(({ name, date, bytes }) => `${name} (${date ?? 'undated'}, ${bytes} bytes)`);
    return { group: id, state: isNew ? 'new' : 'unchanged', message: message.join(', ') };
  } catch (cause) {
    return { group: id, state: 'failed', message: (cause as Error).message };
  } finally {
    for (const { name } of sources) await rm(beside(name), { force: true });
  }
}

async function readManifest(folder: string): Promise<Map<string, ManifestEntry>> {
  const path = join(folder, MANIFEST);
  if (!existsSync(path)) return new Map();
  const { files } = DataManifest.parse(JSON.parse(await readFile(path, 'utf8')));
  return new Map(files.map((entry) => [entry.name, entry]));
}

async function writeManifest(folder: string, entries: ReadonlyMap<string, ManifestEntry>): Promise<void> {
  const files = [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const part = join(folder, `.${MANIFEST}.part`);
  await writeFile(part, `${JSON.stringify({ files }, null, 2)}\n`);
  await rename(part, join(folder, MANIFEST));
}
