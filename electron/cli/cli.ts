import { resolve } from 'node:path';
import { version } from '../../package.json';
import { run } from './run.ts';
import { processTerminal } from './terminal.ts';

// A reader that has seen enough, as `head` has, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await run(process.argv.slice(2), processTerminal(), {
  resourcesPath: resolve(import.meta.dirname, '../../resources'),
  toolVersion: version,
  prepareWorker: new URL('./prepare.js', import.meta.url),
});
