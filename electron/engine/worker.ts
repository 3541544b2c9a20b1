import { parentPort, workerData } from 'node:worker_threads';
import { createEngine } from './engine.ts';
import { serve } from './serve.ts';
import type { EngineThreadOptions, FromThread } from './thread.ts';

if (!parentPort) throw new Error('the engine runs in a worker thread');
const parent = parentPort;
const log = (line: string) => parent.postMessage({ log: line } satisfies FromThread);

// A call that fails where nobody waits for it, as when its window has gone, must not take the case down.
process.on('unhandledRejection', (cause) => log(`not handled: ${String(cause)}`));

const engine = createEngine({
  ...(workerData as EngineThreadOptions),
  prepareWorker: new URL('./prepare.js', import.meta.url),
  log,
});
serve(parent, engine);
