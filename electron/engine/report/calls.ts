import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Redaction } from '../../../shared/redaction.ts';
import type { EngineState } from '../engine-state.ts';
import type { Implementer } from '../implementer.ts';
import { lookUpPseudonyms } from '../redact/look-up.ts';
import { redactTexts } from '../redact/redact-texts.ts';
import { readingAs } from '../redact/redacting.ts';
import { exportToPath, refuseOwn, undisturbed } from './exports.ts';
import { formatOf, formats } from './formats/index.ts';
import { jsonReport, reportParts } from './json-report.ts';
import { handOverPdf, notePdfSaved } from './pdf/hand-over-pdf.ts';
import { redactedInfo, reportInfo } from './report-info.ts';
import { fileSink, noting, type WrittenFile } from './sinks.ts';
import { tableFor } from './tables/table-of.ts';
import { writeCsv, writeJson } from './tables/table.ts';

/** The contract's calls that hand the case over. */
export function reportCalls(os: Implementer['report'], engine: EngineState) {
  return {
    json: os.json.handler(async ({ input, signal }) => {
      const text = await writeJsonReport(engine, input, signal);
      if (input.path !== undefined)
        await engine.case.audit('report.written', input.path, toldRedaction(input.redact));
      return { text };
    }),
    pdf: os.pdf.handler(async ({ input, signal }) =>
      handOverPdf(engine, await reportInfo(engine), input, signal),
    ),
    pdfSaved: os.pdfSaved.handler(({ input }) => notePdfSaved(engine, input.sha256)),
    formats: os.formats.handler(() =>
      formats.map(({ id, title, purpose, files, extension, options, redactable }) => ({
        id,
        title,
        purpose,
        files,
        extension,
        options: [...options],
        redactable,
      })),
    ),
    redact: os.redact.handler(async ({ input, signal }) => ({
      texts: await redactTexts(engine, input, signal),
    })),
    pseudonyms: os.pseudonyms.handler(({ input }) => lookUpPseudonyms(engine.desk, input)),
    export: os.export.handler(async ({ input: { format, path, packed, ...choices }, signal }) => ({
      files: await exportToPath(engine, formatOf(format), choices, { path, packed }, signal),
    })),
    table: os.table.handler(async ({ input: { path, format, asked, redact }, signal }) => {
      await refuseOwn(engine, path);
      const { table, about } = await tableFor(engine, asked, redact, signal);
      const files: WrittenFile[] = [];
      let rows = 0;
      await undisturbed(engine, () =>
        noting(fileSink(path), files).file('', async (write) => {
          rows = await (format === 'csv' ? writeCsv(table, write) : writeJson(about, table, write));
        }),
      );
      await engine.case.audit(
        'table.exported',
        path,
        JSON.stringify({ ...asked, format, redact, rows, files }),
      );
      return { rows, files };
    }),
  };
}

const toldRedaction = (redact: readonly Redaction[]): string | null =>
  redact.length === 0 ? null : JSON.stringify({ redact });

async function writeJsonReport(
  engine: EngineState,
  { path, custody, redact }: { path?: string | undefined; custody: boolean; redact: readonly Redaction[] },
  signal: AbortSignal | undefined,
): Promise<string | null> {
  const info = { ...(await reportInfo(engine)), custody };
  return readingAs(engine, redact, signal, async ({ desk, redactor }) => {
    const told = redactor === null ? info : redactedInfo(info, redactor);
    if (path === undefined) return jsonReport(desk, told);
    await pipeline(Readable.from(reportParts(desk, told)), createWriteStream(path));
    return null;
  });
}
