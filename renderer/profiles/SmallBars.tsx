import type { PointerEvent } from 'react';
import type { SmallAxis } from '../../shared/session-profiles.ts';
import { count } from '../format/number.ts';
import { millis, time } from '../format/time.ts';
import { barsPath } from '../parts/bars-path.ts';
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
  const tell = (event: PointerEvent<SVGSVGElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const at = Math.min(counts.length - 1, Math.floor(((event.clientX - left) / width) * counts.length));
    const bucket = axis.buckets[at];
    const title = event.currentTarget.querySelector('title');
    if (title && bucket !== undefined)
      title.textContent = text.profiles.bucket(time(bucket), count(counts[at] ?? 0));
  };
  return (
    <svg
      className={`small-bars ${tone}`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={text.profiles.bars(total, most)}
      data-picture={label}
      onPointerMove={tell}
    >
      <title />
      <rect className="whole" width={WIDTH} height={HEIGHT} />
      <path className="part" d={barsPath(counts, { step, height: HEIGHT, least: 2.5, foot: HEIGHT })} />
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
