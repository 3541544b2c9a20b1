import type { HuntDeclaration } from '../../../shared/definitions.ts';
import type { HuntFile, HuntFormat, HuntProblem } from '../../../shared/own-hunts.ts';
import { expressionsIn } from './check-rule.ts';
import { readDeclaration, type HuntCases } from './declaration.ts';
import { isObject } from './found.ts';
import { translateSigma } from './sigma/translate.ts';
import { readYaml, type Path, type YamlDocument } from './yaml.ts';

/** A hunt as a document of a file declares it. */
export interface ReadHunt extends HuntCases {
  declaration: HuntDeclaration;
  format: HuntFormat;
  file: string;
  /** Of the documents that it is made of. */
  text: string;
  /** Regular expressions that the database has to accept. */
  expressions: { expression: string; refuse: (message: string) => HuntProblem }[];
  /** A problem at the place of what the path of the declaration is made of. */
  problem(path: Path, message: string): HuntProblem;
}

/** A document with the name of its file. */
export interface Placed {
  file: string;
  document: YamlDocument;
}

/**
 * The hunts of files of YAML, ours and Sigma's side by side, and every mistake that can be told without a database. Sigma correlations
 * may name rules of any of the files.
 */
export function readHunts(files: readonly HuntFile[]): { hunts: ReadHunt[]; problems: HuntProblem[] } {
  const problems: HuntProblem[] = [];
  const hunts: ReadHunt[] = [];
  const sigma: Placed[] = [];
  for (const file of files) {
    const read = readYaml(file);
    problems.push(...read.problems);
    for (const document of read.documents) {
      if (isSigma(document.value)) sigma.push({ file: file.name, document });
      else readOwn({ file: file.name, document }, hunts, problems);
    }
  }
  const translated = translateSigma(sigma);
  return {
    hunts: [...hunts, ...translated.hunts],
    problems: [...problems, ...translated.problems],
  };
}

const SIGMA_KEYS = ['logsource', 'detection', 'correlation', 'filter'];
const isSigma = (value: unknown): boolean => isObject(value) && SIGMA_KEYS.some((key) => key in value);

function readOwn({ file, document }: Placed, hunts: ReadHunt[], problems: HuntProblem[]): void {
  const { read, found } = readDeclaration(document.value);
  problems.push(...found.map(({ path, message, what }) => document.problem(path, message, what)));
  if (!read) return;
  hunts.push({
    ...read,
    format: 'interloper',
    file,
    text: document.text,
    expressions: expressionsIn(read.declaration.rule, ['rule']).map(({ expression, path }) => ({
      expression,
      refuse: (message) => document.problem(path, message),
    })),
    problem: (path, message) => document.problem(path, message),
  });
}
