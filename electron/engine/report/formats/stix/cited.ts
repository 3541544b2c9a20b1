import type { Connection } from '../../../db/database.ts';
import statement from './cited.sql?raw';
import { account, address, network, type StixObject } from './observables.ts';

interface CitedRow {
  id: string;
  source_ip: string | null;
  source_as_number: number | null;
  source_as_organization_name: string | null;
  user_name: string | null;
}

/** The addresses, networks and accounts on the records that each finding and verdict cites, by its id. */
export async function citedObservables(desk: Connection): Promise<Map<string, StixObject[]>> {
  const cited = new Map<string, StixObject[]>();
  for (const row of await desk.rows<CitedRow>(statement)) {
    const objects = cited.get(row.id) ?? [];
    objects.push(...observablesOf(row));
    cited.set(row.id, objects);
  }
  return cited;
}

function observablesOf(row: CitedRow): StixObject[] {
  const of =
    row.source_as_number === null ? null : network(row.source_as_number, row.source_as_organization_name);
  const from = row.source_ip === null ? null : address(row.source_ip, of);
  const by = row.user_name === null ? null : account(row.user_name);
  return [from && of, from, by].filter((one) => one !== null);
}
