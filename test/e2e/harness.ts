import { expect, test as base, type Locator, type Page } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { foreignSockets, networkUses } from './network.ts';
import { addressOf } from '../support/host-address.ts';

export { expect } from '@playwright/test';

const PROJECT = join(import.meta.dirname, '../..');
const HOST = join(PROJECT, 'out/main/loopback.js');
const SCREENSHOTS = join(import.meta.dirname, 'screenshots');
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1280, height: 720 },
];

/** Evidence for a test, written below a folder of its own. Each gives the file's path. */
export interface EvidenceWriter {
  readonly folder: string;
  write(name: string, content: string | Uint8Array): string;
  json(name: string, value: unknown): string;
  gzip(name: string, value: unknown): string;
}

export interface Host {
  readonly address: string;
  readonly origin: string;
  /** The folder where its cases lie. */
  readonly cases: string;
  readonly pid: number;
}

/**
 * A test gets the built loopback host in an empty folder and a page that is logged in. Afterwards it fails if the page asked any
 * other server than that host, if the host's process used any network but loopback's, if the page wrote an error or broke its own
 * content rules, or if the host did not end in order.
 */
export const test = base.extend<{ folder: string; evidence: EvidenceWriter; host: Host }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the pattern
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'interloper-e2e-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  evidence: async ({ folder }, use) => use(evidenceIn(join(folder, 'logs'))),
  host: async ({ folder }, use) => {
    const log = join(folder, 'network.log');
    const cases = join(folder, 'cases');
    const process = startHost(cases, log);
    const address = await addressOf(process);
    const pid = process.pid ?? 0;
    const foreign = new Set<string>();
    const watching = setInterval(() => foreignSockets(pid).forEach((socket) => foreign.add(socket)), 100);
    await use({ address, origin: new URL(address).origin, cases, pid });
    clearInterval(watching);
    expect(await endOf(process), 'how the host ended').toEqual([0, null]);
    const uses = networkUses(log);
    const watched = uses.filter(({ what }) => what === 'watching').map(({ thread }) => thread);
    expect(watched, 'threads of the host that were watched: its own and the engine’s').toEqual(
      expect.arrayContaining([0, 1]),
    );
    expect(
      uses.filter(({ local }) => !local),
      'network uses of the host',
    ).toEqual([]);
    expect([...foreign], 'sockets of the host').toEqual([]);
  },
  page: async ({ page, host }, use) => {
    const asked: string[] = [];
    const problems: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('websocket', (socket) => asked.push(socket.url()));
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (line) => {
      if (line.type() === 'error') problems.push(line.text());
    });
    await page.goto(host.address);
    await use(page);
    const ours = new RegExp(
      `^(${host.origin}/|${host.origin.replace('http', 'ws')}/|data:|blob:${host.origin}/)`,
    );
    expect(asked.length).toBeGreaterThan(1);
    expect(
      asked.filter((url) => !ours.test(url)),
      'requests of the page',
    ).toEqual([]);
    expect(problems, 'errors of the page').toEqual([]);
  },
});

function startHost(cases: string, log: string): ChildProcess {
  if (!existsSync(HOST)) throw new Error('not built: run npm run build first');
  const watch = join(import.meta.dirname, 'watch-network.mjs');
  return spawn(process.execPath, ['--import', watch, HOST, '--no-open', '--cases', cases], {
    env: { ...process.env, INTERLOPER_NETWORK_LOG: log },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function endOf(host: ChildProcess): Promise<unknown[]> {
  if (host.exitCode !== null) return [host.exitCode, 'ended by itself'];
  host.stdout?.resume();
  const ended = once(host, 'exit');
  host.kill('SIGINT');
  return ended;
}

function evidenceIn(folder: string): EvidenceWriter {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, content: string | Uint8Array) => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  };
  return {
    folder,
    write,
    json: (name, value) => write(name, JSON.stringify(value)),
    gzip: (name, value) => write(name, gzipSync(JSON.stringify(value))),
  };
}

/** Drops files or folders of this computer on an element, as a person would: the browser itself reads them. */
export async function drop(page: Page, target: Locator, paths: readonly string[]): Promise<void> {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (!box) throw new Error('nothing to drop on');
  const devtools = await page.context().newCDPSession(page);
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', { type, ...at, data });
  }
  await devtools.detach();
}

/** The page in both sizes, as `test/e2e/screenshots/NAME-1440x900.png` and so on. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await page.screenshot({
      path: join(SCREENSHOTS, `${name}-${size.width}x${size.height}.png`),
      animations: 'disabled',
    });
  }
  if (before) await page.setViewportSize(before);
}
