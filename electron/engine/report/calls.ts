import type { Redaction } from '../../../shared/redaction.ts';
import type { EngineState } from '../engine-state.ts';
import type { Implementer } from '../implementer.ts';
import { lookUpPseudonyms } from '../redact/look-up.ts';
import { redactTexts } from '../redact/redact-texts.ts';
import { readingAs } from '../redact/redacting.ts';
import { exportToPath, undisturbed } from './exports.ts';
import { formatOf, formats } from './formats/index.ts';
import { jsonReport, reportParts } from './json-report.ts';
import { handOverPdf, notePdfSaved } from './pdf/hand-over-pdf.ts';
import { refuseOwn } from './refuse-own.ts';
import { redactedInfo, reportInfo } from './report-info.ts';
import { fileSink, noting, type WrittenFile } from './sinks.ts';
import { tableFor } from './tables/table-of.ts';
import { writeCsv, writeJson } from './tables/table.ts';

/** The contract's calls that hand the case over. */
export function reportCalls(os: Implementer['report'], engine: EngineState) {
  return {
    json: os.json.handler(async ({ input, signal }) => {
      const { path, custody, redact } = input;
      if (path !== undefined) await refuseOwn(engine, path);
      const { text, files } = await undisturbed(engine, () => writeJsonReport(engine, input, signal));
      if (path !== undefined)
        await engine.case.audit(
          'report.written',
          path,
          JSON.stringify({ format: 'json', custody, redact, files }),
        );
      return { text };
    }),
    pdf: os.pdf.handler(async ({ input, signal }) => {
      if (input.path !== undefined) await refuseOwn(engine, input.path);
      const info = await reportInfo(engine);
      return undisturbed(engine, () => handOverPdf(engine, info, input, signal));
    }),
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

async function writeJsonReport(
  engine: EngineState,
  { path, custody, redact }: { path?: string | undefined; custody: boolean; redact: readonly Redaction[] },
  signal: AbortSignal | undefined,
): Promise<{ text: string | null; files: WrittenFile[] }> {
  const info = { ...(await reportInfo(engine)), custody };
  return readingAs(engine, redact, signal, async ({ desk, redactor }) => {
    const told = redactor === null ? info : redactedInfo(info, redactor);
    if (path === undefined) return { text: await jsonReport(desk, told), files: [] };
    const files: WrittenFile[] = [];
    await noting(fileSink(path), files).file('', async (write) => {
      for await (const part of reportParts(desk, told)) await write(part);
    });
    return { text: null, files };
  });
}
