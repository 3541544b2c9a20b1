import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { drop, expect, screenshot, test, type EvidenceWriter } from './harness.ts';
import { usedFromHosting, writeStory } from '../support/fixtures/stories.ts';
import type { Page } from '@playwright/test';

const newCase = async (page: Page, name: string) => {
  await page.getByLabel('Case name').fill(name);
  await page.getByLabel('Examiner').fill('A. Nalyst');
  await page.getByRole('button', { name: 'Create case' }).click();
};

const finished = (page: Page) =>
  expect(page.getByTestId('import-progress')).toHaveAttribute('data-state', 'done', { timeout: 120_000 });

const sections = (page: Page, name: string) => page.getByRole('navigation').getByRole('link', { name });

test('drop real-shaped logs, see the sums, walk from a finding to a verdict and to the original record', async ({
  page,
  evidence,
}) => {
  writeStory(usedFromHosting(), evidence.folder);
  evidence.write('notes.txt', 'not a log\n');
  evidence.write('broken.ndjson', `${okta(1)}\n${okta(2).slice(0, 100)}\n${okta(3)}\n`);
  await screenshot(page, '01-start');
  await drop(page, page.getByTestId('drop-zone'), [evidence.folder]);
  await newCase(page, 'Orders API');
  await finished(page);
  await sections(page, 'Evidence').click();
  await expect(page.getByTestId('ledger-sum').first()).toContainText('The sum holds');
  await expect(page.getByTestId('ledger')).toContainText('notes.txt');
  await screenshot(page, '02-evidence');

  await sections(page, 'Findings').click();
  await page.getByTestId('finding-row').filter({ hasText: 'ASIA' }).first().click();
  await expect(page.getByTestId('finding-detail')).toContainText('DIGITALOCEAN', { ignoreCase: true });
  await screenshot(page, '03-finding');

  await sections(page, 'Verdicts').click();
  await page.getByTestId('verdict-row').filter({ hasText: 'Malicious' }).first().click();
  await expect(page.getByTestId('verdict-tree')).toBeVisible();
  await screenshot(page, '04-verdict');
  await page
    .getByTestId('verdict-tree')
    .getByRole('button', { name: /operating systems\?.*: yes/ })
    .first()
    .click();
  const detail = page.getByTestId('question-detail');
  await expect(detail).toContainText('Windows');
  await detail
    .getByRole('button', { name: /GetCallerIdentity/ })
    .first()
    .click();
  const original = page.getByTestId('original-record');
  await expect(original).toContainText('"eventName": "GetCallerIdentity"');
  await expect(page.getByTestId('record-drawer')).toContainText(/SHA-256/);
  await screenshot(page, '05-original-record');
});

test('the sample case leads to verdicts, entities and the timeline', async ({ page }) => {
  await page.getByTestId('sample-case').click();
  await sections(page, 'Evidence').click();
  await finished(page);
  await sections(page, 'Overview').click();
  await expect(page.getByText('Malicious').first()).toBeVisible();
  await screenshot(page, '10-sample-overview');
  await sections(page, 'Timeline').click();
  await expect(page.getByTestId('histogram')).toBeVisible();
  await expect(page.getByTestId('timeline-table')).toContainText('CloudTrail');
  await screenshot(page, '11-sample-timeline');
  await page.getByTestId('facet').first().getByRole('button').filter({ hasText: 'Okta' }).first().click();
  await screenshot(page, '12-sample-filtered');
  await sections(page, 'Verdicts').click();
  await expect(page.getByTestId('verdict-row').filter({ hasText: 'Benign' }).first()).toBeVisible();
  await screenshot(page, '13-sample-verdicts');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('mira');
  await page.getByRole('dialog').getByText('mira.lindqvist@ferncliff.example').first().waitFor();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('entity-page')).toContainText('mira.lindqvist@ferncliff.example');
  await expect(page.getByTestId('entity-page')).toContainText('Clouvider');
  await screenshot(page, '14-sample-entity');
  await sections(page, 'About the data').click();
  await expect(page.getByTestId('data-files')).toContainText('CC-BY-4.0');
  await screenshot(page, '15-about-the-data');
  await page.goBack();
  await expect(page.getByTestId('entity-page')).toBeVisible();
});

test('a cancelled import leaves the case usable, with whole files only', async ({ page, evidence }) => {
  for (let file = 0; file < 60; file++) manyEvents(evidence, file);
  await page.getByTestId('new-case').click();
  await newCase(page, 'Cancelled');
  await page.getByTestId('path-input').fill(evidence.folder);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('import-progress')).toContainText(/Files\s*[1-9]\d* of 60/);
  await page.getByTestId('import-cancel').click();
  await expect(page.getByTestId('import-progress')).toHaveAttribute('data-state', 'cancelled');
  await screenshot(page, '20-cancelled');
  await expect(page.getByTestId('ledger-sum').first()).toContainText('The sum holds');
  await expect(page.getByTestId('ledger')).not.toContainText('Importing');
});

const okta = (n: number) =>
  JSON.stringify({
    uuid: `00000000-0000-4000-8000-00000000000${n}`,
    published: `2024-05-01T10:00:0${n}.000Z`,
    eventType: 'user.session.start',
    displayMessage: 'User login to Okta',
    outcome: { result: 'SUCCESS' },
    actor: { id: '00u1', type: 'User', alternateId: 'alice@example.com', displayName: 'Alice' },
    client: {
      ipAddress: '203.0.113.9',
      userAgent: { rawUserAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:124.0) Gecko/20100101 Firefox/124.0' },
    },
    authenticationContext: { externalSessionId: '102abc' },
    target: [],
  });

function manyEvents(evidence: EvidenceWriter, file: number): void {
  const lines = Array.from({ length: 9000 }, (_none, index) =>
    okta(index % 10).replace(
      '00000000-0000',
      `${String(file).padStart(8, '0')}-${String(index).padStart(4, '0')}`,
    ),
  );
  evidence.write(`okta-${String(file).padStart(2, '0')}.ndjson`, lines.join('\n'));
}

test('H-X5 the PDF that the desk saves is the one whose contents and SHA-256 it shows and logs', async ({
  page,
}) => {
  await page.getByTestId('sample-case').click();
  await sections(page, 'Evidence').click();
  await finished(page);
  await page.getByRole('button', { name: /Sample incident/ }).click();
  await page.getByRole('menuitem', { name: 'Save as PDF…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Report as PDF' });
  await dialog.getByText('Method: hunts, trees, data').click();
  await dialog.getByLabel('Incidents told in full').fill('2');
  await dialog.getByRole('button', { name: 'Make the report' }).click();
  const made = dialog.getByTestId('pdf-made');
  await expect(made).toContainText('Incident 2:', { timeout: 60_000 });
  await expect(made).not.toContainText('Method');
  const sha256 = await made.locator('code').innerText();
  await screenshot(page, 'pdf-report');
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save…' }).click();
  const bytes = readFileSync((await (await download).path()) ?? '');
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
  expect(bytes.subarray(0, 8).toString()).toBe('%PDF-1.7');
  await expect(dialog).toBeHidden();
  await sections(page, 'Audit log').click();
  // Looked at, then saved.
  for (const action of ['report.previewed', 'report.written'])
    await expect(page.getByRole('row').filter({ hasText: action })).toContainText(sha256);
});
