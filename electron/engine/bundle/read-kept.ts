import type { BundleManifest, EvidenceKey } from '../../../shared/bundle.ts';
import type { Scalar } from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { join, name, sql } from '../db/sql.ts';
import { by } from '../report/order.ts';
import { CARRIED, META, ON_RECORDS, SETTINGS, THINGS, type KeptTable } from './kept.ts';

export type KeptRow = Record<string, Scalar | EvidenceKey>;
type Kept = BundleManifest['kept'];

/** All that people gave, decided and wrote, in an order that the import does not decide. `custody`: with who and when. */
export async function readKept(desk: Connection, custody: boolean): Promise<Kept> {
  const keys = await evidenceKeys(desk);
  const kept: Kept = { meta: await readMeta(desk) };
  for (const one of [...SETTINGS, ...ON_RECORDS]) kept[one.table] = await readTable(desk, one, keys, custody);
  const things = await readTable(desk, THINGS, keys, custody);
  const places = new Map(things.map(({ thing }, index) => [thing, index]));
  kept[THINGS.table] = things.map((row, index) => ({ ...row, thing: index }));
  for (const one of CARRIED) {
    const rows = await readTable(desk, one, keys, custody);
    const placed = rows.map((row) => ({ ...row, thing: places.get(row['thing'] as string) ?? -1 }));
    kept[one.table] = one.order ? placed : placed.sort(bySaid);
  }
  return kept;
}

const readMeta = async (desk: Connection): Promise<KeptRow[]> => {
  const asked = META.map((prefix) => sql`starts_with(name, ${prefix})`);
  const rows = await desk.rows<{ name: string; value: string }>(
    sql`SELECT name, value FROM meta WHERE ${join(asked, ' OR ')}`,
  );
  return rows.map((row) => ({ ...row })).sort(bySaid);
};

async function readTable(
  desk: Connection,
  { table, columns, order, evidence = [], by: who = [], at = [], standing }: KeptTable,
  keys: ReadonlyMap<number, EvidenceKey>,
  custody: boolean,
): Promise<KeptRow[]> {
  const holds = standing === undefined ? sql`true` : sql`${name(standing)} IS NULL`;
  const rows = await desk.rows<Record<string, Scalar>>(
    sql`SELECT ${names(Object.keys(columns))} FROM ${name(table)} WHERE ${holds}`,
  );
  const told = rows.map((row) => {
    const own: KeptRow = { ...row };
    for (const column of evidence) own[column] = keys.get(row[column] as number) ?? null;
    if (!custody) for (const column of [...who, ...at]) own[column] = null;
    return own;
  });
  if (order === undefined) return told.sort(bySaid);
  return told.sort(by((row) => [row[order] as number]));
}

const names = (columns: readonly string[]) =>
  join(
    columns.map((column) => sql`${name(column)}`),
    ', ',
  );

/** By all that a row says but the hash of a thing, which is of one case only. */
const bySaid = by((row: KeptRow) => [
  JSON.stringify({ ...row, thing: typeof row['thing'] === 'number' ? row['thing'] : null }),
]);

interface LedgerKey extends EvidenceKey {
  evidence_id: number;
}

const ledgerKeys = (desk: Connection): Promise<LedgerKey[]> =>
  desk.rows<LedgerKey>(
    `SELECT evidence_id, sha256, member, content_sha256 FROM evidence
     ORDER BY status = 'duplicate', evidence_id`,
  );

async function evidenceKeys(desk: Connection): Promise<Map<number, EvidenceKey>> {
  const rows = await ledgerKeys(desk);
  return new Map(rows.map(({ evidence_id, ...key }) => [evidence_id, key]));
}

export const keyText = ({ sha256, member, content_sha256 }: EvidenceKey): string =>
  JSON.stringify([sha256, member, content_sha256]);

/** Numbers of evidence in this case; of lines that hold the same, the one that counts. */
export async function evidenceByKey(desk: Connection): Promise<Map<string, number>> {
  const rows = await ledgerKeys(desk);
  return new Map(rows.toReversed().map((row) => [keyText(row), row.evidence_id]));
}
