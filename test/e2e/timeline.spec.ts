import { expect, screenshot, test } from './harness.ts';

test('S-P1 the tour leads from the sample case to its first verdict; in the timeline, rows are found, sorted, selected, marked and copied', async ({
  page,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByTestId('sample-case').click();
  const tour = page.getByTestId('tour');
  await expect(tour).toContainText('1 of 4');
  await tour.getByRole('button', { name: 'Next' }).focus();
  await page.keyboard.press('Enter');
  await expect(tour).toContainText('2 of 4');
  await expect(page.getByTestId('import-progress')).toHaveAttribute('data-state', 'done', {
    timeout: 120_000,
  });
  await screenshot(page, '90-tour');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('incident-detail')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(tour).toContainText('4 of 4');
  await expect(page.locator('.detail .badge').first()).toContainText(/Malicious|Suspicious/);
  await screenshot(page, '91-tour-verdict');
  await page.keyboard.press('Enter');
  await expect(tour).toHaveCount(0);
  await page.reload();
  await expect(page.locator('.detail .badge').first()).toBeVisible();
  await expect(tour).toHaveCount(0);

  // A filter is typed, with completion; what is wrong stays.
  await page.getByRole('navigation').locator('a[href="#/timeline"]').click();
  const box = page.getByRole('combobox', { name: 'Type a filter' });
  const rows = page.locator('.timeline-row:not([aria-busy])');
  await expect(rows.first()).toBeVisible();
  await box.fill('event_out');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(box).toHaveValue('event_outcome:');
  await expect(page.getByRole('option', { name: /^event_outcome:success/ })).toBeVisible();
  await screenshot(page, '92-typed-filter');
  await box.fill('event_outcome:success source_ip:1.2.3/24');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('not a network such as');
  await box.fill('event_outcome:success -source_ip:192.168.0.0/16');
  await page.keyboard.press('Enter');
  await expect(page.locator('.chip')).toHaveCount(2);

  // Sorted by another column, and back.
  const head = page.getByRole('columnheader', { name: /^User/ });
  await head.getByRole('button').click();
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
  await expect
    .poll(() => page.locator('.timeline-row [aria-label^="User: "], .timeline-row .value').count())
    .toBeGreaterThan(5);
  await page.getByRole('columnheader', { name: /^Time/ }).getByRole('button').click();
  await expect(head).not.toHaveAttribute('aria-sort', /./);

  // Selected together, and marked in one go.
  await expect(rows.nth(4)).toBeVisible();
  await rows.nth(1).click({ modifiers: ['Control'], position: { x: 76, y: 20 } });
  await rows.nth(3).click({ modifiers: ['Shift'], position: { x: 76, y: 20 } });
  await page.getByTestId('timeline-table').focus();
  await page.keyboard.press('Shift+ArrowDown');
  const bar = page.getByTestId('selection');
  await expect(bar).toContainText('4 records selected');
  await screenshot(page, '93-selection');
  await bar.getByRole('button', { name: 'Star them' }).click();
  await expect(rows.nth(2).getByRole('button', { name: 'Star', pressed: true })).toBeVisible();
  await bar.getByRole('button', { name: 'Note…' }).click();
  await bar.getByRole('textbox', { name: 'Note' }).fill('the same hand');
  await bar.getByRole('button', { name: 'Save the note' }).click();
  await expect(rows.nth(4).getByRole('button', { name: '1 note' })).toBeVisible();
  await bar.getByRole('button', { name: 'Copy as TSV' }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.trimEnd().split('\n')).toHaveLength(5);
  expect(copied.split('\n')[0]).toContain('timestamp\t');
  await bar.getByRole('button', { name: 'Copy as JSON' }).click();
  const whole = JSON.parse(await page.evaluate(() => navigator.clipboard.readText())) as unknown[];
  expect(whole).toHaveLength(4);
  expect(whole[0]).toHaveProperty('evidence_id');

  // What stands around one of them.
  await rows.nth(1).locator('.value').first().click();
  await page.getByRole('menuitem', { name: 'All records 5 minutes around this one' }).click();
  await expect(page).toHaveURL(/timestamp/);
  await expect(page.locator('.chip')).toHaveCount(1);
  await expect(rows.first()).toBeVisible();
  await expect(page.locator('.timeline-row.open-row.active')).toBeVisible();
  await screenshot(page, '94-around');
  await page.getByTestId('record-drawer').getByRole('button', { name: 'Close' }).press('Enter');
  await expect(page.getByTestId('timeline-table')).toBeFocused();

  // Back leads to where one was, and a link to a record to its row.
  await page.goto(page.url().replace(/#.*/, '#/timeline'));
  await expect(rows.first()).toBeVisible();
  await page.getByTestId('timeline-table').focus();
  await page.keyboard.press('End');
  const foot = page.locator('.timeline-foot');
  await expect(foot).toHaveText(/– ([\d,]+) of \1$/);
  const last = await foot.textContent();
  await expect.poll(() => page.evaluate(() => history.state !== null)).toBe(true);
  await page.getByRole('navigation').locator('a[href="#/overview"]').click();
  await expect(page.getByTestId('timeline-table')).toHaveCount(0);
  await page.goBack();
  await expect(rows.first()).toBeVisible();
  await expect(foot).toHaveText(last ?? '');
  await page.getByTestId('timeline-table').focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/record=/);
  const link = page.url();
  await page.goto('about:blank');
  await page.goto(link);
  await expect(page.locator('.timeline-row.open-row.active')).toBeVisible();
  await expect(foot).toHaveText(/– ([\d,]+) of \1$/);
});
