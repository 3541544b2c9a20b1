import type { PointerEvent } from 'react';
import type { SmallAxis } from '../../shared/session-profiles.ts';
import { axisZone } from '../format/axis.ts';
import { count } from '../format/number.ts';
import { isoOf, millis } from '../format/time.ts';
import { timeText, useZone, zoned } from '../format/zone.ts';
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
      title.textContent = text.profiles.bucket(timeText(bucket), count(counts[at] ?? 0));
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

/** The times that the small charts of a column have in common: its first and its last, and the clock that they are of. */
export function SmallAxisHead({ axis }: { axis: SmallAxis }) {
  const { zone } = useZone();
  const times = { start: millis(axis.buckets[0] ?? axis.start), end: endOf(axis) };
  return (
    <span className="small-axis" title={zone}>
      <span>{minute(times.start, zone)}</span>
      <span>{minute(times.end, zone)}</span>
      <span className="axis-zone">{axisZone(times, zone)}</span>
    </span>
  );
}

const endOf = ({ buckets, bucket_seconds, end }: SmallAxis): number => {
  const last = buckets.at(-1);
  return millis(last ?? end) + (last === undefined ? 0 : bucket_seconds * 1000);
};

const minute = (ms: number, zone: string): string => (zoned(isoOf(ms), zone)?.wall ?? '').slice(0, 16);
