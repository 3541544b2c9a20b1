import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { japanese } from '../../renderer/text.ja.ts';
import { english } from '../../renderer/text.ts';
import { expect, screenshot, test } from './harness.ts';

const link = (page: Page, view: string) => page.getByRole('navigation').locator(`a[href="#/${view}"]`);

/** Each main screen, and the heading that only it has. */
const SCREENS = [
  ['overview', japanese.overview.title],
  ['incidents', japanese.incidents.title],
  ['findings', japanese.findings.title],
  ['verdicts', japanese.verdicts.title],
  ['timeline', japanese.timeline.table],
  ['profiles', japanese.profiles.title],
  ['hunts', japanese.hunts.title],
  ['questions', japanese.questions.title],
  ['notes', japanese.marks.title],
  ['evidence', japanese.evidence.title],
  ['coverage', japanese.coverage.title],
  ['networks', japanese.networks.title],
  ['settings', japanese.settings.title],
  ['data', japanese.data.title],
  ['audit', japanese.audit.title],
] as const;

/** Says in Japanese what it is; nothing is wider than the window. */
async function seen(page: Page, view: string, heading: string): Promise<void> {
  await link(page, view).click();
  const named =
    view === 'timeline'
      ? page.getByRole('grid', { name: heading }).or(page.getByRole('table', { name: heading }))
      : page.locator('.main').getByRole('heading', { name: heading }).first();
  await expect(named).toBeVisible();
  await expect(page.locator('.busy, .main [aria-busy="true"]')).toHaveCount(0);
  const wider = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(wider, `${view} is wider than the window`).toBe(0);
  const drawnWith = await page.evaluate(() =>
    [...document.fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family),
  );
  expect(drawnWith.join(), 'the font that the app carries').toContain('Interloper Japanese');
  if (process.env['INTERLOPER_SCREENSHOTS']) await screenshot(page, `ja-${view}`);
}

async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    .analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

test('every screen speaks Japanese where it is chosen, also when the page is loaded again, and English after that', async ({
  page,
}) => {
  await page.getByTestId('sample-case').click();
  await link(page, 'evidence').click();
  await expect(page.getByTestId('import-progress')).toHaveAttribute('data-state', 'done', {
    timeout: 120_000,
  });
  await link(page, 'settings').click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.getByRole('button', { name: '日本語' }).click();

  await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
  await expect(page).toHaveURL(/#\/settings/);
  const chosen = page.getByRole('group', { name: japanese.settings.language });
  await expect(chosen.getByRole('button', { name: '日本語' })).toHaveAttribute('aria-pressed', 'true');
  for (const [view, heading] of SCREENS) await seen(page, view, heading);

  for (const view of ['overview', 'settings']) {
    await link(page, view).click();
    await expect(page.locator('.busy, .main [aria-busy="true"]')).toHaveCount(0);
    expect(await faultsOf(page)).toEqual([]);
  }

  await page.reload();
  await expect(page.getByRole('heading', { name: japanese.settings.title, level: 1 })).toBeVisible();
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: english.settings.title, level: 1 })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test.describe('a computer that speaks Japanese', () => {
  test.use({ locale: 'ja-JP' });

  test('the desk follows the system, and so does the dialog that opens a case', async ({ page }) => {
    await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
    await expect(page.getByRole('heading', { name: japanese.start.title })).toBeVisible();
    await page.getByTestId('open-case').click();
    await expect(page.getByText(japanese.openDialog.none)).toBeVisible();
  });
});
