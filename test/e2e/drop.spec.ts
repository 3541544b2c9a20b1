import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { drop, expect, screenshot, test } from './harness.ts';

const record = (number: number) => ({
  eventVersion: '1.08',
  eventID: `00000000-0000-4000-8000-00000000000${number}`,
  eventTime: '2024-05-01T10:00:00Z',
  eventSource: 's3.amazonaws.com',
  eventName: 'ListBuckets',
  eventType: 'AwsApiCall',
  awsRegion: 'eu-west-1',
  sourceIPAddress: '203.0.113.9',
  userAgent: 'aws-cli/2.15.30',
  recipientAccountId: '123456789012',
  userIdentity: {
    type: 'IAMUser',
    userName: 'anna',
    accountId: '123456789012',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    arn: 'arn:aws:iam::123456789012:user/anna',
  },
});

test('a folder dropped in the browser arrives whole, keeps its names, and its sum is shown', async ({
  page,
  evidence,
  host,
}) => {
  const files = [
    evidence.gzip('AWSLogs/eu-west-1/a.json.gz', { Records: [record(1), record(2)] }),
    evidence.json('AWSLogs/eu-west-1/b.json', { Records: [record(3)] }),
  ];
  await drop(page, page.getByText('Drop log files or folders here'), [join(evidence.folder, 'AWSLogs')]);
  await page.getByLabel('Case name').fill('Drill');
  await page.getByRole('button', { name: 'Create case' }).click();
  await expect(page.getByText('= 3 events')).toBeVisible();
  const ledger = page.getByTestId('ledger');
  await expect(ledger.getByText('AWSLogs/eu-west-1/')).toBeVisible();
  await expect(ledger.getByRole('cell', { name: 'a.json.gz' })).toBeVisible();
  await expect(ledger.getByRole('cell', { name: 'b.json' })).toBeVisible();
  await screenshot(page, 'evidence-dropped');
  const copies = join(host.cases, 'evidence');
  const copied = readdirSync(copies).map((name) => readFileSync(join(copies, name), 'base64'));
  expect(copied.sort()).toEqual(files.map((file) => readFileSync(file, 'base64')).sort());
  expect(statSync(copies).mode & 0o077, 'only its owner may read the evidence').toBe(0);
});

test('files dropped beside the zone never take the desk away: without a case it says where they belong, in one they are imported', async ({
  page,
  evidence,
}) => {
  const file = evidence.json('a.json', { Records: [record(1)] });
  const at = page.url();
  await drop(page, page.getByRole('heading', { level: 1 }), [file]);
  await expect(page.getByText('drop files on the area with the dashed border')).toBeVisible();
  expect(page.url()).toBe(at);
  await page.getByTestId('new-case').click();
  await page.getByLabel('Case name').fill('Beside');
  await page.getByRole('button', { name: 'Create case' }).click();
  await page.getByRole('navigation').getByRole('link', { name: 'Notes' }).click();
  await drop(page, page.getByText('No notes yet'), [file]);
  await expect(page.getByText('= 1 event')).toBeVisible();
  expect(new URL(page.url()).origin).toBe(new URL(at).origin);
});
