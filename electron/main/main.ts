import { app } from 'electron';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { version } from '../../package.json';
import { startEngineThread } from '../engine/thread.ts';
import { startDesktop } from './desktop.ts';
import { unpacked } from './unpacked.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

startDesktop({
  rendererPath: at('../renderer'),
  preloadPath: at('../preload/preload.cjs'),
  startEngine: () =>
    startEngineThread(new URL('./worker.js', import.meta.url), {
      resourcesPath: unpacked(at('../../resources')),
      toolVersion: version,
      dataFolder: join(app.getPath('userData'), 'data'),
      logFolder: app.getPath('logs'),
    }),
});
