import type { Content, ContentText } from 'pdfmake/interfaces.js';
import type { Row } from '../../../../shared/model.ts';
import type { Citation } from '../../../../shared/report.ts';
import { RECORD_CHARACTERS, type OriginalText } from './cited-events.ts';
import { faceOf } from './faces.ts';
import type { Told } from './gather.ts';
import { recordId } from './numbered.ts';
import { INK, PAGE, SIZE } from './page.ts';
import {
  bold,
  count,
  counted,
  heading,
  muted,
  note,
  paragraph,
  say,
  table,
  time,
  words,
  type Block,
} from './words.ts';
import { runsOf, type Run } from './visible.ts';

/** Records whose text stands in the report; of more it has the places. */
export const MOST_RECORDS = 10_000;

/** Cited records in full: where each stands, and its text as the vendor wrote it. */
export function fullRecords(told: Told, texts: readonly OriginalText[] | null): Content[] {
  const { list } = told.records;
  return [
    heading('Appendix: cited records in full', { level: 1, id: 'records', newPage: true }),
    paragraph(
      texts === null
        ? 'The fields of each cited record as the case holds them. The original text was not read again.'
        : 'The text of each cited record as it stands in the evidence, read again for this report; the SHA-256 of each file was checked before and after. Where that could not be done, the reason stands in its place, with the fields that the case holds.',
    ),
    ...(told.redacted.length === 0
      ? []
      : [
          note(
            'Pseudonyms stand in these texts too: they are no longer what the SHA-256 of their file is of.',
          ),
        ]),
    note('Lines are broken where the page ends; a mark ↵ shows a break that the record itself has.'),
    ...list
      .slice(0, MOST_RECORDS)
      .flatMap((one, index) => [
        caption(one, index + 1, told.events[index] ?? null),
        ...bodyOf(texts?.[index], told.events[index] ?? null),
      ]),
    ...placesOf(list.slice(MOST_RECORDS), MOST_RECORDS),
  ];
}

/** Where the cited records stand, without their text. */
export const recordPlaces = ({ records }: Told): Content[] => [
  heading('Appendix: cited records', { level: 1, id: 'records', newPage: true }),
  paragraph('Where each cited record stands; their text was not chosen for this report.'),
  ...placesOf(records.list, 0),
];

function placesOf(list: readonly Citation[], before: number): Content[] {
  if (list.length === 0) return [];
  return [
    table(
      list.map((one, index) => [
        bold(`R${before + index + 1}`),
        say(time(one.timestamp)),
        words(one.path, one.member === null ? '' : ` › ${one.member}`),
        say(count(one.record)),
        say(one.event_id ?? '–'),
      ]),
      {
        widths: [8, 20, 38, 9, 25],
        head: ['', 'Time', 'File', 'Record', 'Id by the vendor'],
        ids: list.map((_one, index) => recordId(before + index + 1)),
      },
    ),
  ];
}

function caption(one: Citation, number: number, event: Row | null): Block {
  const told = [event?.['event_dataset'], event?.['event_action'], event?.['event_outcome']].filter(Boolean);
  return {
    text: words(
      bold(`R${number}`, { color: INK.link }),
      bold(`  ${time(one.timestamp)}  `),
      say(told.join(', '), { most: 200 }),
      muted(`  ${one.path}${one.member === null ? '' : ` › ${one.member}`}, record ${count(one.record)}`, {
        most: 600,
      }),
    ),
    id: recordId(number),
    fontSize: SIZE.small,
    margin: [0, 6, 0, 1],
    headlineLevel: 4,
  };
}

const restOf = (shown: number, left: number | null): string =>
  left === null
    ? `The first ${counted(shown, 'character')}; the record is so long that its end was not read, and how much follows in the evidence is not counted.`
    : `The first ${counted(shown, 'character')}; ${counted(left, 'more character')} ${left === 1 ? 'follows' : 'follow'}.`;

function bodyOf(original: OriginalText | undefined, event: Row | null): Content[] {
  if (original && 'text' in original)
    return [
      ...linesOf(original.text),
      ...(original.left === 0 ? [] : [note(restOf(original.text.length, original.left))]),
    ];
  const fields = event
    ? Object.entries(event).filter(([name]) => name !== 'record' && name !== 'timestamp')
    : [];
  return [
    ...(original ? [note(original.problem)] : []),
    ...fields.flatMap(([name, value]) => linesOf(`${name}: ${String(value).slice(0, RECORD_CHARACTERS)}`)),
  ];
}

const FACE = 'DejaVuSansMono';

/**
 * A text cut into lines of the page by ourselves: a record has no words to break at, and every line that need not be measured by the
 * layout halves its work.
 */
export function linesOf(text: string): Content[] {
  return text.split('\n').flatMap((line, index, all) => {
    const shown = index < all.length - 1 ? `${line}\n` : line;
    return shown === '' ? [] : wrapped(runsOf(shown, FACE));
  });
}

const line = (pieces: readonly Run[]): Content => ({
  text: pieces.map(({ text, face, code }): ContentText => ({
    text,
    font: face,
    ...(code && { color: INK.code, background: INK.codeGround }),
  })),
  font: FACE,
  fontSize: SIZE.record,
  noWrap: true,
  preserveLeadingSpaces: true,
});

function wrapped(runs: readonly Run[]): Content[] {
  const lines: Content[] = [];
  let pieces: Run[] = [];
  let left = ROOM;
  const end = () => {
    lines.push(line(pieces));
    [pieces, left] = [[], ROOM];
  };
  for (const run of runs) {
    for (const part of run.code ? [run.text] : partsOf(run)) {
      const width = widthOf(part, run.face);
      if (width > left && pieces.length > 0) end();
      pieces.push({ ...run, text: part });
      left -= width;
    }
  }
  if (pieces.length > 0) end();
  return lines;
}

const JOINED = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Nko}]/u;
const ROOM = PAGE.width / SIZE.record;
const widths = new Map<string, number>();

/** Of a run in a font of one width as much as a line holds; of others single characters, whose widths differ, but for letters that join. */
function partsOf({ text, face }: Run): string[] {
  if (face !== FACE) return JOINED.test(text) && widthOf(text, face) <= ROOM ? [text] : Array.from(text);
  const size = Math.floor(ROOM / widthOf('0', FACE));
  const parts: string[] = [];
  for (let from = 0; from < text.length; from += size) parts.push(text.slice(from, from + size));
  return parts;
}

function widthOf(text: string, face: Run['face']): number {
  const one = (character: string) => {
    const key = `${face} ${character}`;
    const known = widths.get(key) ?? faceOf(face).widthOf(character.codePointAt(0) ?? 0);
    widths.set(key, known);
    return known;
  };
  return face === FACE ? text.length * one('0') : Array.from(text).reduce((sum, each) => sum + one(each), 0);
}
