import type { Content } from 'pdfmake/interfaces.js';
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
    ...(files.flatMap((file) => [
      {
        text: words(bold(file.path, { most: 2000 }), file.member === null ? '' : ` › ${file.member}`),
        margin: [0, 6, 0, 3],
      },
      table(
        file.rejects
          .slice(0, LISTED)
          .map((one) => [
            say(
              [
                one.record === null ? '–' : `record ${one.record}`,
                one.line === null ? null : `line ${one.line}`,
                one.byte_offset === null ? null : `byte ${count(one.byte_offset)}`,
              ]
                .filter((part) => part !== null)
                .join(', '),
            ),
            words(
              say(one.reason),
              one.excerpt === null ? '' : mono(` ${one.excerpt}`, { most: 200, size: 6 }),
            ),
            words(
              say(one.length === null ? '–' : counted(one.length, 'byte')),
              ' ',
              mono(one.sha256 ?? '', { size: 6 }),
            ),
          ]),
        { widths: [22, 48, 30], head: ['Place', 'Reason, first characters', 'Length, SHA-256'] },
      ),
      ...(file.rejected > Math.min(LISTED, file.rejects.length)
        ? [
            note(
              `The first ${Math.min(LISTED, file.rejects.length)} of ${count(file.rejected)}; interloper export CASE --rejects FILE writes all of them.`,
            ),
          ]
        : []),
    ]) as Content[]),
  ];
}
