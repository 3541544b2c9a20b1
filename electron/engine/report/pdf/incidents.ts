import type { Content, ContentText } from 'pdfmake/interfaces.js';
import type { Row } from '../../../../shared/model.ts';
import type { ReportedIncident } from '../../../../shared/report.ts';
import { findingPart } from './findings.ts';
import { citationsOf, MEMBERS, type Told, type ToldIncident } from './gather.ts';
import { SEVERITY_INK, VERDICT_INK } from './page.ts';
import { profileTable } from './profiles.ts';
import { kindOf, scoreOf, verdictWord } from './telling.ts';
import { timeline, type Timeline } from './timeline.ts';
import { notesWithin } from './notes-within.ts';
import { unanswered } from './unanswered.ts';
import { verdictPart } from './verdicts.ts';
import {
  bold,
  count,
  counted,
  facts,
  heading,
  joined,
  note,
  paragraph,
  say,
  span,
  subheading,
  table,
  together,
  words,
} from './words.ts';

export const incidentId = (index: number): string => `incident-${index + 1}`;
const CHAPTER = 'incidents';
const ENTITIES = 12;

/** Incidents by score; those that weigh most in full. */
export function incidents(told: Told): Content[] {
  return [
    heading('Incidents', { level: 1, id: CHAPTER, newPage: true }),
    paragraph(
      `An incident holds findings and verdicts about one person, key, principal, session or device that lie no further apart than ${counted(told.incidentGapHours, 'hour')}. ${counted(told.incidents.length, 'incident')} ${told.incidents.length === 1 ? 'is' : 'are'} told in full, in order of score.`,
    ),
    ...told.incidents.flatMap((one, index) => incidentPart(told, one, index)),
    ...furtherIncidents(told),
    ...otherVerdicts(told),
  ];
}

function incidentPart(told: Told, one: ToldIncident, index: number): Content[] {
  const { incident } = one;
  const id = incidentId(index);
  const events = eventsOf(told, one);
  const line = timeline(one, events);
  return [
    {
      ...heading(`Incident ${index + 1}: ${incident.entity.value}`, { level: 2, id, parent: CHAPTER }),
      ...(index > 0 && { pageBreak: 'before' as const }),
    },
    paragraph(say(incident.summary)),
    facts([
      ['About', words(bold(incident.entity.value), ` (${kindOf(incident.entity.kind)})`)],
      ['Time', say(span(incident.window.start, incident.window.end))],
      ['Grade', grade(incident)],
      ['Score', words(bold(incident.score), ` = ${scoreOf(incident.score_parts)}`)],
      ['Hypotheses', say(joined(incident.hypotheses))],
      ['MITRE ATT&CK', say(joined(incident.attack))],
      ['On its records', say(entitiesOf(incident))],
    ]),
    ...(line ? [together(subheading('Time line'), line.picture), note(captionOf(line, events.length))] : []),
    ...unanswered(told, one),
    ...notesWithin(told, one),
    ...profileTable(one),
    ...leftOut(incident),
    ...one.verdicts.flatMap((verdict) => verdictPart(told, verdict, id)),
    ...one.findings.flatMap((finding) => findingPart(told, finding, id)),
  ];
}

function captionOf({ shown, left }: Timeline, records: number): string {
  const which =
    left === 0
      ? 'the time of each finding and verdict'
      : `the time of ${shown} findings and verdicts, findings first; ${count(left)} more ${left === 1 ? 'has' : 'have'} no line here and ${left === 1 ? 'is' : 'are'} told below`;
  return `${counted(records, 'cited record')} by log, the height of a bar by their number within its lane; orange: failed. Below: ${which}. Times in UTC.`;
}

function eventsOf({ records, events }: Told, one: ToldIncident): Row[] {
  const numbers = new Set(citationsOf(one).map((citation) => records.numberOf(citation)));
  return [...numbers]
    .sort((a, b) => a - b)
    .map((number) => events[number - 1] ?? null)
    .filter((event) => event !== null);
}

const leftOut = ({ members }: ReportedIncident): Content[] =>
  members.length <= MEMBERS
    ? []
    : [
        note(
          `Of its ${members.length} findings and verdicts the ${MEMBERS} that weigh most are told; the JSON report has all of them.`,
        ),
      ];

const grade = ({ severity, verdict }: ReportedIncident): ContentText[] =>
  words(
    severity === null
      ? 'no finding'
      : [...say('gravest finding '), ...bold(severity, { color: SEVERITY_INK[severity] })],
    ', ',
    verdict === null
      ? 'no verdict'
      : [...say('gravest verdict '), ...bold(verdict, { color: VERDICT_INK[verdict] })],
  );

function entitiesOf({ entities }: ReportedIncident): string {
  return joined(
    entities.map(({ kind, value, records }) => `${kindOf(kind)} ${value} (${records})`),
    ENTITIES,
  );
}

function furtherIncidents({ further, incidents }: Told): Content[] {
  if (further.length === 0) return [];
  return [
    heading('Further incidents', { level: 2, id: 'further-incidents', parent: CHAPTER }),
    table(
      further.map((one, index) => [
        say(incidents.length + index + 1),
        say(one.entity.value, { most: 200 }),
        say(one.score),
        say([one.severity, one.verdict].filter((value) => value !== null).join(', ')),
        say(span(one.window.start, one.window.end)),
        say(one.summary, { most: 300 }),
      ]),
      { widths: [4, 20, 6, 14, 20, 36], head: ['', 'About', 'Score', 'Grade', 'Time', 'What weighs most'] },
    ),
  ];
}

function otherVerdicts({ otherVerdicts: verdicts, otherVerdictsTotal: total }: Told): Content[] {
  if (verdicts.length === 0) return [];
  return [
    heading('Other verdicts', { level: 2, id: 'other-verdicts', parent: CHAPTER }),
    paragraph(
      `${counted(total, 'verdict')} that no incident told above has, the gravest first`,
      total > verdicts.length ? `; the first ${verdicts.length}.` : '.',
    ),
    table(
      verdicts.map((one) => [
        say(one.title),
        say(one.subject.value, { most: 200 }),
        verdictWord(one),
        say((one.own ?? one).score),
        say((one.own ?? one).reason, { most: 300 }),
      ]),
      { widths: [22, 24, 14, 6, 34], head: ['Decision tree', 'About', 'Verdict', 'Score', 'Reason'] },
    ),
  ];
}
