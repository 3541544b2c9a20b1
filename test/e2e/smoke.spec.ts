import { expect, screenshot, test } from './harness.ts';

test('the desk opens in a browser, and nobody is let in without the link', async ({
  page,
  host,
  browser,
}) => {
  await expect(page).toHaveTitle('Interloper');
  await expect(page).toHaveURL(`${host.origin}/`);
  await expect(page.getByText('Drop log files or folders here')).toBeVisible();
  await screenshot(page, 'start');
  const stranger = await browser.newContext();
  const refused = await stranger.request.get(host.address);
  expect(refused.status()).toBe(403);
  expect((await stranger.request.get(`${host.origin}/`)).status()).toBe(401);
  await stranger.close();
});
