import { spawnSync } from 'node:child_process';
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { finished } from 'node:stream/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Random } from '../support/fixtures/random.ts';
import { filesUnder, type Measured, runDuckDB, runNode } from './baseline.ts';
import { evidence, type Evidence } from './evidence.ts';
import { type Lookup, LOOKUPS, type LookupRun } from './lookups.ts';
import { type Program, runOurs } from './ours.ts';
import { lookupOutcome, type LookupOutcome, lookupTable, outcomeOf, table, type Outcome } from './report.ts';
import { type Scenario, SCENARIOS } from './scenarios.ts';

/**
 * `npm run bench -- [--only ID,ID] [--events N] [--runs N] [--seed TEXT]`: our import and our enrichment beside a
 * baseline, each run in a process of its own. Ends with 1 when a limit of a scenario is passed. A run of all of them at their own size writes RESULTS.md.
 */
const SELF = fileURLToPath(import.meta.url);
const PROGRAM: Program = {
  resourcesPath: resolve(import.meta.dirname, '../../resources'),
  prepareWorker: new URL('./prepare.js', import.meta.url),
};
const RESULTS = resolve(import.meta.dirname, '../../test/bench/RESULTS.md');

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    events: { type: 'string' },
    runs: { type: 'string', default: '3' },
    seed: { type: 'string', default: 'sessions' },
    child: { type: 'string' },
    scenario: { type: 'string' },
    lookup: { type: 'string' },
    folder: { type: 'string' },
  },
});

const whole = (name: 'events' | 'runs'): number => {
  const value = Number(values[name]);
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`--${name} is not a whole number: ${values[name]}`);
  return value;
};

const named = (id: string): Scenario => {
  const found = SCENARIOS.find((scenario) => scenario.id === id);
  if (!found)
    throw new Error(
      `no such scenario: ${id}; there are ${[...SCENARIOS, ...LOOKUPS].map((one) => one.id).join(', ')}`,
    );
  return found;
};

type Kind = 'baseline' | 'ours';

const lookupNamed = (id: string | undefined): Lookup | undefined => LOOKUPS.find((one) => one.id === id);

const lookup = lookupNamed(values.lookup);
if (values.child === undefined) await bench();
else if (lookup) process.stdout.write(`${JSON.stringify(await lookUp(values.child as Kind, lookup))}\n`);
else await child(values.child as Kind, named(values.scenario ?? ''), values.folder ?? '');

/** One measured run; its result is the last line on standard output. */
async function child(kind: Kind, { baseline }: Scenario, folder: string): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'interloper-bench-run-'));
  const run = () => {
    if (kind === 'ours' || baseline.kind === 'ours') return runOurs(folder, work, PROGRAM);
    return baseline.kind === 'node' ? runNode(folder, baseline.parse) : runDuckDB(folder, work, baseline);
  };
  try {
    process.stdout.write(`${JSON.stringify(await run())}\n`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The values are made again in each process, before the clock starts. */
function lookUp(kind: Kind, { texts, baseline, ours }: Lookup): Promise<LookupRun> {
  const made = texts(new Random(values.seed), whole('events'));
  return kind === 'baseline' && baseline ? baseline.run(made) : ours(made);
}

function runChild<T>(kind: Kind, id: string, words: readonly string[]): T {
  const run = spawnSync(process.execPath, ['--expose-gc', SELF, '--child', kind, ...words], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (run.status !== 0) throw new Error(`the run of ${id}, ${kind}, ended with ${run.status ?? run.signal}`);
  return JSON.parse(run.stdout.trim().split('\n').at(-1) ?? '') as T;
}

function measure(kind: Kind, scenario: Scenario, made: Evidence): Measured {
  const words = ['--scenario', scenario.id, '--folder', made.folder];
  const measured = runChild<Measured>(kind, scenario.id, words);
  if (measured.events !== made.events)
    throw new Error(`${scenario.id}, ${kind}: loaded ${measured.events} of ${made.events} events`);
  console.error(`${scenario.id} ${kind}: ${JSON.stringify(measured)}`);
  return measured;
}

async function runScenario(scenario: Scenario): Promise<Outcome> {
  const size = values.events === undefined ? scenario.events : whole('events');
  const made = await evidence(scenario, size, values.seed);
  const beside =
    scenario.baseline.kind === 'ours'
      ? await evidence(named(scenario.baseline.scenario), size, values.seed)
      : made;
  for (const folder of new Set([made.folder, beside.folder])) await warm(folder);
  const baseline: Measured[] = [];
  const ours: Measured[] = [];
  for (let run = 1; run <= whole('runs'); run++) {
    baseline.push(measure('baseline', scenario, beside));
    ours.push(measure('ours', scenario, made));
  }
  return outcomeOf(scenario, made, baseline, ours);
}

function runLookup(lookup: Lookup): LookupOutcome {
  const count = values.events === undefined || lookup.values === 1 ? lookup.values : whole('events');
  const words = ['--lookup', lookup.id, '--events', String(count), '--seed', values.seed];
  const run = (kind: Kind): LookupRun => {
    const measured = runChild<LookupRun>(kind, lookup.id, words);
    if (measured.values !== count)
      throw new Error(`${lookup.id}, ${kind}: ${measured.values} of ${count} values`);
    console.error(`${lookup.id} ${kind}: ${JSON.stringify(measured)}`);
    return measured;
  };
  const baseline: LookupRun[] = [];
  const ours: LookupRun[] = [];
  for (let turn = 1; turn <= whole('runs'); turn++) {
    if (lookup.baseline) baseline.push(run('baseline'));
    ours.push(run('ours'));
  }
  return lookupOutcome(lookup, baseline, ours);
}

async function bench(): Promise<void> {
  const only = values.only?.split(',');
  const lookups = only ? only.flatMap((id) => lookupNamed(id) ?? []) : LOOKUPS;
  const scenarios = only ? only.filter((id) => !lookupNamed(id)).map(named) : SCENARIOS;
  const outcomes: Outcome[] = [];
  for (const scenario of scenarios) outcomes.push(await runScenario(scenario));
  const lookedUp = lookups.map(runLookup);
  const text = [
    ...(outcomes.length > 0
      ? [table(outcomes, whole('runs'), `npm run bench -- --runs ${whole('runs')}`)]
      : []),
    ...(lookedUp.length > 0 ? [lookupTable(lookedUp)] : []),
  ].join('\n');
  console.log(text);
  if (values.only === undefined && values.events === undefined) writeFileSync(RESULTS, text);
  if ([...outcomes, ...lookedUp].some((outcome) => !outcome.within)) process.exitCode = 1;
}

/** Reads every file once, so that the first run does not pay for the disk. */
async function warm(folder: string): Promise<void> {
  for (const file of filesUnder(folder)) await finished(createReadStream(join(folder, file)).resume());
}
