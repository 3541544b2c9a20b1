import { cpus, totalmem } from 'node:os';
import type { Measured } from './baseline.ts';
import type { Evidence } from './evidence.ts';
import type { Lookup, LookupRun } from './lookups.ts';
import type { Scenario } from './scenarios.ts';

export const PEAK_MEGABYTES = 2500;

/** One scenario, run: medians in seconds, the highest memory seen. */
export interface Outcome {
  scenario: Scenario;
  made: Evidence;
  bare: number;
  own: number;
  ratio: number;
  cpu_seconds: number;
  peak_megabytes: number;
  whole_peak_megabytes: number;
  within: boolean;
}

/** Hunts and triage answer questions that a bare read does not ask: they are shown, and left out of the ratio. */
const APART = new Set(['hunt', 'triage']);

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? NaN)) / 2;
};

const totalOf = (run: Measured): number =>
  Object.entries(run.parts)
    .filter(([part]) => !APART.has(part))
    .reduce((sum, [, value]) => sum + value, 0);

/** What runs of the baseline and of ours, made in turn, come to. */
export function outcomeOf(
  scenario: Scenario,
  made: Evidence,
  baseline: readonly Measured[],
  ours: readonly Measured[],
): Outcome {
  const bare = median(baseline.map(totalOf));
  const own = median(ours.map(totalOf));
  const ratio = own / bare;
  const peak_megabytes = Math.max(...ours.map((run) => run.peak_megabytes));
  const whole_peak_megabytes = Math.max(...ours.map((run) => run.whole_peak_megabytes));
  const within = (scenario.ratio === null || ratio <= scenario.ratio) && peak_megabytes <= PEAK_MEGABYTES;
  const cpu_seconds = median(ours.map((run) => run.cpu_seconds));
  return { scenario, made, bare, own, ratio, cpu_seconds, peak_megabytes, whole_peak_megabytes, within };
}

const row = (...cells: string[]): string => `| ${cells.join(' | ')} |`;
const figure = (value: number, decimals = 2): string => value.toFixed(decimals);
const thousands = (value: number): string => String(Math.round(value)).replaceAll(/\B(?=(\d{3})+$)/g, ',');

/** The table of all scenarios that ran. */
export function table(outcomes: readonly Outcome[], runs: number, command: string): string {
  return [
    '# Import bench',
    '',
    `Evidence made by seed, imported into a new case: found, checked, hashed, entered in the ledger, enriched. Beside it the baseline of the row, each run in a process of its own, in turn; medians over ${runs === 1 ? 'one run' : `${runs} runs`}, the highest memory seen. Hunts and triage are not in the times; the last figure is the memory with them.`,
    '',
    row(
      'evidence',
      'events',
      'MB',
      'baseline',
      'its s',
      'our s',
      'events/s',
      '**ratio**',
      'at most',
      'peak MB',
      'then',
      '',
    ),
    '|---|--:|--:|---|--:|--:|--:|--:|--:|--:|--:|---|',
    ...outcomes.map(rowOf),
    '',
    `MB: unpacked / as the files are. Peak memory of the import is to be at most ${thousands(PEAK_MEGABYTES)} MB.`,
    '',
    `Machine: ${machine()}. Command: \`${command}\`.`,
    '',
  ].join('\n');
}

const rowOf = ({
  scenario,
  made,
  bare,
  own,
  ratio,
  peak_megabytes,
  whole_peak_megabytes,
  within,
}: Outcome): string =>
  row(
    scenario.title,
    thousands(made.events),
    `${thousands(made.text_bytes / 1e6)} / ${thousands(made.packed_bytes / 1e6)}`,
    scenario.baseline.title,
    figure(bare),
    figure(own),
    thousands(made.events / own),
    `**${figure(ratio)}**`,
    scenario.ratio === null ? '' : String(scenario.ratio),
    thousands(peak_megabytes),
    thousands(whole_peak_megabytes),
    within ? '' : 'NOT within',
  );

/** Enrichment of one kind of value, run: medians. */
export interface LookupOutcome {
  lookup: Lookup;
  values: number;
  bare: number | null;
  own: number;
  cpu_seconds: number;
  megabytes: number;
  within: boolean;
}

/** What runs of a bare library and of ours, made in turn, come to. */
export function lookupOutcome(
  lookup: Lookup,
  baseline: readonly LookupRun[],
  ours: readonly LookupRun[],
): LookupOutcome {
  const bare = lookup.baseline === null ? null : median(baseline.map((run) => run.seconds));
  const own = median(ours.map((run) => run.seconds));
  const megabytes = median(ours.map((run) => run.megabytes));
  const { most } = lookup;
  const within =
    'ratio' in most ? own / (bare ?? NaN) <= most.ratio : own < most.seconds && megabytes < most.megabytes;
  const cpu_seconds = median(ours.map((run) => run.cpu_seconds));
  return { lookup, values: ours[0]?.values ?? 0, bare, own, cpu_seconds, megabytes, within };
}

/** The table of all enrichments that ran. */
export function lookupTable(outcomes: readonly LookupOutcome[]): string {
  return [
    '# Enrichment bench',
    '',
    'Distinct values made by seed, in the table of a new case, looked up and written; beside it the bare library asked for the same values, its answers let go. Each run in a process of its own, in turn; medians.',
    '',
    row('enrichment', 'values', 'baseline', 'its s', 'our s', 'our CPU s', '**ratio**', 'MB', 'at most', ''),
    '|---|--:|---|--:|--:|--:|--:|--:|---|---|',
    ...outcomes.map(lookupRow),
    '',
  ].join('\n');
}

const lookupRow = ({ lookup, values, bare, own, cpu_seconds, megabytes, within }: LookupOutcome): string =>
  row(
    lookup.title,
    thousands(values),
    lookup.baseline?.title ?? '',
    bare === null ? '' : figure(bare),
    figure(own),
    figure(cpu_seconds),
    bare === null ? '' : `**${figure(own / bare)}**`,
    thousands(megabytes),
    'ratio' in lookup.most
      ? `ratio ${lookup.most.ratio}`
      : `${lookup.most.seconds} s, ${lookup.most.megabytes} MB`,
    within ? '' : 'NOT within',
  );

function machine(): string {
  const [first] = cpus();
  const memory = `${figure(totalmem() / 2 ** 30, 0)} GiB`;
  return `${cpus().length} × ${first?.model.trim() || 'unnamed processor'}, ${memory}, ${process.platform} ${process.arch}, Node ${process.version}`;
}
