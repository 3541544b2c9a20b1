import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { drop, expect, screenshot, test } from './harness.ts';

test('H-X5 a bundle that left the desk is dropped on the start screen, checked, and its case is entered', async ({
  page,
  folder,
}) => {
  test.setTimeout(300_000);
  await page.getByTestId('sample-case').click();
  await page.getByRole('navigation').getByRole('link', { name: 'Evidence' }).click();
  await expect(page.getByTestId('import-progress')).toHaveAttribute('data-state', 'done', {
    timeout: 120_000,
  });
  await page.getByRole('button', { name: /Case: Sample incident/ }).click();
  await page.getByRole('menuitem', { name: 'Export…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export this case' });
  // The label, not the box that it hides: it is clicked where it stands once the dialog has come to rest.
  await dialog.getByText(/^Names/).click();
  await expect(dialog.getByLabel(/^Names/)).toBeChecked();
  await screenshot(page, '62-redaction');
  await dialog.getByText(/^Names/).click();
  await expect(dialog.getByLabel(/^Names/)).not.toBeChecked();
  await dialog.getByText('Case bundle').click();
  const waiting = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Export…' }).click();
  const bundle = join(folder, 'handed over.zip');
  copyFileSync(await (await waiting).path(), bundle);
  await dialog.getByRole('button', { name: 'Close' }).first().click();
  await page.getByRole('button', { name: /Case: Sample incident/ }).click();
  await page.getByRole('menuitem', { name: 'Close this case' }).click();
  await expect(page).toHaveURL(/#\/start/);
  await expect(page.getByTestId('open-bundle')).toBeVisible();

  await drop(page, page.getByTestId('drop-zone'), [bundle]);
  const opening = page.getByRole('dialog', { name: 'Open a bundle' });
  await expect(opening.getByLabel('New case file')).toHaveValue(/handed over.*\.interloper$/);
  await opening.getByRole('button', { name: 'Check and open' }).click();
  const checked = opening.getByTestId('bundle-checked');
  await expect(checked).toHaveAttribute('data-state', 'same', { timeout: 120_000 });
  await expect(checked).toContainText(createHash('sha256').update(readFileSync(bundle)).digest('hex'));
  await screenshot(page, '63-bundle-opened');
  await opening.getByRole('button', { name: 'Go to the case' }).click();
  await expect(page.getByRole('button', { name: /Case: Sample incident/ })).toBeVisible();
  await page.getByRole('navigation').getByRole('link', { name: 'Verdicts' }).click();
  await expect(page.getByText('malicious').first()).toBeVisible();
});
