import type { ExportChoices } from '../../shared/exports.ts';
import type { Asked } from '../../shared/query.ts';
import { inTurn } from './db/turns.ts';
import { EngineState, type EngineOptions } from './engine-state.ts';
import { exportEvents } from './report/export-events.ts';
import { exportRejects, type RejectFormat } from './report/export-rejects.ts';
import { exportTo } from './report/exports.ts';
import type { Sink } from './report/formats/definition.ts';
import { formatOf } from './report/formats/index.ts';
import { verdictParts } from './report/json-report.ts';
import { exportAnswer, type AnswerFormat } from './queries/export.ts';
import { routerOf } from './router.ts';

export type { EngineOptions } from './engine-state.ts';

/** The product, for any host: the contract's calls over one case at a time. */
export function createEngine(options: EngineOptions) {
  const engine = new EngineState(options);
  return {
    router: routerOf(engine),
    /** Writes all events as lines of JSON with ECS names; returns how many. */
    exportEvents: (writeLine: (line: string) => Promise<void>) => exportEvents(engine.desk, writeLine),
    /** Writes every row of an answer; returns how many. */
    exportAnswer: async (asked: Asked, format: AnswerFormat, write: (text: string) => Promise<void>) => {
      const rows = await inTurn(engine.case.database.asking, undefined, (connection) =>
        exportAnswer(connection, asked, format, write),
      );
      await engine.case.audit('query.exported', null, JSON.stringify({ ...asked, format, rows }));
      return rows;
    },
    /** Writes the verdicts of the case, or of one tree, in the form of the report. */
    exportVerdicts: async (tree: string | undefined, write: (text: string) => Promise<void>) => {
      const tool = { name: 'Interloper', version: options.toolVersion };
      for await (const part of verdictParts(engine.desk, { tool, readers: engine.readers }, tree))
        await write(part);
      await engine.case.audit('verdicts.exported', null, tree ?? null);
    },
    /** Writes all rejects; tells how many, and which evidence could not be read again. */
    exportRejects: async (format: RejectFormat, write: (text: string) => Promise<void>) => {
      const { desk, unpacking } = engine;
      const done = await exportRejects({ desk, format, unpacking, write });
      await engine.case.audit('rejects.exported', null, `${done.rejects} rejects as ${format}`);
      return done;
    },
    /** Writes the case in a format to what the host gives; tells every file with its hash. */
    exportReport: (format: string, choices: ExportChoices, sink: Sink) =>
      exportTo(engine, formatOf(format), choices, { path: null, sink }),
    /** Stops a running job, waits for it, and closes the case. */
    close: () => engine.closeCase(),
  };
}
