import type { PersonDecision } from '../../../shared/people.ts';
import type { Connection } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import type { Decision } from './partition.ts';

/** What was decided and not undone, in the order of deciding. */
export const standingDecisions = (connection: Connection): Promise<Decision[]> =>
  connection.rows<Decision>(
    'SELECT kind, name_id, with_name_id FROM person_decisions WHERE undone_at IS NULL ORDER BY decision',
  );

/** Who decides, and when. */
export interface Deciding {
  reason: string;
  by: string;
  at: string;
}

interface NamedPerson {
  person_id: string;
  person: string;
  name_id: string;
  name: string;
}

/** Splits a name off its person. Throws on a name that the case does not have, and on one that stands alone. */
export async function splitName(job: Connection, name_id: string, deciding: Deciding): Promise<string> {
  const { name, names, person_id } = await only<{ name: string; names: number; person_id: string }>(
    job,
    sql`SELECT n.name, p.names, p.person_id FROM person_names n JOIN people p ON p.person_id = n.person_id
        WHERE n.name_id = ${name_id} ORDER BY n.column_name, n.event_dataset, n.name LIMIT 1`,
    `no such name: ${name_id}`,
  );
  if (names < 2) throw new Error(`${name} stands alone: there is nothing to split it from`);
  const from = await headOf(job, person_id, name_id);
  await keep(
    job,
    { kind: 'split', name_id, name, with_name_id: from.name_id, with_name: from.person },
    deciding,
  );
  return name;
}

/** Joins two people, by a name of each. Throws where they are one already. */
export async function mergePeople(
  job: Connection,
  person_id: string,
  other_id: string,
  deciding: Deciding,
): Promise<[string, string]> {
  if (person_id === other_id) throw new Error('these names are one person already');
  const [one, other] = [await headOf(job, person_id), await headOf(job, other_id)];
  await keep(
    job,
    {
      kind: 'merge',
      name_id: one.name_id,
      name: one.person,
      with_name_id: other.name_id,
      with_name: other.person,
    },
    deciding,
  );
  return [one.person, other.person];
}

/** Takes a decision back; the line stays. Throws on one that is not there or was undone before. */
export async function undoDecision(
  job: Connection,
  decision: number,
  by: string,
  at: string,
): Promise<string> {
  const found = await only<PersonDecision>(
    job,
    sql`SELECT * FROM person_decisions WHERE decision = ${decision} AND undone_at IS NULL`,
    `no decision ${decision} that stands`,
  );
  await job.run(
    sql`UPDATE person_decisions SET undone_at = CAST(${at} AS TIMESTAMP), undone_by = ${by} WHERE decision = ${decision}`,
  );
  return found.name;
}

/** The surest name of a person: decisions are kept by names, since people are made anew. */
const headOf = (job: Connection, person_id: string, without = ''): Promise<NamedPerson> =>
  only<NamedPerson>(
    job,
    sql`SELECT p.person_id, p.person, n.name_id, n.name FROM people p JOIN person_names n ON n.person_id = p.person_id
        WHERE p.person_id = ${person_id} AND n.name_id <> ${without} ORDER BY n.via IS NOT NULL, n.name_id LIMIT 1`,
    `no such person: ${person_id}`,
  );

async function only<T extends object>(
  job: Connection,
  statement: Parameters<Connection['rows']>[0],
  otherwise: string,
) {
  const [row] = await job.rows<T>(statement);
  if (!row) throw new Error(otherwise);
  return row;
}

async function keep(
  job: Connection,
  one: Pick<PersonDecision, 'kind' | 'name' | 'with_name'> & Decision,
  { reason, by, at }: Deciding,
): Promise<void> {
  await job.run(
    sql`INSERT INTO person_decisions BY NAME
        SELECT (SELECT coalesce(max(decision), 0) + 1 FROM person_decisions) AS decision, ${one.kind} AS kind,
          ${one.name_id} AS name_id, ${one.name} AS name, ${one.with_name_id} AS with_name_id, ${one.with_name} AS with_name,
          ${reason} AS reason, CAST(${at} AS TIMESTAMP) AS decided_at, ${by} AS decided_by`,
  );
}
