import type { Content } from 'pdfmake/interfaces.js';
import type { Report } from '../../../../shared/report.ts';
import type { Told } from './gather.ts';
import { count, counted, heading, joined, note, paragraph, say, span, table, time } from './words.ts';

const CHAPTER = 'coverage';

/** Which logs there are and from when to when, where they are silent, and what no log answers. */
export function coverage({ coverage: known, networks, alerts }: Told): Content[] {
  return [
    heading('Coverage', { level: 1, id: CHAPTER, newPage: true }),
    paragraph('What lies outside of these logs and times is not known to this report.'),
    table(
      known.sources.map((one) => [
        say(one.event_dataset),
        say(count(one.events)),
        say(span(one.first_timestamp, one.last_timestamp)),
        say(`${count(one.users)}, ${count(one.accounts)}, ${count(one.hosts)}`),
        say(one.gaps_total),
        say(oddTimes(one)),
      ]),
      {
        widths: [20, 10, 30, 16, 6, 18],
        head: ['Log', 'Events', 'From, to', 'Users, accounts, hosts', 'Gaps', 'Odd times'],
      },
    ),
    ...gaps(known.sources),
    ...missing(known.missing),
    ...offsets(known.offsets),
    heading('Known networks', { level: 2, id: 'known-networks', parent: CHAPTER }),
    ...knownNetworks(networks),
    ...looseAlerts(alerts),
  ];
}

type Source = Report['coverage']['sources'][number];

function oddTimes({ early, late }: Source): string {
  const odd = [
    ...(early.events > 0 ? [`${count(early.events)} far before the rest`] : []),
    ...(late.events > 0 ? [`${count(late.events)} far after the rest`] : []),
  ];
  return odd.join('; ') || 'none';
}

function gaps(sources: readonly Source[]): Content[] {
  const rows = sources.flatMap((source) =>
    source.gaps.map((gap) => [
      say(source.event_dataset),
      say(span(gap.start, gap.end)),
      say(hours(gap.seconds)),
      say(source.usual_pause_seconds === null ? '–' : hours(source.usual_pause_seconds)),
    ]),
  );
  const more = sources.reduce((sum, one) => sum + one.gaps_total - one.gaps.length, 0);
  return [
    heading('Gaps', { level: 2, id: 'gaps', parent: CHAPTER }),
    paragraph(
      'A pause is a gap where it is at least an hour and more than six times as long as 99 of 100 pauses of the same log. In a gap nothing can be said.',
    ),
    rows.length === 0
      ? paragraph('No log has one. A log with fewer than ten events has no rhythm to be judged by.')
      : table(rows, {
          widths: [26, 42, 16, 16],
          head: ['Log', 'From, to', 'Length', 'Usual pause, at most'],
        }),
    ...(more > 0 ? [note(`${counted(more, 'shorter gap')} not listed.`)] : []),
  ];
}

const hours = (seconds: number): string => {
  if (seconds < 60) return `${Math.round(seconds * 10) / 10} s`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  return seconds < 48 * 3600 ? `${(seconds / 3600).toFixed(1)} h` : `${(seconds / 86400).toFixed(1)} days`;
};

const missing = (rows: Report['coverage']['missing']): Content[] => [
  heading('What no log answers', { level: 2, id: 'missing-logs', parent: CHAPTER }),
  rows.length === 0
    ? paragraph('Every hunt and every decision tree had a log to look at.')
    : table(
        rows.map((one) => [say(one.title), say(one.missing)]),
        { widths: [45, 55], head: ['Not asked', 'The log that would answer'] },
      ),
];

const offsets = (rows: Report['coverage']['offsets']): Content[] =>
  rows.length === 0
    ? []
    : [
        heading('How times were written', { level: 2, id: 'offsets', parent: CHAPTER }),
        paragraph('Every time is turned into UTC. A time without an offset was taken as UTC.'),
        table(
          rows.map((one) => [
            say(one.source),
            say(count(one.files)),
            say(
              Object.entries(one.offsets)
                .map(
                  ([offset, events]) => `${offset === 'none' ? 'without offset' : offset}: ${count(events)}`,
                )
                .join(', '),
            ),
          ]),
          { widths: [30, 10, 60], head: ['Log source', 'Files', 'Events by offset'] },
        ),
      ];

function knownNetworks({ known, learned, minimums, coverage: agents }: Told['networks']): Content[] {
  const learnedBy =
    agents.length === 0
      ? 'No log in the case tells the addresses of company agents'
      : `Agents in ${joined(agents.map((one) => one.dataset))} told their address`;
  return [
    paragraph(
      `${learnedBy}. A learned network counts from ${counted(minimums.devices, 'device')} and ${counted(minimums.days, 'day')} on.`,
      agents.length === 0 && known.length === 0
        ? ' That an address belongs to no known network is therefore unknown, not "no".'
        : '',
    ),
    ...(known.length + learned.length === 0
      ? []
      : [
          table(
            [
              ...known.map((one) => [
                say(one.prefix),
                say(one.name),
                say(one.kind),
                say(one.status),
                say(one.reason ?? '–'),
              ]),
              ...learned.map((one) => [
                say(one.prefix),
                say(one.name),
                say(one.kind),
                say(one.decision ?? 'learned'),
                say(`${counted(one.devices, 'device')} on ${counted(one.days, 'day')}`),
              ]),
            ],
            { widths: [22, 24, 10, 12, 32], head: ['Network', 'Name', 'Kind', 'Status', 'Reason'] },
          ),
        ]),
  ];
}

const looseAlerts = (alerts: Told['alerts']): Content[] =>
  alerts.length === 0
    ? []
    : [
        heading('Alerts that started no decision tree', { level: 2, id: 'loose-alerts', parent: CHAPTER }),
        table(
          alerts.map((one) => [
            say(one.event_dataset),
            say(one.rule_name ?? '–'),
            say(count(one.alerts)),
            say(
              one.first_timestamp === one.last_timestamp
                ? time(one.first_timestamp)
                : span(one.first_timestamp, one.last_timestamp),
            ),
            say(count(one.findings_total)),
          ]),
          { widths: [18, 34, 8, 30, 10], head: ['Log', 'Rule', 'Alerts', 'Time', 'Findings'] },
        ),
      ];
