import { ORPCError } from '@orpc/server';
import type { OriginalRecord } from '../../../shared/contract.ts';
import type { EventRef } from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import type { Unpacking } from '../ingest/containers.ts';
import { originalRecord } from '../ingest/original-record.ts';
import { MEMBERS } from '../ingest/prepare.ts';
import { readLimits } from '../limits.ts';
import { eventRows } from './event-rows.ts';
import { evidenceRows } from './ledger.ts';

/** A record as the vendor wrote it, read again from the evidence, beside the event that was made of it. */
export async function recordOf(
  desk: Connection,
  { evidence_id, record }: EventRef,
  unpacking: Unpacking,
): Promise<OriginalRecord> {
  const evidence = (await evidenceRows(desk)).find((one) => one.evidence_id === evidence_id);
  if (!evidence) throw new ORPCError('NOT_FOUND', { message: `no evidence ${evidence_id}` });
  const [event] = await eventRows(
    desk,
    sql`SELECT *, 1 AS position FROM event_facts WHERE evidence_id = ${evidence_id} AND record = ${record}`,
  );
  const place = {
    path: evidence.path,
    sha256: evidence.sha256 ?? '',
    member: evidence_id % MEMBERS,
    name: evidence.member,
    record,
    limits: await readLimits(desk),
  };
  const original = await originalRecord(place, unpacking);
  return { evidence, record, ...original, event: event ?? null };
}
