import type { ExportChoices } from '../../shared/exports.ts';
import type { Asked } from '../../shared/query.ts';
import type { Redaction } from '../../shared/redaction.ts';
import { inTurn } from './db/turns.ts';
import { EngineState, type EngineOptions } from './engine-state.ts';
import { redactedAnswer } from './redact/own-json.ts';
import { readingAs, redactorFor } from './redact/redacting.ts';
import { exportEvents } from './report/export-events.ts';
import { exportRejects, toldRejects, type RejectFormat } from './report/export-rejects.ts';
import { exportTo } from './report/exports.ts';
import type { Sink } from './report/formats/definition.ts';
import { formatOf } from './report/formats/index.ts';
import { refuseOwn } from './report/refuse-own.ts';
import { verdictParts } from './report/json-report.ts';
import { exportAnswer, type AnswerFormat } from './queries/export.ts';
import { routerOf } from './router.ts';

export type { EngineOptions } from './engine-state.ts';

type WriteText = (text: string) => Promise<void>;

/** The product, for any host: the contract's calls over one case at a time. `redact`: what has pseudonyms in its place. */
export function createEngine(options: EngineOptions) {
  const engine = new EngineState(options);
  return {
    router: routerOf(engine),
    /** Writes all events as lines of JSON with ECS names; returns how many. */
    exportEvents: (redact: readonly Redaction[], writeLine: WriteText) =>
      readingAs(engine, redact, undefined, ({ desk }) => exportEvents(desk, writeLine)),
    /** Writes every row of an answer; returns how many. */
    exportAnswer: async (
      asked: Asked,
      format: AnswerFormat,
      redact: readonly Redaction[],
      write: WriteText,
    ) => {
      const redactor = await redactorFor(engine, redact);
      const rows = await inTurn(engine.case.database.asking, undefined, (connection) =>
        exportAnswer(connection, asked, format, write, redactor),
      );
      const detail = { ...asked, format, ...(redactor && { redact }), rows };
      await engine.case.audit('query.exported', null, JSON.stringify(detail));
      return rows;
    },
    /** Writes the verdicts of the case, or of one tree, in the form of the report. */
    exportVerdicts: async (tree: string | undefined, redact: readonly Redaction[], write: WriteText) => {
      const tool = { name: 'Interloper', version: options.toolVersion };
      const info = { tool, readers: engine.readers, redacted: redact };
      await readingAs(engine, redact, undefined, async ({ desk }) => {
        for await (const part of verdictParts(desk, info, tree)) await write(part);
      });
      const detail = redact.length === 0 ? (tree ?? null) : JSON.stringify({ tree: tree ?? null, redact });
      await engine.case.audit('verdicts.exported', null, detail);
    },
    /** Writes all rejects; tells how many, and which evidence could not be read again. */
    exportRejects: async (format: RejectFormat, redact: readonly Redaction[], write: WriteText) => {
      const { desk, unpacking } = engine;
      const redactor = await redactorFor(engine, redact);
      const done = await exportRejects({ desk, format, unpacking, redactor, write });
      await engine.case.audit('rejects.exported', null, toldRejects(done.rejects, format, redact));
      return done;
    },
    /** Puts pseudonyms into what calls of the contract gave. */
    redacting: async (redact: readonly Redaction[]): Promise<<T>(value: T) => T> => {
      const redactor = await redactorFor(engine, redact);
      return (value) => (redactor === null ? value : redactedAnswer(value, redactor));
    },
    /** Writes the case in a format to what the host gives; tells every file with its hash. */
    exportReport: (format: string, choices: ExportChoices, sink: Sink) =>
      exportTo(engine, formatOf(format), choices, { path: null, sink }),
    /** Throws where writing this file would overwrite the open case or evidence of it. */
    refuseOwn: (path: string) => refuseOwn(engine, path),
    /** Stops a running job, waits for it, and closes the case. */
    close: () => engine.closeCase(),
  };
}
