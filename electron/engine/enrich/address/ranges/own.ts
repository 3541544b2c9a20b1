import { createHash } from 'node:crypto';
import { parsePrefix } from '../parse-address.ts';
import { type CsvCell, placeOfCell, readCsv } from '../../../../../shared/read-csv.ts';
import {
  type BroughtText,
  dateInName,
  mergeServices,
  type RangeEntry,
  type RangeFile,
} from './range-file.ts';
import { NO_FILE } from '../data-rows.ts';

type Column = 'prefix' | 'provider' | 'region' | 'service';

/**
 * Ranges of one's own: CSV whose header names `prefix` and `provider`, and `region` and `service` where known, in any order and
 * among others. Null where the header is not that; throws with line and column where a row is not.
 */
export function ownRanges({ name, text }: BroughtText): RangeFile | null {
  const [header, ...rows] = rowsOf(name, text);
  const at = new Map(header?.map((cell, index) => [cell.text.toLowerCase(), index]));
  if (!at.has('prefix') || !at.has('provider')) return null;
  const ranges = mergeServices(rows.map((row) => entryOf(row, at, name)));
  if (ranges.length === 0) throw new Error(`no ranges: ${name}`);
  return {
    ranges,
    file: {
      id: `own-ranges-${name}`,
      title: `Ranges of one's own (${name})`,
      kind: 'cloud ranges',
      version: versionOfText(text),
      date: dateInName(name),
      licence: 'brought by the user',
      attribution: 'brought by the user',
      origin: 'imported',
      entries: ranges.length,
      ...NO_FILE,
    },
  };
}

function rowsOf(name: string, text: string): CsvCell[][] {
  try {
    return readCsv(text);
  } catch (cause) {
    throw new Error(`not csv: ${name}: ${(cause as Error).message}`, { cause });
  }
}

function entryOf(row: readonly CsvCell[], at: ReadonlyMap<string, number>, name: string): RangeEntry {
  const cell = (column: Column) => row[at.get(column) ?? -1];
  const refuse = (column: Column, problem: string): never => {
    const place = cell(column) ?? row[0] ?? { line: 0, column: 1 };
    throw new Error(`not ranges of one's own: ${name}: ${placeOfCell(place)}: ${problem}`);
  };
  const text = (column: Column) => cell(column)?.text ?? '';
  if (parsePrefix(text('prefix')) === null)
    refuse('prefix', `not a prefix: ${JSON.stringify(text('prefix'))}`);
  if (text('provider') === '') refuse('provider', 'no provider');
  return {
    prefix: text('prefix'),
    provider: providerNamed(text('provider')),
    region: text('region') || null,
    network_border_group: null,
    service: text('service') || null,
  };
}

/** What people call the providers that have a name here already. */
const NAMES: Readonly<Record<string, string>> = {
  aws: 'AWS',
  amazon: 'AWS',
  azure: 'Microsoft',
  microsoft: 'Microsoft',
  gcp: 'Google',
  google: 'Google',
  'google cloud': 'Google',
};
const providerNamed = (text: string): string => NAMES[text.toLowerCase()] ?? text;

/** The text itself is the version of a file that has none. */
export const versionOfText = (text: string): string =>
  `sha256 ${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
