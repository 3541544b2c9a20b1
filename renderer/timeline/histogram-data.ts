import type uPlot from 'uplot';
import type { Histogram } from '../../shared/contract.ts';
import { millis } from '../format/time.ts';
import { readText } from '../parts/Value.tsx';
import { datasetTitle, text } from '../text.ts';
import { scalarOf } from './scalar-of.ts';

export type Series = Histogram['series'][number];

/** What has no name of its own is paler than what has. */
const UNNAMED = { rest: 'source-6', missing: 'source-none' } as const;

/** The class of its mark. */
export const seriesTone = ({ of }: Series, index: number): string =>
  of === 'value' ? `source-${(index % 6) + 1}` : UNNAMED[of];

export const seriesColour = (series: Series, index: number): string => `--${seriesTone(series, index)}`;

/** What it is called to a person; the values of `by` it holds. */
export function seriesName({ name, of }: Series, by: string): string {
  if (of !== 'value') return text.timeline.series[of];
  if (by === 'event_dataset') return datasetTitle(name);
  if (by === 'event_outcome') return text.outcome[name] ?? name;
  return readText(scalarOf(by, name));
}

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
