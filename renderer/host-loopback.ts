import type { CopyWatch, EngineLine, InterloperHost } from '../shared/host.ts';
import { freeCasePath, listCases, logFolder } from './loopback/cases.ts';
import { askForCase } from './loopback/case-dialog.ts';
import { droppedFiles } from './loopback/drop.ts';
import { pickFiles, saveFile } from './loopback/files.ts';
import { newDownload } from './loopback/download.ts';
import { upload } from './loopback/upload.ts';

/** The host in a browser tab: the page was served by the engine's computer, which files are streamed to. */
export function loopbackHost(): InterloperHost {
  return {
    kind: 'loopback',
    // The server says nothing to a person.
    speak: () => Promise.resolve(),
    connect,
    chooseEvidence: async (copy) => upload(await pickFiles(false), copy),
    chooseFolder: async (copy) => upload(await pickFiles(true), copy),
    pathsOfDrop: async (drop, copy?: CopyWatch) => upload(await droppedFiles(drop), copy),
    chooseCase: async () => askForCase(await listCases()),
    chooseNewCase: freeCasePath,
    defaultCasePath: freeCasePath,
    saveText: (name, text) => Promise.resolve(saveFile(name, text)),
    openLogs: logFolder,
    choosePlace: newDownload,
    saveBytes: (name, bytes) => Promise.resolve(saveFile(name, bytes)),
  };
}

function connect(): Promise<EngineLine> {
  const socket = new WebSocket(`ws://${window.location.host}/engine`);
  socket.binaryType = 'arraybuffer';
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(lineOf(socket)), { once: true });
    socket.addEventListener('close', () => reject(new Error('the engine cannot be reached')), { once: true });
  });
}

const lineOf = (socket: WebSocket): EngineLine => ({
  postMessage: (message) => socket.send(message as string | Uint8Array<ArrayBuffer>),
  on: (event, listener) => socket.addEventListener(event, (received) => listener(received as MessageEvent)),
});
