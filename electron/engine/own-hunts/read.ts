import type { OwnFile } from '../../../shared/own-files.ts';
import { readDeclaration } from './declaration.ts';
import { expressionsIn } from '../own-files/expressions.ts';
import { isObject, valueAt, type Found } from '../own-files/found.ts';
import type { Claim, Placed, ReadHunts } from './read-hunt.ts';
import { translateSigma } from './sigma/translate.ts';
import { readYaml } from '../own-files/yaml.ts';

/**
 * The hunts of files of YAML, ours and Sigma's side by side, and every mistake that can be told without a database. Sigma correlations
 * may name rules of any of the files.
 */
export function readHunts(files: readonly OwnFile[]): ReadHunts {
  const all: ReadHunts = { hunts: [], claims: [], problems: [] };
  const sigma: Placed[] = [];
  for (const file of files) {
    const read = readYaml(file, 'hunt');
    all.problems.push(...read.problems);
    for (const document of read.documents) {
      if (isSigma(document.value)) sigma.push({ file: file.name, document });
      else readOwn({ file: file.name, document }, all);
    }
  }
  const translated = translateSigma(sigma);
  return {
    hunts: [...all.hunts, ...translated.hunts],
    claims: [...all.claims, ...translated.claims],
    problems: [...all.problems, ...translated.problems],
  };
}

const SIGMA_KEYS = ['logsource', 'detection', 'correlation', 'filter'];
const isSigma = (value: unknown): boolean => isObject(value) && SIGMA_KEYS.some((key) => key in value);

function readOwn({ file, document }: Placed, { hunts, claims, problems }: ReadHunts): void {
  const { value, text } = document;
  const { read, found } = readDeclaration(value);
  problems.push(...found.map(({ path, message, what }) => document.problem(path, message, what)));
  claims.push({
    file,
    id: isObject(value) && typeof value.id === 'string' ? value.id : null,
    rule: ruleIn(value, found),
    expressions: expressionsIn(valueAt(value, ['rule']), ['rule']).map(({ expression, path }) => ({
      expression,
      refuse: (message) => document.problem(path, message),
    })),
    problem: (path, message) => document.problem(path, message),
  });
  if (read) hunts.push({ ...read, format: 'interloper', file, text });
}

/** Nothing where something in it is wrong. */
function ruleIn(value: unknown, found: readonly Found[]): Claim['rule'] {
  const isWrong = found.some(({ path }) => ['rule', 'entity', 'summary'].includes(String(path[0])));
  const [rule, entity, summary] = ['rule', 'entity', 'summary'].map((key) => valueAt(value, [key]));
  const isThere = rule !== undefined && entity !== undefined && summary !== undefined;
  return isThere && !isWrong ? ({ rule, entity, summary } as Claim['rule']) : null;
}
