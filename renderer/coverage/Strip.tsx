import type { Gap, Histogram } from '../../shared/contract.ts';
import { count } from '../format/number.ts';
import { millis } from '../format/time.ts';
import { timeText } from '../format/zone.ts';
import { text } from '../text.ts';

const WIDTH = 1000;
const HEIGHT = 26;

/** The times that all strips share. */
export interface Axis {
  start: number;
  end: number;
}

export function axisOf({ buckets, bucket_seconds }: Histogram): Axis | null {
  const [first] = buckets;
  const last = buckets.at(-1);
  if (first === undefined || last === undefined) return null;
  return { start: millis(first), end: millis(last) + bucket_seconds * 1000 };
}

interface StripProps {
  axis: Axis;
  counts: readonly number[];
  gaps: readonly Gap[];
  label: string;
}

/** One source over the time of the whole case: its events, and behind them its gaps. */
export function Strip({ axis, counts, gaps, label }: StripProps) {
  const most = Math.max(1, ...counts);
  const width = WIDTH / Math.max(1, counts.length);
  const at = (iso: string) => ((millis(iso) - axis.start) / (axis.end - axis.start)) * WIDTH;
  return (
    <svg
      className="coverage-strip"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      data-picture={label}
      role="img"
      aria-label={text.coverage.stripLabel(
        label,
        counts.reduce((sum, each) => sum + each, 0),
      )}
    >
      <rect className="whole" width={WIDTH} height={HEIGHT} />
      {gaps.map((gap) => (
        <rect
          key={gap.start}
          className="gap"
          x={at(gap.start)}
          width={Math.max(2, at(gap.end) - at(gap.start))}
          height={HEIGHT}
        >
          <title>{text.coverage.gapTitle(timeText(gap.start), timeText(gap.end))}</title>
        </rect>
      ))}
      {counts.map((events, index) => {
        if (events === 0) return null;
        // A bar of its own height at least: few events beside many must still be seen.
        const height = Math.max(3, Math.sqrt(events / most) * HEIGHT);
        return (
          <rect
            key={index}
            className="part"
            x={index * width}
            width={Math.max(1.5, width * 0.86)}
            y={HEIGHT - height}
            height={height}
          >
            <title>{count(events)}</title>
          </rect>
        );
      })}
    </svg>
  );
}

const [HOUR, DAY] = [3_600_000, 86_400_000];
const MOST_TICKS = 5;
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * 60_000),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 7, 14, 28, 91, 182, 365, 730, 1825, 3650].map((days) => days * DAY),
];

/** Round times on the axis, at most as many as have room. */
export function ticksOf({ start, end }: Axis): { ms: number; label: string }[] {
  const step = STEPS.find((each) => (end - start) / each <= MOST_TICKS) ?? end - start;
  const ticks: { ms: number; label: string }[] = [];
  for (let ms = Math.ceil(start / step) * step; ms < end; ms += step) {
    const iso = new Date(ms).toISOString();
    ticks.push({ ms, label: step >= DAY ? iso.slice(0, 10) : `${iso.slice(5, 10)} ${iso.slice(11, 16)}` });
  }
  return ticks;
}

/** Times above all strips, each at its place. */
export function AxisTimes({ axis }: { axis: Axis }) {
  return (
    <div className="coverage-axis" aria-hidden="true">
      {ticksOf(axis).map(({ ms, label }) => {
        const at = ((ms - axis.start) / (axis.end - axis.start)) * 100;
        // The last ones stand before their mark, so that they do not leave the table.
        return (
          <span key={ms} className={at > 85 ? 'before' : ''} style={{ left: `${at}%` }}>
            {label}
          </span>
        );
      })}
    </div>
  );
}
