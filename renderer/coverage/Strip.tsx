import type { Gap, Histogram } from '../../shared/contract.ts';
import { count } from '../format/number.ts';
import { millis, time } from '../format/time.ts';
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
          <title>{text.coverage.gapTitle(time(gap.start), time(gap.end))}</title>
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

const TICKS = 4;

/** The ends of the axis and some times between, above all strips. */
export function AxisTimes({ axis }: { axis: Axis }) {
  const days = axis.end - axis.start > 2 * 86_400_000;
  return (
    <div className="coverage-axis" aria-hidden="true">
      {Array.from({ length: TICKS + 1 }, (_, index) => {
        const ms = axis.start + ((axis.end - axis.start) * index) / TICKS;
        const iso = new Date(ms).toISOString();
        return (
          <span key={index}>{days ? iso.slice(0, 10) : `${iso.slice(5, 10)} ${iso.slice(11, 16)}`}</span>
        );
      })}
    </div>
  );
}
