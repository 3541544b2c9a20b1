import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Measured, runBaseline } from './baseline.ts';
import { evidence } from './evidence.ts';
import { type Program, runOurs } from './ours.ts';
import { LIMITS, outcomeOf } from './report.ts';

/**
 * `npm run bench -- [--events N] [--files N] [--runs N] [--seed TEXT]`: our import beside the bare read of DuckDB, each run in a
 * process of its own. Ends with 1 when a limit of `report.ts` is passed. A run of a million events or more writes RESULTS.md.
 */
const SELF = fileURLToPath(import.meta.url);
const PROGRAM: Program = {
  resourcesPath: resolve(import.meta.dirname, '../../resources'),
  prepareWorker: new URL('./prepare.js', import.meta.url),
};
const RESULTS = resolve(import.meta.dirname, '../../test/bench/RESULTS.md');

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '1000000' },
    files: { type: 'string', default: '2000' },
    runs: { type: 'string', default: '3' },
    seed: { type: 'string', default: 'sessions' },
    child: { type: 'string' },
    folder: { type: 'string' },
  },
});

const whole = (name: 'events' | 'files' | 'runs'): number => {
  const value = Number(values[name]);
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`--${name} is not a whole number: ${values[name]}`);
  return value;
};

if (values.child === undefined) await bench();
else await child(values.child, values.folder ?? '');

/** One measured run; its result is the last line on standard output. */
async function child(kind: string, folder: string): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'interloper-bench-run-'));
  try {
    const measured = await (kind === 'ours' ? runOurs(folder, work, PROGRAM) : runBaseline(folder, work));
    process.stdout.write(`${JSON.stringify(measured)}\n`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function measure(kind: 'baseline' | 'ours', folder: string): Measured {
  const run = spawnSync(process.execPath, [SELF, '--child', kind, '--folder', folder], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (run.status !== 0) throw new Error(`the run of ${kind} ended with ${run.status ?? run.signal}`);
  return JSON.parse(run.stdout.trim().split('\n').at(-1) ?? '') as Measured;
}

async function bench(): Promise<void> {
  const made = await evidence(whole('events'), whole('files'), values.seed);
  warm(made.folder);
  const baseline: Measured[] = [];
  const ours: Measured[] = [];
  for (let run = 1; run <= whole('runs'); run++) {
    for (const [kind, list] of [
      ['baseline', baseline],
      ['ours', ours],
    ] as const) {
      const measured = measure(kind, made.folder);
      if (measured.events !== made.events) {
        throw new Error(`${kind} loaded ${measured.events} of ${made.events} events`);
      }
      list.push(measured);
      console.error(`run ${run} ${kind}: ${JSON.stringify(measured)}`);
    }
  }
  const command = `npm run bench -- --events ${made.events} --files ${made.files} --runs ${whole('runs')}`;
  const outcome = outcomeOf(made, baseline, ours, command);
  console.log(outcome.text);
  if (made.events >= 1_000_000) writeFileSync(RESULTS, outcome.text);
  if (outcome.ratio > LIMITS.ratio || outcome.peak_megabytes > LIMITS.peak_megabytes) process.exitCode = 1;
}

/** Reads every file once, so that the first run does not pay for the disk. */
function warm(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) readFileSync(join(entry.parentPath, entry.name));
  }
}
