// @vitest-environment happy-dom
import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { connectEngine } from '../../renderer/engine-client.ts';
import { getHost } from '../../renderer/host.ts';
import { askForCase } from '../../renderer/loopback/case-dialog.ts';
import { droppedFiles } from '../../renderer/loopback/drop.ts';
import { upload } from '../../renderer/loopback/upload.ts';
import { LINE_MESSAGE, type CopyProgress, type DesktopBridge, type Drop } from '../../shared/host.ts';
import { smallEngine } from './small-engine.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  delete window.interloperHost;
  document.body.replaceChildren();
});

describe('which host', () => {
  test('the browser where no preload script spoke', () => {
    expect(getHost().kind).toBe('loopback');
  });

  test('the desktop where it did: the line comes as a message, paths come from the bridge', async () => {
    const engine = smallEngine();
    const { port1, port2 } = new MessageChannel();
    const line = engine.connect();
    port2.on('message', (message) => line.postMessage(message));
    line.on('message', (message) => port2.postMessage(message));
    window.interloperHost = {
      requestLine: () => {
        // Other messages of the window are not the line.
        window.dispatchEvent(messageOf('something else', []));
        window.dispatchEvent(messageOf(LINE_MESSAGE, [port1]));
        return Promise.resolve();
      },
      pathsOfFiles: (files: readonly File[]) => files.map(({ name }) => ({ path: `/logs/${name}` })),
    } as unknown as DesktopBridge;
    const host = getHost();
    expect(host.kind).toBe('desktop');
    const files = [new File([], 'a.json'), new File([], 'b')];
    expect(await host.pathsOfDrop({ files, items: [] })).toEqual([
      { path: '/logs/a.json' },
      { path: '/logs/b' },
    ]);
    const lost = vi.fn();
    const client = (await connectEngine(host, lost)) as unknown as {
      echo(input: { text: string }): Promise<string>;
    };
    expect(await client.echo({ text: 'there and back' })).toBe('there and back');
    expect(lost).not.toHaveBeenCalled();
    port2.close();
    await vi.waitFor(() => expect(lost).toHaveBeenCalled());
    line.close();
    await engine.end();
  });
});

/** A message to the window from itself, as `postMessage` gives it. */
function messageOf(data: string, ports: unknown[]): Event {
  return Object.assign(new Event('message'), { data, ports, source: window });
}

describe('what was dropped', () => {
  const file = (path: string) => ({
    isFile: true,
    name: path.split('/').at(-1),
    fullPath: path,
    file: (resolve: (file: File) => void) => resolve(new File([path], path.split('/').at(-1) ?? '')),
  });
  const folder = (path: string, parts: object[][]) => ({
    isDirectory: true,
    name: path.split('/').at(-1),
    fullPath: path,
    createReader: () => {
      const rest = [...parts, []];
      return { readEntries: (resolve: (entries: object[]) => void) => resolve(rest.shift() ?? []) };
    },
  });
  const drop = (...entries: object[]): Drop => ({
    files: [],
    items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })),
  });

  test('folders are walked to their end, in the order of names, and their paths kept', async () => {
    const tree = folder('/AWSLogs', [
      [file('/AWSLogs/b.json'), folder('/AWSLogs/eu', [[file('/AWSLogs/eu/x.json.gz')]])],
      [file('/AWSLogs/a.json'), file('/AWSLogs/B.json')],
    ]);
    const files = await droppedFiles(drop(file('/okta.json'), tree));
    expect(files.map(({ name }) => name)).toEqual([
      'okta.json',
      'AWSLogs/B.json',
      'AWSLogs/a.json',
      'AWSLogs/b.json',
      'AWSLogs/eu/x.json.gz',
    ]);
    expect(await files[4]?.file.text()).toBe('/AWSLogs/eu/x.json.gz');
  });

  test('a file that cannot be read is named', async () => {
    const broken = {
      ...file('/logs/gone.json'),
      file: (_resolve: unknown, reject: (cause: Error) => void) => reject(new Error('not found')),
    };
    await expect(droppedFiles(drop(broken))).rejects.toThrow('cannot be read: logs/gone.json (not found)');
  });
});

describe('copying to the engine', () => {
  /** A server of uploads in place of the browser's XMLHttpRequest and fetch. */
  let stored: Map<string, { name: string; bytes: number }>;
  let answers: (name: string, bytes: number) => { status: number; bytes?: number; text?: string };

  class FakePost extends EventTarget {
    readonly upload = new EventTarget();
    status = 0;
    responseText = '';
    private name = '';
    private aborted = false;
    open(_method: string, path: string) {
      this.name = new URL(path, 'http://x').searchParams.get('name') ?? '';
    }
    setRequestHeader() {}
    abort() {
      this.aborted = true;
      this.dispatchEvent(new Event('abort'));
    }
    send(file: File) {
      for (const loaded of [Math.floor(file.size / 2), file.size]) {
        if (!this.aborted) this.upload.dispatchEvent(Object.assign(new Event('progress'), { loaded }));
      }
      if (this.aborted) return;
      const { status, bytes = file.size, text } = answers(this.name, file.size);
      const path = `/uploads/${stored.size}`;
      if (status === 200) stored.set(path, { name: this.name, bytes });
      this.status = status;
      this.responseText = text ?? JSON.stringify({ path, name: this.name, bytes });
      this.dispatchEvent(new Event('load'));
    }
  }

  beforeEach(() => {
    stored = new Map();
    answers = () => ({ status: 200 });
    vi.stubGlobal('XMLHttpRequest', FakePost);
    vi.stubGlobal('fetch', (path: string, { method }: { method: string }) => {
      if (method === 'DELETE') stored.delete(new URL(path, 'http://x').searchParams.get('path') ?? '');
      return Promise.resolve(new Response('null'));
    });
  });

  const files = [
    { file: new File(['12345678'], 'a.json'), name: 'logs/a.json' },
    { file: new File(['1234'], 'b.json'), name: 'logs/ü&b.json' },
  ];

  test('each file goes with its name, and progress adds up to the whole', async () => {
    const seen: CopyProgress[] = [];
    const inputs = await upload(files, { onProgress: (progress) => seen.push(progress) });
    expect(inputs).toEqual([
      { path: '/uploads/0', name: 'logs/a.json' },
      { path: '/uploads/1', name: 'logs/ü&b.json' },
    ]);
    expect(
      seen.map(({ bytes_done, bytes_total, files_done }) => [files_done, bytes_done, bytes_total]),
    ).toEqual([
      [0, 4, 12],
      [0, 8, 12],
      [1, 10, 12],
      [1, 12, 12],
    ]);
  });

  test('a refusal comes with the host’s words, and nothing stays behind', async () => {
    answers = (name) =>
      name.includes('b') ? { status: 500, text: 'ENOSPC: no space left' } : { status: 200 };
    await expect(upload(files)).rejects.toThrow('ENOSPC: no space left');
    expect(stored.size).toBe(0);
  });

  test('bytes that did not arrive are an error', async () => {
    answers = (_name, bytes) => ({ status: 200, bytes: bytes - 1 });
    await expect(upload(files)).rejects.toThrow('logs/a.json: 7 of 8 bytes arrived');
  });

  test('cancelling stops and removes what was copied', async () => {
    const cancel = new AbortController();
    const copying = upload(files, {
      signal: cancel.signal,
      onProgress: ({ bytes_done }) => {
        if (bytes_done === 10) cancel.abort();
      },
    });
    await expect(copying).rejects.toThrow('copying was cancelled');
    expect(stored.size).toBe(0);
    await expect(upload(files, { signal: cancel.signal })).rejects.toThrow('copying was cancelled');
  });
});

describe('opening a case in the browser', () => {
  const cases = [{ path: '/cases/okta.interloper', name: 'okta', modified: '2024-05-01T10:00:00.000Z' }];
  const button = (text: string) =>
    Array.from(document.querySelectorAll('button')).find(({ textContent }) => textContent === text);

  test('from the list', async () => {
    const chosen = askForCase(cases);
    button('okta')?.click();
    expect(await chosen).toBe('/cases/okta.interloper');
    expect(document.querySelector('dialog')).toBeNull();
  });

  test('by a path', async () => {
    const chosen = askForCase([]);
    expect(document.body.textContent).toContain('No cases in the usual folder yet');
    const input = document.querySelector('input');
    if (input) input.value = ' /elsewhere/x.interloper ';
    button('Open')?.click();
    expect(await chosen).toBe('/elsewhere/x.interloper');
  });

  test('or not', async () => {
    const chosen = askForCase(cases);
    button('Cancel')?.click();
    expect(await chosen).toBeNull();
  });
});
