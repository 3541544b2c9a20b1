import type { Filter } from '../../../shared/contract.ts';
import type { EventRef } from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import { where } from './filters.ts';
import { bounds, countBefore } from './positions.ts';
import { keptPosition, sortedPosition } from './sorted-page.ts';

export interface EventPositionInput extends EventRef {
  filters: readonly Filter[];
  order: 'asc' | 'desc';
  sort?: string | undefined;
}

/** An event that holds some filters, and where it stands in its table and in time. */
interface FoundEvent extends EventRef {
  fact: number;
  micros: bigint;
}

/**
 * The offset of a record in the list that `eventPage` gives pages of; `null` where the record is no event or does not hold the filters. A
 * record that was delivered again stands where the one that counts does.
 */
export async function eventPosition(desk: Connection, input: EventPositionInput): Promise<number | null> {
  const { filters, order, sort } = input;
  const found = await findEvent(desk, input);
  if (found === null) return null;
  if (sort !== undefined && sort !== 'timestamp')
    return sortedPosition(desk, { filters, order, sort }, found.fact);
  const before = await countBefore(desk, filters, found);
  return order === 'asc' ? before : (await bounds(desk, filters)).total - 1 - before;
}

/** The same in an order of another column that is kept, as `keptOrderPage` keeps it. */
export async function keptEventPosition(
  asking: Connection,
  input: EventPositionInput & { sort: string },
): Promise<number | null> {
  const found = await findEvent(asking, input);
  return found && keptPosition(asking, input, found.fact);
}

/** The event of a record, where it holds the filters. */
async function findEvent(
  desk: Connection,
  { filters, evidence_id, record }: EventPositionInput,
): Promise<FoundEvent | null> {
  const [copied] = await desk.rows<EventRef>(
    sql`SELECT first_evidence_id AS evidence_id, first_record AS record FROM copies
        WHERE evidence_id = ${evidence_id} AND record = ${record}`,
  );
  const at = copied ?? { evidence_id, record };
  const [event] = await desk.rows<{ fact: number; micros: string }>(
    sql`SELECT f.rowid AS fact, CAST(epoch_us(f.timestamp) AS VARCHAR) AS micros FROM event_facts f
        WHERE f.evidence_id = ${at.evidence_id} AND f.record = ${at.record} AND ${where(filters)}`,
  );
  return event ? { ...at, fact: event.fact, micros: BigInt(event.micros) } : null;
}
