import {
  Period,
  type InputValue,
  type InputValues,
  type QueryDefinition,
  type QueryInput,
} from '../../../shared/query.ts';
import { isoMicros } from '../db/database.ts';
import type { Bindable } from '../db/sql.ts';
import { microsOf } from '../desk/time.ts';

/**
 * A value for each declared input: the given, else the default; the ends of a period to the microsecond. Throws, naming query and
 * input, on a name that is not declared, a value of another kind or out of range, and a required one that is empty.
 */
export function completeInputs(query: QueryDefinition, given: InputValues): Record<string, InputValue> {
  for (const name of Object.keys(given)) {
    const names = query.inputs.map((input) => input.name).join(', ');
    if (!query.inputs.some((input) => input.name === name))
      throw new Error(`"${query.id}" has no input "${name}", only ${names}`);
  }
  return Object.fromEntries(
    query.inputs.map((input) => {
      const value = given[input.name] ?? input.value;
      const problem = problemOf(input, value);
      if (problem)
        throw new Error(`"${query.id}", input "${input.name}": ${JSON.stringify(value)} ${problem}`);
      return [input.name, inFull(value)];
    }),
  );
}

function problemOf(input: QueryInput, value: InputValue): string | null {
  switch (input.kind) {
    case 'boolean':
      return typeof value === 'boolean' ? null : 'is not true or false';
    case 'choice':
      return (input.choices ?? []).some((choice) => choice === value)
        ? null
        : `is none of ${(input.choices ?? []).join(', ')}`;
    case 'integer':
      return Number.isSafeInteger(value) ? rangeProblem(input, value as number) : 'is not a whole number';
    case 'hours':
      return Number.isFinite(value) ? rangeProblem(input, value as number) : 'is not a number';
    case 'period':
      return periodProblem(value);
    default:
      if (typeof value !== 'string') return 'is not a text';
      return input.required && value === '' ? `is empty: ${input.title.toLowerCase()} is needed` : null;
  }
}

function rangeProblem({ minimum, maximum }: QueryInput, value: number): string | null {
  if (minimum !== undefined && value < minimum) return `is less than ${minimum}`;
  if (maximum !== undefined && value > maximum) return `is more than ${maximum}`;
  return null;
}

function periodProblem(value: InputValue): string | null {
  const period = Period.safeParse(value);
  if (!period.success) return 'is not a period';
  try {
    inFull(period.data);
    return null;
  } catch (cause) {
    return `is not a period: ${(cause as Error).message}`;
  }
}

function inFull(value: InputValue): InputValue {
  if (typeof value !== 'object') return value;
  const { from, to } = value;
  return {
    from: from === null ? null : isoMicros(microsOf(from)),
    to: to === null ? null : isoMicros(microsOf(to, 'last')),
  };
}

/** Complete inputs as the SQL takes them. */
export function bound(inputs: InputValues): Record<string, Bindable> {
  const values: Record<string, Bindable> = {};
  for (const [name, value] of Object.entries(inputs)) {
    if (typeof value !== 'object') values[name] = value;
    else Object.assign(values, { [`${name}_from`]: value.from, [`${name}_to`]: value.to });
  }
  return values;
}
