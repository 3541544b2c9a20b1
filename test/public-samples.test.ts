import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../electron/engine/db/database.ts';
import { recogniseRecord } from '../electron/engine/sources/index.ts';
import { filesUnder, present, SAMPLES } from './support/public-samples.ts';
import { type Json, normaliseRecords, openScratch, readRecords, sourceNamed } from './support/spool.ts';

/** Whole JSON of ours; the rest of those folders is CSV, YAML, or what Elastic expects. */
const OURS: [id: string, folder: string][] = [
  ['aws-cloudtrail', 'cloudtrail'],
  ['okta-system-log', 'derived/okta'],
  ['okta-system-log', 'okta/elastic_okta.system'],
  ['entra-sign-in', 'entra_signin/elastic_azure.signinlogs'],
  ['kubernetes-audit', 'k8s_audit'],
  ['crowdstrike-fdr', 'edr/elastic_crowdstrike.fdr'],
  ['jamf-protect', 'jamf_protect'],
  ['sentinelone-cloud-funnel', 'edr/elastic_sentinel_one_cloud_funnel.event'],
  ['windows-events', 'sysmon'],
  ['squid', 'proxy/elastic_squid.log'],
  ['zscaler-web', 'proxy/elastic_zscaler_zia.web'],
  ['w3c-extended', 'proxy/azure-sentinel/SymantecProxySG.json'],
  ['cisco-umbrella', 'proxy/azure-sentinel/Cisco_Umbrella_proxy_CL.json'],
  ['skyhigh-web', 'derived/proxy'],
  ['cyren', 'email/cyren'],
  ['proofpoint-tap', 'email/elastic_proofpoint_tap.message_blocked'],
  ['defender-advanced-hunting', 'edr/elastic_m365_defender.event'],
  ['defender-advanced-hunting', 'email/elastic_m365_defender.event'],
];
const isWhole = (path: string): boolean =>
  /\.(json|json\.gz|ndjson|log|zip)$/.test(path) && !path.endsWith('-expected.json');
const ourFiles = OURS.flatMap(([id, folder]) =>
  filesUnder(folder)
    .filter(isWhole)
    .map((path): [string, string] => [path, id]),
);

let database: Database;
beforeAll(async () => {
  database = await openScratch();
});
afterAll(() => database.close());

describe.skipIf(!present)('public samples', () => {
  test('there are as many as there were', () => {
    const counts = OURS.map(([, folder]) => filesUnder(folder).filter(isWhole).length);
    expect(counts).toEqual([38, 4, 1, 6, 23, 2, 25, 4, 14, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  });

  test.each(ourFiles)('%s: every record is recognised, and is an event or skipped', async (path, id) => {
    const records = readRecords(join(SAMPLES, path));
    const found = records.map((record) => recogniseRecord(record));
    expect(records.length).toBeGreaterThan(0);
    expect(new Set(found.map((one) => one?.source.id))).toEqual(new Set([id]));
    const rows = await normaliseRecords(database, sourceNamed(id), records);
    expect(rows.length).toBe(records.length);
    expect(rows.filter((row) => row.reject_reason)).toEqual([]);
    expect(rows.filter((row) => !row.timestamp && !row.skip_reason)).toEqual([]);
  });

  test('H-A0 the session of the stolen instance credential says where it was delivered', async () => {
    const path = 'cloudtrail/stratus-red-team/aws.credential-access.ec2-steal-instance-credentials.json';
    const records = readRecords(join(SAMPLES, path));
    const rows = await normaliseRecords(database, sourceNamed('aws-cloudtrail'), records);
    const session = rows.filter((row) => /:i-[0-9a-f]+$/i.test(row.principal_id as string));
    expect(session.map((row) => row.credential_origin)).toEqual(session.map(() => 'ec2 imds v1'));
    expect(session.length).toBeGreaterThan(0);
  });

  test('H-C1 the incident gives its recipient, link, domain and file, and keeps what was done about it', async () => {
    const records = readRecords(join(SAMPLES, 'email/cyren/sample-incidents.json'));
    const [row] = await normaliseRecords(database, sourceNamed('cyren'), records);
    expect(row).toMatchObject({
      event_kind: 'alert',
      rule_name: 'phishing',
      user_name: 'user1@sample.com',
      email_from_address: 'user2@sample.com',
      email_subject: 'subject',
      url_original: 'http://phishing.com',
      url_domain: 'phishing.com',
      file_name: 'attachment.html',
    });
    expect(row?.event_detail).toContain('MOVE_TO_SPAM: success');
  });

  test('rows of a query that left the time out are known and rejected for it', async () => {
    const path = join(SAMPLES, 'entra_signin/sentinel-training-lab/AuditLogs_Hunting.csv');
    const records = readRecords(path);
    expect(records.map((record) => recogniseRecord(record)?.source.id)).toEqual(
      records.map(() => 'entra-activity-log-analytics'),
    );
    const rows = await normaliseRecords(database, sourceNamed('entra-activity-log-analytics'), records);
    expect(rows.map((row) => row.reject_reason)).toEqual(Array(5).fill('activityDateTime is missing'));
  });

  const others = ['edr/msticpy', 'proxy/sekoia_skyhigh_secure_web_gateway', 'reference'];
  test.each(others)('no record of %s is taken for one of ours', (folder) => {
    for (const path of filesUnder(folder).filter((name) => /\.(json|ndjson|log)$/.test(name))) {
      for (const record of readable(join(SAMPLES, path))) expect(recogniseRecord(record), path).toBeNull();
    }
  });
});

/** The records of a file that may not be JSON. */
function readable(path: string): Json[] {
  try {
    return readRecords(path);
  } catch {
    return [];
  }
}
