import { chromium, type Page } from '@playwright/test';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { sql } from '../../../electron/engine/db/sql.ts';
import { SCHEMA_STEPS } from '../../../electron/engine/db/schema.ts';
import { runHunts } from '../../../electron/engine/hunting.ts';
import { runIncidents } from '../../../electron/engine/incidents/incidents.ts';
import { findPeople } from '../../../electron/engine/people/find-people.ts';
import { builtCase, runAll } from '../built-case.ts';
import events from '../hunt-case.sql?raw';
import about from './case.sql?raw';
import { longTasksOf, settle, watchPage, type LongTasks } from './in-page.ts';
import { entities, facets, filtered, screens, scrolled } from './measures.ts';
import { report, type DeskRun } from './report.ts';
import { addressOf } from '../../support/host-address.ts';

/**
 * `npm run bench:desk -- [--events N]`: what a person waits for on the screens, in a real Chromium over the loopback host, on the
 * events of `hunt-case.sql`. A run on 10 M events writes DESK.md. Ends with 1 where a limit is passed.
 */
const WHOLE = 10_000_000;
const RESULTS = resolve(import.meta.dirname, '../../test/bench/DESK.md');
const HOST = fileURLToPath(new URL('./loopback.js', import.meta.url));
const CHROMIUM = process.env['PLAYWRIGHT_CHROMIUM_PATH'] ?? '/usr/bin/chromium';

const { values } = parseArgs({ options: { events: { type: 'string', default: String(WHOLE) } } });
await bench(Number(values.events));

async function bench(count: number): Promise<void> {
  const built = await buildCase(count);
  const folder = mkdtempSync(join(tmpdir(), 'interloper-bench-desk-'));
  try {
    const path = join(folder, 'case.interloper');
    cpSync(built, path);
    const run = await withHost(folder, (address) => inBrowser(address, path));
    const { text, isWithin } = report(run, { events: count, megabytes: statSync(built).size / 1e6 });
    console.log(text);
    if (count === WHOLE) writeFileSync(RESULTS, text);
    if (!isWithin) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function buildCase(count: number): Promise<string> {
  return builtCase(`desk-${count}`, events + about, async (job) => {
    await runAll(job, events, { events: count });
    await runAll(job, about, {});
    await job.run(sql`INSERT INTO meta VALUES ('schema_version', ${String(SCHEMA_STEPS.length)})`);
    await findPeople(job);
    await runHunts(job);
    await runIncidents(job);
  });
}

async function withHost<T>(folder: string, work: (address: string) => Promise<T>): Promise<T> {
  const host = spawn(process.execPath, [HOST, '--no-open', '--cases', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    return await work(await addressOf(host));
  } finally {
    const ended = once(host, 'exit');
    host.kill('SIGINT');
    await ended;
  }
}

async function inBrowser(address: string, path: string): Promise<DeskRun> {
  const browser = await chromium.launch({
    ...(existsSync(CHROMIUM) ? { executablePath: CHROMIUM } : {}),
    args: ['--disable-gpu', '--no-first-run', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, timezoneId: 'UTC' });
    page.setDefaultTimeout(120_000);
    await watchPage(page);
    await page.goto(address);
    await openCase(page, path);
    return { ...(await measured(page)), browser: browser.version() };
  } finally {
    await browser.close();
  }
}

async function openCase(page: Page, path: string): Promise<void> {
  await page.locator('#case-by-path').fill(path);
  await page.keyboard.press('Enter');
  await page.locator('.page-head').waitFor();
  await settle(page);
}

/** Each part gives two things: what it took, and the long tasks of the page's thread meanwhile. */
async function measured(page: Page): Promise<Omit<DeskRun, 'browser'>> {
  const longTasks: Record<string, LongTasks> = {};
  const part = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    let result: T | undefined;
    longTasks[name] = await longTasksOf(page, async () => {
      result = await work();
    });
    console.error(`${name}: done`);
    return result as T;
  };
  return {
    filtered: await part('filtering', () => filtered(page)),
    facets: await part('opening facets', () => facets(page)),
    entities: await part('opening pages of entities', () => entities(page)),
    scrolled: await part('scrolling', () => scrolled(page)),
    ...(await part('changing screens', () => screens(page))),
    longTasks,
  };
}
