import type { HuntDifference } from '../../shared/contract.ts';
import type { HuntDefinition, Need } from '../../shared/definitions.ts';
import type { Connection } from './db/database.ts';
import { hasFewEvents } from './db/few-events.ts';
import { insertRows } from './db/insert-rows.ts';
import { fixed, name, sql, type Statement } from './db/sql.ts';
import { compileQuestion, compileRule } from './hunts/kinds/compile.ts';
import { findingOf, marked, type FindingRow, type HuntRow } from './hunts/findings.ts';
import { changedParameters } from './parameter-history.ts';
import {
  completeValues,
  keepValues,
  keptValues,
  keptValuesOfAll,
  type ParameterValues,
} from './parameters.ts';
import { readState } from './hunts/states.ts';
import { huntOf, huntsOf } from './own-hunts/registry.ts';
import { missingLog } from './needs.ts';

export { countMuted, countSeverities, readFindings } from './hunts/findings.ts';
export { listHunts } from './hunts/states.ts';

/** Rows of a hunt that are in memory at once. */
const BATCH = 1000;

/** The titles of the case's hunts by their ids. */
export const huntTitles = async (connection: Connection): Promise<ReadonlyMap<string, string>> =>
  new Map((await huntsOf(connection)).map((hunt) => [hunt.id, hunt.title]));

/** Runs the hunts (all by default) with the parameters that the case keeps; their findings replace those of the run before. */
export async function runHunts(job: Connection, only?: readonly string[]): Promise<void> {
  const hunts = await huntsOf(job);
  const chosen = only ? await Promise.all(only.map((id) => huntOf(job, id))) : hunts;
  await job.transaction(() => runAll(job, chosen));
}

const RUN_COLUMNS = {
  hunt: 'VARCHAR',
  state: 'VARCHAR',
  reason: 'VARCHAR',
  parameters: 'VARCHAR',
  findings: 'BIGINT',
} as const;

async function runAll(job: Connection, hunts: readonly HuntDefinition[]): Promise<void> {
  await forgetFindings(
    job,
    hunts.map(({ id }) => id),
  );
  const kept = await keptValuesOfAll(job, hunts);
  const ask = await questions(job);
  const runs = [];
  for (const hunt of hunts)
    runs.push(await runHunt(ask, hunt, completeValues(hunt, kept.get(hunt.id) ?? {})));
  await insertRows(job, 'hunt_runs', RUN_COLUMNS, runs);
}

async function runHunt(ask: Questions, hunt: HuntDefinition, values: ParameterValues) {
  const missing = await ask.missing(hunt.needs);
  const isAnswerable = missing === null;
  const { findings, all } = isAnswerable ? await search(ask, hunt, values) : { findings: 0, all: 0 };
  return {
    hunt: hunt.id,
    state: isAnswerable ? (findings > 0 ? 'findings' : 'none') : 'not run',
    reason: isAnswerable ? cutReason(findings, all) : missing,
    parameters: JSON.stringify(values),
    findings,
  };
}

const cutReason = (findings: number, all: number): string | null =>
  findings < all
    ? `the ${findings} strongest of ${all} are kept: raise a threshold or leave out what is known to see others`
    : null;

/** Removes what hunts found, and that they ran. */
export async function forgetFindings(job: Connection, hunts: readonly string[]): Promise<void> {
  for (const of of [
    sql`finding_events WHERE finding_id IN (SELECT finding_id FROM findings WHERE list_contains(${hunts}, hunt))`,
    sql`findings WHERE list_contains(${hunts}, hunt)`,
    sql`hunt_runs WHERE list_contains(${hunts}, hunt)`,
  ])
    await job.run(sql`DELETE FROM ${of}`);
}

/** What several hunts of a run ask alike is asked once. */
interface Questions {
  job: Connection;
  isSmall: boolean;
  missing(need: Need): Promise<string | null>;
}

async function questions(job: Connection): Promise<Questions> {
  const answers = new Map<string, Promise<string | null>>();
  return {
    job,
    isSmall: await hasFewEvents(job),
    missing(need) {
      const key = JSON.stringify(need);
      const answer = answers.get(key) ?? missingLog(job, need);
      answers.set(key, answer);
      return answer;
    },
  };
}

/** The hunt's rows, counted in a total order that holds no key of ours. */
const huntStatement = (hunt: HuntDefinition, values: ParameterValues): Statement =>
  sql`SELECT row_number() OVER (
        ORDER BY entity_value, window_start, window_end, event_count, CAST(to_json(finding_values) AS VARCHAR)) AS place, *
      FROM (${compileRule(hunt.rule, hunt.entity, values)})`;

/** Gives the number of findings, and how many there would be without a limit. */
async function search({ job, isSmall }: Questions, hunt: HuntDefinition, values: ParameterValues) {
  if (isSmall) {
    const question = compileQuestion(hunt.rule, hunt.entity, values);
    if (!(await job.row<{ found: boolean }>(question)).found) return { findings: 0, all: 0 };
  }
  await job.run(sql`CREATE OR REPLACE TEMP TABLE hunt_rows AS ${huntStatement(hunt, values)}`);
  const { total, all } = await job.row<{ total: number; all: number }>(
    'SELECT count(*) AS total, coalesce(max(all_hits), 0) AS "all" FROM hunt_rows',
  );
  const taken = new Set<string>();
  for (let from = 1; from <= total; from += BATCH) {
    const rows = await job.rows<HuntRow>(
      fixed('SELECT * FROM hunt_rows WHERE place >= $from AND place < $from + $batch ORDER BY place', {
        from,
        batch: BATCH,
      }),
    );
    await keepFindings(
      job,
      rows.map((row) => findingOf(hunt, row, taken)),
    );
  }
  await job.run('DROP TABLE hunt_rows');
  return { findings: total, all };
}

const FINDING_COLUMNS = {
  finding_id: 'VARCHAR',
  hunt: 'VARCHAR',
  severity: 'VARCHAR',
  score: 'INTEGER',
  entity_kind: 'VARCHAR',
  entity_value: 'VARCHAR',
  window_start: 'TIMESTAMP',
  window_end: 'TIMESTAMP',
  event_count: 'BIGINT',
  summary: 'VARCHAR',
  finding_values: 'VARCHAR',
  own_parts: 'VARCHAR',
  score_parts: 'VARCHAR',
} as const;
const CITED_COLUMNS = {
  finding_id: 'VARCHAR',
  ordinal: 'INTEGER',
  evidence_id: 'BIGINT',
  record: 'BIGINT',
} as const;

async function keepFindings(job: Connection, findings: readonly FindingRow[]): Promise<void> {
  const events = findings.flatMap(({ finding_id, cited }) =>
    cited.map((ref, index) => ({ finding_id, ordinal: index + 1, ...ref })),
  );
  await insertRows(job, 'findings', FINDING_COLUMNS, findings);
  await insertRows(job, 'finding_events', CITED_COLUMNS, events);
}

/**
 * Keeps these values in the case instead of those before (a parameter that is not named has its default), runs the hunt again and
 * says which findings appeared and which are gone. Throws on an unknown hunt or parameter and on a value that does not fit.
 */
export async function configureHunt(
  job: Connection,
  id: string,
  values: ParameterValues,
): Promise<Omit<HuntDifference, 'verdicts'>> {
  const hunt = await huntOf(job, id);
  completeValues(hunt, values);
  return job.transaction(async () => {
    await job.run(
      fixed('CREATE OR REPLACE TEMP TABLE findings_before AS SELECT * FROM findings WHERE hunt = $id', {
        id,
      }),
    );
    const changed = changedParameters(hunt, await keptValues(job, hunt), values);
    await keepValues(job, hunt, values);
    await runAll(job, [hunt]);
    const appeared = await difference(job, id, 'findings', 'findings_before');
    const gone = await difference(job, id, 'findings_before', 'findings');
    await job.run('DROP TABLE findings_before');
    return { state: await readState(job, hunt), changed, appeared, gone };
  });
}

async function difference(job: Connection, hunt: string, of: Table, without: Table) {
  const rows = await job.rows<FindingRow>(
    sql`SELECT * FROM ${name(of)}
      WHERE hunt = ${hunt} AND finding_id NOT IN (SELECT finding_id FROM ${name(without)})
      ORDER BY score DESC, window_start NULLS LAST, finding_id`,
  );
  return marked(job, rows);
}
type Table = 'findings' | 'findings_before';
