import { app, type BrowserWindowConstructorOptions } from 'electron';
import type { WindowPlace } from './window-place.ts';

export const windowOptions = (
  preloadPath: string,
  place: WindowPlace | null,
): BrowserWindowConstructorOptions => ({
  title: 'Interloper',
  ...(place?.bounds ?? { width: 1440, height: 900 }),
  minWidth: 1024,
  minHeight: 640,
  show: false,
  webPreferences: {
    preload: preloadPath,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: !app.isPackaged,
  },
});
