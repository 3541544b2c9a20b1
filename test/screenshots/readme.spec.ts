import { execFileSync } from 'node:child_process';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../e2e/harness.ts';

/** `npm run screenshots`: the pictures of the README, made anew from the sample case. */
const FOLDER = join(import.meta.dirname, '../../docs/screenshots');
const MOST_BYTES = 400_000;
const FILTERS = JSON.stringify([{ column: 'event_dataset', op: 'is_not', values: ['squid.log'] }]);
const ROW = '.timeline-row:not([aria-busy])';

test('the pictures of the README', async ({ page, folder }) => {
  page.setDefaultTimeout(30_000);
  mkdirSync(FOLDER, { recursive: true });
  await page.getByTestId('sample-case').waitFor();
  await take(page, 'start');
  await page.getByTestId('sample-case').click();
  await page.getByRole('navigation').locator('a[href="#/evidence"]').click();
  await expect(page.getByTestId('import-progress')).toHaveAttribute('data-state', 'done', {
    timeout: 300_000,
  });
  await page.getByTestId('tour').getByRole('button').last().click();

  await show(page, 'overview', '.map[data-drawn="true"]');
  await take(page, 'overview');
  const person = page.locator('.main a[href^="#/entity/"]').first();
  const entity = (await person.getAttribute('href')) ?? '';
  await show(page, 'verdicts', '[data-testid="verdict-tree"] .question');
  await take(page, 'verdict');
  await show(page, `timeline?${new URLSearchParams({ filters: FILTERS }).toString()}`, ROW);
  await take(page, 'timeline');
  await show(page, entity.slice(2), '[data-testid="profiles"] table');
  await page.getByTestId('lanes').evaluate((lanes) => lanes.scrollIntoView({ block: 'start' }));
  await take(page, 'entity');
  await show(page, 'hunts', '.detail-body .panel');
  await take(page, 'hunts');

  await page.getByRole('button', { name: /^Case: / }).click();
  await page.getByRole('menuitem', { name: 'Save as PDF…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Make the report' }).click();
  await expect(dialog.getByRole('button', { name: 'Save…' })).toBeEnabled({ timeout: 120_000 });
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 120_000 }),
    dialog.getByRole('button', { name: 'Save…' }).click(),
  ]);
  const pdf = join(folder, 'report.pdf');
  await download.saveAs(pdf);
  keep('report-page', pageOf(pdf, /Incident 1:[^]*Time line/));
});

async function show(page: Page, view: string, shown: string): Promise<void> {
  await page.evaluate((to) => void (window.location.hash = `#/${to}`), view);
  await page.locator(shown).first().waitFor();
  await expect(page.locator('.busy, .main [aria-busy="true"], .main [data-drawn="false"]')).toHaveCount(0);
}

async function take(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(800);
  keep(name, await page.screenshot({ animations: 'disabled', caret: 'hide' }));
}

function keep(name: string, picture: Buffer): void {
  const path = join(FOLDER, `${name}.png`);
  writeFileSync(path, picture);
  expect(statSync(path).size, `${name}.png is small enough for a repository`).toBeLessThan(MOST_BYTES);
}

/** The first page after the contents that has such words, as a picture. */
function pageOf(pdf: string, words: RegExp): Buffer {
  const pages = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }).split('\f');
  const at = pages.findIndex((text, index) => index > 3 && words.test(text));
  if (at < 0) throw new Error(`no page of the report has ${String(words)}`);
  const number = String(at + 1);
  return execFileSync('pdftoppm', ['-png', '-r', '80', '-f', number, '-l', number, pdf], {
    maxBuffer: 20_000_000,
  });
}
