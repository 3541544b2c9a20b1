import { drop, expect, screenshot, test } from './harness.ts';
import { anotherClient, writeJourney } from '../support/fixtures/travel.ts';

test('H-X1 a broken own tree says where it is broken, the template is kept, and a verdict of an own tree is opened', async ({
  page,
  evidence,
}) => {
  writeJourney(anotherClient, evidence.folder);
  const tree = `id: my-sign-in
title: Sign-in with high risk
version: 1
subject: user
needs: { datasets: [okta.system], missing: Okta System Log }
starts:
  events:
    - { label: Okta velocity, where: { column: risk_detail, matches: '(?i)velocity[^,=;]*=POSITIVE' } }
questions:
  - id: failures
    text: Did a sign-in fail in the hours before?
    ask:
      kind: count
      where: { column: event_outcome, is: failure }
      within: { before_hours: 1 }
      needs: { datasets: [okta.system], missing: Okta System Log of the hour before }
    answers:
      several: { at_least: 2, reason: '{failures}.', points: 60, next: verdict:tried }
      few: { reason: '{failures}.', points: 10, next: verdict:plain }
    unknown: { points: 20, next: verdict:plain }
verdicts:
  - { id: tried, verdict: suspicious, reason: 'Sign-ins of {subject_name} failed before one succeeded from {alert_address}.' }
  - { id: plain, verdict: inconclusive, reason: '{subject_name} signed in from {alert_address}.' }
`;
  const file = evidence.write('../my-sign-in.yaml', tree);
  const broken = evidence.write('../broken.yaml', tree.replace('verdict:tried', 'verdict:tired'));

  await drop(page, page.getByTestId('drop-zone'), [evidence.folder]);
  await page.getByLabel('Case name').fill('Own trees');
  await page.getByLabel('Examiner').fill('A. Nalyst');
  await page.getByRole('button', { name: 'Create case' }).click();
  await expect(page.getByTestId('import-progress')).toHaveAttribute('data-state', 'done', {
    timeout: 120_000,
  });
  await page.getByRole('navigation').getByRole('link', { name: 'Verdicts' }).click();
  await page.getByRole('link', { name: 'Own trees' }).click();

  const chosen = page.getByTestId('own-tree-files');
  await chosen.setInputFiles(broken);
  const problems = page.getByTestId('own-tree-problems');
  await expect(problems).toContainText('broken.yaml:18:64');
  await expect(problems).toContainText('leads to unknown "verdict:tired"');
  await expect(page.getByTestId('kept-trees')).toContainText('This case keeps no trees of its own.');
  await screenshot(page, '67-own-trees-broken');

  await page.getByRole('button', { name: 'Start from the template' }).click();
  await expect(page.getByLabel('Trees in YAML')).toHaveValue(/id: my-risky-sign-in/);
  await page.getByRole('button', { name: 'Check and keep' }).click();
  await expect(page.getByTestId('kept-trees')).toContainText('Sign-in that Okta calls risky', {
    timeout: 60_000,
  });
  await expect(problems).toHaveCount(0);

  await chosen.setInputFiles(file);
  await expect(page.getByTestId('kept-trees')).toContainText('Sign-in with high risk', { timeout: 60_000 });
  await screenshot(page, '68-own-trees-kept');

  await page.getByRole('link', { name: 'Verdicts', exact: true }).last().click();
  await page.getByTestId('verdict-row').filter({ hasText: 'Sign-in with high risk' }).first().click();
  const drawing = page.getByTestId('verdict-tree');
  const detail = page.getByTestId('question-detail');
  await drawing
    .getByRole('button', { name: /fail in the hours before\?/ })
    .first()
    .click();
  await expect(detail).toContainText('records behind the answer');
  await detail.getByTestId('question-query').locator('summary').click();
  await expect(detail.getByTestId('question-query')).toContainText('$failures_same_0');
  await screenshot(page, '69-own-trees-verdict');
});
