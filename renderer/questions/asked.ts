import { ENTITY_COLUMNS } from '../../shared/entities.ts';
import type { Entity } from '../../shared/model.ts';
import { InputValues, Sort, type InputState, type InputValue, type QueryState } from '../../shared/query.ts';
import { href, type Route } from '../app/route.ts';

/** A question as it stands in the address: back and forward, a copied link and a pivot all work by it. */

interface InAddress {
  inputs?: InputValues;
  sort?: Sort | null;
  offset?: number;
}

export const questionHref = (query: string, { inputs, sort, offset }: InAddress = {}): string =>
  href(['questions', query], {
    inputs: inputs ? JSON.stringify(inputs) : null,
    sort: sort ? `${sort.column}:${sort.direction}` : null,
    offset: offset ? String(offset) : null,
  });

/** `null` where nothing was asked yet. */
export function inputsOf(route: Route): InputValues | null {
  try {
    const parsed = InputValues.safeParse(JSON.parse(route.query['inputs'] ?? ''));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

export function sortOf(route: Route): Sort | null {
  const [column, direction] = (route.query['sort'] ?? '').split(':');
  const parsed = Sort.safeParse({ column, direction });
  return parsed.success && column ? parsed.data : null;
}

export const offsetOf = (route: Route): number =>
  Math.max(0, Math.floor(Number(route.query['offset'] ?? 0)) || 0);

/** The questions that can be asked of an entity, each with its name filled in. */
export function questionsOf(states: readonly QueryState[], entity: Entity) {
  return states.flatMap((state) => {
    const columns: readonly string[] = ENTITY_COLUMNS[entity.kind];
    const input = state.inputs.find((one) => one.column !== null && columns.includes(one.column));
    return input ? [{ state, to: questionHref(state.id, { inputs: { [input.name]: entity.value } }) }] : [];
  });
}

/** Values without an input that is needed cannot be asked. */
export const isComplete = (state: QueryState, inputs: InputValues): boolean =>
  state.inputs.every((input) => !input.required || (inputs[input.name] ?? input.default) !== '');

/** An input as it is typed: a period as two texts. */
export interface Typed {
  text: string;
  to: string;
}

export function typedOf(value: InputValue): Typed {
  if (typeof value === 'object') return { text: value.from ?? '', to: value.to ?? '' };
  return { text: String(value), to: '' };
}

const TIME = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?\s?(?:Z|[+-]\d\d:?\d\d)?)?$/i;

/** What was typed, in the kind of its input; `null` where it does not fit. */
export function valueOf(input: InputState, { text, to }: Typed): InputValue | null {
  switch (input.kind) {
    case 'integer':
    case 'hours':
      return numberOf(input, text);
    case 'boolean':
      return text === 'true';
    case 'choice':
      return input.choices?.includes(text) ? text : null;
    case 'period': {
      const ends = [text.trim(), to.trim()];
      if (ends.some((end) => end !== '' && !TIME.test(end))) return null;
      return { from: ends[0] || null, to: ends[1] || null };
    }
    default:
      return input.required && text.trim() === '' ? null : text.trim();
  }
}

function numberOf({ kind, minimum, maximum }: InputState, typed: string): number | null {
  const value = Number(typed);
  if (typed.trim() === '' || !Number.isFinite(value)) return null;
  if (kind === 'integer' && !Number.isInteger(value)) return null;
  return (minimum !== null && value < minimum) || (maximum !== null && value > maximum) ? null : value;
}
