import type { QuestionQuery } from '../../../shared/contract.ts';
import type { Entity, Finding, Verdict } from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';

export interface FindingQuery {
  hunt?: string;
  entities?: readonly Entity[];
  ids?: readonly string[];
  muted?: 'without' | 'with' | 'only';
  offset: number;
  limit: number;
}
export interface VerdictQuery {
  entities?: readonly Entity[];
  ids?: readonly string[];
  offset: number;
  limit: number;
}

/** What the stages before know about their own rows. */
export interface Readers {
  findings(desk: Connection, query: FindingQuery): Promise<{ total: number; findings: Finding[] }>;
  verdicts(desk: Connection, query: VerdictQuery): Promise<{ total: number; verdicts: Verdict[] }>;
  /** The title of a hunt or tree by its id; the id itself where the case has no such one. */
  titles(desk: Connection): Promise<(definition: string) => string>;
  /** The query of a tree's question, and what is bound in it; nothing where it has none or there is no such version. */
  query(desk: Connection, tree: string, version: number, question: string): Promise<QuestionQuery | null>;
}
