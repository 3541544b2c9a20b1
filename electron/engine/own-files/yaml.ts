import {
  isAlias,
  isMap,
  isSeq,
  LineCounter,
  parseAllDocuments,
  visit,
  type Alias,
  type Document,
  type Node,
} from 'yaml';
import type { FileProblem, OwnFile } from '../../../shared/own-files.ts';
import { deepNesting } from './nesting.ts';

export type Path = readonly PropertyKey[];

/** A document of a file of YAML that was read without mistakes of form. */
export interface YamlDocument {
  value: unknown;
  /** As it stands in the file, without the line that parts it from the others. */
  text: string;
  /** A problem at the place of this path, or of the last part of it that is there; at the key itself where one is asked for. */
  problem: (path: Path, message: string, what?: 'key' | 'value') => FileProblem;
}

/** Files are written by people: a larger one is none of theirs. */
const MOST_CHARACTERS = { hunt: 2_000_000, tree: 1_000_000 };
const MOST_ALIASES = 100;

/** The documents of a file, and every mistake of form. Aliases that multiply, keys that stand twice and unknown tags are such mistakes. */
export function readYaml(
  { name, text }: OwnFile,
  what: 'hunt' | 'tree',
): { documents: YamlDocument[]; problems: FileProblem[] } {
  const most = MOST_CHARACTERS[what];
  const at = (line: number, column: number, message: string): FileProblem => ({
    file: name,
    line,
    column,
    message,
  });
  if (text.length > most) return { documents: [], problems: [at(1, 1, `more than ${most} characters`)] };
  const whole = text.replace(/^\ufeff/, '');
  const deep = deepNesting(whole);
  if (deep === null) return readDocuments(name, whole, what);
  const before = whole.slice(0, deep).split('\n');
  return {
    documents: [],
    problems: [at(before.length, (before.at(-1) ?? '').length + 1, 'nested too deeply')],
  };
}

function readDocuments(name: string, text: string, what: string) {
  const lines = new LineCounter();
  const documents: YamlDocument[] = [];
  const problems: FileProblem[] = [];
  const parsed = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  for (const document of [...parsed]) {
    const placed = (offset: number, message: string): FileProblem => {
      const { line, col } = lines.linePos(offset);
      return { file: name, line: Math.max(1, line), column: Math.max(1, col), message };
    };
    const mistakes = [...document.errors, ...document.warnings];
    problems.push(...mistakes.map((one) => placed(one.pos[0], one.message)));
    if (mistakes.length > 0 || document.contents === null) continue;
    const value = valueOf(document, (alias, message) => problems.push(placed(startOf(alias), message)));
    if (value === undefined) continue;
    documents.push({
      value,
      text: textOf(text, document),
      problem: (path, message, what = 'value') => placed(offsetOf(document, path, what), message),
    });
  }
  if (documents.length === 0 && problems.length === 0)
    problems.push({ file: name, line: 1, column: 1, message: `no ${what} in this file` });
  return { documents, problems };
}

function valueOf(document: Document, refuse: (alias: Alias | null, message: string) => void): unknown {
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown;
  } catch (cause) {
    let first: Alias | null = null;
    visit(document, {
      Alias: (_, alias) => {
        first = alias;
        return visit.BREAK;
      },
    });
    refuse(first, (cause as Error).message.toLowerCase());
    return undefined;
  }
}

const startOf = (node: Node | null | undefined): number => node?.range?.[0] ?? 0;

function textOf(text: string, document: Document): string {
  const [start, , end] = document.range ?? [0, 0, text.length];
  return `${text
    .slice(start, end)
    .replace(/^---[^\n]*\n/, '')
    .replace(/\n\.\.\.\s*$/, '')
    .trim()}\n`;
}

function offsetOf(document: Document, path: Path, what: 'key' | 'value'): number {
  let node = document.contents;
  let offset = startOf(node);
  for (const [depth, key] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document) ?? null;
    const isLast = depth === path.length - 1;
    if (isMap(node)) {
      const pair = node.items.find((one) => String(one.key) === String(key));
      if (!pair) return offset;
      offset = startOf(isLast && what === 'key' ? (pair.key as Node) : ((pair.value ?? pair.key) as Node));
      node = pair.value as Node | null;
    } else if (isSeq(node)) {
      node = (node.items[Number(key)] ?? null) as Node | null;
      if (!node) return offset;
      offset = startOf(node);
    } else return offset;
  }
  return offset;
}
