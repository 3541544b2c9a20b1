import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CASE_EXTENSION, caseFileName } from '../../shared/case-file.ts';
import type { CaseFile } from '../../shared/loopback.ts';

/** Where cases are kept, and below it the evidence that a browser streamed in. */
export interface Folders {
  readonly uploads: string;
  /** What goes wrong is written here. */
  readonly logs: string;
  listCases(): CaseFile[];
  freeCasePath(name: string): string;
}

export function openFolders(cases: string): Folders {
  const uploads = join(cases, 'evidence');
  mkdirSync(uploads, { recursive: true, mode: 0o700 });
  return {
    uploads,
    logs: join(cases, 'logs'),
    listCases: () => listCases(cases),
    freeCasePath: (name) =>
      join(
        cases,
        caseFileName(name, (fileName) => existsSync(join(cases, fileName))),
      ),
  };
}

/** Newest first. */
function listCases(folder: string): CaseFile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(CASE_EXTENSION))
    .map((name) => {
      const path = join(folder, name);
      const modified = statSync(path).mtime.toISOString();
      return { path, name: name.slice(0, -CASE_EXTENSION.length), modified };
    })
    .sort((a, b) => compare(b.modified, a.modified) || compare(a.name, b.name));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
