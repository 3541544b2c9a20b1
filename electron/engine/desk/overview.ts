import type { Coverage, Overview } from '../../../shared/contract.ts';
import { SEVERITIES, type Severity, type VerdictName } from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { readIncidents } from '../incidents/read.ts';
import { isMet } from '../needs.ts';
import { treesOf } from '../own-trees/registry.ts';
import { totals } from './ledger.ts';
import { memo } from './memo.ts';
import type { Readers } from './readers.ts';

const TOP = 10;
const TOP_INCIDENTS = 5;

/** What stands on the first screen of a case. */
export async function overview(desk: Connection, readers: Readers): Promise<Overview> {
  const top = { offset: 0, limit: TOP };
  const incidents = await readIncidents(desk, { offset: 0, limit: TOP_INCIDENTS });
  return {
    totals: await totals(desk),
    coverage: await coverage(desk, readers),
    severities: await severities(desk),
    verdicts: await verdictCounts(desk),
    top_findings: (await readers.findings(desk, { ...top, muted: 'without' })).findings,
    muted: await mutedFindings(desk),
    incidents: incidents.total,
    top_incidents: incidents.incidents,
    answered: (await desk.row<{ answered: number }>('SELECT count(own) AS answered FROM verdicts')).answered,
    top_verdicts: (await readers.verdicts(desk, top)).verdicts,
    counts: await memo(desk, 'counts', () => distinctCounts(desk)),
  };
}

/** Which logs there are and from when to when, and which hunts and trees no log in the case answers. */
export async function coverage(desk: Connection, readers: Pick<Readers, 'titles'>): Promise<Coverage> {
  const hunts = await desk.rows<{ definition: string; missing: string }>(
    "SELECT hunt AS definition, coalesce(reason, '') AS missing FROM hunt_runs WHERE state = 'not run' ORDER BY hunt",
  );
  const known = await memo(desk, 'sources', () => sources(desk));
  const silent = known.length === 0 ? [] : await memo(desk, 'silent trees', () => silentTrees(desk));
  const title = await readers.titles(desk);
  return {
    sources: known,
    missing: [...hunts, ...silent].map((row) => ({ ...row, title: title(row.definition) })),
  };
}

/** A tree leaves no row where it had no subject, so that it is asked again what it needs. */
async function silentTrees(desk: Connection) {
  const silent: { definition: string; missing: string }[] = [];
  for (const { id, needs } of await treesOf(desk)) {
    if (!(await isMet(desk, needs))) silent.push({ definition: id, missing: needs.missing });
  }
  return silent;
}

const sources = (desk: Connection) =>
  desk.rows<Coverage['sources'][number]>(
    `SELECT coalesce(a.event_dataset, 'unknown') AS event_dataset, CAST(sum(c.events) AS BIGINT) AS events,
       min(c.first_timestamp) AS first_timestamp, max(c.last_timestamp) AS last_timestamp
     FROM (
       SELECT action_key, count(*) AS events, min(timestamp) AS first_timestamp, max(timestamp) AS last_timestamp
       FROM event_facts GROUP BY action_key
     ) c LEFT JOIN actions a ON a.action_key = c.action_key
     GROUP BY 1 ORDER BY 1`,
  );

async function severities(desk: Connection): Promise<Record<Severity, number>> {
  const rows = await desk.rows<{ severity: Severity; findings: number }>(
    `SELECT severity, count(*) AS findings FROM findings
     WHERE finding_id NOT IN (SELECT finding_id FROM muted_findings) GROUP BY severity`,
  );
  const counts = Object.fromEntries(SEVERITIES.map((severity) => [severity, 0])) as Record<Severity, number>;
  for (const { severity, findings } of rows) counts[severity] = findings;
  return counts;
}

async function mutedFindings(desk: Connection): Promise<number> {
  const { muted } = await desk.row<{ muted: number }>('SELECT count(*) AS muted FROM muted_findings');
  return muted;
}

async function verdictCounts(desk: Connection): Promise<Partial<Record<VerdictName, number>>> {
  const rows = await desk.rows<{ verdict: VerdictName; verdicts: number }>(
    'SELECT coalesce(own_verdict, verdict) AS verdict, count(*) AS verdicts FROM verdicts GROUP BY ALL ORDER BY ALL',
  );
  return Object.fromEntries(rows.map(({ verdict, verdicts }) => [verdict, verdicts]));
}

/** Of values that events carry: a dimension table may hold more. */
const distinctCounts = (desk: Connection) =>
  desk.row<Overview['counts']>(
    `SELECT
       (SELECT count(DISTINCT user_name) FROM users WHERE user_key IN (SELECT user_key FROM event_facts)) AS users,
       (SELECT count(DISTINCT access_key_id) FROM credentials
        WHERE credential_key IN (SELECT credential_key FROM event_facts)) AS access_keys,
       count(DISTINCT source_address) AS addresses, count(DISTINCT source_country_iso_code) AS countries,
       (SELECT count(DISTINCT user_agent_original) FROM clients
        WHERE client_key IN (SELECT client_key FROM event_facts)) AS clients
     FROM addresses WHERE address_key IN (SELECT address_key FROM event_facts)`,
  );
