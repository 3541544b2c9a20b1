import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { InputValue, InputValues, QueryDefinition, QueryInput, Sort } from '../../shared/query.ts';
import type { Redaction } from '../../shared/redaction.ts';
import { queryOf } from '../engine/queries/index.ts';
import { readRedactions } from './redact-argument.ts';
import { UsageError } from './usage-error.ts';

export interface QueryCommand {
  command: 'query';
  /** Without a case the questions are listed, without a question those of the case. */
  case: string | null;
  query: string | null;
  inputs: InputValues;
  sort: Sort | null;
  csv: string | null;
  json: string | null;
  redact: Redaction[];
  quiet: boolean;
}

/** The words after `query`; throws `UsageError`. The options of a question are its inputs, with hyphens. */
export function readQuery(words: readonly string[]): QueryCommand {
  const options = words.findIndex((word) => word.startsWith('-'));
  const names = options < 0 ? words : words.slice(0, options);
  const [casePath = null, id = null, ...more] = names;
  if (more.length > 0) throw new UsageError(`query takes a case and a question: what is ${more.join(' ')}?`);
  const query = id === null ? null : questionOf(id);
  const values = parsed(words.slice(names.length), query);
  const csv = text(values.csv);
  const json = text(values.json);
  if (csv !== null && json !== null) throw new UsageError('query writes one of --csv and --json');
  if (query === null && (csv ?? json) !== null) throw new UsageError('query needs a case and a question');
  return {
    command: 'query',
    case: casePath,
    query: id,
    inputs: query ? inputsOf(query, values) : {},
    sort: sortOf(text(values.sort)),
    csv,
    json,
    redact: readRedactions(values.redact),
    quiet: values.quiet === true,
  };
}

function questionOf(id: string): QueryDefinition {
  try {
    return queryOf(id);
  } catch {
    throw new UsageError(`no such question: ${id}: interloper query lists them`);
  }
}

type Values = Record<string, unknown>;
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

export const optionOf = (name: string): string => name.replaceAll('_', '-');

/** What each input is called as an option: a period is two. */
export const optionsOf = ({ name, kind }: QueryInput): string[] =>
  kind === 'period' ? ['from', 'to'].map((end) => `${optionOf(name)}-${end}`) : [optionOf(name)];

function parsed(words: readonly string[], query: QueryDefinition | null): Values {
  const options: ParseArgsConfig['options'] = {
    sort: { type: 'string' },
    csv: { type: 'string' },
    json: { type: 'string' },
    redact: { type: 'string' },
    quiet: { type: 'boolean', short: 'q' },
  };
  for (const input of query?.inputs ?? [])
    for (const name of optionsOf(input)) options[name] = { type: 'string' };
  try {
    return parseArgs({ args: [...words], options, allowPositionals: false }).values;
  } catch (cause) {
    const [sentence = ''] = (cause as Error).message.split(/\. |\n/);
    throw new UsageError(sentence.charAt(0).toLowerCase() + sentence.slice(1), { cause });
  }
}

function inputsOf(query: QueryDefinition, values: Values): InputValues {
  const given = query.inputs.flatMap((input) => {
    const value = valueOf(input, values);
    return value === null ? [] : [[input.name, value] as const];
  });
  return Object.fromEntries(given);
}

function valueOf(input: QueryInput, values: Values): InputValue | null {
  const [first = '', second = ''] = optionsOf(input);
  const given = text(values[first]);
  if (input.kind === 'period') {
    const to = text(values[second]);
    return given === null && to === null ? null : { from: given, to };
  }
  if (given === null) return null;
  if (input.kind === 'integer' || input.kind === 'hours') return numberOf(first, given);
  if (input.kind !== 'boolean') return given;
  if (given !== 'true' && given !== 'false') throw new UsageError(`--${first} is true or false: ${given}`);
  return given === 'true';
}

function numberOf(option: string, given: string): number {
  const value = given.trim() === '' ? Number.NaN : Number(given);
  if (Number.isNaN(value)) throw new UsageError(`--${option} is no number: ${given}`);
  return value;
}

function sortOf(given: string | null): Sort | null {
  if (given === null) return null;
  const [column = '', direction = 'asc'] = given.split(':');
  if (direction !== 'asc' && direction !== 'desc')
    throw new UsageError(`--sort is COLUMN, COLUMN:asc or COLUMN:desc: ${given}`);
  return { column, direction };
}
