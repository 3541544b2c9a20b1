import type { Page } from '@playwright/test';
import { expect, screenshot, test } from './harness.ts';

const section = (page: Page, name: string) => page.getByRole('navigation').getByRole('link', { name });
const menuItem = (page: Page, name: RegExp | string) => page.getByRole('menuitem', { name });
const MIRA = 'mira.lindqvist@ferncliff.example';

test('S-Q9 S-P1 S-R5 S-C1 a question is asked, sorted, followed by two pivots and come back to; a finding is compared with its past', async ({
  page,
}) => {
  await page.getByTestId('sample-case').click();
  await section(page, 'Evidence').click();
  await expect(page.getByTestId('import-progress')).toHaveAttribute('data-state', 'done', {
    timeout: 120_000,
  });

  await section(page, 'Questions').click();
  await page.getByRole('link', { name: /Session profiles of a user/ }).click();
  const question = page.getByTestId('question');
  await question.getByLabel(/^User/).fill('mira.lind');
  await question.getByRole('button', { name: `Fill ${MIRA} in for User` }).click();
  await question.getByRole('button', { name: 'Ask', exact: true }).click();
  const answer = page.getByTestId('answer');
  await expect(answer).toContainText('Clouvider');
  await question.getByRole('button', { name: 'Sort by Records' }).click();
  await expect(page).toHaveURL(/sort=events%3Aasc/);
  const first = page.getByTestId('answer-row').first();
  await expect(first.getByRole('button', { name: `User: ${MIRA}` })).toBeVisible();
  await screenshot(page, '40-question');

  const rare = page.getByTestId('answer-row').filter({ hasText: 'Clouvider' }).first();
  await rare
    .getByRole('button', { name: /^Address: / })
    .first()
    .click();
  await menuItem(page, 'Ask: Users of an address').click();
  await expect(question.getByRole('heading', { name: 'Users of an address' })).toBeVisible();
  await expect(answer).toContainText(MIRA);
  await screenshot(page, '41-pivot-question');
  await answer
    .getByRole('button', { name: `User: ${MIRA}` })
    .first()
    .click();
  await menuItem(page, 'Everything that shares this').click();
  const timeline = page.getByTestId('timeline-table');
  await expect(timeline).toContainText('CloudTrail');
  await expect(page.getByText('in any field is')).toBeVisible();
  await screenshot(page, '42-pivot-everything');

  await page.goBack();
  await expect(question.getByRole('heading', { name: 'Users of an address' })).toBeVisible();
  await page.goBack();
  await expect(question.getByRole('heading', { name: 'Session profiles of a user' })).toBeVisible();
  await expect(answer).toContainText('Clouvider');
  await expect(page).toHaveURL(/sort=events%3Aasc/);

  await page.getByRole('button', { name: 'Save this question' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Profiles of Mira');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Profiles of Mira' })).toBeVisible();
  const download = page.waitForEvent('download');
  await answer.getByRole('button', { name: 'CSV' }).click();
  expect((await download).suggestedFilename()).toBe('profiles-of-a-user.csv');

  await section(page, 'Findings').click();
  await page.getByTestId('finding-row').first().click();
  const finding = page.getByTestId('finding-detail');
  await finding.getByRole('button', { name: 'Compare with the past' }).click();
  const compare = page.getByTestId('compare');
  await expect(compare.getByRole('columnheader', { name: '_7d' })).toBeVisible();
  await expect(compare.getByRole('img', { name: /now/ })).toBeVisible();
  await compare.getByLabel('Compare with').fill('2d');
  await compare.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(compare.getByRole('columnheader', { name: '_2d' })).toBeVisible();
  await screenshot(page, '43-compare');
  await finding
    .getByRole('link', { name: /^Ask: / })
    .first()
    .click();
  await expect(question).toBeVisible();
});
