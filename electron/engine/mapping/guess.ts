import { basename } from 'node:path';
import { MAPPABLE, Mapping, type Field, type FormKind } from '../../../shared/mapping.ts';
import { kindOfValues, type SeenColumn, type ValueKind } from './value-kinds.ts';
import { NAMES, NEEDED_KINDS, plain } from './column-names.ts';
import { guessTime } from './guess-time.ts';

interface SeenForm {
  kind: FormKind;
  columns: readonly SeenColumn[];
}

const NO_TIME = 'no column holds times of a form that is known: say which does, and how they are written';

/** A mapping to start from; `message` says what is not told by it yet. */
export function guessMapping(seen: SeenForm, file: string): { guess: Mapping; message: string | null } {
  const fields = guessFields(seen.columns);
  const message = fields['timestamp'] ? null : NO_TIME;
  fields['timestamp'] ??= {
    from: [seen.columns[0]?.path ?? ''],
    time: { format: 'iso', offset: '+00:00' },
  };
  const title = basename(file.replaceAll('\\', '/'))
    .replace(/\.(gz|zip|zst|bz2|xz)$/i, '')
    .replace(/\.\w+$/, '');
  const name = slug(title, '-') || 'mapping';
  const guess = Mapping.parse({
    format: 'interloper-mapping',
    version: 1,
    name: name.slice(0, 60),
    title: title.slice(0, 200) || name,
    form: { kind: seen.kind, columns: seen.columns.map((column) => column.path) },
    dataset: `mapped.${slug(title, '_').slice(0, 60) || 'log'}`,
    nothing: ['-', 'N/A', 'null'].filter((word) => seen.columns.some(({ values }) => values.includes(word))),
    fields,
  });
  return { guess, message };
}

/** The name in small letters without what tells one export from the next: dates and numbers of four digits or more. */
const slug = (text: string, between: string): string =>
  text
    .toLowerCase()
    .replaceAll(/\d{4,}([-_.]?\d\d)*/g, ' ')
    .replaceAll(/[^a-z0-9]+/g, between)
    .replaceAll(new RegExp(`^[${between}]+|[${between}]+$`, 'g'), '');

function guessFields(columns: readonly SeenColumn[]): Record<string, Field> {
  const taken = new Set<string>();
  const fields: Record<string, Field> = {};
  const time = guessTime(columns);
  if (time) {
    fields['timestamp'] = time.field;
    for (const path of time.taken) taken.add(path);
  }
  const take = (field: string, column: SeenColumn | undefined) => {
    if (!column || fields[field]) return;
    fields[field] = { from: [column.path] };
    taken.add(column.path);
  };
  const free = () => columns.filter(({ path, values }) => !taken.has(path) && values.length > 0);
  for (const [field, names] of NAMES) take(field, byName(free(), field, names));
  for (const [field, kind] of BY_CONTENT)
    take(
      field,
      free().find(({ values }) => kindOfValues(values) === kind),
    );
  const order = MAPPABLE.map((column) => column.name);
  return Object.fromEntries(
    Object.entries(fields).sort(([one], [other]) => order.indexOf(one) - order.indexOf(other)),
  );
}

/** What is told by what a column holds where no name said it. */
const BY_CONTENT: readonly (readonly [string, ValueKind])[] = [
  ['source_address', 'address'],
  ['user_name', 'email'],
  ['user_agent_original', 'user agent'],
  ['url_original', 'url'],
  ['file_hash_sha256', 'sha256'],
  ['file_hash_sha1', 'sha1'],
  ['file_hash_md5', 'md5'],
  ['destination_ip', 'address'],
];

/** The column with the earliest of these names, as a whole or as its last part, that does not hold something else. */
function byName(
  columns: readonly SeenColumn[],
  field: string,
  names: readonly string[],
): SeenColumn | undefined {
  const needed = NEEDED_KINDS[field];
  const fitting = columns.filter(({ values }) => {
    const kind = kindOfValues(values);
    return needed === undefined
      ? kind !== 'address' || field.endsWith('_description')
      : needed.includes(kind);
  });
  for (const name of names) {
    const found =
      fitting.find(({ path }) => plain(path) === name) ??
      fitting.find(({ path }) => plain(lastPart(path)) === name);
    if (found) return found;
  }
  return undefined;
}

const lastPart = (path: string): string => path.replace(/\.0$/, '').split('.').at(-1) ?? path;
