import { AxeBuilder } from '@axe-core/playwright';
import type { Download, Locator, Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { anotherClient, writeJourney } from '../support/fixtures/travel.ts';
import { drop, expect, screenshot, test } from './harness.ts';

const MIRA = /mira\.lindqvist/;

/** Somebody who was in two cities at once. */
async function openCase(page: Page, folder: string): Promise<void> {
  writeJourney(anotherClient, folder);
  await drop(page, page.getByTestId('drop-zone'), [folder]);
  await page.getByLabel('Case name').fill('Places');
  await page.getByRole('button', { name: 'Create case' }).click();
  await expect(page.getByTestId('import-progress')).toHaveAttribute('data-state', 'done', {
    timeout: 300_000,
  });
}

/** An element at the top of the page, at both sizes and in both themes. */
async function picture(page: Page, element: Locator, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await element.evaluate((at) => at.scrollIntoView({ block: 'start' }));
    await screenshot(page, colorScheme === 'light' ? name : `${name}-dark`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

async function withoutFaults(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    .analyze();
  const told = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join('; ')}`,
  );
  expect(told).toEqual([]);
}

async function saved(page: Page, press: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [download]: [Download, void] = await Promise.all([page.waitForEvent('download'), press()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

const PNG = [0x89, 0x50, 0x4e, 0x47];
/** The grid counts its head too. */
const recordsOn = (page: Page, told: string | null) =>
  expect(page.getByRole('grid')).toHaveAttribute(
    'aria-rowcount',
    String(Number((told ?? '').replaceAll(',', '')) + 1),
  );

test('S-H4 S-P1 S-Q8 S-Q9 overview, places, lanes and profiles lead from a picture to its records', async ({
  page,
  evidence,
}) => {
  test.slow();
  page.setDefaultTimeout(60_000);
  await openCase(page, evidence.folder);
  const navigation = page.getByRole('navigation');

  // Overview.
  await navigation.getByRole('link', { name: 'Overview' }).click();
  const map = page.getByRole('group', { name: /^Map of the world/ });
  await expect(map).toHaveAttribute('data-drawn', 'true');
  await expect(page.getByTestId('unusual').getByRole('row').first()).toBeVisible();
  await picture(page, page.getByRole('heading', { name: 'Overview', level: 1 }), '80-overview');
  const places = page.getByTestId('places');
  await expect(map.locator('.map-way:not(.plain) .line').first()).toBeAttached();
  await picture(page, places, '81-overview-places');
  await withoutFaults(page);

  // Saved as they stand there.
  const svg = await saved(page, () => places.getByRole('button', { name: 'SVG' }).click());
  expect(svg.name).toBe('map-of-places.svg');
  expect(svg.bytes.toString('utf8')).toMatch(/^<\?xml[\s\S]*<svg[\s\S]*fill="rgb\([\s\S]*<\/svg>\s*$/);
  const png = await saved(page, () => places.getByRole('button', { name: 'PNG' }).click());
  expect([...png.bytes.subarray(0, 4)]).toEqual(PNG);
  expect(png.bytes.readUInt32BE(16)).toBeGreaterThan(800);

  // A place leads to its records, by mouse and by keyboard.
  const records = places
    .getByRole('table', { name: 'Places in words' })
    .getByRole('link', { name: /records? from/ })
    .first();
  const number = await records.textContent();
  await records.focus();
  await expect(map.locator('.ring')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await recordsOn(page, number);
  const histogram = await saved(page, () =>
    page.getByTestId('histogram').getByRole('button', { name: 'PNG' }).click(),
  );
  expect([...histogram.bytes.subarray(0, 4)]).toEqual(PNG);
  await page.getByLabel('Field whose values the colours tell apart').selectOption('user_name');
  await expect(page.getByTestId('histogram').getByRole('button', { name: MIRA })).toBeVisible();
  const drawn = await saved(page, () =>
    page.getByTestId('histogram').getByRole('button', { name: 'SVG' }).click(),
  );
  expect(drawn.bytes.toString('utf8')).toMatch(MIRA);
  await page.goBack();

  // One person: lanes, profiles, the way between the places.
  await places.getByRole('link', { name: /→/ }).first().click();
  await page.getByTestId('finding-detail').getByRole('link', { name: MIRA }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: MIRA })).toBeVisible();
  const lanes = page.getByTestId('lanes');
  await expect(lanes.getByRole('slider')).toBeVisible();
  await expect(lanes.locator('.lane-mark').first()).toBeVisible();
  await picture(page, page.getByRole('heading', { level: 1, name: MIRA }), '82-entity');
  await picture(page, lanes, '83-entity-lanes');
  const profiles = page.getByTestId('profiles');
  await expect(profiles.locator('.small-bars').first()).toBeVisible();
  const scrolls = await profiles.locator('.table-scroll').evaluate((at) => at.scrollWidth - at.clientWidth);
  expect(scrolls, 'the table of profiles has room').toBeLessThanOrEqual(0);
  await expect(places.getByRole('group', { name: /^Map/ })).toHaveAttribute('data-drawn', 'true');
  await places.getByText(/stays in order of time/).click();
  await picture(page, places, '84-entity-places');
  await withoutFaults(page);

  const boxes = profiles.getByRole('checkbox');
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  const sides = page.getByTestId('sides');
  await expect(sides.getByText('differs').first()).toBeVisible();
  await picture(page, sides, '85-two-profiles');
  const stacked = await saved(page, () => sides.getByRole('button', { name: 'SVG' }).click());
  expect(stacked.bytes.toString('utf8')).toContain('Profile B');

  // A stretch of time, dragged over.
  await lanes.scrollIntoViewIfNeeded();
  const brush = await lanes.getByRole('slider').boundingBox();
  if (!brush) throw new Error('nothing to drag over');
  await page.mouse.move(brush.x + brush.width * 0.3, brush.y + 8);
  await page.mouse.down();
  await page.mouse.move(brush.x + brush.width * 0.7, brush.y + 8, { steps: 5 });
  await page.mouse.up();
  await expect(page).toHaveURL(/#\/timeline\?.*timestamp/);
  await page.goBack();
  await expect(sides).toBeVisible();

  // All profiles of the case.
  await navigation.getByRole('link', { name: 'Session profiles', exact: true }).click();
  await expect(profiles.getByRole('row').nth(1)).toBeVisible();
  await picture(page, page.getByRole('heading', { level: 1, name: 'Session profiles' }), '86-profiles');
  await withoutFaults(page);
  await page.getByLabel('Only rare ones').check();
  await expect(profiles.getByRole('heading', { name: /^\d+ rare profiles?$/ })).toBeVisible();
  const rare = profiles.getByRole('row').nth(1).locator('td.number').first().getByRole('link').first();
  const few = await rare.textContent();
  await rare.click();
  await recordsOn(page, few);
});
