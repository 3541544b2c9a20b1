import { reportParts } from '../../json-report.ts';
import type { ExportFormat } from '../definition.ts';

export const format: ExportFormat = {
  id: 'json',
  title: 'JSON report',
  purpose:
    'The whole report for programs, by its published schema; two of them can be compared line by line.',
  files: 'one',
  extension: '.json',
  options: ['custody'],
  redactable: true,
  write: ({ desk, info }, out) =>
    out.file('', async (write) => {
      for await (const part of reportParts(desk, info)) await write(part);
    }),
};
