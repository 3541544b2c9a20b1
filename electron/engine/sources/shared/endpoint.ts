import columns from './endpoint-columns.sql?raw';
import endpoint from './endpoint.sql?raw';
import { timeOf } from './plain.ts';

/**
 * The `normalise` of what an agent on a computer saw. `observed` selects from `raw (evidence_id, record, o)` one row per record with
 * those columns of the list in `endpoint-columns.sql` that the record has, as texts; what each means is then the same for every agent.
 */
export const normaliseEndpoint = (observed: string): string => `SELECT * FROM (
WITH observed AS (${observed}),
listed AS (${columns}),
timed AS (SELECT *, ${timeOf('logged')} AS timestamp FROM listed)
${endpoint})`;
