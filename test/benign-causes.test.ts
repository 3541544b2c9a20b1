import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../electron/engine/db/database.ts';
import { enrichments } from '../electron/engine/enrich/index.ts';
import { runHolders } from '../electron/engine/holders/holders.ts';
import { treeOf } from '../electron/engine/trees/index.ts';
import { readVerdicts, runTrees } from '../electron/engine/triage.ts';
import type { Verdict } from '../shared/model.ts';
import { TOOL } from './support/fixtures/clients.ts';
import type { JsonObject } from './support/fixtures/cloudtrail.ts';
import { EC2, HOSTING, type Place } from './support/fixtures/places.ts';
import {
  elasticAddressMoved,
  proxyRestarted,
  stoppedAndStarted,
  type Story,
  writeStory,
} from './support/fixtures/stories.ts';
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

/** The verdict on the story's instance, from its files on. */
async function verdictOn(story: Story): Promise<Verdict> {
  await clearEvents(database.job);
  await database.job.run('DELETE FROM evidence');
  const { evidence } = writeStory(story, mkdtempSync(join(tmpdir(), 'interloper-')));
  const { totals } = await importFiles(database, [{ path: evidence, name: story.name }]);
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
  expect(verdicts.map((one) => one.subject.value.split('/').at(-1))).toEqual([story.instance]);
  return verdicts[0] as Verdict;
}

type Change = (record: JsonObject) => JsonObject | null;

/** The story with its records changed, or left out where the change gives none. */
const changed = (story: Story, change: Change): Story => ({
  ...story,
  records: story.records.flatMap((entry) => {
    const record = change(entry.record);
    return record === null ? [] : [{ ...entry, record }];
  }),
});

const without =
  (...names: string[]): Change =>
  (record) =>
    names.includes(record.eventName as string) ? null : record;

const refused =
  (...names: string[]): Change =>
  (record) =>
    names.includes(record.eventName as string)
      ? { ...record, errorCode: 'Client.UnauthorizedOperation', responseElements: null }
      : record;

/** As if the order had named another thing: an instance or an address. */
const ofAnother =
  (instance: string): Change =>
  (record) =>
    record.eventSource === 'ec2.amazonaws.com'
      ? (JSON.parse(JSON.stringify(record).replaceAll(instance, 'i-0fffffffffffffff0')) as JsonObject)
      : record;

const fromPlace =
  (before: Place, now: Place): Change =>
  (record) =>
    record.sourceIPAddress === before.ip ? { ...record, sourceIPAddress: now.ip } : record;

const byClient =
  (place: Place, client: string): Change =>
  (record) =>
    record.sourceIPAddress === place.ip ? { ...record, userAgent: client } : record;

interface Flip {
  what: string;
  change: Change;
  changes: PathChanges;
}

interface Told {
  title: string;
  story: Story;
  path: string;
  verdict: string;
  flips: Flip[];
}

const moved = elasticAddressMoved();
const stopped = stoppedAndStarted();
const proxy = proxyRestarted();

const STORIES: Told[] = [
  {
    title: 'H-A8 H-A11 an Elastic IP was attached',
    story: moved,
    path: 'yes > no finding > none shown > no use elsewhere is shown > no > several > no > no > unknown > yes > yes',
    verdict: 'benign',
    flips: [
      {
        what: 'H-A8 the call is not in the evidence',
        change: without('AssociateAddress'),
        changes: {
          facts: {
            changes_explained: ['all', 'not all'],
            not_own_address_count: [1, 2],
          },
          answers: {
            'aws-explained': ['yes', 'no'],
            'aws-explained-clients': ['yes', null],
            'aws-kept': [null, 'unknown'],
            'aws-single': [null, 'yes'],
            'aws-single-clients': [null, 'yes'],
          },
          verdict: ['benign', 'likely benign'],
        },
      },
      {
        what: 'H-A8 the call was refused',
        change: refused('AssociateAddress'),
        changes: {
          facts: {
            changes_explained: ['all', 'not all'],
            not_own_address_count: [1, 2],
          },
          answers: {
            'aws-explained': ['yes', 'no'],
            'aws-explained-clients': ['yes', null],
            'aws-kept': [null, 'unknown'],
            'aws-single': [null, 'yes'],
            'aws-single-clients': [null, 'yes'],
          },
          verdict: ['benign', 'likely benign'],
        },
      },
      {
        what: 'H-A8 the call was about another instance',
        change: ofAnother(moved.instance),
        changes: {
          facts: {
            changes_explained: ['all', 'possibly'],
            not_own_address_count: [1, 2],
          },
          answers: {
            'aws-explained': ['yes', 'possibly'],
            'aws-explained-clients': ['yes', null],
            'aws-weak-clients': [null, 'yes'],
          },
          verdict: ['benign', 'likely benign'],
        },
      },
      {
        what: 'H-A10 another program goes on from the new address',
        change: byClient(EC2.ingest_elastic, TOOL.boto3_amazon_linux.replace('Boto3/1', 'Boto3/2')),
        changes: {
          facts: { client_count: [1, 2] },
          answers: { 'aws-explained-clients': ['yes', 'no'] },
          verdict: ['benign', 'likely benign'],
        },
      },
      {
        what: 'H-A5 another operating system goes on from the new address',
        change: byClient(EC2.ingest_elastic, TOOL.cli_windows),
        changes: {
          facts: { client_count: [1, 2], os_count: [1, 2] },
          answers: {
            'aws-systems': ['no', 'yes'],
            'aws-regions': ['unknown', null],
            'aws-explained': ['yes', null],
            'aws-explained-clients': ['yes', null],
            'aws-systems-regions': [null, 'unknown'],
          },
          verdict: ['benign', 'suspicious'],
        },
      },
      {
        what: 'H-A4 the new address is of a hosting provider',
        change: fromPlace(EC2.ingest_elastic, HOSTING.digitalocean_amsterdam),
        changes: {
          facts: {
            aws_address_count: [2, 1],
            changes_explained: ['all', 'not all'],
            foreign_use: ['none shown', 'ordinary'],
            not_own_address_count: [1, 2],
            outside_address_count: [0, 1],
            route: ['none shown', 'v2'],
          },
          answers: {
            'foreign-use': ['none shown', 'ordinary'],
            route: ['no use elsewhere is shown', 'code on the instance'],
            outside: ['no', 'yes'],
            'aws-systems': ['no', null],
            'aws-regions': ['unknown', null],
            'aws-explained': ['yes', null],
            'aws-explained-clients': ['yes', null],
            'outside-systems': [null, 'no'],
            'outside-aws-addresses': [null, 'one'],
            'outside-explained': [null, 'no'],
            'outside-single': [null, 'yes'],
            'outside-clients': [null, 'yes'],
          },
          verdict: ['benign', 'inconclusive'],
        },
      },
    ],
  },
  {
    title: 'H-A8 H-A11 the instance was stopped and started',
    story: stopped,
    path: 'yes > no finding > none shown > no use elsewhere is shown > no > several > no > no > unknown > yes > yes',
    verdict: 'benign',
    flips: [
      {
        what: 'H-A8 the start is not in the evidence',
        change: without('StartInstances'),
        changes: { facts: {}, answers: {}, verdict: ['benign', 'benign'] },
      },
      {
        what: 'H-A8 neither stop nor start is in the evidence',
        change: without('StartInstances', 'StopInstances'),
        changes: {
          facts: { changes_explained: ['all', null] },
          answers: {
            'aws-explained': ['yes', 'unknown'],
            'aws-explained-clients': ['yes', null],
            'aws-weak-clients': [null, 'yes'],
          },
          verdict: ['benign', 'likely benign'],
        },
      },
      {
        what: 'H-A8 both were refused',
        change: refused('StartInstances', 'StopInstances'),
        changes: {
          facts: { changes_explained: ['all', 'not all'] },
          answers: {
            'aws-explained': ['yes', 'no'],
            'aws-explained-clients': ['yes', null],
            'aws-kept': [null, 'unknown'],
            'aws-single': [null, 'yes'],
            'aws-single-clients': [null, 'yes'],
          },
          verdict: ['benign', 'likely benign'],
        },
      },
      {
        what: 'H-A8 it was only rebooted',
        change: (record) =>
          record.eventName === 'StopInstances'
            ? null
            : record.eventName === 'StartInstances'
              ? { ...record, eventName: 'RebootInstances' }
              : record,
        changes: {
          facts: { changes_explained: ['all', 'by a reboot'] },
          answers: {
            'aws-explained': ['yes', 'by a reboot'],
            'aws-explained-clients': ['yes', null],
            'aws-weak-clients': [null, 'yes'],
          },
          verdict: ['benign', 'likely benign'],
        },
      },
      {
        what: 'H-A5 another operating system goes on from the new address',
        change: byClient(EC2.ingest_elastic, TOOL.cli_windows),
        changes: {
          facts: { client_count: [1, 2], os_count: [1, 2] },
          answers: {
            'aws-systems': ['no', 'yes'],
            'aws-regions': ['unknown', null],
            'aws-explained': ['yes', null],
            'aws-explained-clients': ['yes', null],
            'aws-systems-regions': [null, 'unknown'],
          },
          verdict: ['benign', 'suspicious'],
        },
      },
    ],
  },
  {
    title: 'H-A11 a proxy in front of the instance was stopped and started',
    story: proxy,
    path: 'yes > no finding > none shown > no use elsewhere is shown > no > several > no > no > unknown > possibly > yes',
    verdict: 'likely benign',
    flips: [
      {
        what: 'H-A8 neither stop nor start is in the evidence',
        change: without('StartInstances', 'StopInstances'),
        changes: {
          facts: { changes_explained: ['possibly', null] },
          answers: { 'aws-explained': ['possibly', 'unknown'] },
          verdict: ['likely benign', 'likely benign'],
        },
      },
      {
        what: 'H-A8 both were refused',
        change: refused('StartInstances', 'StopInstances'),
        changes: {
          facts: { changes_explained: ['possibly', 'not all'] },
          answers: {
            'aws-explained': ['possibly', 'no'],
            'aws-weak-clients': ['yes', null],
            'aws-kept': [null, 'unknown'],
            'aws-single': [null, 'yes'],
            'aws-single-clients': [null, 'yes'],
          },
          verdict: ['likely benign', 'likely benign'],
        },
      },
      {
        what: 'H-A10 another program goes on from the new address',
        change: byClient(EC2.proxy_after, TOOL.sdk_java),
        changes: {
          facts: { client_count: [1, 2] },
          answers: { 'aws-weak-clients': ['yes', 'no'] },
          verdict: ['likely benign', 'inconclusive'],
        },
      },
      {
        what: 'H-A4 the new address is of a hosting provider',
        change: fromPlace(EC2.proxy_after, HOSTING.digitalocean_amsterdam),
        changes: {
          facts: {
            aws_address_count: [2, 1],
            changes_explained: ['possibly', 'not all'],
            foreign_use: ['none shown', 'ordinary'],
            outside_address_count: [0, 1],
            route: ['none shown', 'v2'],
          },
          answers: {
            'foreign-use': ['none shown', 'ordinary'],
            route: ['no use elsewhere is shown', 'code on the instance'],
            outside: ['no', 'yes'],
            'aws-systems': ['no', null],
            'aws-regions': ['unknown', null],
            'aws-explained': ['possibly', null],
            'aws-weak-clients': ['yes', null],
            'outside-systems': [null, 'no'],
            'outside-aws-addresses': [null, 'one'],
            'outside-explained': [null, 'no'],
            'outside-single': [null, 'yes'],
            'outside-clients': [null, 'yes'],
          },
          verdict: ['likely benign', 'inconclusive'],
        },
      },
    ],
  },
];

describe.each(STORIES)('$title', ({ story, path, verdict, flips }) => {
  let told: Verdict;
  beforeAll(async () => {
    told = await verdictOn(story);
  });

  test('as it is told', () => {
    expect({ path: told.path.map((step) => step.answer).join(' > '), verdict: told.verdict }).toEqual({
      path,
      verdict,
    });
    expect(told.path.flatMap((step) => step.reason).join('\n')).toContain(story.explains);
  });

  test.each(flips)('$what', async ({ change, changes }) => {
    expect(pathChanges(tree, told, await verdictOn(changed(story, change)))).toEqual(changes);
  });
});
