import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drop, expect, screenshot, test } from './harness.ts';

const START = Date.UTC(2024, 4, 1, 8);

const record = (number: number, minute: number, more: Record<string, unknown> = {}) =>
  JSON.stringify({
    eventVersion: '1.08',
    eventID: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    eventTime: new Date(START + minute * 60_000).toISOString().replace('.000', ''),
    eventSource: 's3.amazonaws.com',
    eventName: 'ListBuckets',
    eventType: 'AwsApiCall',
    awsRegion: 'eu-west-1',
    sourceIPAddress: '203.0.113.9',
    userAgent: 'aws-cli/2.15.30',
    recipientAccountId: '123456789012',
    userIdentity: {
      type: 'IAMUser',
      userName: number % 2 ? 'anna' : 'bert',
      accountId: '123456789012',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      arn: 'arn:aws:iam::123456789012:user/anna',
    },
    ...more,
  });

const BROKEN = '{"eventVersion":"1.08","eventTime":"2024-05-01T10:00:00Z","eventName":';

/** Twelve hours with a gap of five, one record cut off, one that says 1970; beside it a proxy that names no offset. */
function cloudTrail(): string {
  const minutes = Array.from({ length: 360 }, (_, index) => (index < 180 ? index : index + 300));
  const lines = minutes.map((minute, index) => record(index + 1, minute));
  lines.splice(20, 0, BROKEN);
  lines.push(record(900, 0, { eventTime: '1970-01-01T00:00:00Z' }));
  return lines.join('\n');
}

const proxy = (): string =>
  Array.from({ length: 120 }, (_, index) =>
    JSON.stringify({
      sourcetype: 'zscalernss-web',
      event: {
        time: new Date(START + index * 360_000).toISOString().slice(0, 19).replace('T', ' '),
        action: 'Allowed',
        login: 'anna@example.com',
        eurl: 'www.example.com/',
        cip: '192.0.2.10',
        reqmethod: 'GET',
        respcode: '200',
        proto: 'HTTPS',
      },
    }),
  ).join('\n');

test('the coverage page tells gaps and odd times; a reject is looked at, saved, mended and counted as repaired', async ({
  page,
  evidence,
  folder,
}) => {
  evidence.write('trail.ndjson', cloudTrail());
  evidence.write('proxy.ndjson', proxy());
  await drop(page, page.getByText('Drop log files or folders here'), [evidence.folder]);
  await page.getByLabel('Case name').fill('Coverage');
  await page.getByRole('button', { name: 'Create case' }).click();
  await expect(page.getByTestId('import-progress')).toHaveAttribute('data-state', 'done');

  await page.getByRole('link', { name: 'Coverage', exact: true }).click();
  const sources = page.getByTestId('coverage-sources');
  await expect(sources.getByRole('row', { name: /CloudTrail/ })).toContainText('361');
  const gaps = page.getByTestId('coverage-gaps');
  await expect(gaps.getByRole('row', { name: /CloudTrail/ })).toContainText('5 h 1 min');
  await expect(gaps).toContainText('2024-05-01 10:59:00.000');
  await expect(gaps).toContainText('2024-05-01 16:00:00.000');
  const odd = page.getByTestId('coverage-odd');
  await expect(odd).toContainText('1 event far before the rest');
  await expect(odd).toContainText('120 times without an offset');
  await screenshot(page, 'coverage');

  await page
    .getByTestId('coverage-left-out')
    .getByRole('link', { name: /1 reject of/ })
    .click();
  const rejects = page.getByTestId('rejects');
  await expect(rejects).toContainText('record 21, line 21');
  await expect(rejects).toContainText(BROKEN);
  await screenshot(page, 'coverage-rejects');

  const saved = page.waitForEvent('download');
  await rejects.getByRole('button', { name: /NDJSON/ }).click();
  const exported = join(folder, 'rejects.ndjson');
  await (await saved).saveAs(exported);
  const reject = JSON.parse(readFileSync(exported, 'utf8')) as { text: string };
  expect(reject.text).toBe(BROKEN);
  const mended = join(folder, 'mended.ndjson');
  writeFileSync(mended, JSON.stringify({ ...reject, text: record(500, 20) }));
  await page.getByTestId('path-input').fill(mended);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByTestId('import-progress').getByText('Finished')).toBeVisible();
  await expect(rejects).toContainText('1 of 1 repaired by');
  await screenshot(page, 'coverage-repaired');
});
