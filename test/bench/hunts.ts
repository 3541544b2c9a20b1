import { spawnSync } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Database } from '../../electron/engine/db/database.ts';
import { fixed, sql, type Statement } from '../../electron/engine/db/sql.ts';
import { runHunts } from '../../electron/engine/hunting.ts';
import { hunts } from '../../electron/engine/hunts/index.ts';
import { compileRule } from '../../electron/engine/hunts/kinds/compile.ts';
import { huntOf } from '../../electron/engine/own-hunts/registry.ts';
import { completeValues } from '../../electron/engine/parameters.ts';
import { cpuSeconds, peakMegabytes, seconds } from './baseline.ts';
import { builtCase, openCopy, runAll } from './built-case.ts';
import build from './hunt-case.sql?raw';

/**
 * `npm run bench:hunts -- [--events N] [--only ID,ID] [--runs N]`: every hunt on the events of `hunt-case.sql`, each in a process of
 * its own, with findings written; beside some of them a statement by hand that gives the same hits and nothing more. A run of all
 * of them on 10 M events writes HUNTS.md. Ends with 1 where a limit is passed.
 */
const SELF = fileURLToPath(import.meta.url);
const RESULTS = resolve(import.meta.dirname, '../../test/bench/HUNTS.md');
const WHOLE = 10_000_000;
const LIMITS = { ratio: 1.3, together: 60, megabytes: 4000 };

const byHand = import.meta.glob<string>('./hunts/*.sql', { query: '?raw', import: 'default', eager: true });
const handWritten = (hunt: string): string | undefined => byHand[`./hunts/${hunt}.sql`];

interface Measured {
  seconds: number;
  /** Of all threads: says more than time where the machine has other work. */
  cpu: number;
  megabytes: number;
  hits: number;
}

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    events: { type: 'string', default: String(WHOLE) },
    runs: { type: 'string', default: '3' },
    child: { type: 'string' },
    hunt: { type: 'string' },
    case: { type: 'string' },
  },
});

if (values.child === undefined) await bench();
else
  process.stdout.write(
    `${JSON.stringify(await child(values.child, values.hunt ?? '', values.case ?? ''))}\n`,
  );

async function child(kind: string, hunt: string, path: string): Promise<Measured> {
  const { database, end } = await openCopy(path);
  try {
    // The first look at the facts pays for the disk.
    await database.job.row('SELECT count(*) FROM event_facts WHERE address_key + client_key + user_key > 0');
    const started = process.hrtime.bigint();
    const before = cpuSeconds();
    const hits = await wayOf(kind)(database, hunt);
    return { seconds: seconds(started), cpu: cpuSeconds() - before, megabytes: peakMegabytes(), hits };
  } finally {
    await end();
  }
}

async function ours(database: Database, hunt: string): Promise<number> {
  await runHunts(database.job, [hunt]);
  return (await database.job.row<{ hits: number }>('SELECT count(*) AS hits FROM findings')).hits;
}

/** What the hunt hits, without what a finding tells of it: the part of its statement before `parts`. */
async function hitsAlone(database: Database, id: string): Promise<number> {
  const hunt = await huntOf(database.job, id);
  const { text, values: bound } = compileRule(hunt.rule, hunt.entity, completeValues(hunt, {}));
  const end = text.indexOf(',\nparts AS MATERIALIZED (');
  if (end < 0) throw new Error(`${id} has no hits before its parts`);
  return answer(database, { text: `${text.slice(0, end)} SELECT * FROM hits`, values: bound });
}

function hand(database: Database, hunt: string): Promise<number> {
  return answer(database, fixed(handWritten(hunt) ?? ''));
}

function wayOf(kind: string): (database: Database, hunt: string) => Promise<number> {
  if (kind === 'hits') return hitsAlone;
  return kind === 'hand' ? hand : ours;
}

async function answer(database: Database, statement: Statement): Promise<number> {
  await database.job.run(sql`CREATE TEMP TABLE answer AS ${statement}`);
  return (await database.job.row<{ hits: number }>('SELECT count(*) AS hits FROM answer')).hits;
}

function measure(kind: string, hunt: string, path: string): Measured {
  const runs = Array.from({ length: Number(values.runs) }, () => {
    const run = spawnSync(process.execPath, [SELF, '--child', kind, '--hunt', hunt, '--case', path], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (run.status !== 0) throw new Error(`${hunt}, ${kind}, ended with ${run.status ?? run.signal}`);
    return JSON.parse(run.stdout.trim().split('\n').at(-1) ?? '') as Measured;
  });
  const inOrder = runs.map((run) => run.seconds).sort((a, b) => a - b);
  return {
    seconds: inOrder[Math.floor(inOrder.length / 2)] ?? 0,
    cpu: Math.min(...runs.map((run) => run.cpu)),
    megabytes: Math.max(...runs.map((run) => run.megabytes)),
    hits: runs[0]?.hits ?? 0,
  };
}

async function bench(): Promise<void> {
  const events = Number(values.events);
  const path = await builtCase(`hunts-${events}`, (job) => runAll(job, build, { events }));
  const chosen = values.only?.split(',') ?? hunts.map(({ id }) => id);
  const rows: string[] = [];
  let together = 0;
  let isWithin = true;
  for (const hunt of chosen) {
    const own = measure('ours', hunt, path);
    const isByHand = handWritten(hunt) !== undefined;
    const alone = isByHand ? measure('hits', hunt, path) : null;
    const other = isByHand ? measure('hand', hunt, path) : null;
    const ratio = alone && other && alone.seconds / other.seconds;
    together += own.seconds;
    isWithin &&= own.megabytes <= LIMITS.megabytes && (ratio === null || ratio <= LIMITS.ratio);
    rows.push(
      `| ${hunt} | ${own.seconds.toFixed(2)} | ${own.cpu.toFixed(2)} | ${Math.round(own.megabytes)} | ${own.hits} | ${
        alone && other
          ? `${alone.seconds.toFixed(2)} | ${other.seconds.toFixed(2)} | ${other.hits} | ${(ratio ?? 0).toFixed(2)}`
          : ' | | | '
      } |`,
    );
    console.error(rows.at(-1));
  }
  isWithin &&= together <= LIMITS.together;
  const text = report(rows, { events, together, isWithin, size: statSync(path).size });
  console.log(text);
  if (values.only === undefined && events === WHOLE) writeFileSync(RESULTS, text);
  if (!isWithin) process.exitCode = 1;
}

interface Summary {
  events: number;
  together: number;
  isWithin: boolean;
  size: number;
}

function report(rows: readonly string[], { events, together, isWithin, size }: Summary): string {
  return `# Hunt bench

Every hunt on ${events.toLocaleString('en')} normalised events (5,000 users, 2,000 keys, 60,000 addresses, 90 days; a case of ${Math.round(size / 1e6)} MB), each in a process of its own with a DuckDB memory limit of 1.5 GB; medians over ${values.runs} runs. *Hits*: of some, the same statement to where it knows what it hits, without what a finding tells of that (networks, addresses, records, score). *By hand*: a statement written for these hits alone. Hits take at most ${LIMITS.ratio} times by hand, ${LIMITS.together} s for all, ${LIMITS.megabytes} MB.

| hunt | s | CPU s | peak MB | findings | hits s | by hand s | its hits | ratio |
|---|--:|--:|--:|--:|--:|--:|--:|--:|
${rows.join('\n')}

All together **${together.toFixed(1)} s**: ${isWithin ? 'all within the limits' : 'NOT all within the limits'}.

Machine: ${cpus().length} × ${cpus()[0]?.model ?? ''}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}. Command: \`npm run bench:hunts -- --runs ${values.runs}\`.
`;
}
