import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { EngineState } from '../engine-state.ts';
import type { Implementer } from '../implementer.ts';
import { lookUpPseudonyms } from '../redact/look-up.ts';
import { exportToPath, refuseOwn, undisturbed } from './exports.ts';
import { formatOf, formats } from './formats/index.ts';
import { jsonReport, reportParts } from './json-report.ts';
import { handOverPdf } from './pdf/hand-over-pdf.ts';
import { reportInfo } from './report-info.ts';
import { fileSink, noting, type WrittenFile } from './sinks.ts';
import { tableFor } from './tables/table-of.ts';
import { writeCsv, writeJson } from './tables/table.ts';

/** The contract's calls that hand the case over. */
export function reportCalls(os: Implementer['report'], engine: EngineState) {
  return {
    json: os.json.handler(async ({ input }) => {
      const info = { ...(await reportInfo(engine)), custody: input.custody };
      if (input.path === undefined) return { text: await jsonReport(engine.desk, info) };
      await pipeline(Readable.from(reportParts(engine.desk, info)), createWriteStream(input.path));
      await engine.case.audit('report.written', input.path, null);
      return { text: null };
    }),
    pdf: os.pdf.handler(async ({ input, signal }) =>
      handOverPdf(engine, await reportInfo(engine), input, signal),
    ),
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
