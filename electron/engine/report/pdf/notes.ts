import type { Content, ContentText } from 'pdfmake/interfaces.js';
import type { Citation, ReportedThing } from '../../../../shared/report.ts';
import type { Told } from './gather.ts';
import { kindOf } from './telling.ts';
import { pictures } from './pictures.ts';
import { count, heading, note, paragraph, say, span, table, time } from './words.ts';

/** The place of the chapter. */
export const NOTES = 'notes';
/** A note is at most so long, and none is cut. */
const MOST = 20_000;

/** What the analyst wrote, starred and tagged, each with its thing, and the pictures that he put here. */
export function notes(told: Told): Content[] {
  const { notes: written, marks, acts } = told;
  return [
    heading('Notes of the analyst', { level: 1, id: NOTES, newPage: true }),
    paragraph(
      'What the analyst wrote beside the evidence, as it was typed. It changes no finding and no verdict.',
    ),
    heading('Notes', { level: 2, id: 'written-notes', parent: NOTES }),
    written.length === 0
      ? paragraph('None.')
      : table(
          written.map((one) => noteRow(told, one, MOST)),
          { widths: [30, 54, 16], head: ['About', 'Note', 'By, when'] },
        ),
    heading('Stars and tags', { level: 2, id: 'marks', parent: NOTES }),
    marks.length === 0
      ? paragraph('None.')
      : table(
          marks.map(({ about, starred, tags }) => [
            aboutOf(about),
            say(starred ? 'yes' : '–'),
            say(tags.join(', ') || '–', { most: MOST }),
          ]),
          { widths: [50, 12, 38], head: ['About', 'Starred', 'Tags'] },
        ),
    ...pictures(told, NOTES),
    ...(acts === null ? [note('Who wrote it and when stands in the audit log of the case.')] : []),
  ];
}

/** What it is on, its text, and by whom and when where custody is told. */
export const noteRow = (
  { acts }: Pick<Told, 'acts'>,
  one: Told['notes'][number],
  most: number,
): ContentText[][] => [aboutOf(one.about), say(one.text, { most }), say(acts === null ? '–' : byOf(one))];

const byOf = ({ author, written_at, changed_at }: Told['notes'][number]): string =>
  `${author ?? '–'}, ${time(written_at)}${changed_at === null ? '' : `, changed ${time(changed_at)}`}`;

function aboutOf(about: ReportedThing): ContentText[] {
  switch (about.kind) {
    case 'record':
      return say(`Record: ${recordOf(about.event)}`);
    case 'entity':
      return say(`${kindOf(about.entity.kind)} ${about.entity.value}`);
    case 'finding':
      return say(
        `Finding of ${about.hunt}, ${aboutWhom(about.entity)}, ${span(about.window.start, about.window.end)}`,
      );
    case 'verdict':
      return say(
        `Verdict of ${about.tree}, ${aboutWhom(about.subject)}${about.alert ? `, alert ${recordOf(about.alert)}` : ''}`,
      );
    case 'incident':
      return say(`Incident, ${aboutWhom(about.entity)}, ${span(about.window.start, about.window.end)}`);
  }
}

const aboutWhom = ({ kind, value }: { kind: string; value: string }): string => `${kindOf(kind)} ${value}`;

const recordOf = (event: Citation | null): string =>
  event === null
    ? 'of no file that the case holds now'
    : `${count(event.record)} of ${event.path}${event.member === null ? '' : `, ${event.member}`}, ${time(event.timestamp)}`;
