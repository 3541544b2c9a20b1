import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { readMapping } from '../../shared/mapping.ts';
import { expect, screenshot, test } from './harness.ts';

const HEADER = 'Login Time,User Name,Client IP,Gateway,Client Software,Result,Bytes Sent,"Note, if any"';
const USERS = ['ada@example.com', 'bob@example.com', 'eve@example.com'];

/** Made-up logins to a VPN; in every tenth the time is missing. */
const logins = (from: number, count: number): string =>
  [
    HEADER,
    ...Array.from({ length: count }, (_none, at) => {
      const n = from + at;
      const time =
        n % 10 === 9
          ? ''
          : `${String((n % 28) + 1).padStart(2, '0')}/05/2024 10:${String(n % 60).padStart(2, '0')}:00`;
      const agent = 'Mozilla/5.0 (Windows NT 10.0) AnyConnect/4.10';
      return `${time},${USERS[n % 3]},203.0.113.${(n % 200) + 1},192.0.2.1,${agent},${n % 4 === 3 ? 'nope' : 'ok'},${n * 17},"said ""hi"", <b>left</b>"`;
    }),
  ].join('\n');

const finished = (page: Page) =>
  expect(page.getByTestId('import-progress')).toHaveAttribute('data-state', 'done', { timeout: 120_000 });
const ledger = (page: Page) => page.getByTestId('ledger').getByRole('row');

async function bring(page: Page, path: string): Promise<void> {
  await page.getByTestId('path-input').fill(path);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('ledger')).toContainText(path.split('/').at(-1) ?? '');
  await finished(page);
}

test('an unknown table is mapped, imported, and its form known from then on', async ({ page, evidence }) => {
  await page.getByTestId('new-case').click();
  await page.getByLabel('Case name').fill('VPN');
  await page.getByRole('button', { name: 'Create case' }).click();
  await bring(page, evidence.write('vpn-may.csv', logins(0, 120)));
  await ledger(page).filter({ hasText: 'vpn-may.csv' }).click();
  await page.getByRole('button', { name: 'Map its columns…' }).click();
  const dialog = page.getByTestId('mapping');
  await expect(dialog.getByTestId('mapping-rows')).toContainText('Note, if any');
  await expect(page.getByLabel('User', { exact: true })).toHaveValue(':User Name');
  await expect(page.getByLabel('Address', { exact: true })).toHaveValue(':Client IP');
  await expect(page.getByLabel('Pattern of the time')).toHaveValue('%d/%m/%Y %H:%M:%S');
  await expect(dialog.getByTestId('mapping-preview')).toContainText('2024-05-01T10:00:00.000000Z');
  await expect(dialog.getByTestId('mapping-rejects')).toContainText(
    '12 records would be rejected, first in line 11',
  );
  await screenshot(page, '30-mapping');

  await page.getByLabel('Offset from UTC').fill('+02:00');
  await dialog.getByRole('combobox', { name: 'nope' }).selectOption('failure');
  await page.getByLabel('Description', { exact: true }).selectOption(':Note, if any');
  await expect(dialog.getByTestId('mapping-preview')).toContainText('2024-05-01T08:00:00.000000Z');
  await expect(dialog.getByTestId('mapping-preview')).toContainText('said "hi", <b>left</b>');
  await screenshot(page, '31-mapping-changed');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as file…' }).click();
  const file = (await (await download).path()) ?? '';
  expect(readMapping(readFileSync(file, 'utf8'))).toMatchObject({ name: 'vpn-may', form: { kind: 'csv' } });

  await page.getByRole('button', { name: 'Save and import' }).click();
  await expect(dialog).toHaveCount(0);
  await finished(page);
  const row = ledger(page).filter({ hasText: 'vpn-may.csv' });
  await expect(row).toContainText('Loaded');
  await expect(page.getByTestId('ledger-sum').first()).toHaveText(
    '120 records= 108 events+ 12 rejects+ 0 skipsThe sum holds',
  );
  await expect(page.getByTestId('rejects')).toContainText('no time in Login Time');
  await screenshot(page, '32-mapped');

  await bring(page, evidence.write('vpn-june.csv', logins(1000, 20)));
  await expect(ledger(page).filter({ hasText: 'vpn-june.csv' })).toContainText('Loaded');
  await page.getByRole('navigation').getByRole('link', { name: 'Timeline' }).click();
  const bob = page.getByTestId('timeline-table').getByRole('row', { name: /bob@example\.com/ });
  await expect(bob.first()).toBeVisible();
  await screenshot(page, '33-mapped-timeline');
});
