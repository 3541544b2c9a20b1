import type { Content } from 'pdfmake/interfaces.js';
import type { ToldIncident, Told } from './gather.ts';
import { bold, counted, joined, note, say, span, table } from './words.ts';

/** What could not be seen of this incident: logs that would have answered its verdicts, and those that are silent during it. */
export const unanswered = (told: Told, one: ToldIncident): Content[] => [
  ...missingLogs(one),
  ...silentLogs(told, one),
];

function missingLogs({ verdicts }: ToldIncident): Content[] {
  const askedBy = new Map<string, Set<string>>();
  for (const verdict of verdicts)
    for (const log of (verdict.own ?? verdict).missing)
      askedBy.set(log, (askedBy.get(log) ?? new Set()).add(verdict.title));
  if (askedBy.size === 0) return [];
  return [
    table(
      [...askedBy]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([log, titles]) => [bold(log), say(joined([...titles].sort()))]),
      {
        title: say('Logs that would have answered'),
        widths: [50, 50],
        head: ['Log', 'Decision trees with a question that stays unknown'],
      },
    ),
  ];
}

function silentLogs({ coverage }: Told, { incident: { window } }: ToldIncident): Content[] {
  const during = ({ start, end }: { start: string; end: string }) =>
    start < (window.end ?? window.start ?? '') && end > (window.start ?? window.end ?? '');
  const rows = coverage.sources.flatMap(({ event_dataset, gaps }) =>
    gaps.filter(during).map((gap) => [say(event_dataset), say(span(gap.start, gap.end))]),
  );
  const unlisted = coverage.sources.reduce((sum, one) => sum + one.gaps_total - one.gaps.length, 0);
  if (rows.length === 0) return [];
  return [
    table(rows, {
      title: say('Logs that are silent for a while during it'),
      widths: [40, 60],
      head: ['Log', 'From, to'],
    }),
    ...(unlisted > 0
      ? [
          note(
            `${counted(unlisted, 'shorter gap')} of the logs ${unlisted === 1 ? 'is' : 'are'} not listed, here or anywhere.`,
          ),
        ]
      : []),
  ];
}
