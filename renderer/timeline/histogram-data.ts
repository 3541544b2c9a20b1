import type uPlot from 'uplot';
import type { Histogram } from '../../shared/contract.ts';
import { millis } from '../format/time.ts';

export const sourceColour = (index: number): string => `--source-${(index % 6) + 1}`;

/** Columns for the chart: times, then the running sums from the tallest to the lowest, so that each covers what is above it. */
export function stacked(data: Histogram): uPlot.AlignedData {
  const times = data.buckets.map((bucket) => millis(bucket) / 1000);
  const sums: number[][] = [];
  let below = times.map(() => 0);
  for (const each of data.series) {
    below = below.map((sum, at) => sum + (each.counts[at] ?? 0));
    sums.push(below);
  }
  return [times, ...sums.reverse()];
}

/** `1500000` → `1.5 M`, for an axis. */
export function shortCount(value: number): string {
  if (value >= 1e6) return `${trim(value / 1e6)} M`;
  if (value >= 1e3) return `${trim(value / 1e3)} k`;
  return trim(value);
}

const trim = (value: number): string => String(Math.round(value * 10) / 10);

/** A time on the axis, as exact as the step between two of them asks for. */
export function axisTime(seconds: number, step: number): string {
  const iso = new Date(seconds * 1000).toISOString();
  if (step >= 86_400) return iso.slice(0, 10);
  if (step >= 60) return `${iso.slice(5, 10)} ${iso.slice(11, 16)}`;
  return iso.slice(11, 19);
}
