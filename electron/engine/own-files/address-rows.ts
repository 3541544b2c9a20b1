import type { Scalar } from '../../../shared/model.ts';

type Row = Readonly<Record<string, Scalar>>;

/** Columns of `addresses` that belong to the address itself; all others are of what the data say. */
const ITS_OWN = new Set([
  'address_key',
  'source_address',
  'source_known_network',
  'source_known_network_kind',
  'source_known_network_status',
  'source_countries_by_log',
]);

/** Rows of the view `addresses` as its two tables hold them, each with an answer of its own. */
export function addressRows(rows: readonly Row[]): { source_addresses: Row[]; address_answers: Row[] } {
  return {
    source_addresses: rows.map((row) => ({
      ...pick(row, (column) => ITS_OWN.has(column)),
      answer_key: row.address_key ?? null,
      canonical_ip: row.source_ip ?? null,
    })),
    address_answers: rows.map((row) => ({
      answer_key: row.address_key ?? null,
      is_address: (row.source_ip ?? null) !== null,
      ...pick(row, (column) => !ITS_OWN.has(column) && column !== 'source_ip'),
    })),
  };
}

const pick = (row: Row, wanted: (column: string) => boolean): Row =>
  Object.fromEntries(Object.entries(row).filter(([column]) => wanted(column)));
