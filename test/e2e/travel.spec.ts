import { drop, expect, screenshot, test } from './harness.ts';
import { anotherClient, writeJourney } from '../support/fixtures/travel.ts';

test('H-O1 H-O10 an alert about a user’s place is walked by itself: the way, the alert, a reason and its record', async ({
  page,
  evidence,
}) => {
  writeJourney(anotherClient, evidence.folder);
  await drop(page, page.getByTestId('drop-zone'), [evidence.folder]);
  await page.getByLabel('Case name').fill('Two places');
  await page.getByLabel('Examiner').fill('A. Nalyst');
  await page.getByRole('button', { name: 'Create case' }).click();
  await expect(page.getByTestId('import-progress')).toHaveAttribute('data-state', 'done', {
    timeout: 120_000,
  });
  await page.getByRole('navigation').getByRole('link', { name: 'Verdicts' }).click();
  await page.getByTestId('verdict-row').filter({ hasText: 'mira.lindqvist' }).first().click();
  const tree = page.getByTestId('verdict-tree');
  await expect(tree.getByRole('button', { name: /same user agent\?.*: different/ })).toBeVisible();
  await screenshot(page, '50-travel-way');
  await tree.getByRole('button', { name: /failed attempts.*: yes/ }).click();
  const detail = page.getByTestId('question-detail');
  await expect(detail).toContainText('Failed: a 0, b 4 (counted from 3 on)');
  await screenshot(page, '51-travel-question');
  await detail
    .getByRole('button', { name: /user\.session\.start/ })
    .nth(1)
    .click();
  await expect(page.getByTestId('original-record')).toContainText('"INVALID_CREDENTIALS"');
  await page.keyboard.press('Escape');
  await tree.getByText('Whole tree').click();
  await expect(tree).toHaveAttribute('data-drawing', 'whole');
  await screenshot(page, '52-travel-whole');
});
