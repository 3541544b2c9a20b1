import type { Content } from 'pdfmake/interfaces.js';
import type { Told } from './gather.ts';
import { heading, paragraph, say, table, time } from './words.ts';

/** Who did what to the case, and when. Two runs differ in it. */
export function audit({ acts }: Told): Content[] {
  return [
    heading('Audit log', { level: 1, id: 'audit', newPage: true }),
    paragraph(
      'Everything that was done to the case, as it was written when it was done. Times in UTC, by the clock of the computer.',
    ),
    table(
      (acts ?? []).map((one) => [
        say(time(one.written_at)),
        say(one.actor),
        say(one.action),
        say(one.subject ?? '–', { most: 400 }),
        say(one.detail ?? '–', { most: 800 }),
        say(one.tool_version),
      ]),
      { widths: [18, 12, 15, 24, 23, 8], head: ['Time', 'By', 'Act', 'What', 'Detail', 'Version'] },
    ),
  ];
}
