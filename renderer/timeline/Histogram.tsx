import { useEffect, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Filter, Histogram as HistogramData } from '../../shared/contract.ts';
import { useDark } from '../app/theme.ts';
import { axisOf } from '../coverage/Strip.tsx';
import { axisTime, axisZone, roundTimes, type Axis } from '../format/axis.ts';
import { duration } from '../format/number.ts';
import { isoOf, millis } from '../format/time.ts';
import { timeText, useZone } from '../format/zone.ts';
import { SavePicture } from '../picture/SavePicture.tsx';
import { text } from '../text.ts';
import { seriesColour, shortCount, stacked } from './histogram-data.ts';
import { HistogramHead } from './HistogramHead.tsx';
import { histogramPicture } from './histogram-picture.ts';

const HEIGHT = 104;

interface HistogramProps {
  data: HistogramData;
  /** The column whose values are stacked. */
  by: string;
  onBy: (column: string) => void;
  onPick: (filter: Filter) => void;
  /** Of the filters before, while those of now are counted. */
  old: boolean;
  onZoom: (from: string, to: string) => void;
}

/** Records over time, stacked by source or by the values of another field; dragging zooms. Buckets come from the engine, so a bar is all that is drawn. */
export function Histogram({ data, by, onBy, onPick, old, onZoom }: HistogramProps) {
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<number | null>(null);
  const dark = useDark();
  const { zone } = useZone();
  const zoom = useRef(onZoom);
  useEffect(() => {
    zoom.current = onZoom;
  });
  const columns = useMemo(() => stacked(data), [data]);

  useEffect(() => {
    const element = box.current;
    if (!element || data.buckets.length === 0) return;
    const plot = new uPlot(optionsFor(element, data, zone, setAt, zoom), columns, element);
    const observer = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: HEIGHT }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [columns, data, dark, zone]);

  const total = data.series.reduce((sum, each) => sum + each.counts.reduce((a, b) => a + b, 0), 0);
  const axis = axisOf(data);
  return (
    <section
      className="histogram"
      aria-label={text.timeline.histogram}
      aria-busy={old || undefined}
      data-testid="histogram"
    >
      <HistogramHead data={data} by={by} onBy={onBy} at={at} onPick={onPick}>
        <span className="muted">
          {at !== null && data.buckets[at] !== undefined
            ? timeText(data.buckets[at])
            : data.buckets.length > 0 && text.timeline.bucket(duration(data.bucket_seconds))}
        </span>
        {data.buckets.length > 0 && (
          <SavePicture name="histogram" picture={(say) => histogramPicture(data, by, say)} chosenBeside />
        )}
      </HistogramHead>
      {axis && <AxisZone axis={axis} zone={zone} />}
      <div
        ref={box}
        className="histogram-plot"
        role="img"
        aria-label={
          data.start !== null && data.end !== null
            ? text.timeline.histogramSummary(total, timeText(data.start), timeText(data.end))
            : text.timeline.empty
        }
      />
    </section>
  );
}

/** Below the counts, before the times that it is the clock of. */
function AxisZone({ axis, zone }: { axis: Axis; zone: string }) {
  return (
    <div className="axis-zone" title={zone}>
      {axisZone(axis, zone)
        .split('/')
        .map((part) => (
          <span key={part}>{part}</span>
        ))}
    </div>
  );
}

function optionsFor(
  element: HTMLElement,
  data: HistogramData,
  zone: string,
  setAt: (at: number | null) => void,
  zoom: { current: (from: string, to: string) => void },
): uPlot.Options {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const bars = uPlot.paths.bars?.({ size: [0.86, 60], align: 1 });
  const axis = {
    stroke: colour('--ink-3'),
    font: `11px ${colour('--font-ui')}`,
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
  };
  const series = data.series.map((each, index) => {
    const fill = colour(seriesColour(each, index));
    return { fill, stroke: fill, width: 0, points: { show: false }, ...(bars ? { paths: bars } : {}) };
  });
  const start = millis(data.buckets[0] ?? '') / 1000;
  const end = millis(data.buckets.at(-1) ?? '') / 1000 + data.bucket_seconds;
  return {
    width: element.clientWidth,
    height: HEIGHT,
    padding: [6, 34, 0, 0],
    legend: { show: false },
    scales: {
      x: { time: false, range: [start, end] },
      y: { range: (_plot, _low, high) => [0, Math.max(1, high)] },
    },
    axes: [
      {
        ...axis,
        size: 22,
        space: 110,
        incrs: TIME_STEPS,
        splits: (_plot, _axis, low, high, step) =>
          roundTimes({ start: low * 1000, end: high * 1000 }, step * 1000, zone).map((ms) => ms / 1000),
        values: (plot, splits, _axis, _space, step) =>
          splits.map((at) =>
            isBesideZone(((at - start) / (end - start)) * (plot.width - COUNTS))
              ? ''
              : axisTime(at * 1000, step * 1000, zone),
          ),
      },
      { ...axis, size: COUNTS, space: 28, values: (_plot, splits) => splits.map(shortCount) },
    ],
    series: [{}, ...series.reverse()],
    cursor: { x: true, y: false, points: { show: false }, drag: { x: true, y: false, setScale: false } },
    hooks: {
      setCursor: [
        (plot) =>
          setAt(plot.cursor.left !== undefined && plot.cursor.left >= 0 ? bucketAt(plot, data) : null),
      ],
      setSelect: [
        (plot) => {
          if (plot.select.width < 4) return;
          const from = plot.posToVal(plot.select.left, 'x');
          const to = plot.posToVal(plot.select.left + plot.select.width, 'x');
          plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
          zoom.current(snap(from, data, Math.floor), snap(to, data, Math.ceil));
        },
      ],
    },
  };
}

/** Room for the counts on the left, in pixels; below them stands the zone. */
const COUNTS = 48;
/** Where the middle of a time so many pixels from the left would have it stand on the zone. */
const isBesideZone = (pixels: number): boolean => pixels < 48;

const TIME_STEPS = [
  1, 5, 15, 30, 60, 300, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800, 1_209_600,
  2_592_000, 7_776_000, 31_536_000, 63_072_000, 157_680_000, 315_360_000,
];

function bucketAt(plot: uPlot, data: HistogramData): number | null {
  const value = plot.posToVal(plot.cursor.left ?? 0, 'x');
  const first = millis(data.buckets[0] ?? '') / 1000;
  const at = Math.floor((value - first) / data.bucket_seconds);
  return at >= 0 && at < data.buckets.length ? at : null;
}

function snap(seconds: number, data: HistogramData, round: (value: number) => number): string {
  const first = millis(data.buckets[0] ?? '') / 1000;
  return isoOf((first + round((seconds - first) / data.bucket_seconds) * data.bucket_seconds) * 1000);
}
