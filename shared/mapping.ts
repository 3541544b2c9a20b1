import { z } from 'zod';
import { EVENT_COLUMNS, Outcome, type EventColumn } from './model.ts';

/**
 * A mapping tells how the columns of an unknown table or list of records become ours. It is data: kept in a case, and handed to a
 * colleague as a file.
 */

/** What enrichment or the import itself fills. */
const NATURAL: Readonly<Record<string, string>> = {
  addresses: 'source_address',
  clients: 'user_agent_original',
};
const OWN: readonly string[] = ['evidence_id', 'record', 'event_dataset'];

/** The columns of `events` that a mapping may fill; a test holds them equal to those that a source may give. */
export const MAPPABLE: readonly EventColumn[] = EVENT_COLUMNS.filter(({ name, table, otherwise }) => {
  const natural = table === undefined ? undefined : NATURAL[table];
  return !OWN.includes(name) && otherwise === undefined && (natural === undefined || natural === name);
});
const names = new Set(MAPPABLE.map((column) => column.name));

export const FORM_KINDS = ['csv', 'tsv', 'json', 'ndjson'] as const;
export const FormKind = z.enum(FORM_KINDS);
export type FormKind = z.infer<typeof FormKind>;

/** A header's name; of a JSON record the keys with dots between, where `\.` is a dot and `\\` a backslash within a key. */
const Path = z.string().max(2000);

/** What `interloper` reads times as; `pattern` as strptime takes it. */
export const TIME_FORMATS = [
  'iso',
  'epoch_s',
  'epoch_ms',
  'epoch_us',
  'epoch_ns',
  'windows',
  'pattern',
] as const;
const TimeForm = z
  .strictObject({
    format: z.enum(TIME_FORMATS),
    pattern: z
      .string()
      .max(200)
      .regex(/%[YyGcx]/, 'a pattern needs a year (%Y)')
      .optional(),
    /** Of times that name none themselves. */
    offset: z
      .string()
      .regex(/^[+-](0\d|1[0-4]):[0-5]\d$/, 'an offset looks like +02:00')
      .default('+00:00'),
    /** The column of the time of day, where `from` holds only the date. */
    clock: Path.optional(),
  })
  .refine((time) => (time.format === 'pattern') === (time.pattern !== undefined), {
    message: 'the format "pattern" and only that has a pattern',
  });
export type TimeForm = z.infer<typeof TimeForm>;

const Field = z.union([
  z.strictObject({ value: z.string().min(1).max(1000) }),
  z.strictObject({
    /** The first of these that holds something. */
    from: z.array(Path).min(1).max(20),
    time: TimeForm.optional(),
    /** What a value means, where it is not one of the usual words. */
    outcomes: z.record(z.string(), Outcome).optional(),
  }),
]);
export type Field = z.infer<typeof Field>;

export const Mapping = z
  .strictObject({
    format: z.literal('interloper-mapping'),
    version: z.literal(1),
    name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'a name is of small letters, digits and hyphens'),
    title: z.string().min(1).max(200),
    form: z.strictObject({ kind: FormKind, columns: z.array(Path).min(1).max(5000) }),
    dataset: z
      .string()
      .max(100)
      .regex(/^[a-z0-9_]+(\.[a-z0-9_]+)*$/, 'a dataset is of small letters, digits, _ and dots'),
    /** Values that say that there is none. */
    nothing: z.array(z.string().max(100)).max(20).default([]),
    fields: z.record(z.string(), Field),
  })
  .superRefine(({ fields }, context) => {
    for (const [name, field] of Object.entries(fields)) {
      const problem = problemOf(name, field);
      if (problem) context.addIssue({ code: 'custom', path: ['fields', name], message: problem });
    }
    if (!fields['timestamp'])
      context.addIssue({ code: 'custom', path: ['fields', 'timestamp'], message: 'the time is not mapped' });
  });
export type Mapping = z.infer<typeof Mapping>;

function problemOf(name: string, field: Field): string | null {
  if (!names.has(name)) return `no such field: ${name}`;
  const isTime = name === 'timestamp';
  if ('value' in field) {
    if (isTime) return 'the time must come from a column';
    return name === 'event_outcome' && !Outcome.safeParse(field.value).success
      ? 'an outcome is success, failure or unknown'
      : null;
  }
  if (isTime !== (field.time !== undefined))
    return isTime ? 'how the time is written is not said' : `${name} is not a time`;
  return field.outcomes && name !== 'event_outcome' ? `${name} is not an outcome` : null;
}

/** What the ledger names as the source of a file that was read with this mapping. */
export const mappingSourceId = (name: string): string => `mapping:${name}`;

/** A mapping from the text of its file; throws a sentence that says what is wrong with it. */
export function readMapping(text: string): Mapping {
  const read = Mapping.safeParse(parsed(text));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const place = issue && issue.path.length > 0 ? `${issue.path.join('.')}: ` : '';
  throw new Error(`not a mapping: ${place}${issue?.message ?? 'unknown problem'}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (cause) {
    throw new Error('not a mapping: the file is not JSON', { cause });
  }
}

/** The text of a mapping's file. */
export const mappingText = (mapping: Mapping): string => `${JSON.stringify(mapping, null, 2)}\n`;

/** The keys that a path names. */
export function keysOf(kind: FormKind, path: string): string[] {
  if (kind === 'csv' || kind === 'tsv') return [path];
  const keys = [];
  let key = '';
  for (let at = 0; at < path.length; at++) {
    const character = path[at] as string;
    if (character === '.') {
      keys.push(key);
      key = '';
    } else key += character === '\\' ? (path[++at] ?? '') : character;
  }
  return [...keys, key];
}

/** The path of keys in a JSON record. */
export const pathOf = (keys: readonly string[]): string =>
  keys.map((key) => key.replaceAll(/[\\.]/g, (character) => `\\${character}`)).join('.');
