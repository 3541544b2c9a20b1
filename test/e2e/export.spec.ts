import type { Download, Page } from '@playwright/test';
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openPromise } from 'yauzl';
import { Report } from '../../shared/report.ts';
import { readCsv } from '../report/read-csv.ts';
import { expect, screenshot, test } from './harness.ts';

const PROJECT = join(import.meta.dirname, '../..');
const section = (page: Page, name: string) => page.getByRole('navigation').getByRole('link', { name });
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

async function saved(page: Page, press: () => Promise<void>): Promise<{ download: Download; bytes: Buffer }> {
  const waiting = page.waitForEvent('download');
  await press();
  const download = await waiting;
  return { download, bytes: readFileSync(await download.path()) };
}

test('H-X5 the case leaves the desk as JSON and as tables, each with its hash, and a filtered timeline with all of its rows', async ({
  page,
}) => {
  await page.getByTestId('sample-case').click();
  await section(page, 'Evidence').click();
  await expect(page.getByTestId('import-progress')).toHaveAttribute('data-state', 'done', {
    timeout: 120_000,
  });

  await page.getByRole('button', { name: /Case: Sample incident/ }).click();
  await page.getByRole('menuitem', { name: 'Export…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export this case' });
  const press = () => dialog.getByRole('button', { name: 'Export…' }).click();
  await dialog.getByText('With the audit log').click();
  const json = await saved(page, press);
  expect(json.download.suggestedFilename()).toBe('Sample incident.json');
  const report = Report.parse(JSON.parse(json.bytes.toString('utf8')));
  expect(report.verdicts.length).toBeGreaterThan(1);
  expect(report.custody?.length).toBeGreaterThan(1);
  await expect(dialog.getByTestId('exported')).toContainText(hashOf(json.bytes));

  await dialog.getByText('CSV tables').click();
  await dialog.getByText('Begin with a byte order mark').click();
  const csv = await saved(page, press);
  expect(csv.download.suggestedFilename()).toBe('Sample incident csv.zip');
  const files = await unzipped(await csv.download.path());
  const events = files.get('events.csv') ?? Buffer.alloc(0);
  expect(events.toString('utf8').startsWith('\ufeff')).toBe(true);
  expect(readCsv(events.toString('utf8')).length - 1).toBe(report.totals.events);
  for (const [name, bytes] of files) {
    expect(name).toMatch(/^(\w+\.csv|_SHA256SUMS)$/);
    await expect(dialog.getByTestId('exported')).toContainText(hashOf(bytes));
  }
  await screenshot(page, '60-export');
  await dialog.getByRole('button', { name: 'Close' }).first().click();

  await section(page, 'Timeline').click();
  await page.getByTestId('facet').first().getByRole('button').filter({ hasText: 'Okta' }).first().click();
  await expect(page).toHaveURL(/filters=/);
  const shown = await saved(page, () => page.getByRole('button', { name: 'CSV', exact: true }).click());
  expect(shown.download.suggestedFilename()).toBe('events.csv');
  const [head = [], ...rows] = readCsv(shown.bytes.toString('utf8'));
  const at = head.indexOf('event_dataset');
  const okta = report.coverage.sources.find(({ event_dataset }) => event_dataset === 'okta.system');
  expect(new Set(rows.map((row) => row[at]))).toEqual(new Set(['okta.system']));
  expect(rows.length).toBe(okta?.events);

  await section(page, 'Audit').click();
  await expect(page.getByText('report.exported').first()).toBeVisible();
});

test('H-X5 a bundle leaves the desk with its evidence, and the command line makes the same report of it', async ({
  page,
}) => {
  test.setTimeout(300_000);
  await page.getByTestId('sample-case').click();
  await section(page, 'Evidence').click();
  await expect(page.getByTestId('import-progress')).toHaveAttribute('data-state', 'done', {
    timeout: 120_000,
  });
  await page.getByRole('button', { name: /Case: Sample incident/ }).click();
  await page.getByRole('menuitem', { name: 'Export…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export this case' });
  await dialog.getByText('Case bundle').click();
  await expect(dialog.getByLabel(/evidence files themselves/)).toBeChecked();
  const { download, bytes } = await saved(page, () =>
    dialog.getByRole('button', { name: 'Export…' }).click(),
  );
  expect(download.suggestedFilename()).toBe('Sample incident.zip');
  await expect(dialog.getByTestId('exported')).toContainText(hashOf(bytes));
  await screenshot(page, '61-bundle');
  const path = await download.path();
  const { status, stdout, stderr } = verify(path);
  expect({ status, stdout }, stderr).toEqual({ status: 0, stdout: '' });
  expect(stderr).toContain(
    `${hashOf(bytes)}) is as it was made, and a new run over its evidence gives the same report`,
  );
  const changed = Buffer.from(bytes);
  const at = bytes.length >> 1;
  changed[at] = (changed[at] ?? 0) ^ 1;
  writeFileSync(`${path}.changed`, changed);
  expect(verify(`${path}.changed`).status).toBe(1);
});

const verify = (path: string) =>
  spawnSync(process.execPath, [join(PROJECT, 'electron/cli/interloper.mjs'), 'verify', path], {
    encoding: 'utf8',
  });

async function unzipped(path: string): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const archive = await openPromise(path);
  for await (const entry of archive.eachEntry()) {
    const pieces: Buffer[] = [];
    for await (const piece of await archive.openReadStreamPromise(entry)) pieces.push(piece as Buffer);
    files.set(entry.fileName, Buffer.concat(pieces));
  }
  return files;
}
