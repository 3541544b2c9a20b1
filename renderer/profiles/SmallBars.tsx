import type { SmallAxis } from '../../shared/session-profiles.ts';
import { count } from '../format/number.ts';
import { millis, time } from '../format/time.ts';
import { text } from '../text.ts';

const WIDTH = 240;
const HEIGHT = 22;

interface SmallBarsProps {
  axis: SmallAxis;
  counts: readonly number[];
  label: string;
  tone?: 'plain' | 'rare';
}

/** One of several small charts on the same times: each as high as its own most, so that few records are seen beside many. */
export function SmallBars({ axis, counts, label, tone = 'plain' }: SmallBarsProps) {
  const most = Math.max(1, ...counts);
  const step = WIDTH / Math.max(1, counts.length);
  const total = counts.reduce((sum, each) => sum + each, 0);
  return (
    <svg
      className={`small-bars ${tone}`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={text.profiles.bars(total, most)}
      data-picture={label}
    >
      <rect className="whole" width={WIDTH} height={HEIGHT} />
      {counts.map((events, at) => {
        if (events === 0) return null;
        const height = Math.max(2.5, (events / most) * HEIGHT);
        return (
          <rect
            key={at}
            className="part"
            x={at * step}
            width={Math.max(1.5, step - 0.6)}
            y={HEIGHT - height}
            height={height}
          >
            <title>{text.profiles.bucket(time(axis.buckets[at] ?? ''), count(events))}</title>
          </rect>
        );
      })}
    </svg>
  );
}

/** The times that the small charts of a column have in common: its first and its last. */
export function SmallAxisHead({ axis }: { axis: SmallAxis }) {
  const [first, last] = [axis.buckets[0] ?? axis.start, endOf(axis)];
  return (
    <span className="small-axis">
      <span>{day(first)}</span>
      <span>{day(last)}</span>
    </span>
  );
}

const endOf = ({ buckets, bucket_seconds, end }: SmallAxis): string => {
  const last = buckets.at(-1);
  return last === undefined ? end : new Date(millis(last) + bucket_seconds * 1000).toISOString();
};

const day = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;
