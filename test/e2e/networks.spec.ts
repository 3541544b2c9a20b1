import { readFileSync } from 'node:fs';
import { falcon, lines, oktaSignIn } from '../support/fixtures/agents.ts';
import { drop, expect, screenshot, test } from './harness.ts';

const OFFICE = '81.2.69.142';

const agents = (): string =>
  lines([
    falcon({ device: 1, address: OFFICE, at: '2024-05-01T08:00:00Z' }),
    falcon({ device: 2, address: OFFICE, at: '2024-05-01T09:00:00Z' }),
    falcon({ device: 3, address: OFFICE, at: '2024-05-02T10:00:00Z' }),
    falcon({ device: 3, address: '89.160.20.112', at: '2024-05-02T20:00:00Z' }),
  ]);

test('H-O3 H-O4 a network is added, a learned one confirmed, and both are exported for the next case', async ({
  page,
  evidence,
}) => {
  evidence.write('falcon.ndjson', agents());
  evidence.write(
    'okta.ndjson',
    lines([oktaSignIn({ user: 'ada', address: OFFICE, at: '2024-05-02T12:00:00Z' })]),
  );
  await drop(page, page.getByText('Drop log files or folders here'), [evidence.folder]);
  await page.getByLabel('Case name').fill('Networks');
  await page.getByRole('button', { name: 'Create case' }).click();
  await expect(page.getByTestId('import-progress')).toHaveAttribute('data-state', 'done');

  await page.getByRole('link', { name: 'Known networks', exact: true }).click();
  const learned = page.getByTestId('learned-networks');
  const office = learned.getByRole('row', { name: new RegExp(OFFICE) });
  await expect(office).toContainText('3 / 3');
  await expect(office).toContainText('Learned');
  await expect(learned.getByRole('row', { name: /89\.160/ })).toContainText('Below the minimums');
  await screenshot(page, 'networks');

  await page.getByRole('button', { name: 'Add a network…' }).click();
  const dialog = page.getByTestId('network-dialog');
  await dialog.getByLabel('Network').fill('203.0.113.5/24');
  await dialog.getByLabel('Name').fill('Paris <b>');
  await dialog.getByRole('button', { name: 'Add' }).click();
  await expect(dialog.getByRole('alert')).toContainText('write 203.0.113.0/24 or 203.0.113.5');
  await screenshot(page, 'networks-refused');
  await dialog.getByLabel('Network').fill('203.0.113.0/24');
  await dialog.getByRole('button', { name: 'Add' }).click();
  await expect(dialog).toHaveCount(0);
  const known = page.getByTestId('known-networks');
  await expect(known.getByRole('row', { name: /Paris <b>/ })).toContainText('Confirmed');

  await office.getByRole('button', { name: 'Confirm…' }).click();
  await dialog.getByLabel('Name').fill('Berlin');
  await dialog.getByLabel('Kind').selectOption('office');
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await expect(known.getByRole('row', { name: /Berlin/ })).toContainText('Office');
  await expect(page.getByTestId('networks-difference')).toContainText('1 address of events belongs');
  await screenshot(page, 'networks-confirmed');

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  const text = readFileSync((await (await download).path()) ?? '', 'utf8');
  expect(text.split('\r\n').slice(0, 3)).toEqual([
    'prefix,name,kind,status,reason',
    `${OFFICE}/32,Berlin,office,confirmed,`,
    '203.0.113.0/24,Paris <b>,office,confirmed,',
  ]);

  await page.goto(`${page.url().split('#')[0]}#/entity/address/${OFFICE}`);
  await expect(page.getByTestId('entity-page')).toContainText('known: Berlin');
});
