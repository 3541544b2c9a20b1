import type { Entity } from '../../../shared/model.ts';
import type { Person, PersonDecision, PersonName } from '../../../shared/people.ts';
import type { Connection } from '../db/database.ts';
import { sql, type Statement } from '../db/sql.ts';

const NAMES = 500;
const CANDIDATES = 20;

/** Everything known of a person's names; `null` where the entity is nobody's name. */
export async function readPerson(desk: Connection, entity: Entity): Promise<Person | null> {
  const [found] = await desk.rows<Pick<Person, 'person_id' | 'person' | 'kind'>>(
    sql`SELECT person_id, person, kind FROM people WHERE person IN (${personsOf(entity)}) ORDER BY person_id LIMIT 1`,
  );
  if (!found) return null;
  const { person_id } = found;
  const { names_total } = await desk.row<{ names_total: number }>(
    sql`SELECT count(*) AS names_total FROM person_names WHERE person_id = ${person_id}`,
  );
  return {
    ...found,
    names: await namesOf(desk, person_id),
    names_total,
    candidates: await candidatesOf(desk, person_id),
    decisions: await decisionsAbout(desk, person_id),
  };
}

/** People by a part of any of their names, whatever the case of its letters: exact names first, then beginnings. */
export const searchPeople = (
  desk: Connection,
  text: string,
  limit: number,
): Promise<Pick<Person, 'person_id' | 'person' | 'kind'>[]> =>
  desk.rows(
    sql`SELECT p.person_id, p.person, p.kind
        FROM people p JOIN person_names n ON n.person_id = p.person_id
        WHERE contains(lower(n.name), lower(${text}))
        GROUP BY p.person_id, p.person, p.kind
        ORDER BY
          min(CASE WHEN lower(n.name) = lower(${text}) THEN 0 WHEN starts_with(lower(n.name), lower(${text})) THEN 1 ELSE 2 END),
          max(n.events) DESC, p.person, p.person_id
        LIMIT ${limit}`,
  );

/** The persons that an entity is a name of. Keys, addresses and the like are nobody's name. */
function personsOf({ kind, value }: Entity): Statement {
  if (kind === 'person') return sql`SELECT ${value}`;
  if (kind === 'user') return sql`SELECT person FROM users WHERE user_name = ${value} AND person IS NOT NULL`;
  if (kind === 'principal')
    return sql`SELECT person FROM principals WHERE principal_arn = ${value} AND person IS NOT NULL`;
  return sql`SELECT NULL::VARCHAR`;
}

async function namesOf(desk: Connection, person_id: string): Promise<PersonName[]> {
  const rows = await desk.rows<Omit<PersonName, 'records'> & { records: string }>(
    sql`SELECT name_id, column_name, event_dataset, name, rule, certainty, via, events, records
        FROM person_names WHERE person_id = ${person_id}
        ORDER BY via IS NOT NULL, events DESC, event_dataset, column_name, name LIMIT ${NAMES}`,
  );
  return rows.map((row) => ({ ...row, records: JSON.parse(row.records) as PersonName['records'] }));
}

const candidatesOf = (desk: Connection, person_id: string): Promise<Person['candidates']> =>
  desk.rows(
    sql`SELECT p.person_id, p.person, min(c.reason) AS reason
        FROM (
          SELECT other_person_id AS person_id, reason FROM person_candidates WHERE person_id = ${person_id}
          UNION ALL SELECT person_id, reason FROM person_candidates WHERE other_person_id = ${person_id}
        ) c JOIN people p ON p.person_id = c.person_id
        GROUP BY p.person_id, p.person ORDER BY p.person LIMIT ${CANDIDATES}`,
  );

/** Decisions on names of this person, also those by which a name is no longer its. */
const decisionsAbout = (desk: Connection, person_id: string): Promise<PersonDecision[]> =>
  readDecisions(
    desk,
    sql`name_id IN (SELECT name_id FROM person_names WHERE person_id = ${person_id})
      OR with_name_id IN (SELECT name_id FROM person_names WHERE person_id = ${person_id})`,
  );

/** Decisions that hold a condition, in the order of deciding. */
export const readDecisions = (desk: Connection, held: Statement = sql`TRUE`): Promise<PersonDecision[]> =>
  desk.rows<PersonDecision>(
    sql`SELECT decision, kind, name, with_name, reason, decided_at, decided_by, undone_at, undone_by
        FROM person_decisions WHERE ${held} ORDER BY decision`,
  );
