import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drop, expect, screenshot, test } from './harness.ts';
import { anotherClient, writeJourney } from '../support/fixtures/travel.ts';

const BROKEN = `id: my-sign-in
title: Sign-in
version: 1
subject: user
needs: { missing: Okta System Log }
starts:
  events: [{ where: { column: risk_levl, is: high } }]
questions:
  - id: known
    text: Is it known?
    ask: { kind: known_network }
    answers:
      yes: { reason: x, points: 0, next: verdict:known }
      no: { reason: x, points: 9, next: verdict:known }
    unknown: { points: 0, next: verdict:known }
verdicts: [{ id: known, verdict: benign, reason: x }]
`;

test('H-X1 a broken own tree says where it is broken, the template is kept, and a verdict of it is opened', async ({
  page,
  evidence,
}) => {
  const log = join(writeJourney(anotherClient, evidence.folder), 'system-log.json');
  writeFileSync(log, readFileSync(log, 'utf8').replaceAll('level=MEDIUM', 'level=HIGH'));
  const broken = evidence.write('../broken.yaml', BROKEN);
  await drop(page, page.getByTestId('drop-zone'), [evidence.folder]);
  await page.getByLabel('Case name').fill('Own trees');
  await page.getByLabel('Examiner').fill('A. Nalyst');
  await page.getByRole('button', { name: 'Create case' }).click();
  await expect(page.getByTestId('import-progress')).toHaveAttribute('data-state', 'done', {
    timeout: 120_000,
  });
  await page.getByRole('navigation').getByRole('link', { name: 'Verdicts' }).click();
  await page.getByRole('link', { name: 'Own trees' }).click();

  await page.getByTestId('own-tree-files').setInputFiles(broken);
  const problems = page.getByTestId('own-tree-problems');
  await expect(problems).toContainText('broken.yaml:7:31');
  await expect(problems).toContainText('no such column of events: "risk_levl"; there is risk_level');
  const kept = page.getByTestId('kept-trees');
  await expect(kept).toContainText('This case keeps no trees of its own.');
  await screenshot(page, '67-own-trees-broken');

  await page.getByRole('button', { name: 'Start from the template' }).click();
  await expect(page.getByLabel('Trees in YAML')).toHaveValue(/id: my-risky-sign-in/);
  await page.getByRole('button', { name: 'Check and keep' }).click();
  await expect(kept).toContainText('Sign-in that Okta calls risky', { timeout: 60_000 });
  await expect(problems).toHaveCount(0);
  await screenshot(page, '68-own-trees-kept');

  await page.getByLabel('Verdicts, changes, alerts and own trees').getByText('Verdicts').click();
  await page.getByTestId('verdict-row').filter({ hasText: 'Sign-in that Okta calls risky' }).first().click();
  const drawing = page.getByTestId('verdict-tree');
  const detail = page.getByTestId('question-detail');
  await drawing
    .getByRole('button', { name: /client one that the user had before\?.*: different/ })
    .last()
    .click();
  await expect(detail).toContainText('records behind the answer');
  await detail.getByTestId('question-query').locator('summary').click();
  await expect(detail.getByTestId('question-query')).toContainText('$client_same_0');
  await drawing
    .getByRole('button', { name: /many sign-ins fail around it\?/ })
    .last()
    .click();
  await expect(detail).toContainText('the log reaches from');
  await screenshot(page, '69-own-trees-verdict');
});
