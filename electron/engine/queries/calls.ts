import { handOver } from '../hand-over.ts';
import type { EngineState } from '../engine-state.ts';
import type { Implementer } from '../implementer.ts';
import { redactorFor } from '../redact/redacting.ts';
import { ask } from './ask.ts';
import { exportAnswer } from './export.ts';
import { removeQuery, savedQueries, saveQuery } from './saved.ts';
import { listQueries } from './states.ts';
import { suggest } from './suggest.ts';
import { inTurn } from '../db/turns.ts';

/** The contract's calls on questions with inputs. */
export function queryCalls(os: Implementer['queries'], engine: EngineState) {
  const asking = () => engine.case.database.asking;
  return {
    list: os.list.handler(() => listQueries(engine.desk)),
    run: os.run.handler(({ input: { offset, limit, ...asked }, signal }) =>
      inTurn(asking(), signal, (connection) => ask(connection, asked, { offset, limit })),
    ),
    suggest: os.suggest.handler(({ input }) => suggest(engine.desk, input)),
    save: os.save.handler(({ input }) =>
      engine.alone(async (file) => {
        await saveQuery(file.database.job, input);
        await file.audit('query.saved', input.name, JSON.stringify(input));
        return null;
      }),
    ),
    saved: os.saved.handler(() => savedQueries(engine.desk)),
    remove: os.remove.handler(({ input }) =>
      engine.alone(async (file) => {
        await removeQuery(file.database.job, input.name);
        await file.audit('query.removed', input.name, null);
        return null;
      }),
    ),
    export: os.export.handler(async ({ input: { format, path, redact, ...asked }, signal }) => {
      const redactor = await redactorFor(engine, redact, signal);
      const { text, done } = await inTurn(asking(), signal, (connection) =>
        handOver(
          engine,
          path,
          'this answer is too large to hand over here: use interloper query with --csv or --json',
          (write) => exportAnswer(connection, asked, format, write, redactor),
        ),
      );
      await engine.case.audit(
        'query.exported',
        path ?? null,
        JSON.stringify({ ...asked, format, ...(redactor && { redact }), rows: done }),
      );
      return { text, rows: done };
    }),
  };
}
