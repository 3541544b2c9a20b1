import type { EvidenceInput } from '../../shared/contract.ts';
import type { Limits } from '../../shared/limits.ts';
import type { Mapping } from '../../shared/mapping.ts';
import type { CaseFile } from './case-file.ts';
import { enrichments } from './enrich/index.ts';
import { runHolders } from './holders/holders.ts';
import { runHunts } from './hunting.ts';
import { runIncidents } from './incidents/incidents.ts';
import { readIndicators } from './indicators/indicators.ts';
import { EvidenceImport, removeUnfinished } from './ingest/import-evidence.ts';
import type { FromPrepare, Preparing } from './ingest/preparing.ts';
import type { Job } from './job.ts';
import { findPeople } from './people/find-people.ts';
import { readLimits } from './limits.ts';
import { savedMappings } from './mapping/store.ts';
import { runNetworks } from './networks/networks.ts';
import { runTrees } from './triage.ts';

/** What a case keeps that decides how evidence is read. */
export interface ImportSettings {
  mappings: readonly Mapping[];
  limits: Limits;
}

export interface PipelineOptions {
  startPreparers(
    spoolDirectory: string,
    settings: ImportSettings,
    listen: (index: number, message: FromPrepare) => void,
  ): Preparing[];
  toolVersion: string;
  resourcesPath: string;
  /** Passwords were given for encrypted evidence. */
  unlocking: boolean;
  now: () => string;
}

/** Files → events → findings → verdicts → incidents: each stage reads tables and writes tables. */
export async function importAndAnalyse(
  job: Job,
  file: CaseFile,
  inputs: readonly EvidenceInput[],
  again: readonly number[],
  options: PipelineOptions,
): Promise<void> {
  const { database } = file;
  const settings = { mappings: await savedMappings(database.job), limits: await readLimits(database.job) };
  const running = new EvidenceImport({
    connection: database.job,
    loaders: database.loading,
    start: (listen) => options.startPreparers(database.spoolDirectory, settings, listen),
    toolVersion: options.toolVersion,
    now: options.now,
    unlocking: options.unlocking,
    leave: (processors) => database.leave(processors),
    onProgress: (progress) => job.update({ stage: 'importing', ...progress }),
  });
  job.onStop(() => {
    running.stop();
    void database.interruptJob();
  });
  // While files are read. Where it fails, so does the enrichment, which says why.
  for (const one of enrichments) void one.open?.(options).catch(() => undefined);
  try {
    const sums = await running.run(inputs, again);
    await database.leave(0);
    await database.checkpoint();
    await file.audit(
      'evidence.imported',
      [
        ...inputs.map((input) => input.name ?? input.path),
        ...again.map((id) => `evidence ${id} once more`),
      ].join(', '),
      `${sums.files_done} files: ${sums.records} records = ${sums.events} events + ${sums.rejects} rejects + ${sums.skips} skips${running.unread > 0 ? `; ${running.unread} not read again` : ''}`,
    );
  } finally {
    await database.leave(0);
    const removed = await removeUnfinished(database.job);
    if (removed.length > 0)
      await file.audit('evidence.import stopped', null, `${removed.length} unfinished files removed`);
  }
  await analyse(job, file, options);
}

/**
 * Enrichment, indicators, people, hunts, triage and incidents over what is in the case. `again`: all distinct values, since the data
 * changed.
 */
export async function analyse(
  job: Job,
  file: CaseFile,
  { resourcesPath, again = false }: { resourcesPath: string; again?: boolean },
): Promise<void> {
  const { database } = file;
  const stop = new AbortController();
  job.onStop(() => {
    stop.abort();
    void database.job.interrupt();
  });
  const enrich = async () => {
    const options = { again, signal: stop.signal, resourcesPath, dataFolder: file.dataFolder };
    for (const one of enrichments) await one.run(database.job, options);
  };
  const networks = async () => {
    await runNetworks(database.job, { resourcesPath });
    await runHolders(database.job);
  };
  const stages = [
    ['enriching', enrich],
    ['enriching', () => readIndicators(database.job)],
    ['networks', networks],
    ['enriching', () => findPeople(database.job)],
    ['hunting', () => runHunts(database.job)],
    ['triage', () => runTrees(database.job)],
    ['incidents', () => runIncidents(database.job)],
  ] as const;
  for (const [stage, work] of stages) {
    if (job.isCancelled) return;
    job.update({ stage, current: null });
    await work();
  }
  await database.checkpoint();
}
