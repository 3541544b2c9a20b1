import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { drop, expect, screenshot, test } from './harness.ts';
import { usedFromHosting, writeStory } from '../support/fixtures/stories.ts';
import { anotherClient, writeJourney } from '../support/fixtures/travel.ts';

async function openCase(page: Page, folder: string): Promise<void> {
  await drop(page, page.getByTestId('drop-zone'), [folder]);
  await page.getByLabel('Case name').fill('Triage');
  await page.getByLabel('Examiner').fill('A. Nalyst');
  await page.getByRole('button', { name: 'Create case' }).click();
  await expect(page.getByTestId('import-progress')).toHaveAttribute('data-state', 'done', {
    timeout: 120_000,
  });
  await page.getByRole('navigation').getByRole('link', { name: 'Verdicts' }).click();
}

test('H-A13 H-X1 S-Q8 a verdict is opened, a reason read, its record opened, an answer given, both ways seen, and undone', async ({
  page,
  evidence,
}) => {
  writeStory(usedFromHosting(), evidence.folder);
  await openCase(page, evidence.folder);
  await page.getByTestId('verdict-row').filter({ hasText: 'Malicious' }).first().click();
  const tree = page.getByTestId('verdict-tree');
  const detail = page.getByTestId('question-detail');

  // By keyboard alone: a question is a button.
  await tree.getByRole('button', { name: /operating systems\?.*: yes/ }).focus();
  await page.keyboard.press('Enter');
  await expect(detail).toContainText('2 operating systems: Linux, Windows.');
  await detail
    .getByRole('button', { name: /GetCallerIdentity/ })
    .first()
    .click();
  await expect(page.getByTestId('original-record')).toContainText('"eventName": "GetCallerIdentity"');
  await page.keyboard.press('Escape');

  await detail.getByText('Answer it yourself').focus();
  await page.keyboard.press('Enter');
  await detail
    .getByRole('group', { name: 'Your answer' })
    .getByRole('button', { name: 'no', exact: true })
    .click();
  await detail.getByLabel('Reason').fill('The build server emulates Windows; its owner said so.');
  await screenshot(page, '60-triage-answer');
  await detail.getByRole('button', { name: 'Answer', exact: true }).click();

  const both = page.getByTestId('both-verdicts');
  await expect(both).toContainText('What the engine answers from the records');
  await expect(both).toContainText('Malicious');
  await expect(detail.getByTestId('own-answer')).toContainText('The build server emulates Windows');
  await expect(
    tree.getByRole('button', { name: /: yes, \+\d+; with the analyst’s answers: no/ }),
  ).toBeVisible();
  expect(await tree.locator('path.edge-own').count()).toBeGreaterThan(1);
  expect(await tree.locator('path.edge-taken').count()).toBeGreaterThan(1);
  await expect(page.getByTestId('verdict-row').first()).toContainText('Engine: Malicious');
  await screenshot(page, '61-triage-both-ways');
  await tree.getByText('The whole tree').click();
  await screenshot(page, '62-triage-both-whole');

  // The whole tree as a drawing, both ways on it; and as a picture of the report.
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    tree.getByRole('button', { name: 'SVG' }).click(),
  ]);
  const drawing = readFileSync(await download.path(), 'utf8');
  expect(download.suggestedFilename()).toBe('decision-tree.svg');
  expect(drawing).toMatch(/^<\?xml[\s\S]*<svg[\s\S]*<\/svg>\s*$/);
  expect(drawing).not.toMatch(/<script|<foreignObject|href|url\(|class=/i);
  expect(drawing).toContain('Analyst: no');
  expect(drawing).toContain('stroke-dasharray="10 3 2 3"');
  await tree.locator('.save-picture').getByRole('button', { name: 'Report' }).click();
  const dialog = page.getByTestId('keep-picture');
  await expect(dialog.locator('img')).toBeVisible();
  await screenshot(page, '62-triage-picture');
  await dialog.getByLabel('Title').fill('How it was decided');
  await dialog.getByRole('button', { name: 'Put it there' }).click();
  await expect(dialog).toHaveCount(0);

  await detail.getByRole('button', { name: 'Take the answer back' }).click();
  await expect(both).toHaveCount(0);
  await expect(tree.locator('path.edge-own')).toHaveCount(0);
  await expect(page.getByTestId('verdict-row').first()).not.toContainText('Engine:');

  await page.getByRole('link', { name: 'What changed (1)' }).click();
  await expect(page.getByTestId('verdict-change')).toContainText('new');
  await screenshot(page, '63-triage-changes');
  await page.getByRole('link', { name: 'Alerts (0)' }).click();
  await expect(page.getByText('No log in this case holds alerts.')).toBeVisible();

  await page.getByRole('navigation').getByRole('link', { name: 'Notes' }).click();
  const pictures = page.getByTestId('pictures');
  await expect(pictures).toContainText('How it was decided');
  await expect(pictures.locator('img')).toBeVisible();
  await screenshot(page, '64-pictures');
  await pictures.getByRole('button', { name: /^Take it out/ }).click();
  await expect(pictures).toHaveCount(0);
});

test('H-O1 H-X4 both ways of the tree with many branches, and an alert without a tree', async ({
  page,
  evidence,
}) => {
  writeJourney(anotherClient, evidence.folder);
  evidence.write(
    'dlp.cef',
    'CEF:0|Acme|DLP|1|7|Upload|8|rt=2024-05-16T09:00:00Z suser=mira src=203.0.113.9 act=blocked cs1Label=Policy cs1=No uploads\n',
  );
  await openCase(page, evidence.folder);
  await page.getByTestId('verdict-row').filter({ hasText: 'mira.lindqvist' }).first().click();
  const tree = page.getByTestId('verdict-tree');
  const detail = page.getByTestId('question-detail');
  await tree.getByRole('button', { name: /same user agent\?.*: different/ }).click();
  await detail.getByText('Answer it yourself').click();
  await detail
    .getByRole('group', { name: 'Your answer' })
    .getByRole('button', { name: 'same', exact: true })
    .click();
  await detail.getByLabel('Reason').fill('Both are her browser: one was updated between.');
  await detail.getByRole('button', { name: 'Answer', exact: true }).click();
  await expect(page.getByTestId('both-verdicts')).toBeVisible();
  await screenshot(page, '64-triage-okta-both');
  await tree.getByText('The whole tree').click();
  const last = tree.getByRole('button', { name: /was not asked/ }).last();
  await last.focus();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  await expect(last).toBeFocused();
  const seen = tree.locator('.tree-canvas');
  await expect
    .poll(async () => {
      const [box, canvas] = [await last.boundingBox(), await seen.boundingBox()];
      return (
        box !== null && canvas !== null && box.y >= canvas.y && box.y + box.height <= canvas.y + canvas.height
      );
    })
    .toBe(true);
  await screenshot(page, '65-triage-okta-whole');
  await page.getByRole('link', { name: 'Alerts (1)' }).click();
  await expect(page.getByTestId('alert-group')).toContainText('No uploads');
  await screenshot(page, '66-triage-alerts');
});

test('H-O1 H-O2 two sign-ins are picked from the timeline, compared, found in the list, and taken back', async ({
  page,
  evidence,
}) => {
  writeJourney(anotherClient, evidence.folder);
  await openCase(page, evidence.folder);
  const rows = page.getByTestId('verdict-row');
  await expect(rows.first()).toBeVisible();
  const before = await rows.count();
  const filters = JSON.stringify([
    { column: 'user_name', op: 'is', values: ['mira.lindqvist@ferncliff.example'] },
    { column: 'event_action', op: 'is', values: ['user.session.start'] },
    { column: 'event_outcome', op: 'is', values: ['success'] },
  ]);
  await page.evaluate((text) => {
    window.location.hash = `#/timeline?filters=${encodeURIComponent(text)}`;
  }, filters);
  const menu = async (at: number, item: RegExp) => {
    const row = page.getByTestId('timeline-table').locator('.timeline-row').nth(at);
    await row
      .getByRole('button', { name: /^User: / })
      .first()
      .click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  await menu(0, /Compare this session with/);
  await expect(page.getByTestId('comparing')).toContainText('mira.lindqvist');
  await screenshot(page, '67-triage-compare-picked');
  await menu(2, /Compare with the picked session/);
  const form = page.getByTestId('comparison-form');
  await form.getByLabel('Why are they compared?').fill('She says that she was at home on both days.');
  await screenshot(page, '68-triage-compare-reason');
  await form.getByRole('button', { name: 'Compare', exact: true }).click();

  await expect(page.getByTestId('picked-by')).toContainText('She says that she was at home');
  await expect(rows).toHaveCount(before + 1);
  await expect(rows.filter({ hasText: 'picked' })).toHaveCount(1);
  await screenshot(page, '69-triage-compared');
  await page.getByRole('button', { name: 'Take the comparison back' }).click();
  await expect(rows).toHaveCount(before);
});
