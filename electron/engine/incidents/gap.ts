import type { HuntParameter } from '../../../shared/definitions.ts';
import type { Connection } from '../db/database.ts';
import { completeValues, keepValues, keptValues } from '../parameters.ts';

const GAP: HuntParameter = {
  name: 'gap_hours',
  title: 'Longest pause within an incident, hours',
  kind: 'hours',
  value: 24,
  minimum: 0,
  maximum: 24 * 366,
  help: 'Findings and verdicts of one entity that lie further apart in time are different incidents.',
};
const INCIDENTS = { id: 'incidents', parameters: [GAP] };

/** In hours. */
export async function readGap(connection: Connection): Promise<number> {
  const values = completeValues(INCIDENTS, await keptValues(connection, INCIDENTS));
  return values['gap_hours'] as number;
}

/** Keeps it in the case, `null` as the default. Throws on one out of range. */
export async function keepGap(job: Connection, hours: number | null): Promise<void> {
  const values = hours === null ? {} : { gap_hours: hours };
  completeValues(INCIDENTS, values);
  await job.transaction(() => keepValues(job, INCIDENTS, values));
}
