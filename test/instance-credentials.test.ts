import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../electron/engine/db/database.ts';
import { enrichments } from '../electron/engine/enrich/index.ts';
import { runHolders } from '../electron/engine/holders/holders.ts';
import { treeOf } from '../electron/engine/trees/index.ts';
import { readVerdicts, runTrees } from '../electron/engine/triage.ts';
import { ACCOUNT } from './support/fixtures/cloudtrail.ts';
import {
  FROM_HOSTING,
  INSTANCE,
  type InstanceUse,
  JAVA,
  ordinary,
  ROLE,
  WINDOWS,
  writeUse,
} from './support/fixtures/instance-uses.ts';
import { EC2, HOSTING } from './support/fixtures/places.ts';
import type { Verdict } from '../shared/model.ts';
import { importFiles } from './support/import-files.ts';
import { type PathChanges, pathChanges } from './support/path-changes.ts';
import { clearEvents, emptyCase } from './support/seed.ts';

const TREE = 'aws-instance-credentials';
const RESOURCES = resolve(import.meta.dirname, '../resources');
const tree = treeOf(TREE);

let database: Database;
beforeAll(async () => {
  database = await emptyCase();
});
afterAll(() => database.close());

/** The verdict on the instance, from its logs on. */
async function verdictOn(use: InstanceUse): Promise<Verdict> {
  await clearEvents(database.job);
  await database.job.run('DELETE FROM evidence');
  const path = writeUse(use, mkdtempSync(join(tmpdir(), 'interloper-')));
  const { evidence, totals } = await importFiles(database, [{ path, name: 'instance-use' }]);
  expect(evidence.filter((one) => one.status !== 'loaded').map((one) => one.name)).toEqual([]);
  expect(totals.rejects).toBe(0);
  for (const one of enrichments)
    await one.run(database.job, {
      again: false,
      signal: new AbortController().signal,
      resourcesPath: RESOURCES,
    });
  await runHolders(database.job);
  await runTrees(database.job, [TREE]);
  const { verdicts } = await readVerdicts(database.desk, { offset: 0, limit: 100 });
  expect(verdicts.map((one) => one.subject)).toEqual([
    { kind: 'principal', value: `arn:aws:sts::${ACCOUNT}:assumed-role/${ROLE.name}/${INSTANCE}` },
  ]);
  return verdicts[0] as Verdict;
}

interface Story {
  title: string;
  use: InstanceUse;
  path: string;
  verdict: string;
  reasons: string[];
  flips: { what: string; to: InstanceUse; changes: PathChanges }[];
}

const alone: InstanceUse = { ...ordinary, launched: true, works: false, elsewhere: FROM_HOSTING };
const ssrfFrom = { place: HOSTING.digitalocean_amsterdam, client: WINDOWS, does: 'enumerates' } as const;
const ssrf: InstanceUse = { ...ordinary, delivery: '1.0', elsewhere: ssrfFrom };
const endpoint: InstanceUse = {
  ...ordinary,
  launched: true,
  endpoint: { address: '10.20.9.9', made: false },
};
const agreed: InstanceUse = {
  ...ordinary,
  elsewhere: FROM_HOSTING,
  finding: { kind: 'OutsideAWS', place: HOSTING.digitalocean_amsterdam },
};
const ownReported: InstanceUse = {
  ...ordinary,
  launched: true,
  finding: { kind: 'InsideAWS', place: EC2.orders },
};

/** Each story as it is told, then with one thing changed: what that must change, and nothing else. */
const STORIES: Story[] = [
  {
    title: 'H-A2 H-A3 one address used it, not Amazon’s, and the launch of the instance tells another',
    use: alone,
    path: 'yes > no finding > ordinary > code on the instance > no > one, not its own > not Amazon’s',
    verdict: 'suspicious',
    reasons: [`${EC2.orders.ip} by RunInstances at 2024-05-16 06:00:00`],
    flips: [
      {
        what: 'H-A3 the launch is not in the evidence',
        to: { ...alone, launched: false },
        changes: {
          facts: {
            foreign_use: ['ordinary', 'none shown'],
            kept_own: ['yes', null],
            own_is_elsewhere: ['yes', 'no'],
            route: ['v2', 'none shown'],
          },
          answers: {
            'foreign-use': ['ordinary', 'none shown'],
            route: ['code on the instance', 'no use elsewhere is shown'],
            'public-addresses': ['one, not its own', 'one, not Amazon’s'],
            'alone-place': ['not Amazon’s', null],
          },
          verdict: ['suspicious', 'not applicable'],
        },
      },
      {
        what: 'H-A4 the address is Amazon’s, its region only approximate',
        to: { ...alone, elsewhere: { ...FROM_HOSTING, place: EC2.ireland } },
        changes: {
          facts: {
            alone_place: ['outside', 'aws'],
            aws_address_count: [0, 1],
            outside_address_count: [1, 0],
          },
          answers: { 'alone-place': ['not Amazon’s', 'Amazon’s'], 'alone-region': [null, 'unknown'] },
          verdict: ['suspicious', 'inconclusive'],
        },
      },
      {
        what: 'H-A2 what it tried was denied',
        to: { ...alone, elsewhere: { ...FROM_HOSTING, does: 'is refused' } },
        changes: {
          facts: { foreign_use: ['ordinary', 'sensitive attempts'] },
          answers: { 'foreign-use': ['ordinary', 'sensitive attempts'] },
          verdict: ['suspicious', 'suspicious'],
        },
      },
      {
        what: 'H-A1 the instance works from its own address as well',
        to: { ...alone, works: true },
        changes: {
          facts: {
            alone_place: ['outside', null],
            aws_address_count: [0, 1],
            aws_region_spread: [null, 'one'],
            change_count: [0, 2],
            changes_explained: [null, 'not all'],
            own_is_elsewhere: ['yes', 'no'],
            public_address_count: [1, 2],
          },
          answers: {
            'public-addresses': ['one, not its own', 'several'],
            'alone-place': ['not Amazon’s', null],
            outside: [null, 'yes'],
            'outside-systems': [null, 'no'],
            'outside-aws-addresses': [null, 'one'],
            'outside-explained': [null, 'no'],
            'outside-single': [null, 'no'],
          },
          verdict: ['suspicious', 'suspicious'],
        },
      },
    ],
  },
  {
    title:
      'H-A12 handed out by IMDSv1 and used from a hosting provider: the facts point to a forwarded request',
    use: ssrf,
    path: 'yes > no finding > enumeration > a forwarded request, or code on the instance > no > several > yes > yes',
    verdict: 'malicious',
    reasons: ['points to a request that the instance was made to forward (SSRF), or to code on it'],
    flips: [
      {
        what: 'H-A12 handed out by IMDSv2',
        to: { ...ssrf, delivery: '2.0' },
        changes: {
          facts: { route: ['v1', 'v2'] },
          answers: { route: ['a forwarded request, or code on the instance', 'code on the instance'] },
          verdict: ['malicious', 'malicious'],
        },
      },
      {
        what: 'H-A5 the same program as the instance’s',
        to: { ...ssrf, elsewhere: { ...ssrfFrom, client: JAVA } },
        changes: {
          facts: { client_count: [2, 1], os_count: [2, 1] },
          answers: {
            'outside-systems': ['yes', 'no'],
            'outside-aws-addresses': [null, 'one'],
            'outside-explained': [null, 'no'],
            'outside-single': [null, 'no'],
          },
          verdict: ['malicious', 'suspicious'],
        },
      },
      {
        what: 'H-A2 a secret was read',
        to: { ...ssrf, elsewhere: { ...ssrfFrom, does: 'reads a secret' } },
        changes: {
          facts: { foreign_use: ['enumeration', 'sensitive'] },
          answers: { 'foreign-use': ['enumeration', 'sensitive actions'] },
          verdict: ['malicious', 'malicious'],
        },
      },
      {
        what: 'H-A4 from another address of Amazon’s',
        to: { ...ssrf, elsewhere: { ...ssrfFrom, place: EC2.ireland } },
        changes: {
          facts: {
            aws_address_count: [1, 2],
            aws_region_spread: [null, 'approximately several'],
            foreign_use: ['enumeration', 'none shown'],
            outside_address_count: [1, 0],
            route: ['v1', 'none shown'],
          },
          answers: {
            'foreign-use': ['enumeration', 'none shown'],
            route: ['a forwarded request, or code on the instance', 'no use elsewhere is shown'],
            outside: ['yes', 'no'],
            'outside-systems': ['yes', null],
            'aws-systems': [null, 'yes'],
            'aws-systems-regions': [null, 'approximately'],
          },
          verdict: ['malicious', 'suspicious'],
        },
      },
    ],
  },
  {
    title: 'H-A1 an endpoint of a VPC never seen before',
    use: endpoint,
    path: 'yes > no finding > none shown > no use elsewhere is shown > yes > no',
    verdict: 'suspicious',
    reasons: ['an endpoint for sqs.amazonaws.com not seen before'],
    flips: [
      {
        what: 'H-A1 the account made the endpoint',
        to: { ...endpoint, endpoint: { address: '10.20.9.9', made: true } },
        changes: {
          facts: { private_ways: ['elsewhere', 'known'] },
          answers: {
            'private-ways': ['yes', 'no'],
            'private-outside': ['no', null],
            'public-addresses': [null, 'one, its own'],
          },
          verdict: ['suspicious', 'not applicable'],
        },
      },
      {
        what: 'H-A1 the account made it, but the address lies in no network of it',
        to: { ...endpoint, endpoint: { address: '172.31.9.9', made: true } },
        changes: { facts: {}, answers: {}, verdict: ['suspicious', 'suspicious'] },
      },
      {
        what: 'H-A1 no call came through an endpoint',
        to: { ...endpoint, endpoint: null },
        changes: {
          facts: { private_ways: ['elsewhere', 'known'] },
          answers: {
            'private-ways': ['yes', 'no'],
            'private-outside': ['no', null],
            'public-addresses': [null, 'one, its own'],
          },
          verdict: ['suspicious', 'not applicable'],
        },
      },
      {
        what: 'H-A2 used from a hosting provider as well',
        to: { ...endpoint, elsewhere: FROM_HOSTING },
        changes: {
          facts: {
            alone_place: ['aws', null],
            alone_region: ['same', null],
            change_count: [0, 2],
            changes_explained: [null, 'not all'],
            foreign_use: ['none shown', 'ordinary'],
            kept_own: [null, 'yes'],
            not_own_address_count: [0, 1],
            outside_address_count: [0, 1],
            public_address_count: [1, 2],
            route: ['none shown', 'v2'],
          },
          answers: {
            'foreign-use': ['none shown', 'ordinary'],
            route: ['no use elsewhere is shown', 'code on the instance'],
            'private-outside': ['no', 'yes'],
            'private-systems': [null, 'no'],
          },
          verdict: ['suspicious', 'suspicious'],
        },
      },
    ],
  },
  {
    title: 'H-A2 GuardDuty and CloudTrail agree on a hosting provider',
    use: agreed,
    path: 'yes > agrees > ordinary > code on the instance > no > several > yes > no > one > no > no',
    verdict: 'suspicious',
    reasons: [`InstanceCredentialExfiltration.OutsideAWS from ${HOSTING.digitalocean_amsterdam.ip}`],
    flips: [
      {
        what: 'H-A2 GuardDuty is silent',
        to: { ...agreed, finding: null },
        changes: {
          facts: { guardduty: ['agrees', 'no finding'] },
          answers: { guardduty: ['agrees', 'no finding'] },
          verdict: ['suspicious', 'suspicious'],
        },
      },
      {
        what: 'H-A2 GuardDuty reports the address of Amazon’s',
        to: { ...agreed, finding: { kind: 'OutsideAWS', place: EC2.orders } },
        changes: {
          facts: { guardduty: ['agrees', 'disagrees'] },
          answers: { guardduty: ['agrees', 'disagrees'] },
          verdict: ['suspicious', 'suspicious'],
        },
      },
      {
        what: 'H-A2 GuardDuty reports an address without calls',
        to: { ...agreed, finding: { kind: 'OutsideAWS', place: HOSTING.m247_bucharest } },
        changes: {
          facts: { guardduty: ['agrees', null] },
          answers: { guardduty: ['agrees', 'unknown'] },
          verdict: ['suspicious', 'suspicious'],
        },
      },
      {
        what: 'H-A0 CloudTrail is missing',
        to: { ...agreed, works: false, elsewhere: null },
        changes: {
          facts: {
            aws_address_count: [1, null],
            change_count: [2, 0],
            changes_explained: ['not all', null],
            client_count: [1, null],
            foreign_use: ['ordinary', 'none shown'],
            guardduty: ['agrees', null],
            has_calls: [true, null],
            not_own_address_count: [2, 0],
            os_count: [1, null],
            outside_address_count: [1, 0],
            public_address_count: [2, null],
            route: ['v2', 'none shown'],
          },
          answers: {
            calls: ['yes', 'unknown'],
            guardduty: ['agrees', null],
            'foreign-use': ['ordinary', null],
            route: ['code on the instance', null],
            'private-ways': ['no', null],
            'public-addresses': ['several', null],
            outside: ['yes', null],
            'outside-systems': ['no', null],
            'outside-aws-addresses': ['one', null],
            'outside-explained': ['no', null],
            'outside-single': ['no', null],
            'finding-address': [null, 'unknown'],
          },
          verdict: ['suspicious', 'inconclusive'],
        },
      },
    ],
  },
  {
    title: 'H-A2 GuardDuty reports the instance’s own address, and the launch disagrees',
    use: ownReported,
    path: 'yes > disagrees > none shown > no use elsewhere is shown > no > one, its own',
    verdict: 'not applicable',
    reasons: ['by the evidence that address is the instance’s own'],
    flips: [
      {
        what: 'H-A1 the launch is not in the evidence',
        to: { ...ownReported, launched: false },
        changes: {
          facts: {
            alone_region: ['same', null],
            aws_region_spread: ['one', null],
            finding_place: ['own', null],
            guardduty: ['disagrees', 'agrees'],
            not_own_address_count: [0, 1],
          },
          answers: { guardduty: ['disagrees', 'agrees'], 'public-addresses': ['one, its own', 'one'] },
          verdict: ['not applicable', 'not applicable'],
        },
      },
      {
        what: 'H-A2 GuardDuty reports an address without calls',
        to: { ...ownReported, finding: { kind: 'OutsideAWS', place: HOSTING.m247_bucharest } },
        changes: {
          facts: { finding_place: ['own', 'other'], guardduty: ['disagrees', null] },
          answers: { guardduty: ['disagrees', 'unknown'] },
          verdict: ['not applicable', 'not applicable'],
        },
      },
    ],
  },
];

describe.each(STORIES)('$title', ({ use, path, verdict, reasons, flips }) => {
  let told: Verdict;
  beforeAll(async () => {
    told = await verdictOn(use);
  });

  test('as it is told', () => {
    expect({ path: told.path.map((step) => step.answer).join(' > '), verdict: told.verdict }).toEqual({
      path,
      verdict,
    });
    const said = told.path.map((step) => step.reason).join('\n');
    for (const reason of reasons) expect(said).toContain(reason);
    for (const step of told.path) expect(step.events.length).toBeGreaterThan(0);
  });

  test.each(flips)('$what', async ({ to, changes }) => {
    expect(pathChanges(tree, told, await verdictOn(to))).toEqual(changes);
  });
});
