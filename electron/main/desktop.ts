import { app, BrowserWindow, dialog, session } from 'electron';
import type { EngineThread } from '../engine/thread.ts';
import { PAGE_URL, registerScheme, servePage } from './app-protocol.ts';
import { answerDialogs } from './dialogs.ts';
import { guardContents, guardSession, quietChromium } from './guard.ts';
import { answerLines } from './lines.ts';
import { setMenu } from './menu.ts';
import { closeBeforeQuit } from './quit.ts';
import { keepPlace, readPlace } from './window-place.ts';
import { windowOptions } from './window.ts';
import { words } from './words.ts';

export interface DesktopOptions {
  rendererPath: string;
  preloadPath: string;
  startEngine(): EngineThread;
}

/** One program, one window, one engine: a second start brings the first one's window forward. */
export function startDesktop(options: DesktopOptions): void {
  if (!app.requestSingleInstanceLock()) return app.quit();
  quietChromium();
  // Root on Linux can only start without a sandbox; insisting on it here would leave a window that never opens.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  registerScheme();
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
  app.on('second-instance', showWindow);
  app.on('window-all-closed', () => app.quit());
  app.whenReady().then(() => open(options), fail);
}

async function open(options: DesktopOptions): Promise<void> {
  guardSession(session.defaultSession);
  servePage(session.defaultSession, options.rendererPath);
  setMenu();
  const engine = options.startEngine();
  engine.onFailure(fail);
  closeBeforeQuit(engine);
  answerLines(engine);
  answerDialogs();
  const place = readPlace();
  const window = new BrowserWindow(windowOptions(options.preloadPath, place));
  if (place?.maximized) window.maximize();
  window.on('close', () => keepPlace(window));
  window.once('ready-to-show', () => window.show());
  await window.loadURL(PAGE_URL);
}

function showWindow(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (window?.isMinimized()) window.restore();
  window?.focus();
}

function fail(cause: Error): void {
  const { stops, kept } = words();
  dialog.showErrorBox(stops, `${cause.message}\n\n${kept}`);
  app.exit(1);
}
