import { create } from 'zustand';
import { millis, time } from './time.ts';

const UTC = 'UTC';

/** The time zone of the case, in which times are shown beside UTC. */
export const useZone = create<{ zone: string }>(() => ({ zone: UTC }));

export const isUtc = (zone: string): boolean => zone === UTC || zone === 'Etc/UTC';

export function setZone(zone: string): void {
  if (useZone.getState().zone !== zone) useZone.setState({ zone });
}

/** A time of a zone: its wall clock with milliseconds, and how far it is from UTC. */
interface Zoned {
  wall: string;
  offset: string;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      timeZoneName: 'longOffset',
    });
  clocks.set(zone, clock);
  return clock;
}

/** `null` where the text is no time. */
export function zoned(iso: string, zone: string): Zoned | null {
  const ms = millis(iso);
  if (Number.isNaN(ms)) return null;
  const parts = new Map(
    clockOf(zone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  );
  const get = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  const day = `${get('year').padStart(4, '0')}-${get('month')}-${get('day')}`;
  const fraction = time(iso).slice(19, 23);
  const offset = get('timeZoneName').replace(/^GMT/, '') || '+00:00';
  return { wall: `${day} ${get('hour')}:${get('minute')}:${get('second')}${fraction}`, offset };
}

/** UTC as it stands beside a wall clock: without the day where that is the same. */
export function utcBeside(iso: string, { wall }: Zoned): string {
  const utc = time(iso);
  return utc.slice(0, 10) === wall.slice(0, 10) ? utc.slice(11) : utc.slice(5);
}

/** A time as text, for places that hold no elements: in the case's zone with UTC beside it. */
export function timeText(iso: string, zone: string = useZone.getState().zone): string {
  if (isUtc(zone)) return time(iso);
  const there = zoned(iso, zone);
  return there ? `${there.wall} ${there.offset} (${utcBeside(iso, there)})` : iso;
}

/** Names of zones that this computer knows, UTC first. */
export const zoneNames = (): string[] => [
  UTC,
  ...Intl.supportedValuesOf('timeZone').filter((name) => name !== UTC),
];

/** The zone of this computer. */
export const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;
