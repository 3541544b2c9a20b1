import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../electron/engine/db/database.ts';
import { enrichments } from '../electron/engine/enrich/index.ts';
import { readIndicators } from '../electron/engine/indicators/indicators.ts';
import { treeOf } from '../electron/engine/trees/index.ts';
import { readVerdicts, runTrees } from '../electron/engine/triage.ts';
import type { Verdict } from '../shared/model.ts';
import {
  ATTACHMENT,
  deleted,
  DELIVERED,
  incident,
  LINK,
  lookedUp,
  type MailStory,
  made,
  RECIPIENT,
  squidDays,
  squidLine,
  started,
  sysmonDays,
  writeMailStory,
} from './support/fixtures/mail-stories.ts';
import { importFiles } from './support/import-files.ts';
import { type PathChanges, pathChanges } from './support/path-changes.ts';
import { clearEvents, emptyCase } from './support/seed.ts';

const MINUTE = 60_000;
const TREE = 'malicious-mail';
const RESOURCES = resolve(import.meta.dirname, '../resources');
const tree = treeOf(TREE);

let database: Database;
beforeAll(async () => {
  database = await emptyCase();
});
afterAll(() => database.close());

/** The verdict for the recipient, from the files of the logs on. */
async function verdictOn(story: MailStory): Promise<Verdict> {
  await clearEvents(database.job);
  await database.job.run('DELETE FROM evidence');
  const path = writeMailStory(join(mkdtempSync(join(tmpdir(), 'interloper-')), 'logs'), story);
  const { totals } = await importFiles(database, [{ path, name: 'mail' }]);
  expect(totals.rejects).toBe(0);
  for (const one of enrichments)
    await one.run(database.job, {
      again: false,
      signal: new AbortController().signal,
      resourcesPath: RESOURCES,
    });
  await readIndicators(database.job);
  await runTrees(database.job, [TREE]);
  const { verdicts } = await readVerdicts(database.desk, { offset: 0, limit: 100 });
  expect(verdicts.map((one) => one.subject)).toEqual([{ kind: 'user', value: RECIPIENT }]);
  return verdicts[0] as Verdict;
}

const LATER = DELIVERED + 9 * MINUTE;
const EARLIER = DELIVERED - 9 * MINUTE;
const HOST = new URL(LINK).hostname;
const DOWNLOAD = `C:\\Users\\nadia.berg\\Downloads\\${ATTACHMENT}`;
const COLLEAGUE = ['FERNCLIFF\\tom.hale', 'FC-WS42'] as const;

const PHISHED: MailStory = { cyren: [incident('link')], squid: squidDays(), sysmon: sysmonDays() };
const proxied = (...lines: string[]): MailStory => ({ ...PHISHED, squid: [...squidDays(), ...lines] });
const opened = proxied(squidLine(LATER, LINK));

/** The recipient's look-up of the domain, and those of as many colleagues. */
const reached = (others: number): MailStory => ({
  ...PHISHED,
  sysmon: [
    ...sysmonDays(),
    lookedUp(LATER, `cdn.${HOST}`),
    ...Array.from({ length: others }, (_none, index) =>
      lookedUp(DELIVERED - 30 * 60 * MINUTE, HOST, `FERNCLIFF\\colleague${index}`, `FC-WS9${index}`),
    ),
  ],
});

const INFECTED: MailStory = { cyren: [incident('attachment')], sysmon: sysmonDays() };
const onDevice = (...events: object[]): MailStory => ({ ...INFECTED, sysmon: [...sysmonDays(), ...events] });
const run = (file: string, time = LATER, user?: string, host?: string) =>
  started(time, `"C:\\Program Files\\7-Zip\\7zG.exe" x "${file}"`, user, host);
const saved = onDevice(made(LATER, DOWNLOAD), deleted(LATER + 30 * MINUTE, DOWNLOAD));

interface Flip {
  what: string;
  to: MailStory;
  changes: PathChanges;
}

interface Told {
  title: string;
  story: MailStory;
  path: string;
  verdict: string;
  flips: Flip[];
}

/** Each story as it is told, then with one thing changed: what that must change, and nothing else. */
const STORIES: Told[] = [
  {
    title: 'H-C3 the recipient opened the link through the proxy',
    story: opened,
    path: 'a link > yes',
    verdict: 'malicious',
    flips: [
      {
        what: 'H-C3 the proxy blocked it',
        to: proxied(squidLine(LATER, LINK, 'nadia.berg', 'TCP_DENIED/403')),
        changes: {
          facts: { link_use: ['clicked', 'blocked'] },
          answers: { link: ['yes', 'blocked'], 'blocked-domain': [null, 'no'] },
          verdict: ['malicious', 'likely benign'],
        },
      },
      {
        what: 'H-C3 what stands after the ? differs',
        to: proxied(squidLine(LATER, LINK.replace('77Aq', '77Ar'))),
        changes: {
          facts: { domain_reach: [null, 'few'], domain_use: ['no', 'yes'], link_use: ['clicked', 'no'] },
          answers: { link: ['yes', 'no'], 'unopened-domain': [null, 'yes'], 'domain-reach': [null, 'yes'] },
          verdict: ['malicious', 'malicious'],
        },
      },
      {
        what: 'H-C3 scheme, port and fragment differ',
        to: proxied(squidLine(LATER, `${LINK.replace('https', 'http')}#top`)),
        changes: { facts: {}, answers: {}, verdict: ['malicious', 'malicious'] },
      },
      {
        what: 'H-C10 a colleague opened it',
        to: proxied(squidLine(LATER, LINK, 'tom.hale')),
        changes: {
          facts: {
            domain_reach: [null, 'few'],
            domain_use: ['no', 'few others'],
            link_use: ['clicked', 'others'],
          },
          answers: { link: ['yes', 'somebody else'], 'others-domain': [null, 'by few others'] },
          verdict: ['malicious', 'suspicious'],
        },
      },
      {
        what: 'H-C3 it was before the delivery',
        to: proxied(squidLine(EARLIER, LINK)),
        changes: {
          facts: { link_use: ['clicked', 'no'] },
          answers: { link: ['yes', 'no'], 'unopened-domain': [null, 'no'] },
          verdict: ['malicious', 'likely benign'],
        },
      },
      {
        what: 'H-C3 the proxy saw a tunnel only',
        to: proxied(squidLine(LATER, `${HOST}:443`, 'nadia.berg', 'TCP_TUNNEL/200', 'CONNECT')),
        changes: {
          facts: { domain_reach: [null, 'few'], link_use: ['clicked', 'tunnel'] },
          answers: { link: ['yes', 'its host, by a tunnel'], 'tunnel-reach': [null, 'yes'] },
          verdict: ['malicious', 'malicious'],
        },
      },
      {
        what: 'H-C4 the proxy’s log is missing',
        to: { ...PHISHED, squid: [] },
        changes: {
          facts: { link_use: ['clicked', null] },
          answers: { link: ['yes', 'unknown'], 'uncovered-domain': [null, 'no'] },
          verdict: ['malicious', 'inconclusive'],
        },
      },
      {
        what: 'H-C5 the endpoint’s log is missing, which a click does not need',
        to: { ...opened, sysmon: [] },
        changes: { facts: { domain_use: ['no', null] }, answers: {}, verdict: ['malicious', 'malicious'] },
      },
      {
        what: 'H-C2 the alert names an attachment',
        to: { ...opened, cyren: [incident('attachment')] },
        changes: {
          facts: {
            attachment_run: [null, 'no'],
            attachment_saved: [null, 'no'],
            contents: ['link', 'attachment'],
            link_use: ['clicked', 'no'],
          },
          answers: {
            contents: ['a link', 'an attachment'],
            link: ['yes', null],
            run: [null, 'no'],
            'unrun-saved': [null, 'no'],
          },
          verdict: ['malicious', 'likely benign'],
        },
      },
    ],
  },
  {
    title: 'H-C3 H-C5 nobody opened the link, and both logs cover the recipient',
    story: PHISHED,
    path: 'a link > no > no',
    verdict: 'likely benign',
    flips: [
      {
        what: 'H-C4 the proxy’s log is missing',
        to: { ...PHISHED, squid: [] },
        changes: {
          facts: { link_use: ['no', null] },
          answers: {
            link: ['no', 'unknown'],
            'unopened-domain': ['no', null],
            'uncovered-domain': [null, 'no'],
          },
          verdict: ['likely benign', 'inconclusive'],
        },
      },
      {
        what: 'H-C4 the proxy’s log ends an hour after the delivery',
        to: {
          ...PHISHED,
          squid: squidDays().filter((line) => Number(line.split(' ')[0]) * 1000 < DELIVERED + 60 * MINUTE),
        },
        changes: {
          facts: { link_use: ['no', null] },
          answers: {
            link: ['no', 'unknown'],
            'unopened-domain': ['no', null],
            'uncovered-domain': [null, 'no'],
          },
          verdict: ['likely benign', 'inconclusive'],
        },
      },
      {
        what: 'H-C4 the endpoint’s log is missing',
        to: { ...PHISHED, sysmon: [] },
        changes: {
          facts: { domain_use: ['no', null] },
          answers: { 'unopened-domain': ['no', 'unknown'] },
          verdict: ['likely benign', 'inconclusive'],
        },
      },
      {
        what: 'H-C5 H-C6 the endpoint looked the domain up, as the first of all',
        to: reached(0),
        changes: {
          facts: { domain_reach: [null, 'few'], domain_use: ['no', 'yes'] },
          answers: { 'unopened-domain': ['no', 'yes'], 'domain-reach': [null, 'yes'] },
          verdict: ['likely benign', 'malicious'],
        },
      },
    ],
  },
  {
    title: 'H-C6 X−1 users reached the domain: urgent',
    story: reached(1),
    path: 'a link > no > yes > yes',
    verdict: 'malicious',
    flips: [
      {
        what: 'H-C6 X users reached it',
        to: reached(2),
        changes: {
          facts: { domain_reach: ['few', 'many'] },
          answers: { 'domain-reach': ['yes', 'no'] },
          verdict: ['malicious', 'inconclusive'],
        },
      },
      {
        what: 'H-C5 the recipient’s device was not among them',
        to: {
          ...reached(1),
          sysmon: (reached(1).sysmon ?? []).filter((event) => !JSON.stringify(event).includes(`cdn.${HOST}`)),
        },
        changes: {
          facts: { domain_reach: ['few', null], domain_use: ['yes', 'no'] },
          answers: { 'unopened-domain': ['yes', 'no'], 'domain-reach': ['yes', null] },
          verdict: ['malicious', 'likely benign'],
        },
      },
    ],
  },
  {
    title: 'H-C7 the attachment was run: its name in a command line',
    story: onDevice(run(DOWNLOAD)),
    path: 'an attachment > yes',
    verdict: 'malicious',
    flips: [
      {
        what: 'H-C7 upper case',
        to: onDevice(run(DOWNLOAD.toUpperCase())),
        changes: { facts: {}, answers: {}, verdict: ['malicious', 'malicious'] },
      },
      {
        what: 'H-C7 by its short name',
        to: onDevice(run('C:\\Users\\NADIA~1.BER\\DOWNLO~1\\INVOIC~1.ISO')),
        changes: {
          facts: { attachment_run: ['yes', 'short name'] },
          answers: { run: ['yes', 'perhaps, by a short name'], 'touched-saved': [null, 'no'] },
          verdict: ['malicious', 'suspicious'],
        },
      },
      {
        what: 'H-C7 another file',
        to: onDevice(run(DOWNLOAD.replace('May 7', 'May 8'))),
        changes: {
          facts: { attachment_run: ['yes', 'no'] },
          answers: { run: ['yes', 'no'], 'unrun-saved': [null, 'no'] },
          verdict: ['malicious', 'likely benign'],
        },
      },
      {
        what: 'H-C7 before the delivery',
        to: onDevice(run(DOWNLOAD, EARLIER)),
        changes: {
          facts: { attachment_run: ['yes', 'no'] },
          answers: { run: ['yes', 'no'], 'unrun-saved': [null, 'no'] },
          verdict: ['malicious', 'likely benign'],
        },
      },
      {
        what: 'H-C10 on a colleague’s device',
        to: onDevice(run(DOWNLOAD, LATER, ...COLLEAGUE)),
        changes: {
          facts: { attachment_run: ['yes', 'elsewhere'] },
          answers: { run: ['yes', 'somewhere else'], 'touched-saved': [null, 'no'] },
          verdict: ['malicious', 'suspicious'],
        },
      },
      {
        what: 'H-C4 the endpoint’s log is missing',
        to: { ...INFECTED, sysmon: [] },
        changes: {
          facts: { attachment_run: ['yes', null], attachment_saved: ['no', null], domain_use: ['no', null] },
          answers: { run: ['yes', 'unknown'], 'uncovered-saved': [null, 'unknown'] },
          verdict: ['malicious', 'inconclusive'],
        },
      },
    ],
  },
  {
    title: 'H-C8 the attachment was saved, and deleted later',
    story: saved,
    path: 'an attachment > no > yes',
    verdict: 'suspicious',
    flips: [
      {
        what: 'H-C8 another file was deleted in its place: its name alone',
        to: onDevice(made(LATER, DOWNLOAD), deleted(LATER + 30 * MINUTE, DOWNLOAD, '1'.repeat(64))),
        changes: {
          facts: { attachment_saved: ['yes', 'by name'] },
          answers: { 'unrun-saved': ['yes', 'a file of its name'] },
          verdict: ['suspicious', 'suspicious'],
        },
      },
      {
        what: 'H-C8 under another name, by its hash',
        to: onDevice(made(LATER, 'C:\\a.bin'), deleted(LATER + 30 * MINUTE, 'C:\\a.bin')),
        changes: { facts: {}, answers: {}, verdict: ['suspicious', 'suspicious'] },
      },
      {
        what: 'H-C8 nothing of it is there',
        to: INFECTED,
        changes: {
          facts: { attachment_saved: ['yes', 'no'] },
          answers: { 'unrun-saved': ['yes', 'no'] },
          verdict: ['suspicious', 'likely benign'],
        },
      },
      {
        what: 'H-C7 and it was run',
        to: { ...saved, sysmon: [...(saved.sysmon ?? []), run(DOWNLOAD)] },
        changes: {
          facts: { attachment_run: ['no', 'yes'] },
          answers: { run: ['no', 'yes'], 'unrun-saved': ['yes', null] },
          verdict: ['suspicious', 'malicious'],
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
  });

  test.each(flips)('$what', async ({ to, changes }) => {
    expect(pathChanges(tree, told, await verdictOn(to))).toEqual(changes);
  });
});
