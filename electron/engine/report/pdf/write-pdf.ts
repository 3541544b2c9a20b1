import type { Content } from 'pdfmake/interfaces.js';
import { PDF_SECTIONS, type PdfChoices } from '../../../../shared/pdf-report.ts';
import type { Connection } from '../../db/database.ts';
import type { Unpacking } from '../../ingest/containers.ts';
import type { ReportInfo } from '../json-report.ts';
import type { OverEvidence } from '../formats/definition.ts';
import { originalTexts } from './cited-events.ts';
import { contents, cover, howToRead } from './cover.ts';
import { gather, type Told } from './gather.ts';
import { print, type Printed } from './print.ts';
import { fullRecords, MOST_RECORDS, recordPlaces } from './records.ts';
import { SECTIONS } from './sections.ts';

export interface PdfInfo extends Omit<ReportInfo, 'custody'> {
  /** What reading cited records again from the evidence needs; without it their fields stand in the report. */
  unpacking?: Unpacking;
  /** Where the report is redacted: how the evidence is read in spite of that. */
  over?: OverEvidence | null;
  /** When it is made, where somebody says so. Without it nothing in the file tells, and the same case gives the same bytes. */
  made?: Date | null;
}

/** The date in the properties of a file for which nobody gave one. */
const NO_DATE = new Date(0);

/** The report as a PDF (PDF/A-2b by its metadata; it has no tags). The same case, choices and program give the same bytes. */
export const writePdf = async (desk: Connection, info: PdfInfo, choices: PdfChoices): Promise<Buffer> =>
  (await printReport(desk, info, choices)).bytes;

/** The same, with the number of its pages and where its headings stand. */
export async function printReport(desk: Connection, info: PdfInfo, choices: PdfChoices): Promise<Printed> {
  const told = await gather(desk, info, choices);
  const made = info.made ?? null;
  return print({
    title: `${info.case.name}: report of a forensic analysis`,
    author: info.case.examiner,
    foot: `${info.tool.name} ${info.tool.version}${info.case.reference === null ? '' : `, reference ${info.case.reference}`}`,
    made: made ?? NO_DATE,
    content: [
      ...cover(told, made?.toISOString() ?? null),
      ...contents(),
      ...howToRead(told),
      ...(await chosen(desk, info, told)),
    ],
  });
}

async function chosen(desk: Connection, { unpacking, over }: PdfInfo, told: Told): Promise<Content[]> {
  const wanted = PDF_SECTIONS.filter((section) => told.choices.sections.includes(section));
  const parts: Content[] = [];
  for (const section of wanted) if (section !== 'records') parts.push(...SECTIONS[section](told));
  if (!wanted.includes('records')) return [...parts, ...recordPlaces(told)];
  const texts = unpacking
    ? await originalTexts(desk, told.records.list.slice(0, MOST_RECORDS), unpacking, over ?? null)
    : null;
  return [...parts, ...fullRecords(told, texts)];
}
