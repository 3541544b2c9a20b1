import type { Filter } from '../../shared/contract.ts';
import { EVENT_COLUMNS, type EventColumn, type Scalar } from '../../shared/model.ts';
import type { SomeEvent } from '../support/desk-seed.ts';

/** Numbers from 0 to below 1 that are the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export type Random = () => number;
export const below = (random: Random, limit: number): number => Math.floor(random() * limit);
export const oneOf = <T>(random: Random, values: readonly T[]): T => {
  const value = values[below(random, values.length)];
  if (value === undefined) throw new Error('nothing to choose from');
  return value;
};

const TEXTS = [
  'alpha',
  'Alpha',
  'beta',
  'be%ta',
  'b_ta',
  "o'neil",
  'Ümlaut',
  'x'.repeat(300),
  '',
  "' OR 1=1 --",
];
const NUMBERS = [0, 1, -1, 16509, 14618, 52.5];

export function randomEvents(random: Random, count: number): SomeEvent[] {
  return Array.from({ length: count }, (_, index) => {
    const event: SomeEvent = {
      evidence_id: 1 + (index % 7),
      record: 1 + Math.floor(index / 7),
      timestamp: randomTime(random),
    };
    for (const column of EVENT_COLUMNS)
      if (!(column.name in event)) event[column.name] = valueOf(random, column);
    return event;
  });
}

/** Many ties, a dense hour, microseconds, and a few times far away on both sides. */
function randomTime(random: Random): string {
  const kind = random();
  if (kind < 0.3) return `2024-05-01T10:00:0${below(random, 3)}.000000Z`;
  if (kind < 0.8) {
    const micros = BigInt(Date.UTC(2024, 4, 1, 9)) * 1000n + BigInt(below(random, 3_600_000_000));
    const stem = new Date(Number(micros / 1000n)).toISOString().slice(0, -1);
    return `${stem}${String(micros % 1000n).padStart(3, '0')}Z`;
  }
  if (kind < 0.98) return `2024-0${1 + below(random, 9)}-1${below(random, 9)}T00:00:00.000000Z`;
  return oneOf(random, [
    '1969-12-31T23:59:59.999999Z',
    '1970-01-01T00:00:00.000000Z',
    '2099-01-01T00:00:00.000000Z',
  ]);
}

function valueOf(random: Random, column: EventColumn): Scalar {
  if (random() < 0.25) return null;
  if (column.kind === 'text') return oneOf(random, TEXTS);
  if (column.kind === 'boolean') return random() < 0.5;
  const number = oneOf(random, NUMBERS);
  return column.name.endsWith('tude') ? number : Math.trunc(number);
}

const COLUMNS = EVENT_COLUMNS.filter(({ name }) => !['evidence_id', 'record'].includes(name));

/** A filter of any operation on any column, with values that occur and some that do not. */
export function randomFilter(random: Random): Filter {
  const { name: column, kind } = oneOf(random, COLUMNS);
  const value = () => (random() < 0.2 ? null : present(random, kind));
  const op = oneOf(random, ['is', 'is_not', 'among', 'contains', 'between', 'exists', 'missing'] as const);
  switch (op) {
    case 'is':
    case 'is_not':
      return { column, op, values: Array.from({ length: 1 + below(random, 3) }, value) };
    case 'among':
      return amongTexts(random);
    case 'contains':
      return {
        column,
        op,
        text: oneOf(random, ['a', 'ALPH', '%', '_', '1', 'e', "'", '-05-01T10', 'ü', '.5', '\\']),
      };
    case 'between':
      if (kind === 'boolean') return { column, op: 'exists' };
      return { column, op, from: end(random, kind), to: end(random, kind) };
    default:
      return { column, op };
  }
}

function amongTexts(random: Random): Filter {
  const texts = COLUMNS.filter((one) => one.kind === 'text').map((one) => one.name);
  const columns = Array.from({ length: 1 + below(random, 4) }, () => oneOf(random, texts));
  const values = Array.from({ length: 1 + below(random, 2) }, () => oneOf(random, [...TEXTS, 'nowhere']));
  return { column: columns[0] ?? '', op: 'among', columns, values };
}

function present(random: Random, kind: EventColumn['kind']): string | number | boolean {
  if (kind === 'text') return oneOf(random, [...TEXTS, 'nowhere']);
  if (kind === 'number') return oneOf(random, NUMBERS);
  if (kind === 'boolean') return random() < 0.5;
  return oneOf(random, [
    '2024-05-01T10:00:01.000000Z',
    '2024-02-11T00:00:00.000000Z',
    '1970-01-01T00:00:00.000000Z',
  ]);
}

const end = (random: Random, kind: EventColumn['kind']): string | null =>
  random() < 0.3 ? null : String(present(random, kind));
