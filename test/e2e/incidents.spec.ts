import type { Locator, Page } from '@playwright/test';
import { expect, screenshot, test } from './harness.ts';

const section = (page: Page, name: string) => page.getByRole('navigation').getByRole('link', { name });
/** How many entries a list has that grows as one comes near its end. */
async function allOf(list: Locator, entry: string): Promise<number> {
  const more = list.locator('.growing-more');
  while ((await more.count()) > 0)
    await list.evaluate((element) =>
      element.querySelectorAll<HTMLButtonElement>('.growing-more').forEach((button) => button.click()),
    );
  return list.getByTestId(entry).count();
}

const MIRA = 'mira.lindqvist@ferncliff.example';

test('H-X3 H-X4 S-G3 an incident is opened, a finding of it muted and taken back, a threshold edited and its difference seen', async ({
  page,
}) => {
  await page.getByTestId('sample-case').click();
  await section(page, 'Evidence').click();
  await expect(page.getByTestId('import-progress')).toHaveAttribute('data-state', 'done', {
    timeout: 120_000,
  });
  await section(page, 'Overview').click();
  await expect(page.getByTestId('incident-row').first()).toContainText(MIRA);
  await screenshot(page, '50-overview-incidents');

  await section(page, 'Incidents').click();
  await page.getByTestId('incident-row').first().click();
  const incident = page.getByTestId('incident-detail');
  await expect(incident).toContainText(MIRA);
  const findings = incident.getByTestId('incident-finding');
  await expect.poll(() => allOf(incident, 'incident-finding')).toBeGreaterThan(10);
  const before = await allOf(incident, 'incident-finding');
  await expect(incident.getByTestId('incident-verdict')).toHaveCount(2);
  const line = incident.getByTestId('incident-time-line');
  for (const source of ['CloudTrail', 'Okta', 'Entra']) await expect(line).toContainText(source);
  await screenshot(page, '51-incident');
  await line.scrollIntoViewIfNeeded();
  await screenshot(page, '52-incident-time-line');

  await findings.first().click();
  const finding = page.getByTestId('finding-detail');
  await expect(finding).toContainText('hypotheses supported by');
  await finding.getByRole('button', { name: 'Mute…' }).click();
  await finding.getByLabel('Reason').fill('a drill of the red team');
  await screenshot(page, '53-mute');
  await finding.getByRole('button', { name: 'Mute', exact: true }).click();
  await expect(page.getByTestId('muted-note')).toContainText('a drill of the red team');
  await expect(page.getByRole('button', { name: 'Muted 1' })).toBeVisible();
  await screenshot(page, '54-muted');
  await section(page, 'Incidents').click();
  await expect(page.getByRole('link', { name: '1 muted finding' })).toBeVisible();
  await expect.poll(() => allOf(incident, 'incident-finding')).toBe(before - 1);
  await page.getByRole('link', { name: '1 muted finding' }).click();
  await page.locator('.list-row.is-muted').click();
  await page.getByRole('button', { name: 'Take the mute back' }).click();
  await expect(page.getByTestId('muted-note')).toHaveCount(0);
  await section(page, 'Incidents').click();
  await expect.poll(() => allOf(incident, 'incident-finding')).toBe(before);
  await section(page, 'Audit log').click();
  await expect(page.getByText('findings.unmuted')).toBeVisible();

  await section(page, 'Hunts').click();
  await expect(page.getByRole('heading', { name: /^Not run/ })).toBeVisible();
  await screenshot(page, '55-hunts');
  await page.getByRole('button', { name: 'By kind of rule' }).click();
  await expect(page.getByRole('heading', { name: /^Rare combinations/ })).toBeVisible();
  await screenshot(page, '56-hunts-by-kind');
  await page.getByLabel(/Find a hunt/).fill('many networks user');
  await page.getByTestId('hunt-row').filter({ hasText: 'User from many networks' }).first().click();
  await screenshot(page, '57-hunt-parameters');
  const threshold = page.getByLabel(/^More (different )?networks than/);
  const value = Number(await threshold.inputValue());
  await threshold.fill(String(value + 1));
  await page.getByRole('button', { name: 'Apply and run again' }).click();
  const difference = page.getByTestId('hunt-difference');
  await expect(difference).toContainText(/− \d+ findings? gone/);
  await screenshot(page, '58-hunt-difference');
  await page.getByRole('button', { name: 'Restore the defaults' }).click();
  await expect(difference).toContainText(/\+ \d+ findings? appeared/);
});

test('what each kind of rule saw is shown in words', async ({ page }) => {
  await page.getByTestId('sample-case').click();
  await section(page, 'Evidence').click();
  await expect(page.getByTestId('import-progress')).toHaveAttribute('data-state', 'done', {
    timeout: 120_000,
  });
  for (const hunt of [
    'session-many-networks',
    'rare-session-profiles',
    'unusual-number-of-networks',
    'impossible-travel',
    'key-many-services',
    'sign-in-from-hosting',
    'new-address-of-environment',
  ]) {
    await page.goto(`${page.url().split('#')[0] ?? ''}#/findings?hunt=${hunt}`);
    const seen = page.getByTestId('finding-detail');
    await expect(seen.getByRole('heading', { name: 'What was seen' })).toBeVisible();
    // No name of a field as the SQL has it, and no object as JSON.
    const words = await seen.locator('dl.facts dt').allInnerTexts();
    expect(words.filter((word) => word.includes('_') || / values$/i.test(word))).toEqual([]);
    await expect(seen.locator('dl.facts')).not.toContainText('[object');
    await expect(page.locator('.detail .summary, .detail .lead').first()).toBeVisible();
    await screenshot(page, `59-finding-${hunt}`);
  }
});
