import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { EngineThread } from '../../electron/engine/thread.ts';
import { CHANNEL } from '../../shared/host.ts';
import { until } from './until.ts';

let electron: typeof import('./fake-electron.ts');
let engine: FakeEngine;
let folder: string;

class FakeEngine implements EngineThread {
  readonly lines: MessagePort[] = [];
  fail: (error: Error) => void = () => undefined;
  closed: () => void = () => undefined;
  closing = 0;
  connect() {
    const { port1, port2 } = new MessageChannel();
    this.lines.push(port2);
    return port1;
  }
  close() {
    this.closing++;
    return new Promise<void>((resolve) => (this.closed = resolve));
  }
  onFailure(callback: (error: Error) => void) {
    this.fail = callback;
  }
}

/** A fresh program, up to its loaded window. */
async function start(before: () => void = () => undefined) {
  vi.resetModules();
  electron = await import('./fake-electron.ts');
  vi.doMock('electron', () => electron);
  electron.app.documents = folder;
  before();
  const { startDesktop } = await import('../../electron/main/desktop.ts');
  startDesktop({
    rendererPath: join(folder, 'renderer'),
    preloadPath: '/out/preload.cjs',
    startEngine: () => (engine = new FakeEngine()),
  });
  electron.app.becomeReady();
  await until(() => !electron.app.firstInstance || electron.BrowserWindow.all[0]?.calls.length === 2);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'interloper-'));
  mkdirSync(join(folder, 'renderer'));
  writeFileSync(join(folder, 'renderer', 'index.html'), '<title>page</title>');
  writeFileSync(join(folder, 'secret.txt'), 'not for the page');
});

describe('the window', () => {
  test('is isolated, sandboxed, and shows the page when it is ready', async () => {
    await start();
    const [window] = electron.BrowserWindow.all;
    expect(window?.options['webPreferences']).toEqual({
      preload: '/out/preload.cjs',
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
      devTools: false,
    });
    expect(window?.calls).toEqual(['once ready-to-show', 'load app://interloper/']);
    expect(electron.app.calls).toEqual(['enableSandbox']);
  });

  test('goes nowhere: no navigation, no new window, no embedded page', async () => {
    await start();
    let openWindow: (() => unknown) | undefined;
    const contents = Object.assign(new EventEmitter(), {
      setWindowOpenHandler: (handler: () => unknown) => (openWindow = handler),
    });
    electron.app.emit('web-contents-created', {}, contents);
    expect(openWindow?.()).toEqual({ action: 'deny' });
    for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview']) {
      const asked = electron.cancellable();
      contents.emit(event, asked);
      expect(asked.prevented, event).toBe(true);
    }
  });

  test('opens where it was closed, where a screen still shows that place', async () => {
    await start();
    electron.BrowserWindow.all[0]?.listeners.get('close')?.();
    await start();
    const [again] = electron.BrowserWindow.all;
    expect(again?.options).toMatchObject({ x: 5, y: 6, width: 1100, height: 700 });
    expect(again?.maximized).toBe(true);
    for (const kept of [
      '{"bounds":{"x":4000,"y":6,"width":1100,"height":700}}',
      '{"bounds":{}}',
      'no JSON',
    ]) {
      writeFileSync(join(folder, 'window.json'), kept);
      await start();
      expect(electron.BrowserWindow.all[0]?.options, kept).toMatchObject({ width: 1440, height: 900 });
      expect(electron.BrowserWindow.all[0]?.options, kept).not.toHaveProperty('x');
    }
  });

  test('a second start brings the first window forward and does nothing else', async () => {
    await start();
    electron.app.emit('second-instance');
    expect(electron.BrowserWindow.all[0]?.calls.slice(2)).toEqual(['restore', 'focus']);
    await start(() => (electron.app.firstInstance = false));
    expect(electron.app.calls).toEqual(['quit']);
    expect(electron.BrowserWindow.all).toEqual([]);
  });

  test('the menu shows developer tools only while developing', async () => {
    await start();
    expect(JSON.stringify(electron.Menu.template)).not.toContain('toggleDevTools');
    await start(() => (electron.app.isPackaged = false));
    expect(JSON.stringify(electron.Menu.template)).toContain('toggleDevTools');
  });
});

test('the menu speaks the language of the system, then that of the desk, whenever it changes', async () => {
  const labels = () =>
    [...JSON.stringify(electron.Menu.template).matchAll(/"label":"([^"]*)"/g)].map(([, label]) => label);
  await start();
  expect(labels()).toEqual(expect.arrayContaining(['File', 'Edit', 'View', 'Quit', 'Copy', 'Zoom In']));
  await start(() => (electron.app.locale = 'ja-JP'));
  expect(labels()).toEqual(expect.arrayContaining(['ファイル', '編集', '表示', '終了', 'コピー', '拡大']));
  for (const label of labels()) expect(label).toMatch(/[\u3040-\u9fff]/);
  await electron.call(CHANNEL.speak, ['en']);
  expect(labels()).toContain('Edit');
  await electron.call(CHANNEL.speak, ['ja']);
  expect(labels()).toContain('編集');
  expect(await electron.call(CHANNEL.chooseCase)).toBeNull();
  expect(electron.dialog.asked.at(-1)?.options['filters']).toMatchObject([{ name: 'Interloperのケース' }]);
  await expect(electron.call(CHANNEL.speak, ['de'])).rejects.toThrow('no language of the desk: "de"');
  expect(labels()).toContain('編集');
});

describe('the session', () => {
  test('grants nothing but writing text to the clipboard', async () => {
    await start();
    const { defaultSession } = electron.session;
    const asks = [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'openExternal',
      'fileSystem',
      'hid',
    ];
    for (const permission of asks) {
      const granted = vi.fn();
      defaultSession.onPermission(null, permission, granted);
      expect(granted.mock.calls, permission).toEqual([[false]]);
      expect(defaultSession.onCheck(null, permission), permission).toBe(false);
    }
    expect(defaultSession.onCheck(null, 'clipboard-sanitized-write')).toBe(true);
    expect(defaultSession.onDevice()).toBe(false);
  });

  test('every request but the page’s own is cancelled', async () => {
    await start();
    const cancelled = (url: string) => {
      let verdict: boolean | undefined;
      electron.session.defaultSession.onRequest({ url }, ({ cancel }) => (verdict = cancel));
      return verdict;
    };
    for (const url of [
      'https://example.com/',
      'http://127.0.0.1:1234/',
      'ws://127.0.0.1/',
      'wss://example.com/',
      'file:///etc/passwd',
      'app://other/',
      'app://interloper.example/',
      'blob:https://example.com/x',
      'chrome-extension://x/',
      'devtools://devtools/bundled/',
    ]) {
      expect(cancelled(url), url).toBe(true);
    }
    for (const url of [
      'app://interloper/',
      'app://interloper/a.js',
      'data:image/png;base64,AA',
      'blob:app://interloper/x',
    ]) {
      expect(cancelled(url), url).toBe(false);
    }
  });

  test('Chromium runs no errands of its own', async () => {
    await start();
    const { switches } = electron.app;
    expect(switches.get('host-resolver-rules')).toBe('MAP * ~NOTFOUND');
    expect([...switches.keys()]).toEqual(
      expect.arrayContaining(['disable-background-networking', 'disable-component-update', 'disable-sync']),
    );
    expect(electron.session.defaultSession.spellChecker).toBe(false);
    const download = electron.cancellable();
    electron.session.defaultSession.emit('will-download', download);
    expect(download.prevented).toBe(true);
  });
});

describe('the page’s own scheme', () => {
  const get = (url: string, method = 'GET') =>
    electron.session.defaultSession.served.get('app')?.(new Request(url, { method })) as Promise<Response>;

  test('serves the page under its rules', async () => {
    await start();
    expect(electron.schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
    const response = await get('app://interloper/');
    expect([response.status, await response.text()]).toEqual([200, '<title>page</title>']);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
  });

  test('serves nothing else', async () => {
    await start();
    for (const [url, method] of [
      ['app://interloper/../secret.txt'],
      ['app://interloper/..%2fsecret.txt'],
      ['app://interloper/%2e%2e%2fsecret.txt'],
      ['app://interloper/..%5csecret.txt'],
      [`app://interloper/${encodeURIComponent(join(folder, 'secret.txt'))}`],
      ['app://interloper/%00'],
      ['app://interloper/nowhere.js'],
      ['app://other/'],
      ['app://interloper/', 'POST'],
    ] as const) {
      const response = await get(url, method);
      expect([403, 404], url).toContain(response.status);
      expect(await response.text()).toBe('');
    }
  });
});

describe('the line to the engine', () => {
  test('a page gets a port that reaches the engine, and the engine’s end closes with it', async () => {
    await start();
    await electron.call(CHANNEL.requestLine);
    expect(electron.page.sent.map(({ channel }) => channel)).toEqual([CHANNEL.line]);
    const port = electron.page.sent[0]?.ports[0] as MessagePort;
    const line = engine.lines[0] as MessagePort;
    const heard: unknown[] = [];
    line.on('message', (message) => {
      heard.push(message);
      line.postMessage('back');
    });
    port.on('message', (message) => heard.push(message));
    port.postMessage('there');
    await until(() => heard.length === 2);
    expect(heard).toEqual(['there', 'back']);
    const closed = new Promise((resolve) => line.once('close', resolve));
    port.close();
    await closed;
  });

  test('only the page’s top frame may ask, for a line or a file', async () => {
    await start();
    const frames = [
      null,
      { url: 'https://example.com/', parent: null },
      { url: 'app://interloper.example/', parent: null },
      { url: 'app://interloper/', parent: {} },
    ];
    const asked = Object.values(CHANNEL).filter((channel) => channel !== CHANNEL.line);
    for (const channel of asked) {
      for (const frame of frames) {
        await expect(electron.call(channel, ['x', 'y'], frame), channel).rejects.toThrow('refused');
      }
    }
    expect(engine.lines).toEqual([]);
    expect(electron.dialog.asked).toEqual([]);
  });
});

describe('files', () => {
  test('evidence is chosen by the native dialog, files or folders', async () => {
    await start();
    electron.dialog.open = ['/logs/a.json', '/logs/b'];
    const chosen = [{ path: '/logs/a.json' }, { path: '/logs/b' }];
    expect(await electron.call(CHANNEL.chooseEvidence)).toEqual(chosen);
    expect(await electron.call(CHANNEL.chooseFolder)).toEqual(chosen);
    expect(electron.dialog.asked.map(({ options }) => options['properties'])).toEqual([
      ['openFile', 'multiSelections'],
      ['openDirectory', 'multiSelections'],
    ]);
    electron.dialog.open = [];
    expect(await electron.call(CHANNEL.chooseEvidence)).toEqual([]);
  });

  test('a case is opened, or gets a new path', async () => {
    await start();
    expect(await electron.call(CHANNEL.chooseCase)).toBeNull();
    electron.dialog.open = ['/cases/x.interloper'];
    expect(await electron.call(CHANNEL.chooseCase)).toBe('/cases/x.interloper');
    const standard = join(folder, 'Interloper', 'a-b.interloper');
    expect(await electron.call(CHANNEL.defaultCasePath, ['a/b'])).toBe(standard);
    writeFileSync(standard, '');
    expect(await electron.call(CHANNEL.chooseNewCase, ['a/b'])).toBeNull();
    expect(electron.dialog.asked.at(-1)?.options['defaultPath']).toBe(
      join(folder, 'Interloper', 'a-b 2.interloper'),
    );
    electron.dialog.save = { canceled: false, filePath: '/cases/mine' };
    expect(await electron.call(CHANNEL.chooseNewCase, ['x'])).toBe('/cases/mine.interloper');
  });

  test('text is saved only where the person said, and only text', async () => {
    await start();
    const filePath = join(folder, 'report.json');
    expect(await electron.call(CHANNEL.saveText, ['../r.json', '{}'])).toBe(false);
    expect(electron.dialog.asked.at(-1)?.options['defaultPath']).toBe(join(folder, 'r.json'));
    expect(await electron.call(CHANNEL.choosePlace, ['../a/b.csv'])).toBeNull();
    expect(electron.dialog.asked.at(-1)?.options['defaultPath']).toBe(join(folder, 'a-b.csv'));
    electron.dialog.save = { canceled: false, filePath };
    expect(await electron.call(CHANNEL.choosePlace, ['b.csv'])).toBe(filePath);
    await expect(electron.call(CHANNEL.choosePlace, [{}])).rejects.toThrow('not text: {}');
    expect(await electron.call(CHANNEL.saveText, ['r.json', '{"a":"ä"}'])).toBe(true);
    expect(readFileSync(filePath, 'utf8')).toBe('{"a":"ä"}');
    await expect(electron.call(CHANNEL.saveText, ['r.json', { a: 1 }])).rejects.toThrow('not text: {"a":1}');
  });

  test('bytes are saved as they are, only where the person said, and only bytes', async () => {
    await start();
    const filePath = join(folder, 'report.pdf');
    const bytes = new Uint8Array([37, 80, 0, 255]);
    expect(await electron.call(CHANNEL.saveBytes, ['r.pdf', bytes])).toBe(false);
    electron.dialog.save = { canceled: false, filePath };
    expect(await electron.call(CHANNEL.saveBytes, ['r.pdf', bytes])).toBe(true);
    expect([...readFileSync(filePath)]).toEqual([...bytes]);
    await expect(electron.call(CHANNEL.saveBytes, ['r.pdf', 'text'])).rejects.toThrow('no bytes: string');
  });
});

test('the folder of logs is shown by the system, and its path is told where it cannot be', async () => {
  await start();
  expect(await electron.call(CHANNEL.openLogs)).toEqual({ path: folder, opened: true });
  electron.shell.problem = 'no program for folders';
  expect(await electron.call(CHANNEL.openLogs)).toEqual({ path: folder, opened: false });
  expect(electron.shell.opened).toEqual([folder, folder]);
});

describe('the end', () => {
  test('the program quits after the engine has closed', async () => {
    await start();
    electron.app.emit('window-all-closed');
    expect([engine.closing, electron.app.calls.at(-1)]).toEqual([1, 'quit prevented']);
    engine.closed();
    await until(() => electron.app.calls.at(-1) === 'quit');
    expect(engine.closing).toBe(1);
  });

  test('asked twice it ends at once', async () => {
    await start();
    electron.app.quit();
    electron.app.quit();
    expect(electron.app.calls.slice(1)).toEqual(['quit prevented', 'exit 1', 'quit prevented']);
  });

  test('when the engine stops by itself the person is told', async () => {
    await start();
    engine.fail(new Error('out of memory'));
    expect(electron.dialog.errors).toEqual([expect.stringContaining('out of memory')]);
    expect(electron.app.calls.at(-1)).toBe('exit 1');
  });
});
