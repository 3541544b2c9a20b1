import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { createEngine } from '../../electron/engine/engine.ts';
import { cpuSeconds, type Measured, peakMegabytes, seconds } from './baseline.ts';

/** Where the built program keeps what the engine needs. */
export interface Program {
  resourcesPath: string;
  /** Absent in tests: then all is prepared in this thread. */
  prepareWorker?: URL;
}

/** Our own way of the same files into a case: found, checked, hashed, entered in the ledger, enriched; then hunts and triage. */
export async function runOurs(folder: string, work: string, program: Program): Promise<Measured> {
  const engine = createEngine({ ...program, toolVersion: 'bench' });
  const client = createRouterClient(engine.router);
  await client.case.create({ path: join(work, 'bench.interloper') });
  const parts: Record<string, number> = { import: 0, enrich: 0, hunt: 0, triage: 0, finish: 0, close: 0 };
  let entered = process.hrtime.bigint();
  let part = 'import';
  let cpu = 0;
  let peak = 0;
  const enter = (next: string) => {
    // The shorter of the two stages may be over before it is seen.
    if (peak === 0 && (next === 'hunt' || next === 'triage')) [cpu, peak] = [cpuSeconds(), peakMegabytes()];
    parts[part] = (parts[part] ?? 0) + seconds(entered);
    entered = process.hrtime.bigint();
    part = next;
  };
  await client.evidence.import({ inputs: [{ path: folder }] });
  let failure: string | null = null;
  for await (const progress of await client.job.watch({})) {
    const now = PART[progress.stage];
    if (now !== part) enter(now);
    if (progress.state === 'failed' || progress.state === 'cancelled')
      failure = progress.message ?? progress.state;
  }
  enter('close');
  if (failure !== null) throw new Error(`the import ended early: ${failure}`);
  const { totals } = await client.evidence.list({});
  if (!totals.balanced) throw new Error('the ledger does not balance');
  entered = process.hrtime.bigint();
  await engine.close();
  enter('close');
  return {
    events: totals.events,
    parts,
    cpu_seconds: cpu,
    peak_megabytes: peak || peakMegabytes(),
    whole_peak_megabytes: peakMegabytes(),
  };
}

const PART = {
  looking: 'import',
  importing: 'import',
  enriching: 'enrich',
  networks: 'enrich',
  hunting: 'hunt',
  triage: 'triage',
  incidents: 'triage',
  verifying: 'finish',
  finished: 'finish',
} as const;
