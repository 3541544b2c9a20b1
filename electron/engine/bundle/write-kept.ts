import type { BundleManifest } from '../../../shared/bundle.ts';
import { Mapping } from '../../../shared/mapping.ts';
import type { Connection } from '../db/database.ts';
import { insertRows } from '../db/insert-rows.ts';
import { subjectOf, thingOf, type ThingRow } from '../marks/subjects.ts';
import { CARRIED, META, ON_RECORDS, SETTINGS, THINGS, type KeptTable } from './kept.ts';
import { aboutFile } from '../pictures/store.ts';
import { evidenceByKey, keyText, type KeptRow } from './read-kept.ts';

/** Who a bundle without the audit log does not name. */
const NOBODY = 'the bundle';

/** Puts what decides how evidence is read into a new case. Throws where a mapping, a setting or a picture is none of ours. */
export async function writeSettings(
  job: Connection,
  kept: BundleManifest['kept'],
  now: string,
): Promise<void> {
  const meta = kept['meta'] ?? [];
  for (const { name, value } of meta) {
    if (!META.some((prefix) => textOf(name).startsWith(prefix)) || !/^\d+$/.test(textOf(value)))
      throw new Error(`the bundle has a setting that is not known: ${JSON.stringify(name)}`);
  }
  await insertRows(job, 'meta', { name: 'VARCHAR', value: 'VARCHAR' }, meta);
  for (const { mapping } of kept['mappings'] ?? []) Mapping.parse(JSON.parse(textOf(mapping)));
  for (const { png } of kept['pictures'] ?? []) aboutFile(Buffer.from(textOf(png), 'base64'));
  for (const one of SETTINGS) await write(job, one, filled(one, kept[one.table] ?? [], now));
}

const textOf = (value: KeptRow[string] | undefined): string => (typeof value === 'string' ? value : '');

/** The same for what stands on records; tells how many rows there are, and how many name a record that this case does not have. */
export async function writeOnRecords(
  job: Connection,
  kept: BundleManifest['kept'],
  now: string,
): Promise<{ rows: number; lost: number }> {
  const numbers = await evidenceByKey(job);
  const placed = (one: KeptTable) =>
    filled(one, kept[one.table] ?? [], now).map((row) => withNumbers(one, row, numbers));
  const tables = ON_RECORDS.map((one) => [one, placed(one)] as const);
  for (const [one, rows] of tables) await write(job, one, rows.filter(isThere));
  const things = placed(THINGS).map((row) => row && thingOf(subjectOf(row as unknown as ThingRow)));
  await write(job, THINGS, things.filter(isThere));
  for (const one of CARRIED) {
    const carried = filled(one, kept[one.table] ?? [], now).map((row) => {
      const thing = things[row['thing'] as number]?.thing;
      return thing === undefined ? null : { ...row, thing };
    });
    await write(job, one, carried.filter(isThere));
  }
  const rows = [...tables.flatMap(([, some]) => some), ...things];
  return { rows: rows.length, lost: rows.filter((row) => row === null).length };
}

const isThere = <T>(row: T | null): row is T => row !== null;

const write = (job: Connection, { table, columns }: KeptTable, rows: readonly object[]): Promise<void> =>
  rows.length === 0 ? Promise.resolve() : insertRows(job, table, columns, rows);

/** Only the columns that there are; who and when, where it was not told. */
function filled({ columns, by = [], at = [] }: KeptTable, rows: readonly KeptRow[], now: string): KeptRow[] {
  return rows.map((row) => {
    const own: KeptRow = {};
    for (const column of Object.keys(columns)) own[column] = row[column] ?? null;
    for (const column of by) own[column] ??= NOBODY;
    for (const column of at) if (column !== 'changed_at') own[column] ??= now;
    return own;
  });
}

/** Nothing where it names a line of the ledger that this case does not have. */
function withNumbers(
  { evidence = [] }: KeptTable,
  row: KeptRow,
  numbers: ReadonlyMap<string, number>,
): KeptRow | null {
  const own = { ...row };
  for (const column of evidence) {
    const key = row[column];
    if (key === null || typeof key !== 'object') continue;
    const number = numbers.get(keyText(key));
    if (number === undefined) return null;
    own[column] = number;
  }
  return own;
}
