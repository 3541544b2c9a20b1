import { expect, test } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { HOSTILE, HOSTILE_HUNT, writeHostileTrail } from '../support/hostile.ts';

const PROJECT = join(import.meta.dirname, '../..');

/** By the built command line, as a person has it. */
function interloper(...words: string[]): void {
  execFileSync(process.execPath, [join(PROJECT, 'electron/cli/interloper.mjs'), ...words], { stdio: 'pipe' });
}

function hostilePage(): string {
  const folder = mkdtempSync(join(tmpdir(), 'interloper-e2e-'));
  const logs = join(folder, 'logs <b onmouseover=alert(1)>');
  mkdirSync(logs);
  writeHostileTrail(logs, 'trail.json');
  writeFileSync(join(folder, 'own.yml'), HOSTILE_HUNT);
  const path = join(folder, 'a.interloper');
  interloper('analyze', logs, '--case', path, '--hunts', join(folder, 'own.yml'), '-q');
  interloper('report', path, '--html', join(folder, 'report.html'), '-q');
  return join(folder, 'report.html');
}

test('a page made of hostile values runs nothing, asks nobody and shows them as text', async ({ page }) => {
  const file = pathToFileURL(hostilePage()).href;
  const asked: string[] = [];
  const problems: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('dialog', (dialog) => {
    problems.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('console', (line) => problems.push(line.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(file);
  await expect(page).toHaveTitle('a');
  for (const name of ['script', 'image', 'markdown link', 'end of comment', 'entity'])
    await expect(page.getByText(HOSTILE[name] ?? '', { exact: true }).first()).toBeAttached();
  const place = page.locator('.place').first();
  await place.hover();
  expect(
    await page.evaluate(() => document.scripts.length + document.images.length + document.forms.length),
  ).toBe(0);
  // The one style is let in by its hash.
  expect(await place.evaluate((element) => getComputedStyle(element).fontFamily)).toContain('monospace');
  await page.locator('a').first().click();
  expect(asked).toEqual([file]);
  expect(problems).toEqual([]);

  // Were there a hole in the escaping, the page's own policy would still stop picture and script.
  const refused = page.waitForEvent('requestfailed');
  await page.evaluate(() =>
    document.body.insertAdjacentHTML(
      'beforeend',
      '<img src="https://evil.example/a.png" onerror="document.title=1">',
    ),
  );
  expect((await refused).failure()?.errorText).toMatch(/csp/i);
  await expect(page).toHaveTitle('a');
});
