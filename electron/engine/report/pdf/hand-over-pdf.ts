import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { PdfChoices, PdfMade } from '../../../../shared/pdf-report.ts';
import type { EngineState } from '../../engine-state.ts';
import { sql } from '../../db/sql.ts';
import { redacting } from '../../redact/redacting.ts';
import type { ExportContext } from '../formats/definition.ts';
import { redactedInfo } from '../report-info.ts';
import type { Printed } from './print.ts';
import { printReport } from './write-pdf.ts';

const PREVIEWED = 'report.previewed';
const WRITTEN = 'report.written';

/** Bytes that a face can hold; more is for a path. */
const MOST_BYTES = 48 * 1024 * 1024;

/** Makes the PDF, to `path` where one is given, and writes its SHA-256 into the audit log: as previewed where only a face has it. Throws where a face could not hold it. */
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
  await engine.case.audit(path === undefined ? PREVIEWED : WRITTEN, path ?? null, JSON.stringify(detail));
  const base64 = path === undefined ? bytes.toString('base64') : null;
  return { base64, sha256, bytes: bytes.length, pages, headings };
}

/** Logs that a report which was handed over as bytes was saved, as it was previewed. Throws on one that was not. */
export async function notePdfSaved(engine: EngineState, sha256: string): Promise<void> {
  const [made] = await engine.desk.rows<{ detail: string }>(
    sql`SELECT detail FROM audit_log WHERE action = ${PREVIEWED} AND json_extract_string(detail, '$.sha256') = ${sha256} LIMIT 1`,
  );
  if (!made) throw new Error(`no report of this case has the SHA-256 ${sha256}`);
  await engine.case.audit(WRITTEN, null, made.detail);
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
