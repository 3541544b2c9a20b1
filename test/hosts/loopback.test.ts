import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { RouterClient } from '@orpc/server';
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect as connectSocket } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startServer, type LoopbackServer } from '../../electron/loopback/server.ts';
import type { CaseFile, Upload } from '../../shared/loopback.ts';
import { smallEngine, type SmallRouter } from './small-engine.ts';
import { until } from './until.ts';

let folder: string;
let cases: string;
let server: LoopbackServer;
let engine: ReturnType<typeof smallEngine>;
let origin: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'interloper-'));
  cases = join(folder, 'cases');
  const rendererPath = join(folder, 'renderer');
  mkdirSync(rendererPath);
  writeFileSync(join(rendererPath, 'index.html'), '<title>page</title>');
  writeFileSync(join(rendererPath, 'page.js'), 'export {};');
  writeFileSync(join(folder, 'secret.txt'), 'not for the page');
  engine = smallEngine();
  server = await startServer({ port: 0, cases, rendererPath, engine });
  origin = new URL(server.address()).origin;
});

afterEach(async () => {
  server.close();
  await engine.end();
});

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** By `node:http`, which sends what it is told, a wrong Host and a path with dots too. */
function ask(
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
  body?: Buffer | string,
): Promise<Answer> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const asking = httpRequest({ hostname, port, path, method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    });
    asking.on('error', reject);
    asking.end(body);
  });
}

async function cookie(): Promise<string> {
  const { headers } = await ask(pathOf(server.address()));
  return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

const pathOf = (address: string): string => address.slice(new URL(address).origin.length);

describe('the door', () => {
  test('the address in the terminal lets one browser in, once', async () => {
    const address = server.address();
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[0-9a-f]{64}$/);
    const first = await ask(pathOf(address));
    expect(first.status).toBe(303);
    expect(first.headers.location).toBe('/');
    const { port } = new URL(origin);
    expect(first.headers['set-cookie']).toEqual([
      expect.stringMatching(
        new RegExp(`^interloper_${port}=[0-9a-f]{64}; Path=/; HttpOnly; SameSite=Strict$`),
      ),
    ]);
    const second = await ask(pathOf(address));
    expect(second.status).toBe(403);
    expect(second.headers['set-cookie']).toBeUndefined();
    expect(server.address()).not.toBe(address);
    expect((await ask(pathOf(server.address()))).status).toBe(303);
  });

  test('without the cookie nothing is served, a wrong token or cookie is none', async () => {
    for (const headers of [{}, { cookie: `interloper_1=${'0'.repeat(64)}` }, { cookie: 'x' }]) {
      for (const path of ['/', '/page.js', '/cases']) {
        const { status, text } = await ask(path, headers);
        expect([status, text]).toEqual([401, expect.stringContaining('Open the link')]);
      }
    }
    expect((await ask('/?token=')).status).toBe(403);
    expect((await ask(`/?token=${'0'.repeat(64)}`)).status).toBe(403);
  });

  test('a request for another host name is refused, cookie or not', async () => {
    const known = await cookie();
    for (const host of ['evil.example', `localhost:${new URL(origin).port}`, '127.0.0.1']) {
      expect((await ask('/', { cookie: known, host })).status).toBe(403);
    }
    expect((await ask('/', { cookie: known })).status).toBe(200);
  });

  test('another origin is refused, and one that changes something must name its own', async () => {
    const known = await cookie();
    expect((await ask('/cases', { cookie: known, origin: 'http://evil.example' })).status).toBe(403);
    expect((await ask('/cases', { cookie: known, origin: 'null' })).status).toBe(403);
    expect((await ask('/cases', { cookie: known, origin })).status).toBe(200);
    for (const [method, path] of [
      ['POST', '/uploads?name=x'],
      ['POST', '/cases/free?name=x'],
      ['DELETE', '/uploads?path=x'],
    ] as const) {
      expect((await ask(path, { cookie: known }, method)).status, path).toBe(403);
      expect((await ask(path, { cookie: known, origin: 'http://evil.example' }, method)).status).toBe(403);
    }
    expect(readdirSync(join(cases, 'evidence'))).toEqual([]);
  });

  test('it listens on 127.0.0.1 and on no other address of this computer', async () => {
    const port = Number(new URL(origin).port);
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .map(({ address, scopeid }) => (scopeid ? null : address))
      .filter((address) => address !== null && address !== '127.0.0.1');
    for (const host of [...others, '127.0.0.2']) {
      expect(await reaches(host as string, port), `${host}`).toBe(false);
    }
    expect(await reaches('127.0.0.1', port)).toBe(true);
  });
});

function reaches(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectSocket({ host, port }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

describe('the page', () => {
  test('comes with its rules', async () => {
    const { status, headers, text } = await ask('/', { cookie: await cookie() });
    expect([status, text]).toEqual([200, '<title>page</title>']);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
        `connect-src 'self' ws://${new URL(origin).host}; ` +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
  });

  test('refusals come with the same rules', async () => {
    for (const path of ['/', '/%00', '/?token=x']) {
      expect((await ask(path)).headers['content-security-policy']).toContain("default-src 'none'");
    }
  });

  test('no path leads out of its folder', async () => {
    const known = await cookie();
    for (const path of [
      '/../secret.txt',
      '/..%2fsecret.txt',
      '/%2e%2e/secret.txt',
      '/%2e%2e%2fsecret.txt',
      '/..%5csecret.txt',
      '//secret.txt',
      `/${folder}/secret.txt`,
      '/%00',
      '/%',
      '/.hidden',
      '/nowhere.js',
    ]) {
      const { status, text } = await ask(path, { cookie: known });
      expect([403, 404], path).toContain(status);
      expect(text).not.toContain('not for the page');
    }
    expect((await ask('/page.js', { cookie: known })).headers['content-type']).toMatch(/^text\/javascript/);
  });
});

describe('uploads', () => {
  const upload = async (name: string, body: Buffer) =>
    ask(`/uploads?${new URLSearchParams({ name })}`, { cookie: await cookie(), origin }, 'POST', body);

  test('the bytes arrive and are counted; the name never becomes a path', async () => {
    const body = randomBytes(3_000_001);
    for (const name of [
      '../../escape.json',
      '/etc/cron.d/x',
      'C:\\x',
      'AWSLogs/eu/a.json.gz',
      '',
      'x'.repeat(5000),
    ]) {
      const { status, text } = await upload(name, body);
      expect(status).toBe(200);
      const made = JSON.parse(text) as Upload;
      expect(made).toEqual({ path: expect.any(String) as string, name, bytes: body.length });
      expect(made.path.slice(join(cases, 'evidence').length)).toMatch(/^\/[0-9a-f-]{36}$/);
      expect(readFileSync(made.path).equals(body)).toBe(true);
    }
    expect(readdirSync(join(cases, 'evidence'))).toHaveLength(6);
    expect(readdirSync(folder).sort()).toEqual(['cases', 'renderer', 'secret.txt']);
  });

  test('what breaks off leaves nothing behind', async () => {
    const headers = { cookie: await cookie(), origin, 'content-length': '1000000' };
    const { hostname, port } = new URL(origin);
    const asking = httpRequest({ hostname, port, path: '/uploads?name=x', method: 'POST', headers });
    asking.on('error', () => undefined);
    asking.write(randomBytes(100_000));
    await until(() => readdirSync(join(cases, 'evidence')).length === 1);
    asking.destroy();
    await until(() => readdirSync(join(cases, 'evidence')).length === 0);
  });

  test('only what was streamed in can be removed', async () => {
    const { path } = JSON.parse((await upload('x', Buffer.from('x'))).text) as Upload;
    const evidence = join(cases, 'evidence');
    const remove = async (given: string) =>
      ask(`/uploads?${new URLSearchParams({ path: given })}`, { cookie: await cookie(), origin }, 'DELETE');
    for (const other of [
      join(folder, 'secret.txt'),
      `${evidence}/..`,
      evidence,
      `${evidence}/../../secret.txt`,
      '',
    ]) {
      expect((await remove(other)).status, other).toBe(500);
    }
    expect(existsSync(join(folder, 'secret.txt'))).toBe(true);
    expect((await remove(path)).status).toBe(200);
    expect(existsSync(path)).toBe(false);
  });
});

test('the page is told where the logs lie, and only a page that is logged in', async () => {
  const answer = await ask('/logs', { cookie: await cookie() });
  expect(JSON.parse(answer.text)).toEqual({ path: join(cases, 'logs') });
  expect((await ask('/logs')).status).toBe(401);
});

describe('exports', () => {
  const call = async (method: string, values: Record<string, string> = {}) =>
    ask(`/exports?${new URLSearchParams(values)}`, { cookie: await cookie(), origin }, method);
  const newPath = async () => (JSON.parse((await call('POST')).text) as { path: string }).path;

  test('what the engine wrote is sent once, as a download under a harmless name, and then removed', async () => {
    for (const [name, header] of [
      ['A case.json', 'A%20case.json'],
      ['../../etc/"passwd".csv', 'etc-passwd.csv'],
      ["it's (1)*\r\nset-cookie: x=1", 'it-s%20%281%29-set-cookie-%20x-1'],
      ['ä\u202e\u0000', '%C3%A4'],
    ] as const) {
      const path = await newPath();
      expect(path.startsWith(join(cases, 'exports'))).toBe(true);
      writeFileSync(path, 'what was written');
      const { status, headers, text } = await call('GET', { path, name });
      expect([status, text]).toEqual([200, 'what was written']);
      expect(headers['content-disposition']).toBe(`attachment; filename*=UTF-8''${header}`);
      expect(headers['content-type']).toBe('application/octet-stream');
      expect(headers['set-cookie']).toBeUndefined();
      await until(() => !existsSync(path));
      expect((await call('GET', { path, name })).status).toBe(500);
    }
  });

  test('nothing else is sent or removed, and nobody without the cookie is answered', async () => {
    const path = await newPath();
    writeFileSync(path, 'x');
    const secret = join(folder, 'secret.txt');
    for (const other of [
      secret,
      `${path}/../../../../secret.txt`,
      join(cases, 'exports'),
      '',
      `${path}.part`,
    ]) {
      for (const method of ['GET', 'DELETE'])
        expect((await call(method, { path: other })).status, other).toBe(500);
    }
    expect(existsSync(secret)).toBe(true);
    expect((await ask(`/exports?${new URLSearchParams({ path })}`)).status).toBe(401);
    expect((await ask('/exports', { cookie: await cookie() }, 'POST')).status).toBe(403);
    expect((await call('DELETE', { path })).status).toBe(200);
    expect(existsSync(path)).toBe(false);
  });

  test('what nobody downloaded goes with the run', async () => {
    const path = await newPath();
    writeFileSync(path, 'x');
    server.close();
    expect(existsSync(path)).toBe(false);
  });
});

describe('cases', () => {
  test('a new case gets a path that is free, whatever it is called', async () => {
    const free = async (name: string) => {
      const path = `/cases/free?${new URLSearchParams({ name })}`;
      const { text } = await ask(path, { cookie: await cookie(), origin }, 'POST');
      return (JSON.parse(text) as { path: string }).path;
    };
    expect(await free('Okta 2024')).toBe(join(cases, 'Okta 2024.interloper'));
    writeFileSync(join(cases, 'Okta 2024.interloper'), '');
    expect(await free('Okta 2024')).toBe(join(cases, 'Okta 2024 2.interloper'));
    expect(await free('../../x')).toBe(join(cases, 'x.interloper'));
  });

  test('cases are listed, the newest first', async () => {
    for (const [name, seconds] of [
      ['old', 1_700_000_000],
      ['new', 1_700_000_100],
    ] as const) {
      writeFileSync(join(cases, `${name}.interloper`), '');
      utimesSync(join(cases, `${name}.interloper`), seconds, seconds);
    }
    writeFileSync(join(cases, 'other.txt'), '');
    const listed = JSON.parse((await ask('/cases', { cookie: await cookie() })).text) as CaseFile[];
    expect(listed).toEqual([
      { path: join(cases, 'new.interloper'), name: 'new', modified: '2023-11-14T22:15:00.000Z' },
      { path: join(cases, 'old.interloper'), name: 'old', modified: '2023-11-14T22:13:20.000Z' },
    ]);
  });
});

describe('the line to the engine', () => {
  const open = (path: string, headers: Record<string, string>): Promise<WebSocket | string> =>
    new Promise((resolve) => {
      const socket = new WebSocket(`${origin.replace('http', 'ws')}${path}`, { headers });
      socket.on('open', () => resolve(socket));
      socket.on('error', (error) => resolve(error.message));
    });

  test('calls and streams pass, and a stream ends in the engine when the page goes', async () => {
    const socket = (await open('/engine', { cookie: await cookie(), origin })) as WebSocket;
    const client: RouterClient<SmallRouter> = createORPCClient(new RPCLink({ websocket: socket as never }));
    expect(await client.echo({ text: 'ä\u{1f512}' })).toBe('ä\u{1f512}');
    const numbers: number[] = [];
    for await (const { n } of await client.count({ to: 3 })) numbers.push(n);
    expect(numbers).toEqual([1, 2, 3]);
    const stream = await client.forever();
    expect((await stream.next()).value).toEqual({ n: 0 });
    socket.terminate();
    await until(() => engine.seen.watchersEnded === 1);
    await stream.return?.(undefined).catch(() => undefined);
  });

  test('it opens only with the cookie, from our origin, at its own path', async () => {
    const known = await cookie();
    const refused = 'Unexpected server response: 403';
    expect(await open('/engine', { cookie: known })).toBe(refused);
    expect(await open('/engine', { origin })).toBe(refused);
    expect(await open('/engine', { cookie: known, origin: 'http://evil.example' })).toBe(refused);
    expect(await open('/engine', { cookie: known, origin, host: 'evil.example' })).toBe(refused);
    expect(await open('/other', { cookie: known, origin })).toBe(refused);
  });

  test('closing the server ends the lines', async () => {
    const socket = (await open('/engine', { cookie: await cookie(), origin })) as WebSocket;
    const closed = new Promise((resolve) => socket.once('close', resolve));
    server.close();
    await closed;
  });
});

test('a port that is taken is refused', async () => {
  const port = Number(new URL(origin).port);
  await expect(startServer({ port, cases, rendererPath: folder, engine })).rejects.toThrow('EADDRINUSE');
});
