import { exportEvents } from '../../export-events.ts';
import type { ExportFormat } from '../definition.ts';

export const format: ExportFormat = {
  id: 'jsonl',
  title: 'Events as JSON lines',
  purpose: 'Every event with the names of the Elastic Common Schema, for a search engine or a script.',
  files: 'one',
  extension: '.jsonl',
  options: [],
  redactable: true,
  write: ({ desk }, out) =>
    out.file('', async (write) => {
      await exportEvents(desk, (line) => write(`${line}\n`));
    }),
};
