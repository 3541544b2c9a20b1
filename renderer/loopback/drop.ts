import type { Drop } from '../../shared/host.ts';
import type { PickedFile } from './files.ts';

/** All files dropped, folders walked in the order of their names; a file in a folder keeps its path there as its name. */
export async function droppedFiles(drop: Drop): Promise<PickedFile[]> {
  const entries = Array.from(drop.items, (item) => item.webkitGetAsEntry() as FileSystemEntry | null);
  const files: PickedFile[] = [];
  for (const entry of entries) if (entry) await walk(entry, files);
  return files;
}

async function walk(entry: FileSystemEntry, files: PickedFile[]): Promise<void> {
  if (entry.isFile) files.push({ file: await fileOf(entry as FileSystemFileEntry), name: nameOf(entry) });
  else if (entry.isDirectory) {
    for (const child of await childrenOf(entry as FileSystemDirectoryEntry)) await walk(child, files);
  }
}

const nameOf = (entry: FileSystemEntry): string => entry.fullPath.replace(/^\//, '');

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, unreadable(entry, reject)));

/** A reader gives a folder in parts, the last of them empty. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const children: FileSystemEntry[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, unreadable(folder, reject)),
    );
    if (part.length === 0) break;
    children.push(...part);
  }
  return children.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

const unreadable = (entry: FileSystemEntry, reject: (error: Error) => void) => (cause: DOMException) =>
  reject(new Error(`cannot be read: ${nameOf(entry)} (${cause.message})`, { cause }));
