import type { NetworksDifference } from '../../../shared/contract.ts';
import type { VerdictChanges } from '../../../shared/model.ts';
import type { CaseFile } from '../case-file.ts';
import type { Connection } from '../db/database.ts';
import { runHunts } from '../hunting.ts';
import { marked, type FindingRow } from '../hunts/findings.ts';
import { runIncidents } from '../incidents/incidents.ts';
import type { Job } from '../job.ts';
import { runTrees } from '../triage.ts';
import begin from './begin-change.sql?raw';
import type { NetworksChange } from './changes.ts';
import end from './end-change.sql?raw';
import { markAddresses } from './mark.ts';
import { forgetNetwork, keepNetwork, saveMinimums } from './stored.ts';
import differentFindings from './different-findings.sql?raw';

/** Findings that are listed of a change; the totals count them all. */
const LISTED = 200;

/** Makes the change, marks the addresses, runs hunts and trees again, and says what is different then. */
export async function changeNetworks(
  job: Job,
  file: CaseFile,
  change: NetworksChange,
): Promise<NetworksDifference> {
  const connection = file.database.job;
  job.onStop(() => void connection.interrupt());
  job.update({ stage: 'networks', current: null });
  await connection.run(begin);
  const addresses = await connection.transaction(async () => {
    for (const prefix of change.forget) await forgetNetwork(connection, prefix);
    for (const one of change.keep) await keepNetwork(connection, one);
    if (change.minimums) await saveMinimums(connection, change.minimums);
    await file.audit(change.audit.action, change.audit.subject, change.audit.detail);
    return markAddresses(connection);
  });
  job.update({ stage: 'hunting' });
  await runHunts(connection);
  job.update({ stage: 'triage' });
  const verdicts = await runTrees(connection);
  job.update({ stage: 'incidents' });
  await runIncidents(connection);
  const difference = { addresses, ...(await differenceSince(connection, verdicts)) };
  await connection.run(end);
  return difference;
}

async function differenceSince(
  connection: Connection,
  { total, changes }: VerdictChanges,
): Promise<Omit<NetworksDifference, 'addresses'>> {
  const findings = await connection.rows<FindingRow & { appeared: boolean }>(differentFindings);
  const of = (appeared: boolean) => findings.filter((row) => row.appeared === appeared);
  const [appeared, gone] = [of(true), of(false)];
  return {
    appeared_total: appeared.length,
    gone_total: gone.length,
    verdicts_total: total,
    appeared: await marked(connection, appeared.slice(0, LISTED)),
    gone: await marked(connection, gone.slice(0, LISTED)),
    verdicts: changes,
  };
}
