import type { HuntDeclaration } from '../../../shared/definitions.ts';
import type { FileProblem } from '../../../shared/own-files.ts';
import type { HuntFormat } from '../../../shared/own-hunts.ts';
import type { HuntCases } from './declaration.ts';
import type { Expression } from '../own-files/expressions.ts';
import type { Path, YamlDocument } from '../own-files/yaml.ts';

/** What a document has that others or the database may refuse, also where there are mistakes beside it. */
export interface Claim {
  file: string;
  id: string | null;
  /** Where these are right by themselves. */
  rule: Pick<HuntDeclaration, 'rule' | 'entity' | 'summary'> | null;
  expressions: Expression[];
  /** A problem at the place of what the path of the declaration is made of. */
  problem: (path: Path, message: string) => FileProblem;
}

/** A hunt as a document of a file declares it. */
export interface ReadHunt extends HuntCases {
  declaration: HuntDeclaration;
  format: HuntFormat;
  file: string;
  /** Of the documents that it is made of. */
  text: string;
}

export interface ReadHunts {
  hunts: ReadHunt[];
  claims: Claim[];
  problems: FileProblem[];
}

/** A document with the name of its file. */
export interface Placed {
  file: string;
  document: YamlDocument;
}
