import { lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { EvidenceInput } from '../../../shared/contract.ts';
import { microTime } from './open-evidence.ts';

const NANOSECONDS = { bigint: true } as const;

export interface FoundFile {
  path: string;
  name: string;
  bytes: number;
  /** Time of its last change, where it can be read. */
  modified: string | null;
  /** Why it cannot be read, or is not. */
  problem: string | null;
}

/** All files under the given paths, folders in order of their names; what cannot be read is listed with its reason. */
export async function findFiles(inputs: readonly EvidenceInput[]): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  for (const input of inputs) await find(input.path, input.name ?? input.path, found, true);
  return found;
}

async function find(path: string, name: string, found: FoundFile[], given: boolean): Promise<void> {
  try {
    const info = await (given ? stat(path, NANOSECONDS) : lstat(path, NANOSECONDS));
    if (info.isDirectory()) {
      const entries = await readdir(path);
      for (const entry of entries.sort()) await find(join(path, entry), join(name, entry), found, false);
    } else if (info.isFile())
      found.push({ path, name, bytes: Number(info.size), modified: microTime(info.mtimeNs), problem: null });
    else found.push({ path, name, bytes: 0, modified: null, problem: kindOf(info) });
  } catch (cause) {
    found.push({
      path,
      name,
      bytes: 0,
      modified: null,
      problem: `cannot be read: ${(cause as Error).message}`,
    });
  }
}

function kindOf(info: { isSymbolicLink(): boolean }): string {
  return info.isSymbolicLink() ? 'a symbolic link, not followed' : 'not a regular file';
}
