import { cpus, totalmem } from 'node:os';
import type { LongTasks } from './in-page.ts';
import type { EntityShown, Filtered, Scrolled } from './measures.ts';

export interface DeskRun {
  filtered: Filtered[];
  facets: number[];
  entities: EntityShown[];
  scrolled: Scrolled[];
  screens: number;
  /** By what was done. */
  longTasks: Record<string, LongTasks>;
  browser: string;
}

const LIMITS = { rows: 300, histogram: 400, facet: 400, entity: 1000, white: 150 };

interface Line {
  what: string;
  times: number[];
  /** Of the median, or of the worst. */
  most: number | null;
  of: 'median' | 'worst';
}

const median = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return ((low ?? 0) + (high ?? 0)) / 2;
};
const worst = (numbers: readonly number[]): number => Math.max(...numbers);

const isWithinLimit = ({ times, most, of }: Line): boolean =>
  most === null || (of === 'median' ? median(times) : worst(times)) < most;

function linesOf({ filtered, facets, entities, scrolled }: DeskRun): Line[] {
  const line = (what: string, times: number[], most: number | null, of: Line['of'] = 'median'): Line => ({
    what,
    times,
    most,
    of,
  });
  const part = <T>(all: readonly T[], of: (one: T) => number): number[] => all.map(of);
  return [
    line(
      'first page of a filtered timeline',
      part(filtered, (one) => one.rows),
      LIMITS.rows,
    ),
    line(
      'its histogram',
      part(filtered, (one) => one.histogram),
      LIMITS.histogram,
    ),
    line(
      'its seven open facets, the last of them',
      part(filtered, (one) => one.facets),
      null,
    ),
    line('a facet that is opened', facets, LIMITS.facet),
    line(
      'page of an entity',
      part(entities, (one) => one.page),
      LIMITS.entity,
    ),
    line(
      'all panels of that page',
      part(entities, (one) => one.whole),
      null,
    ),
    line(
      'rows empty after a jump',
      part(scrolled, (one) => one.jump),
      LIMITS.white,
      'worst',
    ),
    line(
      'rows empty while the wheel turns',
      part(scrolled, (one) => one.wheel),
      LIMITS.white,
      'worst',
    ),
  ];
}

const figure = (value: number): string => Math.round(value).toLocaleString('en');

const rowOf = (line: Line): string =>
  `| ${[
    line.what,
    line.times.length,
    figure(median(line.times)),
    figure(worst(line.times)),
    line.most === null ? '' : `${line.most} (${line.of})`,
    isWithinLimit(line) ? '' : 'NOT within',
  ].join(' | ')} |`;

const longest = (tasks: readonly number[]): string =>
  `${tasks.length} | ${tasks.slice(0, 4).map(figure).join(', ')}`;

const taskRow = ([what, { work, clock }]: [string, LongTasks]): string =>
  `| ${what} | ${longest(work)} | ${longest(clock)} |`;

/** The figures as a page, and whether all are within their limits. */
export function report(
  run: DeskRun,
  { events, megabytes }: { events: number; megabytes: number },
): { text: string; isWithin: boolean } {
  const lines = linesOf(run);
  const isWithin =
    lines.every(isWithinLimit) && Object.values(run.longTasks).every(({ work }) => work.length === 0);
  const text = `# Desk bench

What a person waits for, on ${events.toLocaleString('en')} events (those of the hunt bench, with findings, incidents and people; a case of ${figure(megabytes)} MB), in Chromium ${run.browser} over the loopback host. Milliseconds from the input to the frame that shows the answer; every filter, facet, entity and place is another one, so that nothing kept answers.

| | times | median | worst | below | |
|---|--:|--:|--:|--:|---|
${lines.map(rowOf).join('\n')}

Tasks in which the page's thread worked for more than 50 ms, of which there is to be none; beside them those that took more than 50 ms by the clock, as the browser's own list of long tasks has them, which on a busy machine are more:

| while | worked | the longest, ms | by the clock | the longest, ms |
|---|--:|---|--:|---|
${Object.entries(run.longTasks).map(taskRow).join('\n')}

${isWithin ? 'All within the limits.' : 'NOT all within the limits.'}

Machine: ${cpus().length} × ${cpus()[0]?.model ?? ''}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}. Command: \`npm run bench:desk\`.
`;
  return { text, isWithin };
}
