import type { Histogram } from '../../shared/contract.ts';
import { axisOf } from '../coverage/Strip.tsx';
import { axisZone, ticksOf } from '../format/axis.ts';
import { duration } from '../format/number.ts';
import { timeText, useZone } from '../format/zone.ts';
import { colour, type Drawing, type Say } from '../picture/svg-file.ts';
import { SvgPen } from '../picture/svg-pen.ts';
import { text } from '../text.ts';
import { seriesColour, seriesName, shortCount } from './histogram-data.ts';

const SIZE = { width: 960, plot: 180, left: 64, right: 16, top: 14 };
const AXIS = 22;
const LINE = 18;
const NAME = { width: 168, gap: 12 };
const MARKS = 4;

/** The histogram as a drawing with its legend and its times: on paper nobody can point at it. */
export function histogramPicture(data: Histogram, by: string, say: Say): Drawing {
  const pen = new SvgPen();
  const foot = SIZE.top + SIZE.plot;
  levels(pen, data);
  bars(pen, data);
  times(pen, data, foot + 14);
  const legendTop = foot + AXIS + LINE;
  const rows = legend(pen, data, (each) => say(seriesName(each, by)), legendTop);
  const last = legendTop + rows * LINE;
  pen.text(SIZE.left, last, words(data), SIZE.width - SIZE.left, { color: colour('--ink-3') });
  return pen.drawing(SIZE.width, last + 10);
}

const words = ({ start, end, bucket_seconds }: Histogram): string =>
  start === null || end === null
    ? text.timeline.empty
    : `${timeText(start)} – ${timeText(end)} · ${text.timeline.bucket(duration(bucket_seconds))}`;

const tallest = ({ buckets, series }: Histogram): number =>
  Math.max(1, ...buckets.map((_, at) => series.reduce((sum, { counts }) => sum + (counts[at] ?? 0), 0)));

/** Lines at round heights. */
function levels(pen: SvgPen, data: Histogram): void {
  const most = tallest(data);
  const rough = most / MARKS;
  const power = 10 ** Math.floor(Math.log10(Math.max(1, rough)));
  const step = power * ([1, 2, 5, 10].find((times) => times * power >= rough) ?? 10);
  for (let at = 0; at <= most; at += step) {
    const y = SIZE.top + SIZE.plot * (1 - at / most);
    pen.path(`M${SIZE.left} ${y}H${SIZE.width - SIZE.right}`, `stroke="${colour('--line')}"`);
    pen.text(SIZE.left - 6, y + 3.5, shortCount(at), SIZE.left, { anchor: 'end', color: colour('--ink-3') });
  }
}

function bars(pen: SvgPen, data: Histogram): void {
  const most = tallest(data);
  const step = (SIZE.width - SIZE.left - SIZE.right) / Math.max(1, data.buckets.length);
  data.buckets.forEach((_, at) => {
    let y = SIZE.top + SIZE.plot;
    data.series.forEach((each, index) => {
      const height = ((each.counts[at] ?? 0) / most) * SIZE.plot;
      if (height === 0) return;
      y -= height;
      pen.rect(SIZE.left + at * step, y, Math.max(0.6, step * 0.86), height, fill(seriesColour(each, index)));
    });
  });
}

const fill = (name: string): string => `fill="${colour(name)}"`;

function times(pen: SvgPen, data: Histogram, y: number): void {
  const axis = axisOf(data);
  if (!axis) return;
  const { zone } = useZone.getState();
  const width = SIZE.width - SIZE.left - SIZE.right;
  const color = colour('--ink-3');
  for (const { ms, label } of ticksOf(axis, zone)) {
    const x = SIZE.left + (width * (ms - axis.start)) / (axis.end - axis.start);
    const anchor = x > SIZE.width - NAME.width / 2 ? 'end' : x < SIZE.left + 40 ? 'start' : 'middle';
    pen.text(x, y, label, NAME.width, { anchor, color });
  }
  axisZone(axis, zone)
    .split('/')
    .forEach((part, line) => pen.text(4, y + line * 11, part, SIZE.left - 4, { color }));
}

/** Gives how many lines it took. */
function legend(
  pen: SvgPen,
  { series }: Histogram,
  named: (series: Histogram['series'][number]) => string,
  top: number,
): number {
  const across = Math.floor((SIZE.width - SIZE.left) / (NAME.width + NAME.gap));
  series.forEach((each, index) => {
    const x = SIZE.left + (index % across) * (NAME.width + NAME.gap);
    const y = top + Math.floor(index / across) * LINE;
    pen.rect(x, y - 9, 10, 10, `rx="2" ${fill(seriesColour(each, index))}`);
    pen.text(x + 15, y, named(each), NAME.width - 15);
  });
  return Math.ceil(series.length / across);
}
