import type { z } from 'zod';
import { CompareInput, type CompareCell, type Comparison } from '../../shared/compare.ts';
import type { Answer, InputState, InputValues, QueryRow, QueryState, Sort } from '../../shared/query.ts';
import { isoOf, millis } from '../format/time.ts';

const input = (
  more: Partial<InputState> & Pick<InputState, 'name' | 'title' | 'kind' | 'default'>,
): InputState => ({
  required: false,
  minimum: null,
  maximum: null,
  choices: null,
  column: null,
  help: '',
  ...more,
});
const column = (
  name: string,
  title: string,
  kind: QueryState['columns'][number]['kind'],
  more: Partial<QueryState['columns'][number]> = {},
) => ({ name, title, kind, many: false, column: null, help: '', ...more });

const COLUMNS = [
  column('window_start', 'From', 'time'),
  column('access_key_id', 'Access key', 'text', { column: 'access_key_id' }),
  column('events', 'Records', 'number'),
  column('networks', 'Which networks', 'network', { many: true }),
  column('countries', 'Which countries', 'country', { many: true }),
];

const hours = input({
  name: 'hours',
  title: 'Length of a slice in hours',
  kind: 'hours',
  default: 1,
  minimum: 0.01,
  maximum: 8760,
});
const period = input({ name: 'period', title: 'Period', kind: 'period', default: { from: null, to: null } });

export const QUERIES: readonly QueryState[] = [
  {
    id: 'networks-of-a-key',
    title: 'Networks of an access key, by slice',
    question: 'Was this key used from more than one network and country within one slice?',
    reading: 'A row has more networks than asked for.',
    inputs: [
      input({
        name: 'access_key',
        title: 'Access key',
        kind: 'access_key',
        default: '',
        required: true,
        column: 'access_key_id',
      }),
      hours,
      input({
        name: 'windows',
        title: 'Windows',
        kind: 'choice',
        default: 'tumbling',
        choices: ['tumbling', 'sliding'],
      }),
      input({ name: 'successes_only', title: 'Successes only', kind: 'boolean', default: false }),
      period,
    ],
    columns: COLUMNS,
    sort: { column: 'window_start', direction: 'desc' },
    missing: null,
  },
  {
    id: 'addresses-of-eks-identities',
    title: 'Public addresses of EKS identities',
    question: 'From which public addresses does each identity reach the cluster?',
    reading: '',
    inputs: [period],
    columns: COLUMNS,
    sort: { column: 'events', direction: 'desc' },
    missing: 'the Kubernetes audit log',
  },
];

const ROWS = 250;

/** Rows by arithmetic, sorted by the number of records where that is asked. */
export function fakeAnswer(
  query: string,
  inputs: InputValues,
  sort: Sort | undefined,
  offset: number,
  limit: number,
): Answer {
  const missing = QUERIES.find((one) => one.id === query)?.missing ?? null;
  const all = Array.from({ length: missing === null ? ROWS : 0 }, (_, at): QueryRow => ({
    window_start: isoOf(Date.UTC(2024, 4, 14) - at * 3_600_000),
    access_key_id: inputs['access_key'] as string,
    events: (at * 7) % 100,
    networks: ['AS3320 Deutsche Telekom AG', 'AS29465 MTN (log)'],
    countries: ['DE', 'NG (log)'],
  }));
  if (sort?.column === 'events')
    all.sort((a, b) => (Number(a['events']) - Number(b['events'])) * (sort.direction === 'asc' ? 1 : -1));
  const rows = all.slice(offset, offset + limit);
  return {
    missing,
    inputs,
    offset,
    total: all.length,
    rows,
    records: rows.map((row) => [
      { column: 'access_key_id', op: 'is', values: [String(row['access_key_id'])] },
    ]),
  };
}

const cell = (value: number | null): CompareCell => ({ value, coverage: value === null ? 'none' : 'whole' });

export function fakeComparison(asked: z.input<typeof CompareInput>): Comparison {
  const { entity, measure, slice, from, to, shifts, baseline } = CompareInput.parse(asked);
  const width = slice === 'hour' ? 3_600_000 : 86_400_000;
  const start = Math.floor(millis(from) / width) * width;
  const slices = Math.floor(millis(to) / width) - start / width + 1;
  return {
    entity,
    measure,
    slice,
    from: isoOf(start),
    to: isoOf(start + slices * width),
    shifts,
    baseline,
    logs: [
      {
        event_dataset: 'aws.cloudtrail',
        first_timestamp: '2024-05-01T00:00:04.120000Z',
        last_timestamp: '2024-05-14T23:59:51.007000Z',
      },
    ],
    rows: Array.from({ length: slices }, (_, at) => ({
      start: isoOf(start + at * width),
      now: cell(at + 2),
      shifted: shifts.map((_shift, index) => cell(index === 0 ? 1 : null)),
      average: baseline ? 1.5 : null,
      minimum: baseline ? 1 : null,
      maximum: baseline ? 2 : null,
      known: baseline ? 2 : 0,
      partly: 0,
    })),
  };
}
