import { writeMmdb } from '../../electron/engine/enrich/address/testing/write-mmdb.ts';
import { drop, expect, screenshot, test } from './harness.ts';

const login = (at: number, ipAddress: string, country: string) => ({
  actor: { id: '00u1', type: 'User', alternateId: 'ada@example.com', displayName: 'Ada' },
  client: {
    userAgent: { rawUserAgent: 'curl/8.5.0', os: 'Unknown', browser: 'UNKNOWN' },
    ipAddress,
    geographicalContext: { city: 'Bonn', country },
  },
  authenticationContext: { externalSessionId: 's1' },
  eventType: 'user.session.start',
  displayMessage: 'User login to Okta',
  outcome: { result: 'SUCCESS' },
  published: `2024-05-01T10:00:0${at}.000Z`,
  uuid: `0000000${at}-0000-0000-0000-000000000000`,
});

test('S-N7 a dropped MMDB changes the country, and the card of the address names the file', async ({
  page,
  evidence,
}) => {
  await page.getByTestId('new-case').click();
  await page.getByLabel('Case name').fill('Brought');
  await page.getByRole('button', { name: 'Create case' }).click();
  const logins = [login(1, '8.8.8.8', 'Germany'), login(2, '8.8.4.4', 'United States')];
  const path = evidence.write('okta.ndjson', logins.map((one) => JSON.stringify(one)).join('\n'));
  await page.getByTestId('path-input').fill(path);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('import-progress')).toHaveAttribute('data-state', 'done', {
    timeout: 120_000,
  });

  const navigation = page.getByRole('navigation');
  const address = page.getByTestId('timeline-table').getByRole('button', { name: 'Address: 8.8.8.8' });
  const card = page.getByTestId('hover-card');
  await navigation.getByRole('link', { name: 'Timeline' }).click();
  await address.hover();
  await expect(card).toContainText('US');
  await expect(card).toContainText('DB-IP City Lite');
  await expect(card).toContainText('another country than our data');
  await screenshot(page, '40-card-built-in');

  const mine = evidence.write(
    'not named for what it is.bin',
    writeMmdb({
      databaseType: 'GeoLite2-City',
      ipVersion: 6,
      built: '2026-09-01T00:00:00Z',
      records: [
        [
          '8.8.8.0/24',
          {
            country: { iso_code: 'CH' },
            city: { names: { en: 'Zug <b>' } },
            location: { latitude: 47.17, longitude: 8.52, accuracy_radius: 20 },
          },
        ],
      ],
    }),
  );
  const broken = evidence.write('broken.mmdb', 'nothing of the kind');
  await navigation.getByRole('link', { name: 'About the data' }).click();
  const zone = page.getByTestId('bring-data').getByTestId('drop-zone');
  const table = page.getByTestId('data-files');
  await drop(page, zone, [broken]);
  await expect(page.getByText(/neither address ranges .* nor a list of networks: broken\.mmdb/)).toBeVisible({
    timeout: 60_000,
  });
  await expect(table).not.toContainText('broken.mmdb');
  await drop(page, zone, [mine]);
  await expect(table).toContainText('not named for what it is.bin', { timeout: 60_000 });
  await expect(table).toContainText('2026-09-01');
  await expect(table).toContainText('GeoLite2 End User License Agreement');
  await screenshot(page, '41-about-the-data');

  await navigation.getByRole('link', { name: 'Timeline' }).click();
  await expect(page.getByTestId('timeline-table')).toContainText('CH');
  await address.hover();
  await expect(card).toContainText('Zug <b>, CH');
  await expect(card).toContainText('approximate, probably within 20 km');
  await expect(card).toContainText('GeoLite2-City, 2026-09-01, file not named for what it is.bin');
  await screenshot(page, '42-card-of-the-file');
  await page.keyboard.press('Escape');
  await expect(card).toHaveCount(0);

  await page.goto(`${page.url().split('#')[0]}#/entity/address/8.8.8.8`);
  await expect(page.getByTestId('address-about')).toContainText('47.17, 8.52');
  await expect(page.getByTestId('address-about')).toContainText('SHA-256');
  await screenshot(page, '43-address-page');
  await page.goto(`${page.url().split('#')[0]}#/entity/user/ada%40example.com`);
  const addresses = page.getByRole('region', { name: 'Addresses' });
  const link = addresses.getByRole('button', { name: 'Address: 8.8.4.4' });
  // What stands above it is loaded bit by bit, and a card goes where its address moves away from under it.
  await expect(async () => {
    await link.focus();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    await expect(card).toContainText('AS15169', { timeout: 2000 });
  }).toPass();

  await navigation.getByRole('link', { name: 'About the data' }).click();
  await page.getByRole('button', { name: 'Remove not named for what it is.bin' }).click();
  await expect(table).not.toContainText('not named for what it is.bin', { timeout: 60_000 });
  await navigation.getByRole('link', { name: 'Timeline' }).click();
  await address.hover();
  await expect(card).toContainText('DB-IP City Lite');
});
