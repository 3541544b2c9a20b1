import type { Content } from 'pdfmake/interfaces.js';
import type { Citation, ReportedThing } from '../../../../shared/report.ts';
import { citationsOf, type Told, type ToldIncident } from './gather.ts';
import { NOTES, noteRow } from './notes.ts';
import { INK } from './page.ts';
import { say, table, words } from './words.ts';

/** Of a note within an incident; the chapter of notes has it whole. */
const MOST = 1500;

/** Notes on the incident, its entity, its findings and verdicts, and the records that these cite; nothing where notes were not chosen. */
export function notesWithin(told: Told, one: ToldIncident): Content[] {
  if (!told.choices.sections.includes('notes')) return [];
  const isOfIt = belongingTo(one);
  const notes = told.notes.filter(({ about }) => isOfIt(about));
  if (notes.length === 0) return [];
  return [
    table(
      notes.map((each) => noteRow(told, each, MOST)),
      {
        title: words(
          'Notes of the analyst on it, more in the chapter ',
          say('Notes', { color: INK.link, to: NOTES }),
        ),
        widths: [30, 54, 16],
        head: ['About', 'Note', 'By, when'],
      },
    ),
  ];
}

function belongingTo(one: ToldIncident): (about: ReportedThing) => boolean {
  const { incident } = one;
  const ids = new Set(incident.members.map(({ kind, id }) => `${kind} ${id}`)).add(`incident ${incident.id}`);
  const records = new Set(citationsOf(one).map(placeOf));
  return (about) => {
    switch (about.kind) {
      case 'record':
        return about.event !== null && records.has(placeOf(about.event));
      case 'entity':
        return about.entity.kind === incident.entity.kind && about.entity.value === incident.entity.value;
      default:
        return about.id !== null && ids.has(`${about.kind} ${about.id}`);
    }
  };
}

const placeOf = ({ sha256, path, member, record }: Citation): string =>
  JSON.stringify([sha256, path, member, record]);
