import {
  ADA,
  cloudTrail,
  DEPLOY_KEY,
  entra,
  kubernetes,
  lines,
  NEW_KEY,
  okta,
  SSO_KEY,
} from '../support/fixtures/chain.ts';
import { drop, expect, screenshot, test } from './harness.ts';

test('H-X4 S-P1 a user is one person across sources; a name is split off and taken back; a key leads to its lineage', async ({
  page,
  evidence,
}) => {
  evidence.json('okta.json', okta());
  evidence.gzip('trail.json.gz', { Records: cloudTrail() });
  evidence.write('audit.log', lines(kubernetes()));
  evidence.write('sign-ins.json', lines(entra()));
  await drop(page, page.getByText('Drop log files or folders here'), [evidence.folder]);
  await page.getByLabel('Case name').fill('People');
  await page.getByRole('button', { name: 'Create case' }).click();
  await expect(page.getByTestId('import-progress')).toHaveAttribute('data-state', 'done');

  await page.keyboard.press('Control+K');
  await page.getByRole('combobox').fill('ada.lovelace-ex');
  await page.getByRole('option', { name: /^Person.*ada\.lovelace@example\.com/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: ADA })).toBeVisible();
  const identity = page.getByTestId('identity');
  for (const source of ['Okta', 'Entra sign-ins', 'CloudTrail', 'Kubernetes audit'])
    await expect(identity.getByRole('row').filter({ hasText: source }).first()).toBeVisible();
  const facts = page.getByRole('region', { name: 'In short' });
  await expect(facts.getByRole('link', { name: '9', exact: true })).toBeVisible();
  await screenshot(page, 'person');

  await identity.getByRole('button', { name: 'Split off ada.lovelace-example.com' }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill('a shared kubectl account');
  await page.getByRole('dialog').getByRole('button', { name: 'Split off' }).click();
  const decisions = page.getByTestId('decisions');
  await expect(decisions).toContainText('ada.lovelace-example.com split off ada.lovelace@example.com');
  await expect(decisions).toContainText('a shared kubectl account');
  await expect(identity.getByRole('button', { name: 'Split off ada.lovelace-example.com' })).toHaveCount(0);
  await screenshot(page, 'person-split');
  await decisions.getByRole('button', { name: /^Undo/ }).click();
  await expect(decisions).toContainText('undone by');
  await expect(identity.getByRole('button', { name: 'Split off ada.lovelace-example.com' })).toBeVisible();

  const lineage = page.getByTestId('lineage');
  await expect(lineage.getByRole('list', { name: `Issued with ${SSO_KEY}` })).toContainText(DEPLOY_KEY);
  await lineage.getByRole('link', { name: new RegExp(DEPLOY_KEY) }).click();
  await expect(page.getByRole('heading', { level: 1, name: DEPLOY_KEY })).toBeVisible();
  const below = lineage.getByRole('list', { name: `Issued with ${DEPLOY_KEY}` });
  await expect(below).toContainText(NEW_KEY);
  await expect(below).toContainText('CreateAccessKey');
  await expect(lineage).toContainText('1 denied attempt to get another key');
  await screenshot(page, 'lineage');
  await lineage.getByRole('link', { name: '3 uses' }).click();
  await expect(page.getByText('Kubernetes audit').first()).toBeVisible();
});
