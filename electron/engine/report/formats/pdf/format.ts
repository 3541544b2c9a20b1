import { PDF_DEFAULTS, PDF_SECTIONS } from '../../../../../shared/pdf-report.ts';
import { writePdf } from '../../pdf/write-pdf.ts';
import type { ExportFormat } from '../definition.ts';

export const format: ExportFormat = {
  id: 'pdf',
  title: 'PDF report',
  purpose: 'The report to be read, printed and filed, with every answer and the records behind it.',
  files: 'one',
  extension: '.pdf',
  options: ['custody'],
  redactable: true,
  write: ({ desk, info, unpacking, made, redacted }, out) =>
    out.file('', async (write) => {
      const choices = info.custody ? { ...PDF_DEFAULTS, sections: [...PDF_SECTIONS] } : PDF_DEFAULTS;
      await write(await writePdf(desk, { ...info, unpacking, made, over: redacted }, choices));
    }),
};
