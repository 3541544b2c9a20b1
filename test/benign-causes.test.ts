import { appendFileSync, mkdtempSync } from 'node:fs';
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

const NONE = { facts: {}, answers: {}, verdict: ['benign', 'benign'] } as PathChanges;
const moved = elasticAddressMoved();
const stopped = stoppedAndStarted();
const proxy = proxyRestarted();

const STORIES: Told[] = [
  {
    title: 'H-A8 H-A11 an Elastic IP was attached',
    story: moved,
    path: '',
    verdict: 'benign',
    flips: [
      { what: 'H-A8 the call is not in the evidence', change: without('AssociateAddress'), changes: NONE },
      { what: 'H-A8 the call was refused', change: refused('AssociateAddress'), changes: NONE },
      { what: 'H-A8 the call was about another instance', change: ofAnother(moved.instance), changes: NONE },
      {
        what: 'H-A10 another program goes on from the new address',
        change: byClient(EC2.ingest_elastic, TOOL.boto3_amazon_linux.replace('Boto3/1', 'Boto3/2')),
        changes: NONE,
      },
      {
        what: 'H-A5 another operating system goes on from the new address',
        change: byClient(EC2.ingest_elastic, TOOL.cli_windows),
        changes: NONE,
      },
      {
        what: 'H-A4 the new address is of a hosting provider',
        change: fromPlace(EC2.ingest_elastic, HOSTING.digitalocean_amsterdam),
        changes: NONE,
      },
    ],
  },
  {
    title: 'H-A8 H-A11 the instance was stopped and started',
    story: stopped,
    path: '',
    verdict: 'benign',
    flips: [
      { what: 'H-A8 the start is not in the evidence', change: without('StartInstances'), changes: NONE },
      {
        what: 'H-A8 neither stop nor start is in the evidence',
        change: without('StartInstances', 'StopInstances'),
        changes: NONE,
      },
      {
        what: 'H-A8 both were refused',
        change: refused('StartInstances', 'StopInstances'),
        changes: NONE,
      },
      {
        what: 'H-A8 it was only rebooted',
        change: (record) =>
          record.eventName === 'StopInstances'
            ? null
            : record.eventName === 'StartInstances'
              ? { ...record, eventName: 'RebootInstances' }
              : record,
        changes: NONE,
      },
      {
        what: 'H-A5 another operating system goes on from the new address',
        change: byClient(EC2.ingest_elastic, TOOL.cli_windows),
        changes: NONE,
      },
    ],
  },
  {
    title: 'H-A11 a proxy in front of the instance was stopped and started',
    story: proxy,
    path: '',
    verdict: 'likely benign',
    flips: [
      {
        what: 'H-A8 neither stop nor start is in the evidence',
        change: without('StartInstances', 'StopInstances'),
        changes: NONE,
      },
      { what: 'H-A8 both were refused', change: refused('StartInstances', 'StopInstances'), changes: NONE },
      {
        what: 'H-A10 another program goes on from the new address',
        change: byClient(EC2.proxy_after, TOOL.sdk_java),
        changes: NONE,
      },
      {
        what: 'H-A4 the new address is of a hosting provider',
        change: fromPlace(EC2.proxy_after, HOSTING.digitalocean_amsterdam),
        changes: NONE,
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
    const seen = pathChanges(tree, told, await verdictOn(changed(story, change)));
    appendFileSync("/tmp/td-flips.jsonl", JSON.stringify({ what: expect.getState().currentTestName, seen }) + "\n");
    expect(seen).toEqual(changes);
  });
});
