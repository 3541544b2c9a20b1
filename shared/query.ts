import { z } from 'zod';
import { Filter } from './filter.ts';
import { Scalar } from './model.ts';

/**
 * A question with inputs: one folder each under `electron/engine/queries/`, whose name is its id. `query.ts` declares it, `query.sql`
 * answers it.
 */

export const INPUT_KINDS = [
  'user',
  'access_key',
  'application',
  'address',
  'text',
  'hours',
  'period',
  'integer',
  'boolean',
  'choice',
] as const;
export const InputKind = z.enum(INPUT_KINDS);
export type InputKind = z.infer<typeof InputKind>;

/** A stretch of time: ISO text in UTC, both ends included; an open end is `null`, and an end that names a day is the whole day. */
export const Period = z.strictObject({ from: z.string().nullable(), to: z.string().nullable() });
export type Period = z.infer<typeof Period>;

export const InputValue = z.union([z.string(), z.number(), z.boolean(), Period]);
export type InputValue = z.infer<typeof InputValue>;
export const InputValues = z.record(z.string(), InputValue);
export type InputValues = z.infer<typeof InputValues>;

/** Bound in the SQL as `$name`; a period as `$name_from` and `$name_to`, ISO text or NULL. */
export interface QueryInput {
  name: string;
  title: string;
  kind: InputKind;
  value: InputValue;
  /** It must be filled in: an empty text is refused. */
  required?: true;
  minimum?: number;
  maximum?: number;
  choices?: readonly string[];
  /** Of a `text`: the column of `events` whose values are offered. */
  column?: string;
  help: string;
}

/** The column of `events` whose values are offered for an input of each kind. */
export const INPUT_COLUMNS: Partial<Record<InputKind, string>> = {
  user: 'user_name',
  access_key: 'access_key_id',
  application: 'application_name',
  address: 'source_address',
};

/**
 * `network` is a text such as `AS3320 Deutsche Telekom AG`, `country` a code; each ends with ` (log)` where only the log says so.
 * With `many`, a cell is a list of such values.
 */
export const COLUMN_KINDS = ['text', 'number', 'share', 'time', 'boolean', 'network', 'country'] as const;

export const QueryColumn = z.object({
  name: z.string(),
  title: z.string(),
  kind: z.enum(COLUMN_KINDS),
  many: z.boolean().default(false),
  /** The column of `events` that the values are of: what they can be pivoted by, and which entity they name. */
  column: z.string().nullable().default(null),
  help: z.string().default(''),
});
export type QueryColumn = z.infer<typeof QueryColumn>;

export const Sort = z.strictObject({ column: z.string(), direction: z.enum(['asc', 'desc']) });
export type Sort = z.infer<typeof Sort>;

/** What must be in the case for the question to have an answer. */
interface QueryNeed {
  columns: readonly string[];
  datasets: readonly string[];
  missing: string;
}

export interface QueryDefinition {
  id: string;
  title: string;
  question: string;
  /** How a row is to be read: what a window is, what was left out. */
  reading: string;
  /** Rows of `capabilities.md`. */
  delivers: readonly string[];
  needs: QueryNeed;
  inputs: readonly QueryInput[];
  columns: readonly z.input<typeof QueryColumn>[];
  sort: Sort;
  /** The filters that show the records which a row counts, and no others; `null` where filters cannot say it. */
  records(row: QueryRow, inputs: InputValues): Filter[] | null;
  /** A SELECT of `columns` by name; inputs bound as `$name`. */
  sql: string;
}

export const QueryState = z.object({
  id: z.string(),
  title: z.string(),
  question: z.string(),
  reading: z.string(),
  inputs: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      kind: InputKind,
      default: InputValue,
      required: z.boolean(),
      minimum: z.number().nullable(),
      maximum: z.number().nullable(),
      choices: z.array(z.string()).nullable(),
      /** The column of `events` whose values are offered. */
      column: z.string().nullable(),
      help: z.string(),
    }),
  ),
  columns: z.array(QueryColumn.required()),
  sort: Sort,
  /** The log that would answer, where the case has none; `null` where it can be asked. */
  missing: z.string().nullable(),
});
export type QueryState = z.infer<typeof QueryState>;
export type InputState = QueryState['inputs'][number];

/** What is asked: a question, what was filled in (the rest has its default), and the order of the rows. */
export const Asked = z.strictObject({
  query: z.string(),
  inputs: InputValues.default({}),
  sort: Sort.optional(),
});
export type Asked = z.infer<typeof Asked>;

export const QueryCell = z.union([Scalar, z.array(Scalar)]);
export type QueryCell = z.infer<typeof QueryCell>;
export const QueryRow = z.record(z.string(), QueryCell);
export type QueryRow = z.infer<typeof QueryRow>;

export const Answer = z.object({
  /** The log that would answer; then there are no rows, which is not a "none". */
  missing: z.string().nullable(),
  /** Every input as it was bound. */
  inputs: InputValues,
  offset: z.number(),
  total: z.number(),
  rows: z.array(QueryRow),
  /** Of each row: the filters that show the records it counts. */
  records: z.array(z.array(Filter).nullable()),
});
export type Answer = z.infer<typeof Answer>;

export const SavedQuery = z.object({
  name: z.string(),
  query: z.string(),
  inputs: InputValues,
  sort: Sort.nullable(),
});
export type SavedQuery = z.infer<typeof SavedQuery>;
