import { isUtc, useZone } from '../format/zone.ts';
import { MONO } from '../parts/Value.tsx';
import { EVENT_COLUMNS } from '../../shared/model.ts';
import { MARK_COLUMNS } from '../../shared/marks.ts';
import type { EventColumn } from '../../shared/model.ts';

export const columnNamed = (name: string): EventColumn | undefined =>
  [...EVENT_COLUMNS, ...MARK_COLUMNS].find((each) => each.name === name);

const MONO_LETTER = 7.3;

/** Least width in pixels and share of what is left. */
const WIDTHS: Readonly<Record<string, readonly [number, number]>> = {
  timestamp: [214, 0],
  event_dataset: [78, 0.2],
  event_outcome: [80, 0],
  event_action: [100, 1.2],
  user_name: [130, 1],
  source_address: [112, 0.6],
  source_country_iso_code: [68, 0],
  source_as_organization_name: [80, 0.8],
  client_name: [88, 0.5],
  os_name: [80, 0.3],
  principal_arn: [220, 1.6],
  user_agent_original: [220, 1.6],
  error_code: [140, 0.8],
};

/** A time of a zone has UTC beside it. */
const TWO_TIMES = 376;

function widthOf(name: string): readonly [number, number] {
  if (name === 'timestamp' && !isUtc(useZone.getState().zone)) return [TWO_TIMES, 0];
  return WIDTHS[name] ?? [110, 0.6];
}

/** Before all columns: the box that selects, the star, and signs of tags and notes. */
const MARKS_WIDTH = 72;

export function gridColumns(names: readonly string[]): string {
  const widths = names
    .map((name) => {
      const [least, share] = widthOf(name);
      return share === 0 ? `${least}px` : `minmax(${least}px, ${share}fr)`;
    })
    .join(' ');
  return `${MARKS_WIDTH}px ${widths}`;
}

export const leastWidth = (names: readonly string[]): number =>
  names.reduce((sum, name) => sum + widthOf(name)[0], 0) + MARKS_WIDTH + 24;

/** Pixels that a letter takes on average in the desk's type; a guess where nothing can be drawn. */
const letterWidth: () => number = once(() => {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return 6.6;
  context.font = `13px ${getComputedStyle(document.documentElement).getPropertyValue('--font-ui') || 'sans-serif'}`;
  const sample = 'arn:aws:sts::0123456789:assumed-role/Deploy-Service_user.name@example.com';
  return (context.measureText(sample).width / sample.length) * 1.04 || 6.6;
});

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

/** How many letters of a value fit, roughly: the rest is shortened in the middle. */
export function lettersFor(name: string, tableWidth: number, names: readonly string[]): number {
  const spare = Math.max(0, tableWidth - leastWidth(names));
  const shares = names.reduce((sum, each) => sum + widthOf(each)[1], 0) || 1;
  const [least, share] = widthOf(name);
  return Math.max(
    5,
    Math.floor((least + (spare * share) / shares - 16) / (MONO.has(name) ? MONO_LETTER : letterWidth())),
  );
}
