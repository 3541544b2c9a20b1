import type { Connection } from '../db/database.ts';
import { name, sql } from '../db/sql.ts';
import { standingDecisions } from './decisions.ts';
import type { Seen } from './graph.ts';
import { partition, type FoundPerson } from './partition.ts';
import readActors from './read-actors.sql?raw';
import readSwitches from './read-switches.sql?raw';
import { applyRules, idNameOf, isRoleName, type Actor, type Candidate, type Switch } from './rules.ts';
import { nameOf } from './names.ts';

/**
 * Finds out who is who: makes the people of the case anew from its distinct names, by the rules and then by what was decided, and fills
 * column `person` of `users` and `principals`. The person of an event is that of its principal, else that of its user.
 */
export async function findPeople(job: Connection): Promise<void> {
  const actors: Actor[] = [];
  for await (const rows of job.stream<Actor>(readActors)) actors.push(...rows);
  const { graph, candidates } = applyRules(actors, await job.rows<Switch>(readSwitches));
  const people = partition(graph, await standingDecisions(job));
  await job.transaction(async () => {
    await keepPeople(job, people, candidates);
    await fillPersons(job, people, actors);
  });
}

/** So many rows are handed over at once. */
const BATCH = 50_000;

async function append(
  job: Connection,
  table: string,
  rows: readonly (readonly (string | number | null)[])[],
) {
  const width = rows[0]?.length ?? 0;
  for (let start = 0; start < rows.length; start += BATCH) {
    const part = rows.slice(start, start + BATCH);
    await job.append(
      table,
      Array.from({ length: width }, (_none, column) => part.map((row) => row[column] ?? null)),
    );
  }
}

async function keepPeople(job: Connection, people: readonly FoundPerson[], candidates: readonly Candidate[]) {
  for (const table of ['people', 'person_names', 'person_candidates'])
    await job.run(sql`DELETE FROM ${name(table)}`);
  await append(
    job,
    'people',
    people.map((one) => [one.person_id, one.person, one.kind, one.names.length]),
  );
  await append(job, 'person_names', people.flatMap(nameRows));
  const ids = new Map(people.flatMap((one) => one.names.map(({ node }) => [node.key, one.person_id])));
  const pairs = candidates.flatMap(({ a, b, reason }) => {
    const [one, other] = [ids.get(a), ids.get(b)].sort();
    return one && other && one !== other ? [[one, other, reason]] : [];
  });
  const distinct = new Map(pairs.map((pair) => [pair.join(' '), pair]));
  await append(job, 'person_candidates', [...distinct.values()]);
}

const nameRows = ({ person_id, names }: FoundPerson) =>
  names.flatMap(({ node, hold: { rule, certainty, via, records } }) => {
    return node.sightings.map((one) => [
      person_id,
      node.key,
      one.column_name,
      one.event_dataset,
      one.name,
      rule,
      certainty,
      via,
      one.events,
      refs(via === null ? one.records : records),
    ]);
  });

const refs = (records: readonly Seen[]): string =>
  JSON.stringify(records.map(({ evidence_id, record }) => ({ evidence_id, record })));

interface UserRow {
  user_key: number;
  user_name: string | null;
}
type PrincipalRow = Pick<Actor, 'principal_arn' | 'principal_id' | 'user_id'> & { principal_key: number };

async function fillPersons(
  job: Connection,
  people: readonly FoundPerson[],
  actors: readonly Actor[],
): Promise<void> {
  const persons = new Map(people.flatMap((one) => one.names.map(({ node }) => [node.key, one.person])));
  const named = new Set(actors.filter((actor) => !isRoleName(actor)).map((actor) => actor.user_name));
  const users = await job.rows<UserRow>('SELECT user_key, user_name FROM users');
  const personOfUser = ({ user_name }: UserRow) =>
    user_name === null || !named.has(user_name) ? null : (persons.get(nameOf(user_name)?.key ?? '') ?? null);
  await fill(
    job,
    'users',
    users.map((row) => [row.user_key, personOfUser(row)]),
  );
  const principals: [number, string | null][] = [];
  const rows = job.stream<PrincipalRow>(
    'SELECT principal_key, principal_arn, principal_id, user_id FROM principals',
  );
  for await (const chunk of rows)
    for (const row of chunk)
      principals.push([row.principal_key, persons.get(idNameOf(row)?.key ?? '') ?? null]);
  await fill(job, 'principals', principals);
}

/** Only rows whose person changed are written. */
async function fill(
  job: Connection,
  table: 'users' | 'principals',
  rows: readonly (readonly [number, string | null])[],
) {
  const key = name(table === 'users' ? 'user_key' : 'principal_key');
  await job.run('CREATE OR REPLACE TEMP TABLE found_persons (key INTEGER, person VARCHAR)');
  await append(job, 'found_persons', rows);
  await job.run(
    sql`UPDATE ${name(table)} t SET person = f.person FROM found_persons f
        WHERE f.key = t.${key} AND t.person IS DISTINCT FROM f.person`,
  );
  await job.run('DROP TABLE found_persons');
}
