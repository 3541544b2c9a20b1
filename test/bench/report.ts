import { cpus, totalmem } from 'node:os';
import type { Evidence } from './evidence.ts';
import type { Measured } from './baseline.ts';

export interface Outcome {
  ratio: number;
  peak_megabytes: number;
  text: string;
}

/** What the issue asks for. */
export const LIMITS = { ratio: 1.8, peak_megabytes: 2500 };

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

const row = (...cells: string[]): string => `| ${cells.join(' | ')} |`;
const cpuOf = (runs: readonly Measured[]): number => median(runs.map((run) => run.cpu_seconds));
const peakOf = (runs: readonly Measured[]): number => Math.max(...runs.map((run) => run.peak_megabytes));
const figure = (value: number, decimals = 2): string => value.toFixed(decimals);
const thousands = (value: number): string => String(Math.round(value)).replaceAll(/\B(?=(\d{3})+$)/g, ',');

/** The table of one bench: medians of `baseline` and `ours`, which were run in turn. */
export function outcomeOf(
  made: Evidence,
  baseline: readonly Measured[],
  ours: readonly Measured[],
  command: string,
): Outcome {
  const bare = median(baseline.map(totalOf));
  const own = median(ours.map(totalOf));
  const ratio = own / bare;
  const peak = peakOf(ours);
  const rows = [
    ['bare `read_json` into a table', bare, baseline] as const,
    ['Interloper: import, hash, ledger, enrichment', own, ours] as const,
  ].map(([name, time, runs]) =>
    row(name, figure(time), thousands(made.events / time), figure(cpuOf(runs)), thousands(peakOf(runs))),
  );
  const text = [
    '# Import bench',
    '',
    `${thousands(made.events)} CloudTrail events in ${thousands(made.files)} \`.json.gz\` files (${thousands(made.json_bytes / 1e6)} MB of JSON, ${thousands(made.packed_bytes / 1e6)} MB packed), made by seed. Medians over ${ours.length === 1 ? 'one run' : `${ours.length} runs`} of each, in turn, each in its own process; peak memory is the highest seen.`,
    '',
    '| | seconds | events/s | CPU seconds | peak MB |',
    '|---|--:|--:|--:|--:|',
    ...rows,
    '',
    `**Ratio ${figure(ratio)}** (at most ${LIMITS.ratio}), peak ${thousands(peak)} MB (at most ${thousands(LIMITS.peak_megabytes)} MB): ${ratio <= LIMITS.ratio && peak <= LIMITS.peak_megabytes ? 'within both.' : 'NOT within both.'}`,
    '',
    'Parts, medians in seconds (hunts and triage are not in the ratio):',
    '',
    `- bare: ${partsOf(baseline)}`,
    `- Interloper: ${partsOf(ours)}`,
    '',
    `Single runs, seconds: bare ${baseline.map((run) => figure(totalOf(run))).join(', ')}; Interloper ${ours.map((run) => figure(totalOf(run))).join(', ')}.`,
    '',
    `Machine: ${machine()}. Command: \`${command}\`.`,
    '',
  ].join('\n');
  return { ratio, peak_megabytes: peak, text };
}

function partsOf(runs: readonly Measured[]): string {
  const names = Object.keys(runs[0]?.parts ?? {});
  return names.map((name) => `${name} ${figure(median(runs.map((run) => run.parts[name] ?? 0)))}`).join(', ');
}

function machine(): string {
  const [first] = cpus();
  const memory = `${figure(totalmem() / 2 ** 30, 0)} GiB`;
  return `${cpus().length} × ${first?.model.trim() || 'unnamed processor'}, ${memory}, ${process.platform} ${process.arch}, Node ${process.version}`;
}
