import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, screenshot, test } from './harness.ts';

const section = (page: Page, name: string) => page.getByRole('navigation').getByRole('link', { name });

const HUNT = `id: my-listing
title: Everybody who lists
question: Who lists buckets?
severity: low
entity: access_key
needs: { columns: [access_key_id], datasets: [aws.cloudtrail], missing: AWS CloudTrail }
rule:
  kind: match
  outcomes: all
  where: { column: event_action, is: ListBuckets }
summary: '{events} listings'
`;
const BROKEN = HUNT.replace('event_action, is', 'event_acton, is').replace(
  'severity: low',
  'severity: awful',
);

test('S-G3 S-G2 a broken own hunt says where it is broken, a good one finds, and hunts leave as rules of Sigma', async ({
  page,
  evidence,
}) => {
  await page.getByTestId('sample-case').click();
  await section(page, 'Evidence').click();
  await expect(page.getByTestId('import-progress')).toHaveAttribute('data-state', 'done', {
    timeout: 120_000,
  });

  await section(page, 'Hunts').click();
  await page.getByRole('link', { name: /Own hunts/ }).click();
  const own = page.getByTestId('own-hunts');
  await page.getByTestId('own-hunt-files').setInputFiles(evidence.write('broken.yaml', BROKEN));
  const problems = page.getByTestId('own-hunt-problems');
  await expect(problems).toContainText('broken.yaml:4:11');
  await expect(problems).toContainText('"awful" is none of');
  await expect(problems).toContainText('broken.yaml:10:20');
  await expect(problems).toContainText('no such column of events: "event_acton"; there is event_action');
  await expect(page.getByTestId('own-hunts')).toContainText('keeps no hunts of its own');
  await screenshot(page, '70-own-hunt-broken');

  await page.getByTestId('own-hunt-files').setInputFiles(evidence.write('good.yaml', HUNT));
  await expect(problems).toHaveCount(0);
  await own.getByRole('link', { name: 'Everybody who lists' }).click();
  await expect(page.getByRole('heading', { name: 'Everybody who lists' })).toBeVisible();
  const one = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as Sigma' }).click();
  const rule = await one;
  expect(rule.suggestedFilename()).toBe('my-listing.yml');
  expect(readFileSync((await rule.path()) ?? '', 'utf8')).toContain("eventName|cased: 'ListBuckets'");
  await expect(page.getByTestId('sigma-told')).toContainText('each event is told by itself');
  await screenshot(page, '71-own-hunt-sigma');

  await page.getByRole('link', { name: 'Findings →' }).click();
  const first = page.getByTestId('finding-row').first();
  await expect(first).toContainText('Everybody who lists');
  await expect(page.getByTestId('finding-detail')).toContainText('listings');
  await screenshot(page, '72-own-hunt-findings');

  await page.getByTestId('finding-detail').getByRole('button', { name: 'Mute…' }).click();
  await page.getByLabel('Reason').fill('our own inventory');
  await page.getByTestId('finding-detail').getByRole('button', { name: 'Mute', exact: true }).click();
  await page.getByRole('link', { name: 'What is muted: 1 mute →' }).click();
  const mute = page.getByTestId('mute-row');
  await expect(mute).toContainText('our own inventory');
  await expect(mute).toContainText('covers 1 finding now');
  await screenshot(page, '73-mutes');
  await mute.getByRole('button', { name: 'Take the mute back' }).click();
  await expect(page.getByText('Nothing is muted in this case.')).toBeVisible();

  await page.goto(`${page.url().split('#')[0] ?? ''}#/hunts/@own`);
  const all = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save all as Sigma' }).click();
  const file = await all;
  expect(file.suggestedFilename()).toBe('hunts.sigma.yml');
  const text = readFileSync((await file.path()) ?? '', 'utf8');
  expect(text).toContain("title: 'Everybody who lists'");
  expect(text).toContain("type: 'value_count'");
  const told = page.getByTestId('sigma-told');
  await expect(told).toContainText('Sigma has no rule for places too far apart');
  await screenshot(page, '74-sigma-refused');

  // What was written is taken back as Sigma rules.
  const back = evidence.write('back.yml', text);
  await page.getByTestId('own-hunt-files').setInputFiles(back);
  await expect(page.getByTestId('own-hunts')).toContainText('back.yml', { timeout: 60_000 });
  await expect(problems).toHaveCount(0);
});
