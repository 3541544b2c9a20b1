import { PDF_DEFAULTS, PDF_SECTIONS, type PdfSection } from '../../../../../shared/pdf-report.ts';
import { writePdf } from '../../pdf/write-pdf.ts';
import type { ExportContext, ExportFormat } from '../definition.ts';

export const format: ExportFormat = {
  id: 'pdf',
  title: 'PDF report',
  purpose: 'The report to be read, printed and filed, with every answer and the records behind it.',
  files: 'one',
  extension: '.pdf',
  options: ['custody'],
  redactable: true,
  write: ({ desk, info, unpacking, made, redacted, sections }, out) =>
    out.file('', async (write) => {
      const choices = { ...PDF_DEFAULTS, sections: chosen(sections, info.custody === true) };
      await write(await writePdf(desk, { ...info, unpacking, made, over: redacted }, choices));
    }),
};

function chosen(sections: ExportContext['sections'], custody: boolean): PdfSection[] {
  const wanted: readonly PdfSection[] = sections ?? PDF_DEFAULTS.sections;
  return PDF_SECTIONS.filter((section) => wanted.includes(section) || (custody && section === 'audit'));
}
