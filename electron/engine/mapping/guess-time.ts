import type { Field, TimeForm } from '../../../shared/mapping.ts';
import { plain } from './column-names.ts';
import type { SeenColumn } from './value-kinds.ts';

const NAMES = [
  ...[
    'timestamp',
    'eventtime',
    'datetime',
    'time',
    'date',
    'eventtimestamp',
    'logtime',
    'ts',
    'createddatetime',
  ],
  ...[
    'activitydatetime',
    'createdat',
    'created',
    'starttime',
    'occurred',
    'occurredat',
    'generatedtime',
    'when',
  ],
  ...['receivedtime', 'published', 'logdate', 'eventdate'],
];

type Written = Pick<TimeForm, 'format' | 'pattern'>;

const isBetween = (text: string, least: number, most: number): boolean =>
  /^\d+(\.\d+)?$/.test(text) && Number(text) >= least && Number(text) <= most;

const day = '(?<day>0?[1-9]|[12]\\d|3[01])';
const month = '(?<month>0?[1-9]|1[0-2])';
const named = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const clock = '\\d\\d?:\\d\\d:\\d\\d';
const pattern = (text: string, expression: string): readonly [Written, (text: string) => boolean] => {
  const form = new RegExp(`^${expression}$`, 'i');
  return [{ format: 'pattern', pattern: text }, (value) => form.test(value)];
};

/** From 2001 to 2100, so that other numbers are not taken for times. The first that all values have is taken: day before month. */
const FORMS: readonly (readonly [Written, (text: string) => boolean])[] = [
  [
    { format: 'iso' },
    (text) =>
      /^\d{4}[-/]\d\d?[-/]\d\d?[T ]+\d\d?:\d\d(:\d\d([.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d(:?\d\d)?)?$/i.test(
        text,
      ),
  ],
  [{ format: 'epoch_s' }, (text) => isBetween(text, 978_307_200, 4_102_444_800)],
  [{ format: 'epoch_ms' }, (text) => isBetween(text, 978_307_200_000, 4_102_444_800_000)],
  [{ format: 'epoch_us' }, (text) => isBetween(text, 978_307_200e6, 4_102_444_800e6)],
  [{ format: 'epoch_ns' }, (text) => isBetween(text, 978_307_200e9, 4_102_444_800e9)],
  [{ format: 'windows' }, (text) => isBetween(text, 126_227_808e9, 157_469_184e9)],
  pattern('%d/%m/%Y %H:%M:%S', `${day}/${month}/\\d{4} ${clock}`),
  pattern('%m/%d/%Y %H:%M:%S', `${month}/${day}/\\d{4} ${clock}`),
  pattern('%m/%d/%Y %I:%M:%S %p', `${month}/${day}/\\d{4} ${clock} [AP]M`),
  pattern('%d/%m/%Y %I:%M:%S %p', `${day}/${month}/\\d{4} ${clock} [AP]M`),
  pattern('%d.%m.%Y %H:%M:%S', `${day}\\.${month}\\.\\d{4} ${clock}`),
  pattern('%d/%b/%Y:%H:%M:%S %z', `${day}/${named}/\\d{4}:${clock} [+-]\\d{4}`),
  pattern('%b %d %Y %H:%M:%S', `${named} +${day} \\d{4} ${clock}`),
  pattern('%b %d, %Y %H:%M:%S', `${named} +${day}, \\d{4} ${clock}`),
  pattern('%d %b %Y %H:%M:%S', `${day} ${named} \\d{4} ${clock}`),
  pattern('%a %b %d %H:%M:%S %Y', `[a-z]{3} ${named} +${day} ${clock} \\d{4}`),
  pattern('%a, %d %b %Y %H:%M:%S %z', `[a-z]{3}, ${day} ${named} \\d{4} ${clock} [+-]\\d{4}`),
  pattern('%Y%m%dT%H%M%SZ', '\\d{8}T\\d{6}Z'),
  pattern('%Y%m%d%H%M%S', '20\\d{12}'),
];

/** So many of the values must be times: a log may have broken ones. */
const MOST = 0.5;

function formOfTimes(values: readonly string[]): Written | null {
  const some = values.map((value) => value.trim()).filter((value) => value !== '' && value !== '-');
  if (some.length === 0) return null;
  let best: Written | null = null;
  let most = MOST * some.length;
  for (const [form, is] of FORMS) {
    const count = some.filter(is).length;
    if (count > most || (count === most && best === null)) [best, most] = [form, count];
  }
  return best;
}

const rank = (path: string): number => {
  const at = [plain(path), plain(path.split('.').at(-1) ?? '')].map((name) => NAMES.indexOf(name));
  const found = at.filter((place) => place >= 0);
  return found.length > 0 ? Math.min(...found) : NAMES.length;
};

/** The column that says when an event was, and how it is written: by name among those that hold times, else the first of them. */
export function guessTime(columns: readonly SeenColumn[]): { field: Field; taken: string[] } | null {
  const ranked = [...columns].sort((one, other) => rank(one.path) - rank(other.path));
  for (const { path, values } of ranked) {
    const form = formOfTimes(values);
    if (form) return { field: { from: [path], time: { ...form, offset: '+00:00' } }, taken: [path] };
  }
  return dateAndClock(ranked);
}

/** A column of dates beside one of times of day. */
function dateAndClock(columns: readonly SeenColumn[]): { field: Field; taken: string[] } | null {
  const clocks = columns.find(
    ({ values }) => values.length > 0 && values.every((text) => CLOCK.test(text.trim())),
  );
  if (!clocks) return null;
  for (const { path, values } of columns) {
    const form = formOfTimes(values.map((text) => `${text.trim()} 10:00:00`));
    if (path === clocks.path || !form) continue;
    const time: TimeForm = { ...form, offset: '+00:00', clock: clocks.path };
    return { field: { from: [path], time }, taken: [path, clocks.path] };
  }
  return null;
}

const CLOCK = /^\d\d?:\d\d:\d\d([.,]\d+)?$/;
