import { InputValues, Sort, type SavedQuery } from '../../../shared/query.ts';
import type { Connection } from '../db/database.ts';
import { fixed } from '../db/sql.ts';
import { queryOf } from './index.ts';
import { completeInputs } from './inputs.ts';

/** Keeps a question under its name; it takes the place of one with that name. Throws where it could not be asked. */
export async function saveQuery(job: Connection, saved: SavedQuery): Promise<void> {
  const query = queryOf(saved.query);
  completeInputs(query, saved.inputs);
  await job.transaction(async () => {
    await removeQuery(job, saved.name);
    await job.run(
      fixed('INSERT INTO saved_queries VALUES ($name, $query, $inputs, $sort)', {
        name: saved.name,
        query: saved.query,
        inputs: JSON.stringify(saved.inputs),
        sort: saved.sort ? JSON.stringify(saved.sort) : null,
      }),
    );
  });
}

export const removeQuery = (job: Connection, name: string): Promise<void> =>
  job.run(fixed('DELETE FROM saved_queries WHERE name = $name', { name }));

/** By name; what another version kept of a query that this one does not have stays, and says so when it is asked. */
export async function savedQueries(desk: Connection): Promise<SavedQuery[]> {
  const rows = await desk.rows<{ name: string; query: string; inputs: string; sort: string | null }>(
    'SELECT name, query, inputs, sort FROM saved_queries ORDER BY name',
  );
  return rows.map(({ name, query, inputs, sort }) => ({
    name,
    query,
    inputs: InputValues.parse(JSON.parse(inputs)),
    sort: sort === null ? null : Sort.parse(JSON.parse(sort)),
  }));
}
