import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { CHANNEL, LINE_MESSAGE, type DesktopBridge } from '../../shared/host.ts';

declare const window: {
  readonly location: { readonly origin: string };
  postMessage(message: string, targetOrigin: string, transfer: readonly unknown[]): void;
};

const ask = <T>(channel: string, ...values: (string | Uint8Array)[]): Promise<T> =>
  ipcRenderer.invoke(channel, ...values) as Promise<T>;

const bridge: DesktopBridge = {
  speak: (language) => ask(CHANNEL.speak, language),
  requestLine: () => ask(CHANNEL.requestLine),
  chooseEvidence: () => ask(CHANNEL.chooseEvidence),
  chooseFolder: () => ask(CHANNEL.chooseFolder),
  pathsOfFiles: (files) => files.map((file) => ({ path: webUtils.getPathForFile(file) })),
  chooseCase: () => ask(CHANNEL.chooseCase),
  chooseNewCase: (suggestedName) => ask(CHANNEL.chooseNewCase, suggestedName),
  defaultCasePath: (name) => ask(CHANNEL.defaultCasePath, name),
  saveText: (suggestedName, text) => ask(CHANNEL.saveText, suggestedName, text),
  openLogs: () => ask(CHANNEL.openLogs),
  choosePlace: (suggestedName) => ask(CHANNEL.choosePlace, suggestedName),
  saveBytes: (suggestedName, bytes) => ask(CHANNEL.saveBytes, suggestedName, bytes),
};

// A port cannot pass through the bridge, so it goes to the page as a message, which only this window's page can hear.
ipcRenderer.on(CHANNEL.line, ({ ports }) => {
  window.postMessage(LINE_MESSAGE, window.location.origin, ports);
});

contextBridge.exposeInMainWorld('interloperHost', bridge);
