import { EngineState, type EngineOptions } from './engine-state.ts';
import { exportEvents } from './report/export-events.ts';
import { routerOf } from './router.ts';

export type { EngineOptions } from './engine-state.ts';

/** The product, for any host: the contract's calls over one case at a time. */
export function createEngine(options: EngineOptions) {
  const engine = new EngineState(options);
  return {
    router: routerOf(engine),
    /** Writes all events as lines of JSON with ECS names; returns how many. */
    exportEvents: (writeLine: (line: string) => Promise<void>) => exportEvents(engine.desk, writeLine),
    /** Stops a running job, waits for it, and closes the case. */
    close: () => engine.closeCase(),
  };
}
