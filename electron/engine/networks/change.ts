import type { NetworksDifference } from '../../../shared/contract.ts';
import type { Verdict } from '../../../shared/model.ts';
import type { CaseFile } from '../case-file.ts';
import type { Connection } from '../db/database.ts';
import { runHunts } from '../hunting.ts';
import { toFinding, type FindingRow } from '../hunts/findings.ts';
import { huntsOf } from '../own-hunts/registry.ts';
import type { Job } from '../job.ts';
import { runTrees, treeTitle } from '../triage.ts';
import begin from './begin-change.sql?raw';
import type { NetworksChange } from './changes.ts';
import changedVerdicts from './changed-verdicts.sql?raw';
import end from './end-change.sql?raw';
import { markAddresses } from './mark.ts';
import { forgetNetwork, keepNetwork, saveMinimums } from './stored.ts';
import differentFindings from './different-findings.sql?raw';

/** Findings and verdicts that are listed of a change; the totals count them all. */
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
  await runTrees(connection);
  const difference = { addresses, ...(await differenceSince(connection)) };
  await connection.run(end);
  return difference;
}

async function differenceSince(connection: Connection): Promise<Omit<NetworksDifference, 'addresses'>> {
  const findings = await connection.rows<FindingRow & { appeared: boolean }>(differentFindings);
  const verdicts = await connection.rows<VerdictChangeRow>(changedVerdicts);
  const of = (appeared: boolean) => findings.filter((row) => row.appeared === appeared);
  const [appeared, gone] = [of(true), of(false)];
  const hunts = await huntsOf(connection);
  const listed = (rows: readonly FindingRow[]) => rows.slice(0, LISTED).map((row) => toFinding(row, hunts));
  return {
    appeared_total: appeared.length,
    gone_total: gone.length,
    verdicts_total: verdicts.length,
    appeared: listed(appeared),
    gone: listed(gone),
    verdicts: verdicts.slice(0, LISTED).map(verdictChange),
  };
}

interface VerdictChangeRow {
  tree: string;
  subject_kind: Verdict['subject']['kind'];
  subject: string;
  verdict_before: Verdict['verdict'] | null;
  score_before: number | null;
  verdict_now: Verdict['verdict'] | null;
  score_now: number | null;
}

const verdictChange = (row: VerdictChangeRow): NetworksDifference['verdicts'][number] => ({
  tree: row.tree,
  title: treeTitle(row.tree) ?? row.tree,
  subject: { kind: row.subject_kind, value: row.subject },
  before: sideOf(row.verdict_before, row.score_before),
  now: sideOf(row.verdict_now, row.score_now),
});

const sideOf = (verdict: Verdict['verdict'] | null, score: number | null) =>
  verdict === null || score === null ? null : { verdict, score };
