import type { Content } from 'pdfmake/interfaces.js';
import { by } from '../order.ts';
import { redactionNote } from '../redaction-note.ts';
import type { Told } from './gather.ts';
import { INK } from './page.ts';
import { bold, count, counted, facts, heading, mono, muted, paragraph, say, time, words } from './words.ts';

/** When the evidence begins and ends, over all of its files. */
export function evidenceSpan({ evidence }: Pick<Told, 'evidence'>): {
  first: string | null;
  last: string | null;
} {
  const firsts = evidence.flatMap((one) => one.first_timestamp ?? []).sort();
  const lasts = evidence.flatMap((one) => one.last_timestamp ?? []).sort();
  return { first: firsts[0] ?? null, last: lasts.at(-1) ?? null };
}

/** What is examined, by whom, over which time, and with which program and data. */
export function cover(told: Told, made: string | null): Content[] {
  const { about, tool, totals } = told;
  const { first, last } = evidenceSpan(told);
  const note = redactionNote(told.redacted);
  return [
    {
      text: bold('Report of a forensic analysis of logs', { color: INK.muted, size: 11 }),
      margin: [0, 90, 0, 10],
    },
    { text: bold(about.name, { size: 24, most: 200 }), margin: [0, 0, 0, 26] },
    facts([
      ['Case', say(about.name)],
      ['Reference', say(about.reference ?? 'none given')],
      ['Examiner', say(about.examiner ?? 'none given')],
      ['First time in the evidence', say(time(first))],
      ['Last time in the evidence', say(time(last))],
      ['Time zone', say('UTC, for every time in this report')],
      ...(about.time_zone === undefined ? [] : [['Zone of the desk', zoneOf(about.time_zone)] as const]),
      ['Evidence', say(`${counted(totals.files, 'file')}, ${counted(totals.records, 'record')}`)],
      ['Program', say(`${tool.name} ${tool.version}`)],
      ...(note === null ? [] : [['Redacted', say(note)] as const]),
      ...(made === null ? [] : [['Made', say(time(made))] as const]),
    ]),
    { text: bold('Data that answers rest on beside the evidence'), margin: [0, 12, 0, 4] },
    facts(
      [...told.data]
        .sort(by((one) => [one.kind, one.id]))
        .map((one) => [
          one.title,
          words(say(`version ${one.version}, `), say(one.date ?? 'undated'), sha(one.sha256)),
        ]),
    ),
    {
      text: muted(
        'This report states what the records show and what the rules named in it make of that. A finding is a reason to look, and a verdict names the answers that led to it. Where a log is missing, the answer is unknown, and the log that would answer is named.',
      ),
      margin: [0, 14, 0, 0],
    },
  ];
}

const zoneOf = (zone: string) =>
  say(zone === 'UTC' ? 'UTC too' : `${zone}: the desk shows the times of this case in it, beside UTC`);

const sha = (sha256: string | null) => (sha256 === null ? [] : [...say(', SHA-256 '), ...mono(sha256)]);

export const contents = (): Content[] => [
  { text: bold('Contents', { size: 16 }), pageBreak: 'before', margin: [0, 0, 0, 6] },
  { toc: { textStyle: { fontSize: 8, lineHeight: 1.05 }, numberStyle: { color: INK.muted, fontSize: 8 } } },
];

/** What the marks in this report mean; always there, since a reader needs it for any part. */
export function howToRead(told: Told): Content[] {
  return [
    heading('How to read this report', { level: 1, id: 'reading', newPage: true }),
    paragraph(
      bold('Records. '),
      'A number such as ',
      say('R1', { color: INK.link }),
      ' names one record of the evidence. Numbers follow the time of the records. ',
      `${counted(told.records.list.length, 'record')} ${told.records.list.length === 1 ? 'is' : 'are'} cited; the appendix says for each in which file and where in it it stands, so that anybody can look it up without this program.`,
    ),
    paragraph(
      bold('Characters. '),
      'Text from the evidence is shown as it is, left to right, in the order in which its characters stand. What cannot be seen, or would deceive the eye, is shown as its code point on a coloured ground: ',
      say('a\u202eb'),
      ' holds a mark that turns the direction of writing, ',
      say('p\u0430ypal'),
      ' has a Cyrillic letter in a Latin word, and ',
      say('one\ntwo'),
      ' has a new line. Words in Arabic (',
      say('\u0633\u0644\u0627\u0645'),
      ') and Hebrew (',
      say('\u05e9\u05dc\u05d5\u05dd'),
      ') are set from right to left, those that follow one another together, and whatever stands between them keeps its place; Chinese and Japanese (',
      say('\u6f22\u5b57'),
      ') have a font of their own. A character that no font here has is shown as its code point too.',
    ),
    paragraph(
      bold('Scores. '),
      'The score of a finding is a sum of parts that are listed with it. The score of an incident adds its findings and verdicts, the strongest of each kind counting most. Scores put things in an order; they are no probabilities.',
    ),
    paragraph(
      bold('Unknown. '),
      'An answer is unknown where no log in the case can give it. It is never taken for a no.',
    ),
    paragraph(
      bold('Same bytes. '),
      'The same case, chosen parts and version of the program give this file byte for byte, so that a second examiner can make it again and compare its SHA-256. Without a given time (SOURCE_DATE_EPOCH) it therefore names no time of its making, and the properties of the file say 1 January 1970. When it was made stands in the audit log of the case, with its SHA-256.',
    ),
    paragraph(
      bold('Numbers. '),
      `Counts are exact unless a text says otherwise; ${count(1000)} is one thousand.`,
    ),
  ];
}
