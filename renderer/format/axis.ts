import { isoOf } from './time.ts';
import { isUtc, zoned } from './zone.ts';

const OFFSET = /^([+-])(\d{2}):(\d{2})(?::(\d{2}))?$/;
const [HOUR, DAY] = [3_600_000, 86_400_000];
const MOST_TICKS = 5;
const STEPS = [
  ...[1, 2, 5, 15, 30].map((seconds) => seconds * 1000),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * 60_000),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 7, 14, 28, 91, 182, 365, 730, 1825, 3650].map((days) => days * DAY),
];

/** The times that charts side by side share, in milliseconds since 1970. */
export interface Axis {
  start: number;
  end: number;
}

/** How far the wall clock of a zone is before UTC at that time, in milliseconds. */
function offsetAt(ms: number, zone: string): number {
  const parts = isUtc(zone) ? null : OFFSET.exec(zoned(isoOf(ms), zone)?.offset ?? '');
  if (!parts) return 0;
  const [hours = 0, minutes = 0, seconds = 0] = parts.slice(2).map((part) => Number(part ?? 0));
  return (parts[1] === '-' ? -1 : 1) * (hours * HOUR + minutes * 60_000 + seconds * 1000);
}

/** When the wall clock of a zone shows this; of a time that it leaves out, as much later as the clock was put forward. */
function ofWall(wall: number, zone: string): number {
  const guess = wall - offsetAt(wall, zone);
  const ms = wall - offsetAt(guess, zone);
  return offsetAt(ms, zone) === offsetAt(guess, zone) ? ms : Math.max(guess, ms);
}

/** Times from `start` on and before `end` at which the wall clock of the zone is round by the step, in milliseconds. */
export function roundTimes({ start, end }: Axis, step: number, zone: string): number[] {
  const times: number[] = [];
  const first = Math.ceil((start + offsetAt(start, zone)) / step) * step - step;
  for (let wall = first; wall < end + offsetAt(end, zone) + step; wall += step) {
    const ms = ofWall(wall, zone);
    if (ms >= start && ms < end && ms > (times.at(-1) ?? -Infinity)) times.push(ms);
  }
  return times;
}

/** A time on an axis, on the wall clock of the zone, as exact as the step between two of them asks for (milliseconds). */
export function axisTime(ms: number, step: number, zone: string): string {
  const wall = new Date(ms + offsetAt(ms, zone)).toISOString();
  if (step >= DAY) return wall.slice(0, 10);
  if (step >= 60_000) return `${wall.slice(5, 10)} ${wall.slice(11, 16)}`;
  return wall.slice(11, 19);
}

export interface Tick {
  ms: number;
  label: string;
}

/** Round times on the axis, at most as many as have room. */
export function ticksOf(axis: Axis, zone: string): Tick[] {
  const step = STEPS.find((each) => (axis.end - axis.start) / each <= MOST_TICKS) ?? axis.end - axis.start;
  return roundTimes(axis, step, zone).map((ms) => ({ ms, label: axisTime(ms, step, zone) }));
}

/** What the clock of an axis is: `UTC`, `UTC+09:00`, or both where it is put forward or back meanwhile. */
export function axisZone({ start, end }: Axis, zone: string): string {
  if (isUtc(zone)) return 'UTC';
  const [first, last] = [start, end - 1].map((ms) => zoned(isoOf(ms), zone)?.offset ?? '');
  return first === last ? `UTC${first}` : `UTC${first}/${last}`;
}
