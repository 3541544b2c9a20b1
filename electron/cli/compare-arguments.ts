import { parseArgs } from 'node:util';
import { Baseline, MEASURES, Shift, SLICES, type CompareInput } from '../../shared/compare.ts';
import type { Redaction } from '../../shared/redaction.ts';
import { readRedactions } from './redact-argument.ts';
import { UsageError } from './usage-error.ts';

export interface CompareCommand {
  command: 'compare';
  case: string;
  /** Names, with or without their kind before them, as `user:ada`. */
  entities: string[];
  /** `null`: the day that ends with the entity's last record. */
  from: string | null;
  to: string | null;
  asked: Pick<CompareInput, 'measure' | 'slice' | 'shifts' | 'baseline'>;
  json: string | null;
  redact: Redaction[];
  quiet: boolean;
}

/** The words after `compare`; throws `UsageError`. */
export function readCompare(words: readonly string[]): CompareCommand {
  const { values, positionals } = parse(words);
  const [casePath, ...entities] = positionals;
  if (casePath === undefined || entities.length === 0)
    throw new UsageError('compare needs a case and at least one entity, such as user:ada');
  const empty = Object.entries(values).find(([name, value]) => value === '' && name !== 'baseline');
  if (empty) throw new UsageError(`--${empty[0]} is empty`);
  return {
    command: 'compare',
    case: casePath,
    entities,
    from: values.from ?? null,
    to: values.to ?? null,
    asked: {
      measure: oneOf('measure', MEASURES, values.measure ?? 'events'),
      slice: oneOf('slice', SLICES, values.slice ?? 'hour'),
      shifts: shiftsOf(values.with ?? '1d,7d'),
      baseline: baselineOf(values.baseline ?? '7x1d'),
    },
    json: values.json ?? null,
    redact: readRedactions(values.redact),
    quiet: values.quiet ?? false,
  };
}

function parse(words: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = {
    ...{
      from: text,
      to: text,
      measure: text,
      slice: text,
      with: text,
      baseline: text,
      json: text,
      redact: text,
    },
    quiet: { type: 'boolean', short: 'q' },
  } as const;
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true });
  } catch (cause) {
    const [sentence = ''] = (cause as Error).message.split(/\. |\n/);
    throw new UsageError(sentence.charAt(0).toLowerCase() + sentence.slice(1), { cause });
  }
}

function oneOf<T extends string>(option: string, known: readonly T[], given: string): T {
  const found = known.find((one) => one === given);
  if (!found) throw new UsageError(`--${option} is one of ${known.join(', ')}: ${given}`);
  return found;
}

function shiftsOf(given: string): string[] {
  if (given === 'none') return [];
  const shifts = given.split(',');
  const wrong = shifts.find((one) => !Shift.safeParse(one).success);
  if (wrong !== undefined || shifts.length > 12)
    throw new UsageError(`--with is up to 12 numbers of hours, days or weeks, as 1d,7d, or none: ${given}`);
  return shifts;
}

function baselineOf(given: string): Baseline | null {
  if (given === 'none') return null;
  const [, times, every] = /^(\d+)x(\S+)$/.exec(given) ?? [];
  const baseline = Baseline.safeParse({ times: Number(times), every });
  if (!baseline.success)
    throw new UsageError(`--baseline is a number of periods, as 7x1d, or none: ${given}`);
  return baseline.data;
}
