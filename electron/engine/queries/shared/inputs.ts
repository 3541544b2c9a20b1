import type { QueryInput } from '../../../../shared/query.ts';

/** Inputs that several queries have. */

export const period: QueryInput = {
  name: 'period',
  title: 'Period',
  kind: 'period',
  value: { from: null, to: null },
  help: 'UTC; an open end is not asked for, and a day is the whole day.',
};

export const user = (help: string, required: boolean): QueryInput => ({
  name: 'user',
  title: 'User',
  kind: 'user',
  value: '',
  ...(required ? { required: true } : {}),
  help,
});

export const accessKey: QueryInput = {
  name: 'access_key',
  title: 'Access key',
  kind: 'access_key',
  value: '',
  required: true,
  help: 'The id of the key, as AKIA… or ASIA…',
};

export const successesOnly: QueryInput = {
  name: 'successes_only',
  title: 'Successes only',
  kind: 'boolean',
  value: false,
  help: 'What was refused was still tried by someone.',
};

/** The inputs that `slices.sql` reads. */
export const slices = (windows: 'tumbling' | 'sliding'): QueryInput[] => [
  {
    name: 'hours',
    title: 'Length of a slice in hours',
    kind: 'hours',
    value: 1,
    minimum: 0.01,
    maximum: 8760,
    help: 'Two events exactly this far apart are not in one slice.',
  },
  {
    name: 'windows',
    title: 'Windows',
    kind: 'choice',
    value: windows,
    choices: ['tumbling', 'sliding'],
    help: 'Tumbling: slices of the UTC calendar, side by side. Sliding: a window of this length ends at each event, so that no edge hides 23:50 and 00:10; windows that are kept, event after event, are one row.',
  },
];

export const moreThan = (name: string, title: string, value: number, of: string): QueryInput => ({
  name,
  title,
  kind: 'integer',
  value,
  minimum: 0,
  maximum: 1_000_000,
  help: `Only slices with more ${of} than this are kept; 0 keeps all.`,
});
