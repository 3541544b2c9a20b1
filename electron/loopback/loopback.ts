import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { version } from '../../package.json';
import { startEngineThread } from '../engine/thread.ts';
import { openBrowser } from './browser.ts';
import { HELP, readOptions } from './options.ts';
import { startServer } from './server.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const options = readOptions(process.argv.slice(2));
if (options === 'help') console.log(HELP);
else if (typeof options === 'string') stop(options);
else await run(options).catch((cause: Error) => stop(cause.message));

async function run(options: Exclude<ReturnType<typeof readOptions>, string>): Promise<void> {
  const engine = startEngineThread(new URL('./worker.js', import.meta.url), {
    resourcesPath: at('../../resources'),
    toolVersion: version,
    dataFolder: options.data,
    logFolder: join(options.cases, 'logs'),
  });
  engine.onFailure((cause) => stop(`the engine stopped: ${cause.message}`));
  const server = await startServer({ ...options, rendererPath: at('../renderer'), engine });
  endOrderly(async () => {
    server.close();
    await engine.close();
  });
  console.log(`Interloper is at ${server.address()}`);
  console.log(`Cases are in ${options.cases}. Press Enter for a new link, Ctrl+C to end.`);
  if (options.open) openBrowser(server.address());
  offerLinks(server.address);
}

/** A link is good once; Enter gives another, for a second browser or a lost tab. */
function offerLinks(address: () => string): void {
  if (process.stdin.isTTY) process.stdin.on('data', () => console.log(`Interloper is at ${address()}`));
}

/** Ctrl+C closes the case before the process ends; another one, later, ends it at once. */
function endOrderly(close: () => Promise<void>): void {
  let began: number | null = null;
  const end = () => {
    // One Ctrl+C may arrive twice: from the terminal, and passed on by npm.
    if (began !== null && performance.now() - began < 1000) return;
    // Not process.exit, which aborts while a query runs in the engine's thread.
    if (began !== null) process.kill(process.pid, 'SIGKILL');
    began = performance.now();
    console.log('Closing the case.');
    void close().finally(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
}

function stop(message: string): void {
  console.error(`interloper: ${message}`);
  process.exit(2);
}
