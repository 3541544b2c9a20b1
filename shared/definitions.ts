import type { EntityKind, PathStep, Severity, VerdictName } from './model.ts';
import type { OwnMark } from './own-hunts.ts';
import type { OwnTreeMark } from './own-trees.ts';
import type { Rule, RuleInput } from './rules.ts';

/**
 * What a log source, a hunt and a decision tree declare. One folder each under `electron/engine/`; the folder's name is the id.
 */

/**
 * The part of a JSON record that the database reads: a name with its own columns, with one set of columns in brackets for a list
 * of objects, with `['text']` for a list of texts, or `'text'` (a nested value becomes JSON text). What the record holds instead of the declared kind is read as null.
 */
export interface JsonColumns {
  [name: string]: 'text' | JsonColumns | readonly [JsonColumns] | readonly ['text'];
}

export interface SourceShape {
  id: string;
  title: string;
  /** True when a record (or, with `container`, an element of it) is of this shape. */
  recognise(record: Record<string, unknown>): boolean;
  /** Set when records of this shape are known but hold no events: why they are skipped. */
  declared?: string;
  /** Where the shape is known from. */
  basis: 'real sample' | 'documentation';
}

/** What a statement made of a document has bound in it. */
export type BoundConstant = string | number | boolean | null | readonly string[];

type Bound = string | number | boolean | bigint | null | readonly string[] | readonly number[];

/** A dataset that agents of the organisation's own devices write, and where it holds the device's address on the internet. */
export interface AgentDataset {
  dataset: string;
  /** Addresses in it that are not public are never learned, whatever the column. */
  address: 'host_external_ip' | 'host_ip';
  /** What the vendor's field is, and why it is the device's outward address. */
  why: string;
}

export interface SourceDefinition {
  id: string;
  title: string;
  /** `event_dataset` values that `normalise.sql` gives. */
  datasets: readonly string[];
  /** Keys whose array holds the records when a document is an envelope (`Records`, `value` …). */
  containers: readonly string[];
  /** Those of them whose key says what the records are: each record gets it as `@list`. */
  namedContainers?: readonly string[];
  /** By container: fields that stand before it in its envelope and go with each record, as `@head`. */
  headFields?: Readonly<Record<string, readonly string[]>>;
  /** By container: keys of its elements whose array holds the records in turn. */
  nestedContainers?: Readonly<Record<string, readonly string[]>>;
  /** Containers whose elements are lists of objects, each with one field of the record. */
  rowContainers?: readonly string[];
  /** Tried in order; the first that recognises wins. */
  shapes: readonly SourceShape[];
  columns: JsonColumns;
  /** `o` is not such a struct but the whole record as JSON. */
  whole?: true;
  /** From which of them known networks are learned. */
  agents?: readonly AgentDataset[];
  /** Bound in `normalise` as `$name`. */
  values?: Readonly<Record<string, Bound>>;
  /** The vendor gives every event an `event_id` of its own: of records of a dataset with the same id only one counts. */
  uniqueIds?: true;
  /**
   * A SELECT from `raw (evidence_id, record, o)`, `o` being a struct of `columns`. Gives columns of `stage` by name, and may give
   * `skip_reason` (known, no event) or `reject_reason` (not loadable). A row without `timestamp` is rejected. Where times may come
   * without an offset, `time_text` is the text that the time was read from: the ledger then counts events by their offset.
   */
  normalise: string;
}

export type ParameterValue = number | boolean | string | string[];
export interface HuntParameter {
  name: string;
  title: string;
  kind: 'integer' | 'number' | 'hours' | 'text' | 'list' | 'choice' | 'boolean';
  value: ParameterValue;
  minimum?: number;
  maximum?: number;
  choices?: readonly string[];
  help: string;
}

/** What must be in the case for a definition to answer at all; otherwise it says `not run` and names `missing`. */
export interface Need {
  /** At least one event with all these columns filled … */
  columns: readonly string[];
  /** … in one of these datasets (any when empty). */
  datasets: readonly string[];
  /** The log that would answer, in plain words. */
  missing: string;
  /** Logs that are needed as well. */
  also?: readonly Need[];
}

/** A hunt as its folder (or the user's own file) writes it down. */
export interface HuntDeclaration {
  id: string;
  title: string;
  /** Rows of `capabilities.md` that this hunt delivers. */
  delivers: readonly string[];
  question: string;
  hypotheses: readonly string[];
  attack: readonly string[];
  severity: Severity;
  entity: EntityKind;
  needs: Need;
  rule: RuleInput;
  /** `{name}` is replaced by the value of that name in the finding's values. */
  summary: string;
  next_steps: string;
  false_positives: string;
}

/** A hunt with its whole rule and the parameters that the rule makes. */
export interface HuntDefinition extends HuntDeclaration {
  rule: Rule;
  parameters: readonly HuntParameter[];
  /** Of a hunt that the case itself keeps. */
  own: OwnMark | null;
}

/** A fact as `facts.sql` gives it: JSON-like, `null` when no log answers. */
export type Fact = string | number | boolean | null | Fact[] | { [name: string]: Fact };
export type Facts = Readonly<Record<string, Fact>>;

/** Holds, does not hold, or cannot be told because a fact is `null`; only `known` can always be told. */
export type Condition =
  | { fact: string; is: string | number | boolean }
  | { fact: string; at_least: number }
  | { fact: string; at_most: number }
  | { fact: string; known: boolean }
  | { all: readonly Condition[] }
  | { any: readonly Condition[] }
  | { not: Condition };

export interface TreeAnswer {
  answer: string;
  /** Answers are tried in order: the first that holds is taken, and `unknown` where one cannot be told before that. */
  when: Condition;
  /** In plain words with figures; `{fact}` is replaced by its value. */
  reason: string;
  /** Contribution to the score (likelihood of malice, 0 to 100). */
  points: number;
  /** Next question's id, or `verdict:NAME`. */
  next: string;
}

export interface TreeQuestion {
  id: string;
  text: string;
  explain: string;
  /** Rows of `capabilities.md`. */
  delivers: readonly string[];
  answers: readonly TreeAnswer[];
  unknown: { reason: string; missing: string; points: number; next: string };
  /** The fact that holds the records behind the answer: a list of {evidence_id, record}. */
  records: string;
  /**
   * A SELECT with which a person finds the records behind the answer again: over the tables of a case, each `$name` bound to the fact or
   * the parameter of this name. It gives `evidence_id` and `record` where its rows are records.
   */
  query?: string;
  /** What else is bound in it by name: constants of a tree that was made of a document. */
  bound?: Readonly<Record<string, BoundConstant>>;
}

export interface TreeVerdict {
  id: string;
  verdict: VerdictName;
  /** In plain words; `{fact}` is replaced by its value. */
  reason: string;
}

export interface TreeDefinition {
  id: string;
  version: number;
  title: string;
  purpose: string;
  subject: EntityKind;
  needs: Need;
  /** Bound in `sql` as `$name`; what the case keeps of them decides. */
  parameters: readonly HuntParameter[];
  /** Score before the first answer. */
  base_points: number;
  root: string;
  questions: readonly TreeQuestion[];
  verdicts: readonly TreeVerdict[];
  /**
   * A SELECT that gives one row per subject: `subject`, `window_start`, `window_end` and a column per fact. Where a subject can have
   * several verdicts, one for each alert, it gives `alert` too: a struct of `label`, `evidence_id` and `record` of the alert, and
   * optionally `key`, which names the record whatever the order of import.
   */
  sql: string;
  /** A SELECT of one row: whether there may be a subject at all, as `found`. Asked first where few events make that cheaper. */
  subjects?: string;
  /** What is bound in `sql` and in `subjects` beside the parameters. */
  bound?: Readonly<Record<string, BoundConstant>>;
  /** Of a tree that the case itself keeps. */
  own?: OwnTreeMark;
}

export interface Walk {
  verdict: TreeVerdict;
  /** The verdict's reason with the facts in it. */
  reason: string;
  path: PathStep[];
  score: number;
  confidence: 'high' | 'medium' | 'low';
  missing: string[];
}
