import type { Content } from 'pdfmake/interfaces.js';
import type { Row } from '../../../../shared/model.ts';
import type { ToldIncident } from './gather.ts';
import { INK, PAGE, SEVERITY_INK, VERDICT_INK } from './page.ts';
import { Svg } from './svg.ts';
import { count, time } from './words.ts';

const LABELS = 152;
const LANE = 20;
const AXIS = 26;
const BAR = 9;
/** Width of one bar of records. */
const STEP = 2;
/** Findings and verdicts that have a line of their own. */
const STRETCHES = 24;

export interface Timeline {
  picture: Content;
  /** Findings and verdicts that have a line, and those that found no room for one. */
  shown: number;
  left: number;
}

/** The time line of an incident: a lane for each log with its cited records, and when its findings and verdicts were. */
export function timeline(told: ToldIncident, events: readonly Row[]): Timeline | null {
  const times = events.map((event) => at(event['timestamp'])).sort((a, b) => a - b);
  const timed = stretchesOf(told);
  const stretches = timed.slice(0, STRETCHES);
  const all = [...times, ...stretches.flatMap(({ start, end }) => [start, end])];
  if (all.length === 0) return null;
  const lanes = lanesOf(events);
  const height = AXIS + lanes.length * LANE + stretches.length * BAR + 8;
  const svg = new Svg(PAGE.width, height);
  const scale = scaleOf(Math.min(...all), Math.max(...all));
  drawAxis(svg, scale, height);
  lanes.forEach(([dataset, rows], index) => drawLane(svg, scale, dataset, rows, AXIS + index * LANE));
  stretches.forEach((one, index) =>
    drawStretch(svg, scale, one, AXIS + lanes.length * LANE + index * BAR + 4),
  );
  return { picture: svg.content(), shown: stretches.length, left: timed.length - stretches.length };
}

interface Scale {
  first: number;
  last: number;
  x: (moment: number) => number;
}

interface Stretch {
  label: string;
  color: string;
  start: number;
  end: number;
}

const at = (iso: unknown): number => Date.parse(String(iso));

const lanesOf = (events: readonly Row[]): [string, Row[]][] => {
  const lanes = new Map<string, Row[]>();
  for (const event of events) {
    const dataset = String(event['event_dataset'] ?? 'unknown');
    lanes.set(dataset, [...(lanes.get(dataset) ?? []), event]);
  }
  return [...lanes].sort(([a], [b]) => (a < b ? -1 : 1));
};

function stretchesOf({ findings, verdicts }: ToldIncident): Stretch[] {
  const known = [
    ...findings.map((one) => ({ label: one.title, color: SEVERITY_INK[one.severity], window: one.window })),
    ...verdicts.map((one) => ({
      label: one.title,
      color: VERDICT_INK[(one.own ?? one).verdict],
      window: one.window,
    })),
  ];
  return known.flatMap(({ label, color, window: { start, end } }) =>
    start === null && end === null ? [] : [{ label, color, start: at(start ?? end), end: at(end ?? start) }],
  );
}

function scaleOf(first: number, last: number): Scale {
  const pause = last > first ? 0 : 1000;
  const [from, to] = [first - pause, last + pause];
  const room = PAGE.width - LABELS - 12;
  return { first: from, last: to, x: (moment) => LABELS + 4 + ((moment - from) / (to - from)) * room };
}

const TICKS = 4;

function drawAxis(svg: Svg, { first, last, x }: Scale, height: number): void {
  for (let tick = 0; tick <= TICKS; tick++) {
    const moment = first + ((last - first) * tick) / TICKS;
    svg.line(x(moment), AXIS - 6, x(moment), height, `stroke="${INK.line}" stroke-width="0.5"`);
    const anchor = tick === 0 ? 'start' : tick === TICKS ? 'end' : 'middle';
    const [day = '', clock = ''] = time(new Date(moment).toISOString()).split(' ');
    svg.text(x(moment), 8, day, 90, { size: 6, color: INK.muted, anchor });
    svg.text(x(moment), 16, clock.slice(0, 12), 90, { size: 6, color: INK.muted, anchor });
  }
}

function drawLane(svg: Svg, scale: Scale, dataset: string, events: readonly Row[], y: number): void {
  svg.text(0, y + 11, dataset, LABELS - 40, { size: 7 });
  svg.text(LABELS - 4, y + 11, count(events.length), 36, { size: 7, color: INK.muted, anchor: 'end' });
  svg.line(LABELS, y + LANE - 3, PAGE.width, y + LANE - 3, `stroke="${INK.line}" stroke-width="0.5"`);
  const bars = new Map<number, { events: number; failures: number }>();
  for (const event of events) {
    const place = Math.floor(scale.x(at(event['timestamp'])) / STEP);
    const bar = bars.get(place) ?? { events: 0, failures: 0 };
    bar.events++;
    if (event['event_outcome'] === 'failure') bar.failures++;
    bars.set(place, bar);
  }
  const most = Math.max(...[...bars.values()].map((bar) => bar.events));
  for (const [place, bar] of [...bars].sort(([a], [b]) => a - b)) {
    const tall = 4 + 10 * Math.sqrt(bar.events / most);
    const base = y + LANE - 3;
    svg.rect(place * STEP, base - tall, STEP - 0.4, tall, `fill="${INK.link}"`);
    const failed = (tall * bar.failures) / bar.events;
    if (failed > 0) svg.rect(place * STEP, base - failed, STEP - 0.4, failed, `fill="${SEVERITY_INK.high}"`);
  }
}

const LEAST_SIZE = 4.8;

function drawStretch(svg: Svg, { x }: Scale, { label, color, start, end }: Stretch, y: number): void {
  const size = Math.max(LEAST_SIZE, Math.min(6, (6 * (LABELS - 6)) / svg.widthOf(label, { size: 6 })));
  svg.text(0, y + 6, label, LABELS - 6, { size, color: INK.muted });
  svg.rect(x(start), y + 1.5, Math.max(2, x(end) - x(start)), 4.5, `fill="${color}"`);
}
