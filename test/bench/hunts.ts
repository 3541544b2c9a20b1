import { spawnSync } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Database } from '../../electron/engine/db/database.ts';
import { fixed, sql } from '../../electron/engine/db/sql.ts';
import type { Rule } from '../../shared/rules.ts';
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
 * its own, with findings written; beside each a statement by hand that gives the same hits and nothing more. A run of all
 * of them on 10 M events writes HUNTS.md. Ends with 1 where a limit is passed.
 */
const SELF = fileURLToPath(import.meta.url);
const RESULTS = resolve(import.meta.dirname, '../../test/bench/HUNTS.md');
const WHOLE = 10_000_000;
/** `planning`: seconds that a longer statement may take more, which nobody notices and which no larger case takes. */
const LIMITS = { ratio: 1.3, planning: 0.025, together: 60, megabytes: 4000 };

const byHand = import.meta.glob<string>('./hunts/*.sql', { query: '?raw', import: 'default', eager: true });
const handWritten = (hunt: string): string | undefined => byHand[`./hunts/${hunt}.sql`];

interface Measured extends Hits {
  seconds: number;
  /** Of all threads: says more than time where the machine has other work. */
  cpu: number;
  megabytes: number;
}

interface Hits {
  hits: number;
  /** Of whom and of when each hit is; null where not all are there. */
  digest: string | null;
}

/** When a hit is, in the words of its kind of rule. */
const AT: Readonly<Record<Rule['kind'], string>> = {
  match: 'first_event.timestamp',
  aggregation: 'exceeded_at',
  sequence: 'event.timestamp',
  first_seen: 'first_seen',
  outlier: 'slice',
  rare: 'first_seen',
  travel: 'first_event.timestamp',
};

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

async function child(kind: string, hunt: string, path: string): Promise<Measured> {
  const { database, end } = await openCopy(path);
  try {
    // The first look at the facts pays for the disk.
    await database.job.row('SELECT count(*) FROM event_facts WHERE address_key + client_key + user_key > 0');
    const { run, told } = await wayOf(kind)(database, hunt);
    const started = process.hrtime.bigint();
    const before = cpuSeconds();
    await run();
    const took = { seconds: seconds(started), cpu: cpuSeconds() - before, megabytes: peakMegabytes() };
    return { ...took, ...(await told()) };
  } finally {
    await end();
  }
}

/** A piece of work for the clock, and how to read what it found once that has stopped. */
interface Work {
  run: () => Promise<void>;
  told: () => Promise<Hits>;
}
type Way = (database: Database, hunt: string) => Promise<Work> | Work;

const ours: Way = ({ job }, hunt) => ({
  run: () => runHunts(job, [hunt]),
  told: async () => ({
    ...(await job.row<{ hits: number }>('SELECT count(*) AS hits FROM findings')),
    digest: null,
  }),
});

/** What the hunt hits, without what a finding tells of it: its statement up to `hits`. */
const hitsAlone: Way = async ({ job }, id) => {
  const hunt = await huntOf(job, id);
  const { text, values: bound } = compileRule(hunt.rule, hunt.entity, completeValues(hunt, {}));
  const end = text.indexOf('\n)', text.indexOf('\nhits AS MATERIALIZED ('));
  if (end < 0) throw new Error(`${id} has no part of hits alone`);
  const statement = { text: `${text.slice(0, end)}) SELECT * FROM hits`, values: bound };
  return {
    run: () => job.run(sql`CREATE TEMP TABLE answer AS ${statement}`),
    told: () =>
      job.row<Hits>(
        fixed(`SELECT coalesce(max(all_hits), 0) AS hits, CASE WHEN hits = count(*) THEN
      CAST(bit_xor(hash(entity_value, ${AT[hunt.rule.kind]})) AS VARCHAR) END AS digest FROM answer`),
      ),
  };
};

const hand: Way = ({ job }, hunt) => ({
  run: () => job.run(sql`CREATE TEMP TABLE answer AS ${fixed(handWritten(hunt) ?? '')}`),
  told: () =>
    job.row<Hits>(
      'SELECT count(*) AS hits, CAST(bit_xor(hash(entity_value, happened_at)) AS VARCHAR) AS digest FROM answer',
    ),
});

function wayOf(kind: string): Way {
  if (kind === 'hits') return hitsAlone;
  return kind === 'hand' ? hand : ours;
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
    digest: runs[0]?.digest ?? null,
  };
}

async function bench(): Promise<void> {
  const events = Number(values.events);
  const path = await builtCase(`hunts-${events}`, build, (job) => runAll(job, build, { events }));
  const chosen = values.only?.split(',') ?? hunts.map(({ id }) => id);
  const rows: string[] = [];
  let together = 0;
  let isWithin = true;
  for (const hunt of chosen) {
    const own = measure('ours', hunt, path);
    const isByHand = handWritten(hunt) !== undefined;
    const alone = isByHand ? measure('hits', hunt, path) : null;
    const other = isByHand ? measure('hand', hunt, path) : null;
    if (alone && other) expectSame(hunt, alone, other);
    const ratio = alone && other && alone.seconds / other.seconds;
    together += own.seconds;
    isWithin &&= own.megabytes <= LIMITS.megabytes && (!alone || !other || isNearly(alone, other));
    rows.push(
      `| ${hunt} | ${own.seconds.toFixed(2)} | ${own.cpu.toFixed(2)} | ${Math.round(own.megabytes)} | ${own.hits} | ${
        alone && other
          ? `${alone.seconds.toFixed(2)} | ${other.seconds.toFixed(2)} | ${other.hits} | ${(ratio ?? 0).toFixed(2)} | ${(alone.cpu / other.cpu).toFixed(2)}`
          : ' | | | | '
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

const isNearly = (alone: Measured, other: Measured): boolean =>
  alone.seconds <= Math.max(other.seconds * LIMITS.ratio, other.seconds + LIMITS.planning);

/** A comparison is worth something only where both give the same answer. */
function expectSame(hunt: string, alone: Hits, other: Hits): void {
  if (alone.hits === 0) throw new Error(`${hunt} has nothing to find in the events of the bench`);
  if (alone.hits !== other.hits || (alone.digest !== null && alone.digest !== other.digest))
    throw new Error(`${hunt} hits ${alone.hits} (${alone.digest}), by hand ${other.hits} (${other.digest})`);
}

interface Summary {
  events: number;
  together: number;
  isWithin: boolean;
  size: number;
}

function report(rows: readonly string[], { events, together, isWithin, size }: Summary): string {
  return `# Hunt bench

Every hunt on ${events.toLocaleString('en')} normalised events (5,000 users, 2,000 keys, 60,000 addresses, 90 days; a case of ${Math.round(size / 1e6)} MB), each in a process of its own with a DuckDB memory limit of 1.5 GB; medians over ${values.runs} runs. *Hits*: the same statement to where it knows what it hits, without what a finding tells of that (networks, addresses, records, score). *By hand*: a statement written for this hunt with its own values, which gives the same hits (entity and time of each are compared). Hits take at most ${LIMITS.ratio} times by hand (or ${LIMITS.planning * 1000} ms more, for planning), ${LIMITS.together} s for all, ${LIMITS.megabytes} MB.

| hunt | s | CPU s | peak MB | findings | hits s | by hand s | its hits | ratio | of CPU |
|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|
${rows.join('\n')}

All together **${together.toFixed(1)} s**: ${isWithin ? 'all within the limits' : 'NOT all within the limits'}.

Machine: ${cpus().length} × ${cpus()[0]?.model ?? ''}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}. Command: \`npm run bench:hunts -- --runs ${values.runs}\`.
`;
}

if (values.child === undefined) await bench();
else
  process.stdout.write(
    `${JSON.stringify(await child(values.child, values.hunt ?? '', values.case ?? ''))}\n`,
  );
