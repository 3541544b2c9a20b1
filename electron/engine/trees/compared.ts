import { createHash } from 'node:crypto';
import type { EventChoice } from '../../../shared/contract.ts';
import type { EventRef, PickedSessions } from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { fixed, sql } from '../db/sql.ts';
import chosenEvents from './chosen-events.sql?raw';
import pickedAgain from './picked-again.sql?raw';

/** The tree that compares two sign-ins. */
export const COMPARING = 'okta-impossible-travel';

export type GivenPick = Omit<PickedSessions, 'pick_id' | 'sessions'>;

interface Chosen extends EventRef {
  timestamp: string;
  event_id: string | null;
  event_category: string | null;
  event_action: string | null;
  user_name: string | null;
  person: string | null;
  source_address: string | null;
  source_kind: string | null;
}

/**
 * Keeps the two sign-ins as picked, the earlier one first, and gives the id of the pair; a pair that is kept already gets the new
 * reason. Throws on an event that is not there, is no sign-in, names no user or comes from no public address, and on two people.
 */
export async function keepPicked(
  job: Connection,
  sessions: readonly [EventChoice, EventChoice],
  given: GivenPick,
): Promise<string> {
  const [one, other] = [await chosenEvent(job, sessions[0]), await chosenEvent(job, sessions[1])];
  if (one.evidence_id === other.evidence_id && one.record === other.record)
    throw new Error(`${nameOf(one)} cannot be compared with itself`);
  if (!isOnePerson(one, other))
    throw new Error(
      `${one.user_name} and ${other.user_name} are not known as one person; where they are, say so on the person's page first`,
    );
  const [first, second] = inTime(one, other) ? [one, other] : [other, one];
  const pick = idOf(first, second);
  await job.run(sql`DELETE FROM compared_sessions WHERE pick_id = ${pick}`);
  await job.run(
    sql`INSERT INTO compared_sessions VALUES (${pick}, ${COMPARING}, ${first.evidence_id}, ${first.record}, ${first.event_id},
        ${second.evidence_id}, ${second.record}, ${second.event_id}, ${given.reason}, ${given.author}, ${given.written_at})`,
  );
  return pick;
}

async function chosenEvent(job: Connection, choice: EventChoice): Promise<Chosen> {
  const wanted = { evidence_id: null, record: null, event_id: null, ...choice };
  const found = await job.rows<Chosen>(fixed(chosenEvents, wanted));
  const [event] = found;
  if (!event) throw new Error(`no event ${nameOf(choice)}`);
  if (found.length > 1)
    throw new Error(`several events have the id ${nameOf(choice)}: name one by its place`);
  if (event.event_category !== 'authentication')
    throw new Error(`${nameOf(choice)} is no sign-in: ${event.event_action ?? 'its action is not known'}`);
  if (event.user_name === null) throw new Error(`${nameOf(choice)} names no user`);
  if (event.source_kind !== 'public')
    throw new Error(
      `${nameOf(choice)} comes from ${event.source_address ?? 'no address'}, which is no public address: the tree compares places`,
    );
  return event;
}

const nameOf = (choice: EventChoice): string =>
  'record' in choice ? `${choice.evidence_id}:${choice.record}` : choice.event_id;

const isOnePerson = (one: Chosen, other: Chosen): boolean =>
  one.user_name?.toLowerCase() === other.user_name?.toLowerCase() ||
  (one.person !== null && one.person === other.person);

const inTime = (one: Chosen, other: Chosen): boolean =>
  one.timestamp === other.timestamp
    ? one.evidence_id < other.evidence_id ||
      (one.evidence_id === other.evidence_id && one.record < other.record)
    : one.timestamp < other.timestamp;

const idOf = (first: Chosen, second: Chosen): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        COMPARING,
        ...[first, second].map((one) => one.event_id ?? [one.evidence_id, one.record]),
      ]),
    )
    .digest('hex')
    .slice(0, 16);

/** After evidence was read anew: the places of picked events by their own ids. */
export const findPickedAgain = (job: Connection, tree: string): Promise<void> =>
  job.run(fixed(pickedAgain, { tree }));

export async function hasPicked(job: Connection, tree: string): Promise<boolean> {
  const { n } = await job.row<{ n: number }>(
    fixed('SELECT count(*) AS n FROM compared_sessions WHERE tree = $tree', { tree }),
  );
  return n > 0;
}

/** By their ids: those that the rows name. */
export async function pickedSessions(
  desk: Connection,
  rows: readonly { pick_id: string | null }[],
): Promise<Map<string, PickedSessions>> {
  const ids = rows.flatMap(({ pick_id }) => pick_id ?? []);
  if (ids.length === 0) return new Map();
  const kept = await desk.rows<Kept>(
    sql`SELECT * FROM compared_sessions WHERE list_contains(${ids}, pick_id)`,
  );
  return new Map(kept.map((one) => [one.pick_id, toPicked(one)]));
}

interface Kept extends GivenPick {
  pick_id: string;
  first_evidence_id: number;
  first_record: number;
  second_evidence_id: number;
  second_record: number;
}

const toPicked = (one: Kept): PickedSessions => ({
  pick_id: one.pick_id,
  sessions: [
    { evidence_id: one.first_evidence_id, record: one.first_record },
    { evidence_id: one.second_evidence_id, record: one.second_record },
  ],
  reason: one.reason,
  author: one.author,
  written_at: one.written_at,
});

/** Forgets the pair and what was answered in its verdict, and gives it. Throws where it is not kept. */
export async function forgetPicked(job: Connection, pick: string): Promise<PickedSessions> {
  const picked = (await pickedSessions(job, [{ pick_id: pick }])).get(pick);
  if (!picked) throw new Error(`nobody picked sessions as ${pick}`);
  await job.run(sql`DELETE FROM compared_sessions WHERE pick_id = ${pick}`);
  await job.run(sql`DELETE FROM tree_answers WHERE pick_id = ${pick}`);
  return picked;
}
