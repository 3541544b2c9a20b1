import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { DataFile } from '../../../../../shared/model.ts';
import type { Connection } from '../../../db/database.ts';
import { fixed } from '../../../db/sql.ts';
import { saveDataFile } from '../data-rows.ts';
import { keptAnswers } from './kept-answers.ts';
import { termsOf } from './licences.ts';
import { keepOnly, readAnswers, type ReadFile } from './read-file.ts';
import type { AnswerFile, SaidValue } from './said.ts';

/** A file that the user brought: as it is listed, and as it is asked; `null` where it cannot be read. */
interface Brought {
  readonly listed: DataFile;
  readonly read: ReadFile | null;
}

const KINDS: Readonly<Record<SaidValue, DataFile['kind']>> = {
  place: 'place',
  country: 'country',
  network: 'network',
  anonymiser: 'anonymiser',
  connection: 'connection',
};
const BY_WEIGHT: readonly SaidValue[] = ['place', 'country', 'network', 'anonymiser', 'connection'];

const OF_CASE = `SELECT id, title, kind, version, date, licence, attribution, origin, entries, name, path, sha256
  FROM data_files WHERE kind IN ('place', 'country', 'network', 'anonymiser', 'connection') ORDER BY id`;

/**
 * Adds a file to those that the case is answered from, by its path: its bytes stay where they are. A file that is there already is
 * found at its new path from then on. Throws one line where it cannot be read, and changes nothing then.
 */
export async function addAnswers(
  connection: Connection,
  { path, name = basename(path) }: { path: string; name?: string | undefined },
): Promise<DataFile> {
  const file = describe(await readAnswers(path, name), path, name, 'imported');
  await connection.transaction(() => saveDataFile(connection, file));
  return file;
}

/** Every file that the user brought, into the case or into the folder, those that cannot be read with the reason. */
export async function listBrought(connection: Connection | null, folder?: string): Promise<DataFile[]> {
  return (await allBrought(connection, folder)).map(({ listed }) => listed);
}

/**
 * The files to be asked, the newest first, those without a date last. One that is gone or has changed answers for the addresses that it
 * has answered for before.
 */
export async function openBrought(
  connection: Connection,
  folder?: string,
): Promise<{ listed: DataFile[]; files: AnswerFile[] }> {
  const all = await allBrought(connection, folder);
  keepOnly(new Set(all.map(({ listed }) => listed.path ?? '')));
  const usable = all.filter(({ listed }) => listed.kind !== 'unknown');
  const files: AnswerFile[] = [];
  for (const { listed, read } of usable)
    files.push(read ? answersOf(listed, read) : await keptAnswers(connection, listed));
  return { listed: usable.map(({ listed }) => listed), files };
}

const answersOf = ({ id, title, date }: DataFile, read: ReadFile): AnswerFile => ({
  id,
  title,
  date,
  isWholeOf: (value) => read.values.includes(value),
  find: (address) => read.find(address),
});

async function allBrought(connection: Connection | null, folder?: string): Promise<Brought[]> {
  const ofCase = connection ? await connection.rows<Omit<DataFile, 'problem'>>(OF_CASE) : [];
  const brought: Brought[] = [];
  const lying = await inFolder(folder);
  for (const file of ofCase) {
    const moved = lying.find(({ listed }) => listed.id === file.id);
    const known = await again({ ...file, problem: null });
    brought.push(known.read === null && moved ? moved : known);
  }
  for (const one of lying) if (!brought.some(({ listed }) => listed.id === one.listed.id)) brought.push(one);
  return brought.sort(byDate);
}

/** Newest first, then by what they hold: never by where or when they came. */
function byDate({ listed: a }: Brought, { listed: b }: Brought): number {
  const [left, right] = [`${a.date ?? ''}`, `${b.date ?? ''}`];
  if (left !== right) return left > right ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

async function again(file: DataFile): Promise<Brought> {
  try {
    const read = await readAnswers(file.path ?? '', file.name ?? undefined);
    if (read.sha256 === file.sha256) return { listed: file, read };
    return gone(file, 'the file has changed');
  } catch (cause) {
    return gone(file, (cause as Error).message);
  }
}

const gone = (file: DataFile, why: string): Brought => ({
  listed: { ...file, problem: `${why}: its answers in the case stay, and it gives no new ones` },
  read: null,
});

async function inFolder(folder: string | undefined): Promise<Brought[]> {
  if (folder === undefined) return [];
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => name);
  const brought: Brought[] = [];
  for (const name of names.sort()) brought.push(await ofFolder(join(folder, name), name));
  return brought;
}

async function ofFolder(path: string, name: string): Promise<Brought> {
  try {
    const read = await readAnswers(path, name);
    return { listed: describe(read, path, name, 'folder'), read };
  } catch (cause) {
    return { listed: unreadable(path, name, (cause as Error).message), read: null };
  }
}

const describe = (read: ReadFile, path: string, name: string, origin: DataFile['origin']): DataFile => ({
  id: `brought-${read.sha256.slice(0, 16)}`,
  title: read.title,
  kind: KINDS[BY_WEIGHT.find((value) => read.values.includes(value)) ?? 'place'],
  version: read.version,
  date: read.date,
  ...termsOf(read.title),
  origin,
  entries: read.entries,
  name,
  path,
  sha256: read.sha256,
  problem: null,
});

const unreadable = (path: string, name: string, problem: string): DataFile => ({
  id: `folder-${name}`,
  title: name,
  kind: 'unknown',
  version: 'unreadable',
  date: null,
  licence: 'unknown',
  attribution: 'unknown',
  origin: 'folder',
  entries: null,
  name,
  path,
  sha256: null,
  problem,
});

/** Lists in the case what the host's folder gives, so that its answers stay where that folder is not. */
export async function noteFolder(connection: Connection, listed: readonly DataFile[]): Promise<void> {
  for (const file of listed)
    if (file.origin === 'folder' && file.problem === null) await saveDataFile(connection, file);
}

/** Takes a file from the case and tells what it was; throws where there is none, or where it lies in the folder. Its path is left alone. */
export async function removeAnswers(connection: Connection, id: string, folder?: string): Promise<DataFile> {
  const lies = (await inFolder(folder)).find(({ listed }) => listed.id === id);
  if (lies) throw new Error(`${lies.listed.path} is in the folder of data: take it out of there`);
  const file = (await connection.rows<Omit<DataFile, 'problem'>>(OF_CASE)).find((one) => one.id === id);
  if (!file) throw new Error(`no such data in the case: ${id}`);
  await connection.run(fixed('DELETE FROM data_files WHERE id = $id', { id }));
  return { ...file, problem: null };
}
