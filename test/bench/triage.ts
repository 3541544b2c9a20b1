import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { statSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Connection } from '../../electron/engine/db/database.ts';
import { runHunts } from '../../electron/engine/hunting.ts';
import { runIncidents } from '../../electron/engine/incidents/incidents.ts';
import { readIndicators } from '../../electron/engine/indicators/indicators.ts';
import { runHolders } from '../../electron/engine/holders/holders.ts';
import { runNetworks } from '../../electron/engine/networks/networks.ts';
import { findPeople } from '../../electron/engine/people/find-people.ts';
import { trees } from '../../electron/engine/trees/index.ts';
import { runTrees } from '../../electron/engine/triage.ts';
import { cpuSeconds, peakMegabytes, seconds } from './baseline.ts';
import { builtCase, openCopy, runAll } from './built-case.ts';
import events from './hunt-case.sql?raw';
import alerts from './triage-case.sql?raw';

/**
 * `npm run bench:triage -- [--events N] [--alerts N] [--runs N]`: every tree, then all of them again, then the incidents, on a case with an alert
 * for every thousand events (or so many), in a process of its own. A run on 10 M events writes TRIAGE.md. Ends with 1 where a limit is passed.
 */
const SELF = fileURLToPath(import.meta.url);
const RESULTS = resolve(import.meta.dirname, '../../test/bench/TRIAGE.md');
const RESOURCES = resolve(import.meta.dirname, '../../resources');
const WHOLE = 10_000_000;
const LIMITS = { seconds: 60, megabytes: 4000 };
/** So much of the events is those of the bench of hunts; the rest is made for the trees. */
const SHARE_OF_HUNTS = 0.65;

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: String(WHOLE) },
    alerts: { type: 'string' },
    runs: { type: 'string', default: '3' },
    child: { type: 'string' },
  },
});

interface Part {
  part: string;
  seconds: number;
  cpu: number;
  rows: number;
}

interface Run {
  parts: Part[];
  megabytes: number;
  events: number;
  /** Of all that the trees wrote: two runs must agree. */
  digest: string;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

if (values.child === undefined) await bench();
else process.stdout.write(`${JSON.stringify(await child(values.child))}\n`);

function buildCase(total: number, count: number): Promise<string> {
  return builtCase(`triage-${total}-${count}`, events + alerts, async (job) => {
    await runAll(job, events, { events: Math.round(total * SHARE_OF_HUNTS) });
    await runAll(job, alerts, { events: total, alerts: count });
    await readIndicators(job);
    await runNetworks(job, { resourcesPath: RESOURCES });
    await runHolders(job);
    await findPeople(job);
    await runHunts(job);
  });
}

async function child(path: string): Promise<Run> {
  const { database, end } = await openCopy(path);
  const { job } = database;
  try {
    // The first look at the facts pays for the disk.
    const { n } = await job.row<{ n: number }>(
      'SELECT count(*) AS n, max(hash(COLUMNS(*))) FROM event_facts',
    );
    const parts: Part[] = [];
    for (const { id } of trees)
      parts.push(await timed(job, id, 'verdicts', () => runTrees(job, [id]).then(() => undefined)));
    const digest = await digestOf(job);
    parts.push(await timed(job, 'all of them again', 'verdicts', () => runTrees(job).then(() => undefined)));
    parts.push(await timed(job, 'incidents', 'incidents', () => runIncidents(job)));
    return { parts, megabytes: peakMegabytes(), events: n, digest };
  } finally {
    await end();
  }
}

async function timed(job: Connection, part: string, table: string, work: () => Promise<void>): Promise<Part> {
  const count = () => job.row<{ n: number }>(`SELECT count(*) AS n FROM ${table}`).then(({ n }) => n);
  const before = table === 'verdicts' && part !== 'all of them again' ? await count() : 0;
  const started = process.hrtime.bigint();
  const cpu = cpuSeconds();
  await work();
  const taken = { seconds: seconds(started), cpu: cpuSeconds() - cpu };
  return { part, ...taken, rows: (await count()) - before };
}

async function digestOf(job: Connection): Promise<string> {
  const digest = createHash('sha256');
  for (const text of [
    'SELECT * FROM verdicts ORDER BY verdict_id',
    'SELECT * FROM verdict_records ORDER BY verdict_id',
    'SELECT * FROM verdict_events ORDER BY verdict_id, question, ordinal',
  ])
    for await (const rows of job.stream(text)) for (const row of rows) digest.update(JSON.stringify(row));
  return digest.digest('hex').slice(0, 16);
}

function measure(path: string): Run[] {
  return Array.from({ length: Number(values.runs) }, () => {
    const run = spawnSync(process.execPath, [SELF, '--child', path], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (run.status !== 0) throw new Error(`the run ended with ${run.status ?? run.signal}`);
    const text = run.stdout.trim().split('\n').at(-1) ?? '';
    console.error(text);
    return JSON.parse(text) as Run;
  });
}

async function bench(): Promise<void> {
  const total = Number(values.events);
  const count = Number(values.alerts ?? Math.round(total / 1000));
  const path = await buildCase(total, count);
  const runs = measure(path);
  if (new Set(runs.map(({ digest }) => digest)).size > 1) throw new Error('two runs gave different verdicts');
  const text = report(runs, path, count);
  console.log(text.page);
  if (total === WHOLE && values.alerts === undefined) writeFileSync(RESULTS, text.page);
  if (!text.isWithin) process.exitCode = 1;
}

function report(runs: readonly Run[], path: string, count: number): { page: string; isWithin: boolean } {
  const [first] = runs as [Run, ...Run[]];
  const parts = first.parts.map(({ part, rows }, at) => ({
    part,
    rows,
    seconds: median(runs.map((run) => run.parts[at]?.seconds ?? 0)),
    cpu: median(runs.map((run) => run.parts[at]?.cpu ?? 0)),
  }));
  const once = parts.filter(({ part }) => part !== 'all of them again');
  const together = once.reduce((sum, one) => sum + one.seconds, 0);
  const megabytes = Math.max(...runs.map((run) => run.megabytes));
  const isWithin = together <= LIMITS.seconds && megabytes <= LIMITS.megabytes;
  const rows = parts.map(
    (one) => `| ${one.part} | ${one.rows} | ${one.seconds.toFixed(2)} | ${one.cpu.toFixed(2)} |`,
  );
  const page = `# Triage bench

The trees on ${first.events.toLocaleString('en')} normalised events (those of the hunt bench, with a proxy, endpoints, e-mail, Entra, GuardDuty and instance sessions beside them; a case of ${Math.round(statSync(path).size / 1e6)} MB) with ${count.toLocaleString('en')} alerts: four in ten on e-mails, three of GuardDuty, three signs of travel. In one process with a DuckDB memory limit of 1.5 GB; medians over ${values.runs} runs. At most ${LIMITS.seconds} s for the three trees and the incidents, and ${LIMITS.megabytes.toLocaleString('en')} MB.

| part | rows | s | CPU s |
|---|--:|--:|--:|
${rows.join('\n')}

The trees and the incidents together **${together.toFixed(1)} s**, peak ${Math.round(megabytes).toLocaleString('en')} MB: ${isWithin ? 'within the limits' : 'NOT within the limits'}.

Machine: ${cpus().length} × ${cpus()[0]?.model ?? ''}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}. Command: \`npm run bench:triage -- --runs ${values.runs}\`.
`;
  return { page, isWithin };
}
