import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  shell,
  type IpcMainInvokeEvent,
  type OpenDialogOptions,
} from 'electron';
import { existsSync, mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CASE_EXTENSION, caseFileName, plainFileName, withCaseExtension } from '../../shared/case-file.ts';
import type { EvidenceInput } from '../../shared/contract.ts';
import { CHANNEL, type LogFolder } from '../../shared/host.ts';
import { onlyFromPage } from './sender.ts';
import { words } from './words.ts';

const caseFilters = () => [{ name: words().caseFiles, extensions: [CASE_EXTENSION.slice(1)] }];

/** Answers the page's questions for files, each by a native dialog. */
export function answerDialogs(): void {
  handle(CHANNEL.chooseEvidence, (window) => choose(window, ['openFile', 'multiSelections']));
  handle(CHANNEL.chooseFolder, (window) => choose(window, ['openDirectory', 'multiSelections']));
  handle(CHANNEL.chooseCase, chooseCase);
  handle(CHANNEL.chooseNewCase, chooseNewCase);
  handle(CHANNEL.defaultCasePath, (_window, name) => Promise.resolve(freeCasePath(text(name))));
  handle(CHANNEL.saveText, (window, name, content) => save(window, name, text(content)));
  handle(CHANNEL.saveBytes, (window, name, content) => save(window, name, bytes(content)));
  handle(CHANNEL.openLogs, () => openLogs());
  handle(CHANNEL.choosePlace, choosePlace);
}

type Answer = (window: BrowserWindow, ...values: unknown[]) => Promise<unknown>;

function handle(channel: string, answer: Answer): void {
  ipcMain.handle(channel, (event: IpcMainInvokeEvent, ...values: unknown[]) => {
    onlyFromPage(event);
    const window = BrowserWindow.fromWebContents(event.sender);
    if (!window) throw new Error(`refused: ${channel} without a window`);
    return answer(window, ...values);
  });
}

async function choose(
  window: BrowserWindow,
  properties: NonNullable<OpenDialogOptions['properties']>,
): Promise<EvidenceInput[]> {
  const { filePaths } = await dialog.showOpenDialog(window, { properties });
  return filePaths.map((path) => ({ path }));
}

async function chooseCase(window: BrowserWindow): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    defaultPath: casesFolder(),
    filters: caseFilters(),
    properties: ['openFile'],
  });
  return filePaths[0] ?? null;
}

async function chooseNewCase(window: BrowserWindow, suggestedName: unknown): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: freeCasePath(text(suggestedName)),
    filters: caseFilters(),
  });
  return canceled ? null : withCaseExtension(filePath);
}

async function choosePlace(window: BrowserWindow, suggestedName: unknown): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: documentPath(suggestedName),
  });
  return canceled ? null : filePath;
}

const documentPath = (name: unknown): string => join(app.getPath('documents'), plainFileName(text(name)));

async function save(
  window: BrowserWindow,
  suggestedName: unknown,
  content: string | Uint8Array,
): Promise<boolean> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: documentPath(suggestedName),
  });
  if (canceled) return false;
  await writeFile(filePath, content);
  return true;
}

/** By the system's own program for folders. */
async function openLogs(): Promise<LogFolder> {
  const path = app.getPath('logs');
  mkdirSync(path, { recursive: true });
  return { path, opened: (await shell.openPath(path)) === '' };
}

function freeCasePath(name: string): string {
  const folder = casesFolder();
  return join(
    folder,
    caseFileName(name, (fileName) => existsSync(join(folder, fileName))),
  );
}

function casesFolder(): string {
  const folder = join(app.getPath('documents'), 'Interloper');
  mkdirSync(folder, { recursive: true });
  return folder;
}

function bytes(value: unknown): Uint8Array {
  if (!(value instanceof Uint8Array)) throw new Error(`no bytes: ${typeof value}`);
  return value;
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new Error(`not text: ${JSON.stringify(value)}`);
  return value;
}
