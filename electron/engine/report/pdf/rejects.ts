import type { Content } from 'pdfmake/interfaces.js';
import type { ReportedEvidence, ReportedReject } from '../../../../shared/report.ts';
import type { Told } from './gather.ts';
import { bold, count, counted, heading, mono, note, paragraph, say, table, words } from './words.ts';

/** Rejects that are listed of one file. */
const LISTED = 200;

/** What could not be read, and where it stands. */
export function rejects({ evidence, totals }: Told): Content[] {
  const files = evidence.filter((one) => one.rejected > 0);
  return [
    heading('Rejects', { level: 1, id: 'rejects', newPage: true }),
    paragraph(
      files.length === 0
        ? 'No record was rejected.'
        : `${counted(totals.rejected, 'record')} of ${counted(files.length, 'file')} could not be read. Whatever they tell is missing from this report.`,
    ),
    ...files.flatMap(fileOf),
  ];
}

const fileOf = (file: ReportedEvidence): Content[] => {
  const listed = file.rejects.slice(0, LISTED);
  return [
    {
      text: words(bold(file.path, { most: 2000 }), file.member === null ? '' : ` › ${file.member}`),
      margin: [0, 6, 0, 3],
    },
    table(
      listed.map((one) => [
        say(placeOf(one)),
        words(say(one.reason), one.excerpt === null ? '' : mono(` ${one.excerpt}`, { most: 200, size: 6 })),
        words(
          say(one.length === null ? '–' : counted(one.length, 'byte')),
          ' ',
          mono(one.sha256 ?? '', { size: 6 }),
        ),
      ]),
      { widths: [22, 48, 30], head: ['Place', 'Reason, first characters', 'Length, SHA-256'] },
    ),
    ...(file.rejected > listed.length
      ? [
          note(
            `The first ${listed.length} of ${count(file.rejected)}; interloper export CASE --rejects FILE writes all of them.`,
          ),
        ]
      : []),
  ];
};

const placeOf = ({ record, line, byte_offset }: ReportedReject): string =>
  [
    record === null ? '–' : `record ${record}`,
    line === null ? null : `line ${line}`,
    byte_offset === null ? null : `byte ${count(byte_offset)}`,
  ]
    .filter((part) => part !== null)
    .join(', ');
