import { wholeEvents } from '../../whole-events.ts';
import { jsonText } from '../../escapes.ts';
import type { ExportFormat } from '../definition.ts';
import { sketchedEvent } from './sketched-event.ts';

export const format: ExportFormat = {
  id: 'timesketch',
  title: 'Timesketch',
  purpose: 'Every event as a line that Timesketch takes, to work on a timeline together.',
  files: 'one',
  extension: '.jsonl',
  options: [],
  redactable: true,
  write: ({ desk }, out) =>
    out.file('', async (write) => {
      for await (const events of wholeEvents(desk, []))
        await write(events.map((event) => `${jsonText(sketchedEvent(event))}\n`).join(''));
    }),
};
