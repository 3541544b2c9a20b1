import type { Parameter } from '../../shared/contract.ts';

type Value = Parameter['value'];

/** A parameter's value as it stands in its field: one list entry per line. */
export function typedOf(value: Value): string {
  return Array.isArray(value) ? value.join('\n') : String(value);
}

/** What a field says, in the kind of its parameter; `null` where it does not fit. */
export function valueOf(parameter: Parameter, typed: string): Value | null {
  switch (parameter.kind) {
    case 'integer':
    case 'number':
    case 'hours':
      return numberOf(parameter, typed);
    case 'boolean':
      return typed === 'true';
    case 'list':
      return typed
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean);
    case 'choice':
      return parameter.choices?.includes(typed) ? typed : null;
    case 'text':
      return typed;
  }
}

function numberOf({ kind, minimum, maximum }: Parameter, typed: string): number | null {
  if (typed.trim() === '') return null;
  const value = Number(typed);
  if (!Number.isFinite(value) || (kind === 'integer' && !Number.isInteger(value))) return null;
  return (minimum !== null && value < minimum) || (maximum !== null && value > maximum) ? null : value;
}
