import type { Gap, Histogram } from '../../shared/contract.ts';
import { axisZone, ticksOf, type Axis } from '../format/axis.ts';
import { count } from '../format/number.ts';
import { isoOf, millis } from '../format/time.ts';
import { timeText, useZone } from '../format/zone.ts';
import { text } from '../text.ts';

const WIDTH = 1000;
const HEIGHT = 26;

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
  const begin = (index: number) => axis.start + ((axis.end - axis.start) / counts.length) * index;
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
            <title>{text.coverage.partTitle(timeText(isoOf(begin(index))), count(events))}</title>
          </rect>
        );
      })}
    </svg>
  );
}

/** Times above all strips, each at its place, and the clock that they are of. */
export function AxisTimes({ axis }: { axis: Axis }) {
  const { zone } = useZone();
  return (
    <>
      <div className="axis-zone" title={zone}>
        {axisZone(axis, zone)}
      </div>
      <div className="coverage-axis" aria-hidden="true">
        {ticksOf(axis, zone).map(({ ms, label }) => {
          const at = ((ms - axis.start) / (axis.end - axis.start)) * 100;
          // The last ones stand before their mark, so that they do not leave the table.
          return (
            <span key={ms} className={at > 85 ? 'before' : ''} style={{ left: `${at}%` }}>
              {label}
            </span>
          );
        })}
      </div>
    </>
  );
}
