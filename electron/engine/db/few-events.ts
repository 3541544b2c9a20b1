import type { Connection } from './database.ts';

/** Up to so many, to plan a long statement costs more than to look through the events twice. */
const FEW = 100_000;

/** Whether it pays to ask first if a long statement has anything to tell of. */
export async function hasFewEvents(connection: Connection): Promise<boolean> {
  const { events } = await connection.row<{ events: number }>('SELECT count(*) AS events FROM event_facts');
  return events <= FEW;
}
