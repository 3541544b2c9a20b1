import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { FileProblem, OwnFile } from '../../shared/own-files.ts';
import { line } from './summary.ts';

const YAML = /\.ya?ml$/i;

/** The files of YAML that the paths name, of a folder those that end in .yml or .yaml, at any depth. Throws where one cannot be read. */
export function ownFiles(paths: readonly string[]): OwnFile[] {
  const files = paths.flatMap((path) => (statSync(path).isDirectory() ? inFolder(path) : [path]));
  if (files.length === 0) throw new Error(`no file that ends in .yml or .yaml in ${paths.join(', ')}`);
  return [...new Set(files)].map((name) => ({ name, text: textOf(name) }));
}

const inFolder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => YAML.test(name))
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .sort();

function textOf(path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (cause) {
    throw new Error(cause instanceof TypeError ? `${path} is no text in UTF-8` : (cause as Error).message, {
      cause,
    });
  }
}

/** As a compiler tells its own, a line each. */
export const problemLines = (problems: readonly FileProblem[]): string =>
  problems.map((one) => line(`${one.file}:${one.line}:${one.column}: ${one.message}`)).join('');
