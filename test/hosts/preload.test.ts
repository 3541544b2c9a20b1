import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CHANNEL, LINE_MESSAGE, type DesktopBridge } from '../../shared/host.ts';

const posted: unknown[][] = [];
let electron: typeof import('./fake-electron.ts');
let bridge: DesktopBridge;

beforeEach(async () => {
  posted.length = 0;
  vi.resetModules();
  vi.stubGlobal('window', {
    location: { origin: 'app://interloper' },
    postMessage: (...values: unknown[]) => void posted.push(values),
  });
  electron = await import('./fake-electron.ts');
  vi.doMock('electron', () => electron);
  await import('../../electron/preload/preload.ts');
  bridge = electron.contextBridge.world.get('interloperHost') as DesktopBridge;
});

afterEach(() => vi.unstubAllGlobals());

test('the page sees one object with these calls and nothing of Electron', () => {
  expect([...electron.contextBridge.world.keys()]).toEqual(['interloperHost']);
  expect(Object.keys(bridge).sort()).toEqual([
    'chooseCase',
    'chooseEvidence',
    'chooseFolder',
    'chooseNewCase',
    'choosePlace',
    'defaultCasePath',
    'openLogs',
    'pathsOfFiles',
    'requestLine',
    'saveBytes',
    'saveText',
    'speak',
  ]);
});

test('each call goes to its channel with what was given, and no more', async () => {
  expect(await bridge.chooseNewCase('x')).toBe(`answer to ${CHANNEL.chooseNewCase}`);
  await bridge.saveText('r.json', '{}');
  await bridge.choosePlace('r.csv');
  await bridge.saveBytes('r.pdf', new Uint8Array([37]));
  await bridge.requestLine();
  await bridge.speak('ja');
  expect(electron.ipcRenderer.invoked).toEqual([
    [CHANNEL.chooseNewCase, 'x'],
    [CHANNEL.saveText, 'r.json', '{}'],
    [CHANNEL.choosePlace, 'r.csv'],
    [CHANNEL.saveBytes, 'r.pdf', new Uint8Array([37])],
    [CHANNEL.requestLine],
    [CHANNEL.speak, 'ja'],
  ]);
});

test('dropped files are told by their paths', () => {
  expect(bridge.pathsOfFiles([new File([], 'a.json'), new File([], 'logs')])).toEqual([
    { path: '/real/a.json' },
    { path: '/real/logs' },
  ]);
});

test('the port goes on to this window’s own page only', () => {
  const ports = [{}];
  electron.ipcRenderer.emit(CHANNEL.line, { ports });
  expect(posted).toEqual([[LINE_MESSAGE, 'app://interloper', ports]]);
});
