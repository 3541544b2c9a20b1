import type { TreeDefinition } from '../../../shared/definitions.ts';
import type { FileProblem, OwnFile } from '../../../shared/own-files.ts';
import type { Scalar } from '../../../shared/model.ts';
import { expressionsIn, type Expression } from '../own-files/expressions.ts';
import { isObject, type Found } from '../own-files/found.ts';
import { told } from '../own-files/told.ts';
import { readYaml, type Path, type YamlDocument } from '../own-files/yaml.ts';
import { checkNames } from './check-document.ts';
import { checkParts, checkShape } from './check-tree.ts';
import { compileTree, shapeOf } from './compile.ts';
import { ASK_KINDS, TreeDocument, type TreeCase } from './document.ts';

/** A tree as a document of a file declares it. */
export interface ReadTree {
  tree: TreeDefinition;
  file: string;
  /** Of the document. */
  text: string;
  /** Ids of hunts whose findings start it. */
  findings: readonly string[];
  bundles: Record<string, Record<string, Scalar>>;
  cases: TreeCase[];
}

/** What a document has that others or the database may refuse, also where there are mistakes beside it. */
export interface TreeClaim {
  file: string;
  id: string | null;
  /** Where it is without mistakes by itself. */
  read: ReadTree | null;
  expressions: Expression[];
  problem: (path: Path, message: string) => FileProblem;
}

/** The trees of files of YAML, and every mistake that can be told without a database. */
export function readTrees(files: readonly OwnFile[]): { claims: TreeClaim[]; problems: FileProblem[] } {
  const claims: TreeClaim[] = [];
  const problems: FileProblem[] = [];
  for (const file of files) {
    const read = readYaml(file, 'tree');
    problems.push(...read.problems);
    for (const document of read.documents) {
      const { tree, found } = readDocument(document, file.name);
      problems.push(...found.map(({ path, message, what }) => document.problem(path, message, what)));
      claims.push(claimOf(document, file.name, tree));
    }
  }
  return { claims, problems };
}

const claimOf = ({ value, problem }: YamlDocument, file: string, read: ReadTree | null): TreeClaim => ({
  file,
  id: isObject(value) && typeof value.id === 'string' ? value.id : null,
  read,
  expressions: expressionsIn(value, []).map(({ expression, path }) => ({
    expression,
    refuse: (message) => problem(path, message),
  })),
  problem: (path, message) => problem(path, message),
});

/** What the check of conditions tells better, since it knows which of several forms was meant. */
const isCheckedApart = (path: Path): boolean => path.includes('where');

function readDocument(
  { value, text }: YamlDocument,
  file: string,
): { tree: ReadTree | null; found: Found[] } {
  if (!isObject(value)) return { tree: null, found: [{ path: [], message: 'a tree is a list of keys' }] };
  const parsed = TreeDocument.safeParse(value);
  const kinds = [[['questions', '*', 'ask'], ASK_KINDS]] as const;
  const found = [
    ...(parsed.success ? [] : told(parsed.error, value, { isCheckedApart, kinds })),
    ...checkNames(value),
  ];
  if (!parsed.success || found.length > 0) return { tree: null, found };
  const document = parsed.data;
  const wrong = checkParts(document);
  wrong.push(...checkShape(shapeOf(document), document));
  if (wrong.length > 0) return { tree: null, found: wrong };
  const tree = compileTree(document);
  const { bundles, cases, starts } = document;
  return { tree: { tree, file, text, findings: starts.findings, bundles, cases }, found: [] };
}
