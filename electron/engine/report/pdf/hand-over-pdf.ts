import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { PdfChoices, PdfMade } from '../../../../shared/pdf-report.ts';
import type { EngineState } from '../../engine-state.ts';
import { redacting } from '../../redact/redacting.ts';
import type { ExportContext } from '../formats/definition.ts';
import { redactedInfo } from '../report-info.ts';
import type { Printed } from './print.ts';
import { printReport } from './write-pdf.ts';

/** Bytes that a face can hold; more is for a path. */
const MOST_BYTES = 48 * 1024 * 1024;

/** Makes the PDF, to `path` where one is given, and writes its SHA-256 into the audit log. Throws where a face could not hold it. */
export async function handOverPdf(
  engine: EngineState,
  info: ExportContext['info'],
  { path, ...choices }: PdfChoices & { path?: string | undefined },
  signal?: AbortSignal,
): Promise<PdfMade> {
  const { bytes, pages, headings } = await printed(engine, info, choices, signal);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (path !== undefined) await writeFile(path, bytes);
  else if (bytes.length > MOST_BYTES)
    throw new Error(
      `this report has ${bytes.length} bytes, too many to hand over here: choose fewer parts, or use interloper report CASE --pdf FILE`,
    );
  const detail = { format: 'pdf', sha256, bytes: bytes.length, pages, ...choices };
  await engine.case.audit('report.written', path ?? null, JSON.stringify(detail));
  const base64 = path === undefined ? bytes.toString('base64') : null;
  return { base64, sha256, bytes: bytes.length, pages, headings };
}

async function printed(
  engine: EngineState,
  info: ExportContext['info'],
  choices: PdfChoices,
  signal: AbortSignal | undefined,
): Promise<Printed> {
  const made = { unpacking: engine.unpacking, made: engine.made };
  if (choices.redact.length === 0) return printReport(engine.desk, { ...made, ...info }, choices);
  return redacting(engine, choices.redact, signal, ({ desk, redactor }) =>
    printReport(
      desk,
      { ...made, ...redactedInfo(info, redactor), over: { redactor, original: engine.desk } },
      choices,
    ),
  );
}
