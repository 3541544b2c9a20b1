import type { Page } from '@playwright/test';
import { expect, screenshot, test } from './harness.ts';

const section = (page: Page, name: string) => page.getByRole('navigation').getByRole('link', { name });

test('notes, tags and stars are written everywhere, listed and filtered by; a view is kept; a case opens where it was left', async ({
  page,
}) => {
  page.setDefaultTimeout(30_000);
  await page.getByTestId('new-case').click();
  await page.getByLabel('Case name').fill('Notes');
  await page.getByLabel('Examiner').fill('R. Tanaka');
  await page.getByLabel('Time zone for display').fill('Asia/Tokyo');
  await screenshot(page, '70-new-case');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByTestId('sample-case').click();
  await section(page, 'Evidence').click();
  await expect(page.getByTestId('import-progress')).toHaveAttribute('data-state', 'done', {
    timeout: 120_000,
  });

  await section(page, 'Settings').click();
  await page.getByLabel('Time zone for display').fill('Asia/Tokyo');
  await page.getByLabel('Examiner').fill('R. Tanaka');
  await page.getByTestId('case-settings').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The settings are saved.')).toBeVisible();
  await screenshot(page, '71-settings');

  await section(page, 'Timeline').click();
  const rows = page.locator('.timeline-row:not([aria-busy])');
  await expect(rows.first()).toContainText('+09:00');
  await expect(rows.first()).toContainText('UTC');
  await rows.nth(1).getByRole('button', { name: 'Star' }).click();
  await expect(rows.nth(1).getByRole('button', { name: 'Star', pressed: true })).toBeVisible();
  // Beside the values, which have menus of their own.
  await rows.nth(2).click({ position: { x: 72, y: 4 } });
  const record = page.getByTestId('record-drawer').getByTestId('marks');
  await record.getByRole('button', { name: 'Tag…' }).click();
  await record.getByLabel('Tag', { exact: true }).fill('stolen key');
  await record.getByRole('button', { name: 'Add', exact: true }).click();
  await record.getByRole('button', { name: 'Note…' }).click();
  await record
    .getByRole('textbox', { name: 'Note' })
    .fill('Ask **Mira**:\n- was it you?\n- [click](https://evil.example)');
  await record.getByRole('button', { name: 'Save the note' }).click();
  const note = record.getByTestId('note');
  await expect(note.locator('strong')).toHaveText('Mira');
  await expect(note.locator('li')).toHaveText(['was it you?', 'click (https://evil.example)']);
  await expect(note.locator('a')).toHaveCount(0);
  await expect(rows.nth(2).getByRole('button', { name: 'Tags: stolen key' })).toBeVisible();
  await expect(rows.nth(2).getByRole('button', { name: '1 note' })).toBeVisible();
  await screenshot(page, '72-timeline-marks');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Add filter' }).click();
  await page.getByLabel('Field', { exact: true }).selectOption('tag');
  await page.getByLabel('Value', { exact: true }).fill('stolen key');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByText('1 – 1 of 1')).toBeVisible();
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByLabel('Name of this view').fill('what he took');
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await expect(page.getByText('is kept in the case')).toBeVisible();

  for (const [place, detail, body] of [
    ['Findings', 'finding-detail', 'on the finding'],
    ['Incidents', 'incident-detail', 'on the incident'],
  ] as const) {
    await section(page, place).click();
    const shown = page.getByTestId(detail).getByTestId('marks');
    await shown.getByRole('button', { name: 'Note…' }).click();
    await shown.getByRole('textbox', { name: 'Note' }).fill(body);
    await shown.getByRole('button', { name: 'Save the note' }).click();
    await expect(shown.getByTestId('note')).toContainText(body);
  }
  await screenshot(page, '73-incident-note');
  await section(page, 'Verdicts').click();
  const verdict = page.locator('.detail').getByTestId('marks');
  await verdict.getByRole('button', { name: 'Star' }).click();
  await expect(verdict.getByRole('button', { name: 'Starred' })).toBeVisible();

  await section(page, 'Notes').click();
  await expect(page.getByTestId('marked-thing')).toHaveCount(5);
  await screenshot(page, '74-notes');
  await page.getByRole('button', { name: 'With tags' }).click();
  await expect(page.getByTestId('marked-thing')).toHaveCount(1);
  await section(page, 'Audit log').click();
  await expect(page.getByText('note.added').first()).toBeVisible();
  await expect(page.getByText('case.configured')).toBeVisible();

  await section(page, 'Timeline').click();
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('button', { name: 'what he took', exact: true }).click();
  await expect(page.getByText('1 – 1 of 1')).toBeVisible();
  const left = page.url();
  // The place is kept once it has rested.
  await page.waitForTimeout(1000);
  await page.getByRole('button', { name: /^Case: / }).click();
  await page.getByText('Close this case').click();
  await page.getByTestId('open-case').click();
  await page.locator('.case-dialog').getByRole('button', { name: 'sample' }).click();
  await expect(page).toHaveURL(left);
  await expect(page.getByText('1 – 1 of 1')).toBeVisible();
});

test('a case that cannot be opened says what happened, to what, what was kept and what to do', async ({
  page,
}) => {
  await page.getByLabel('Or type the path of a case file').fill('/nowhere/at all.interloper');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByText('there is no file /nowhere/at all.interloper')).toBeVisible();
  await expect(page.getByText('File or record: /nowhere/at all.interloper')).toBeVisible();
  await expect(page.getByText(/Nothing in the case was changed\. Check the path/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Copy details' })).toBeVisible();
  await screenshot(page, '75-problem');
  await page.getByRole('navigation').getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Open the folder of logs' }).click();
  await expect(page.getByText(/The logs are in .*logs/)).toBeVisible();
});
