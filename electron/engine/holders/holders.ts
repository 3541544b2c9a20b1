import type { AddressHolder } from '../../../shared/contract.ts';
import type { Connection } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import learn from './holders.sql?raw';

/** Finds out anew which parts of the own cloud held which addresses, from what the events say. */
export const runHolders = (job: Connection): Promise<void> => job.transaction(() => job.run(learn));

const SHOWN = 200;

/** Who held this address, in the order of time. */
export const holdersOf = (desk: Connection, address: string): Promise<AddressHolder[]> =>
  desk.rows<AddressHolder>(
    sql`SELECT holder_kind, holder_id, cloud_account_id, cloud_region, stated_at, held_from, held_until, stated_by,
          evidence_id, record, ended_by, ended_evidence_id, ended_record
        FROM address_holders
        WHERE address IN (
          SELECT lower(${address})
          UNION SELECT lower(source_ip) FROM addresses WHERE source_address = ${address} AND source_ip IS NOT NULL)
        ORDER BY stated_at, holder_kind, holder_id, held_until NULLS LAST LIMIT ${SHOWN}`,
  );
