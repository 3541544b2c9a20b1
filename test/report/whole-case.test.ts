import { expect, test } from 'vitest';
import { overview } from '../../electron/engine/desk/overview.ts';
import type { Readers } from '../../electron/engine/desk/readers.ts';
import { huntTitles, readFindings, runHunts } from '../../electron/engine/hunting.ts';
import { runIncidents } from '../../electron/engine/incidents/incidents.ts';
import { jsonReport } from '../../electron/engine/report/json-report.ts';
import { queryOf, readVerdicts, runTrees, treeTitles } from '../../electron/engine/triage.ts';
import { Overview } from '../../shared/contract.ts';
import { addEvents, emptyCase, evidenceLine, insert, type SomeEvent } from '../support/desk-seed.ts';
import { validReport } from './valid-report.ts';

const READERS: Readers = {
  findings: readFindings,
  verdicts: readVerdicts,
  titles: async (desk) => {
    const titles = new Map([...(await treeTitles(desk)), ...(await huntTitles(desk))]);
    return (id) => titles.get(id) ?? id;
  },
  query: queryOf,
};

const INSTANCE = {
  event_dataset: 'aws.cloudtrail',
  event_provider: 's3.amazonaws.com',
  event_action: 'ListBuckets',
  event_outcome: 'success',
  user_type: 'AssumedRole',
  user_name: 'backup-role',
  principal_arn: 'arn:aws:sts::111122223333:assumed-role/backup-role/i-0abc123def4567890',
  access_key_id: 'ASIA0000000000000001',
  source_kind: 'public',
};
const INSIDE = {
  source_address: '52.94.76.10',
  source_ip: '52.94.76.10',
  source_country_iso_code: 'US',
  source_as_number: 16509,
  source_as_organization_name: 'Amazon.com, Inc.',
  source_cloud_provider: 'AWS',
  source_cloud_region: 'us-west-2',
  user_agent_original: 'aws-cli/2.15 Linux/5.10',
  client_name: 'aws-cli',
  os_name: 'Linux',
};
const OUTSIDE = {
  source_address: '203.0.113.9',
  source_ip: '203.0.113.9',
  source_country_iso_code: 'NL',
  source_as_number: 62240,
  source_as_organization_name: 'Clouvider Limited',
  source_is_hosting: true,
  user_agent_original: 'aws-cli/2.15 Windows/10',
  client_name: 'aws-cli',
  os_name: 'Windows',
};

/** One file from the instance's region, one from elsewhere; `ids` are their evidence ids. */
async function theft(ids: { inside: number; outside: number }) {
  const events = Array.from({ length: 40 }, (_, index): SomeEvent => ({
    ...INSTANCE,
    ...(index % 4 === 3 ? OUTSIDE : INSIDE),
    evidence_id: index % 4 === 3 ? ids.outside : ids.inside,
    record: index + 1,
    timestamp: `2024-05-01T10:${String(index).padStart(2, '0')}:00.000000Z`,
    event_id: `e-${index}`,
  }));
  const database = await emptyCase();
  const { job } = database;
  await addEvents(job, ids.inside < ids.outside ? events : events.toReversed());
  await job.run('DELETE FROM evidence');
  await insert(job, 'evidence', [line(ids.inside, 'inside', 30), line(ids.outside, 'outside', 10)]);
  await runHunts(job);
  await runTrees(job);
  await runIncidents(job);
  return database;
}

const line = (id: number, name: string, events: number) => {
  const sha256 = name.padEnd(64, '0');
  return evidenceLine(id, {
    path: `${name}.json`,
    name,
    sha256,
    content_sha256: sha256,
    bytes: 1,
    records: events,
    events,
  });
};

const report = ({ desk }: Awaited<ReturnType<typeof theft>>) =>
  jsonReport(desk, {
    tool: { name: 'Interloper', version: '0.1.0' },
    case: { name: 'A case', examiner: null, reference: null },
    data: [],
    readers: READERS,
  });

test('H-A13 what the hunts and the tree of this program say is in the report, with records of the evidence', async () => {
  const database = await theft({ inside: 1, outside: 2 });
  const { findings, verdicts, coverage, lineage, person_decisions } = validReport(await report(database));
  const found = findings.find((one) => one.entity.value === INSTANCE.access_key_id);
  expect(found?.events.length).toBeGreaterThan(0);
  expect(new Set(found?.events.map((one) => one.path))).toEqual(new Set(['inside.json', 'outside.json']));
  const [verdict] = verdicts;
  expect(verdict).toMatchObject({
    subject: { kind: 'principal', value: INSTANCE.principal_arn },
    verdict: 'malicious',
  });
  const cited = verdict?.path.flatMap((step) => step.events) ?? [];
  expect(cited.some((one) => one.path === 'outside.json' && one.event_id === 'e-3')).toBe(true);
  expect(lineage).toEqual([
    expect.objectContaining({
      access_key_id: INSTANCE.access_key_id,
      about: true,
      origin: 'instance',
      issuance: null,
      uses: 40,
      principal_arns: [INSTANCE.principal_arn],
    }),
  ]);
  expect(lineage[0]?.events.map((one) => one.event_id)).toEqual(['e-0', 'e-1', 'e-2']);
  expect(person_decisions).toEqual([]);
  expect(coverage.missing.map((one) => one.definition)).not.toContain('aws-instance-credentials');
  expect(Overview.parse(await overview(database.desk, READERS)).top_verdicts).toHaveLength(1);
});

test('H-X3 H-X4 findings and the verdict on one instance are one incident of the report, by weight', async () => {
  const database = await theft({ inside: 1, outside: 2 });
  const { findings, verdicts, incidents, incident_gap_hours } = validReport(await report(database));
  expect(incident_gap_hours).toBe(24);
  expect(incidents).toHaveLength(1);
  const [incident] = incidents;
  expect(incident).toMatchObject({
    verdict: 'malicious',
    entity: { kind: 'principal', value: INSTANCE.principal_arn },
  });
  const ids = (kind: string) =>
    (incident?.members ?? []).filter((one) => one.kind === kind).map(({ id }) => id);
  expect(ids('finding').sort()).toEqual(findings.map(({ id }) => id).sort());
  expect(ids('verdict')).toEqual(verdicts.map(({ id }) => id));
  const sum = (incident?.score_parts ?? []).reduce((all, { points }) => all + points, 0);
  expect(incident?.score).toBe(sum);
  expect((await overview(database.desk, READERS)).top_incidents).toHaveLength(1);
});

test('H-X4 the order of import leaves no trace in the report', async () => {
  const once = await report(await theft({ inside: 1, outside: 2 }));
  expect(await report(await theft({ inside: 1, outside: 2 }))).toBe(once);
  expect(await report(await theft({ inside: 9, outside: 4 }))).toBe(once);
});
