import { join } from 'node:path';
import {
  DELIVERED,
  incident,
  lookedUp,
  squidDays,
  sysmonDays,
  writeMailStory,
} from '../support/fixtures/mail-stories.ts';
import { drop, expect, screenshot, test } from './harness.ts';

test('H-C6 H-C9 a mail’s verdict shows its query; a parameter of its tree changes the verdict', async ({
  page,
  folder,
}) => {
  const seen = DELIVERED + 9 * 60_000;
  const host = 'cdn.portal.parcel-notice.example';
  const logs = writeMailStory(join(folder, 'mail'), {
    cyren: [incident('link')],
    squid: squidDays(),
    sysmon: [...sysmonDays(), lookedUp(seen, host), lookedUp(seen, host, 'FERNCLIFF\\tom.hale', 'FC-WS42')],
  });
  await drop(page, page.getByText('Drop log files or folders here'), [logs]);
  await page.getByLabel('Case name').fill('Mail');
  await page.getByRole('button', { name: 'Create case' }).click();
  await expect(page.getByTestId('import-progress')).toHaveAttribute('data-state', 'done', {
    timeout: 90_000,
  });

  await page.getByRole('link', { name: /^Verdicts/ }).click();
  await expect(page.getByTestId('verdict-row')).toHaveCount(1);
  await expect(page.getByTestId('verdict-tree')).toBeVisible();
  await screenshot(page, 'mail-verdict');
  await page
    .getByTestId('verdict-tree')
    .getByRole('button', { name: /reach the domain\? Answer/ })
    .click();
  const query = page.getByTestId('question-query');
  await query.locator('summary').click();
  await expect(query).toContainText('list_contains($link_domains, i.registrable_domain)');
  await expect(query).toContainText('["parcel-notice.example"]');
  await query.scrollIntoViewIfNeeded();
  await screenshot(page, 'mail-query');
  await page.getByRole('button', { name: 'Parameters' }).click();
  await page.getByLabel(/reached by fewer users/).fill('2');
  await page.getByRole('button', { name: 'Apply and run again' }).click();
  await expect(page.getByRole('heading', { name: '1 verdict changed' })).toBeVisible();
  await screenshot(page, 'mail-parameters');
});
