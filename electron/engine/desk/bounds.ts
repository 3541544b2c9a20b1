import type { Filter } from '../../../shared/contract.ts';
import type { Connection } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import { where } from './filters.ts';
import { memo } from './memo.ts';

/** How many events hold the filters, and the microseconds of the first and last; 0 when there is none. */
export interface Bounds {
  total: number;
  first: bigint;
  last: bigint;
}

export function bounds(desk: Connection, filters: readonly Filter[]): Promise<Bounds> {
  return memo(desk, `bounds ${JSON.stringify(filters)}`, async () => {
    // As text, since microseconds past the year 2255 do not fit a JavaScript number.
    const row = await desk.row<{ total: number; first: string | null; last: string | null }>(
      sql`SELECT count(*) AS total, CAST(epoch_us(min(timestamp)) AS VARCHAR) AS first,
            CAST(epoch_us(max(timestamp)) AS VARCHAR) AS last
          FROM event_facts f WHERE ${where(filters)}`,
    );
    return { total: row.total, first: BigInt(row.first ?? 0), last: BigInt(row.last ?? 0) };
  });
}
