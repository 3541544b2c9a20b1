import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { expect, test } from 'vitest';
import { createEngine } from '../electron/engine/engine.ts';
import type { Verdict } from '../shared/model.ts';
import type { Report } from '../shared/report.ts';
import {
  ATTACHMENT,
  deleted,
  DELIVERED,
  incident,
  LINK,
  lookedUp,
  made,
  type MailStory,
  RECIPIENT,
  squidDays,
  squidLine,
  started,
  sysmonDays,
  writeMailStory,
  zscalerRow,
} from './support/fixtures/mail-stories.ts';

const MINUTE = 60_000;
const RESOURCES = resolve(import.meta.dirname, '../resources');
const TREE = 'malicious-mail';
const LINK_HOST = new URL(LINK).hostname;
const DOWNLOAD = `C:\\Users\\nadia.berg\\Downloads\\${ATTACHMENT}`;

/** A case of the story's logs, as the desk would have it. */
async function tell(story: MailStory) {
  const folder = mkdtempSync(join(tmpdir(), 'interloper-'));
  const engine = createEngine({ resourcesPath: RESOURCES, toolVersion: '0.0.0' });
  const client = createRouterClient(engine.router);
  await client.case.create({ path: join(folder, 'story.interloper') });
  await client.evidence.import({ inputs: [{ path: writeMailStory(join(folder, 'logs'), story) }] });
  let last;
  for await (const progress of await client.job.watch({})) last = progress;
  expect(last).toMatchObject({ state: 'done' });
  const { totals } = await client.evidence.list({});
  expect(totals).toMatchObject({ rejects: 0, balanced: true });
  const { verdicts } = await client.verdicts.list({});
  return { engine, client, verdicts: verdicts.filter((one) => one.tree === TREE) };
}

async function verdictOf(story: MailStory): Promise<Verdict> {
  const { engine, verdicts } = await tell(story);
  await engine.close();
  expect(verdicts).toHaveLength(1);
  const verdict = verdicts[0] as Verdict;
  expect(verdict.subject).toEqual({ kind: 'user', value: RECIPIENT });
  return verdict;
}

const wayOf = (verdict: Verdict): string => verdict.path.map((step) => step.answer).join(' > ');
const reasons = (verdict: Verdict): string => verdict.path.map((step) => step.reason).join('\n');

const PHISHED: MailStory = { cyren: [incident('link')], squid: squidDays(), sysmon: sysmonDays() };
const CLICK = squidLine(DELIVERED + 9 * MINUTE, `${LINK.replace('https', 'http')}#top`);

test('H-C1 H-C2 H-C3 H-C10 H-X1 Cyren and Squid: the link was opened, the request is cited', async () => {
  const verdict = await verdictOf({ ...PHISHED, squid: [...squidDays(), CLICK] });
  expect([verdict.verdict, wayOf(verdict), verdict.score]).toEqual(['malicious', 'a link > yes', 90]);
  expect(verdict.alert?.label).toBe('Cyren Inbox Security, phishing: Your parcel could not be delivered');
  expect(verdict.reason).toContain('2024-05-14 08:09:05 nadia.berg');
  expect(verdict.path[1]?.events).toHaveLength(1);
});

test('H-C3 H-C4 H-C5 fully covered and not opened', async () => {
  const verdict = await verdictOf(PHISHED);
  expect([verdict.verdict, wayOf(verdict), verdict.confidence]).toEqual([
    'likely benign',
    'a link > no > no',
    'high',
  ]);
});

test('H-C3 an opened link that the proxy blocked counts less, and is said', async () => {
  const denied = squidLine(DELIVERED + 9 * MINUTE, LINK, 'nadia.berg', 'TCP_DENIED/403');
  const looked = lookedUp(DELIVERED + 9 * MINUTE, LINK_HOST);
  const verdict = await verdictOf({
    ...PHISHED,
    squid: [...squidDays(), denied],
    sysmon: [...sysmonDays(), looked],
  });
  expect([verdict.verdict, wayOf(verdict)]).toEqual(['likely benign', 'a link > blocked > no']);
  expect(reasons(verdict)).toContain('1 name look-ups beside the blocked requests');
});

test('H-C3 H-C6 what a tunnel hides: the host, which hardly anybody reached', async () => {
  const tunnel = squidLine(
    DELIVERED + 9 * MINUTE,
    `${LINK_HOST}:443`,
    'nadia.berg',
    'TCP_TUNNEL/200',
    'CONNECT',
  );
  const verdict = await verdictOf({ ...PHISHED, squid: [...squidDays(), tunnel] });
  expect([verdict.verdict, wayOf(verdict)]).toEqual(['malicious', 'a link > its host, by a tunnel > yes']);
});

/** The recipient's look-up, and as many colleagues at the domain as are asked for. */
const withUsers = (others: number): MailStory => ({
  ...PHISHED,
  sysmon: [
    ...sysmonDays(),
    lookedUp(DELIVERED + 9 * MINUTE, `cdn.${LINK_HOST}`),
    ...Array.from({ length: others }, (_none, index) =>
      lookedUp(DELIVERED - 30 * 60 * MINUTE, LINK_HOST, `FERNCLIFF\\colleague${index}`, `FC-WS9${index}`),
    ),
  ],
});

test('H-C5 H-C6 X-1 users reached the domain: urgent; X: not', async () => {
  const few = await verdictOf(withUsers(1));
  expect([few.verdict, wayOf(few), few.score]).toEqual(['malicious', 'a link > no > yes > yes', 75]);
  expect(reasons(few)).toContain('parcel-notice.example: reached by 2, which is fewer than 3');
  const many = await verdictOf(withUsers(2));
  expect([many.verdict, wayOf(many), many.score]).toEqual(['inconclusive', 'a link > no > yes > no', 30]);
  expect(reasons(many)).toContain('parcel-notice.example: reached by 3, which is not fewer than 3');
});

test('H-C6 X is a parameter of the case: what its change did is said, kept, logged and in the report', async () => {
  const { engine, client, verdicts } = await tell(withUsers(2));
  expect(verdicts[0]?.verdict).toBe('inconclusive');
  const [state] = (await client.trees.list({})).filter((one) => one.id === TREE);
  expect(state).toMatchObject({ state: 'verdicts', verdicts: 1 });
  expect(state?.parameters.map(({ name, value }) => [name, value])).toEqual([
    ['rare_below', 0],
    ['horizon_days', 14],
    ['coverage_hours', 24],
  ]);
  const values = { rare_below: 4 };
  const difference = await client.trees.configure({ tree: TREE, values });
  expect(difference).toMatchObject({
    verdicts: {
      total: 1,
      changes: [
        {
          verdict_id: verdicts[0]?.verdict_id,
          subject: { kind: 'user', value: RECIPIENT },
          before: { verdict: 'inconclusive', score: 30 },
          now: { verdict: 'malicious', score: 75 },
        },
      ],
    },
  });
  const { text } = await client.report.json({});
  const report = JSON.parse(text ?? '') as Report;
  const reported = report.verdicts.find((one) => one.tree === TREE);
  expect(reported?.parameters).toMatchObject({ rare_below: 4, horizon_days: 14 });
  const { rows } = await client.case.audit({});
  expect(rows.find((one) => one.action === 'tree.configured')).toMatchObject({
    subject: TREE,
    detail: '{"values":{"rare_below":4},"changed":[{"name":"rare_below","before":0,"now":4}],"verdicts":1}',
  });
  const told = { appeared: null, gone: null };
  expect(await client.trees.history({ tree: TREE })).toMatchObject({
    total: 1,
    changes: [{ ...told, changed: [{ name: 'rare_below', before: 0, now: 4 }], verdicts: 1 }],
  });
  expect((await client.trees.configure({ tree: TREE, values })).verdicts.total).toBe(0);
  expect((await client.trees.configure({ tree: TREE, values: {} })).verdicts.changes[0]?.now).toMatchObject({
    verdict: 'inconclusive',
    score: 30,
  });
  await expect(client.trees.configure({ tree: TREE, values: { rare_below: -1 } })).rejects.toThrow(
    '"malicious-mail", parameter "rare_below": -1 is less than 0',
  );
  await expect(client.trees.configure({ tree: 'no-tree', values: {} })).rejects.toThrow('no such tree');
  await engine.close();
});

test('H-C9 the report carries each query with what is bound in it, no value in its text', async () => {
  const { engine, client } = await tell({ ...PHISHED, squid: [...squidDays(), CLICK] });
  const { text } = await client.report.json({});
  const report = JSON.parse(text ?? '') as Report;
  const step = report.verdicts[0]?.path.find((one) => one.question === 'link');
  expect(step?.query?.values).toMatchObject({
    link_urls: ['portal.parcel-notice.example/track?id=77Aq'],
    recipient_accounts: ['nadia.berg', RECIPIENT],
    delivered_at: '2024-05-14T08:00:05.000000Z',
    until: '2024-05-28T08:00:05.000000Z',
  });
  expect(step?.query?.sql).toContain('list_contains($link_urls, i.normalised)');
  expect(step?.query?.sql).not.toContain('parcel');
  await engine.close();
});

const INFECTED: MailStory = { cyren: [incident('attachment')], sysmon: sysmonDays() };

test('H-C7 the attachment was run: its name in a command line', async () => {
  const run = started(
    DELIVERED + 12 * MINUTE,
    `"C:\\Program Files\\7-Zip\\7zG.exe" x "${DOWNLOAD.toUpperCase()}"`,
  );
  const verdict = await verdictOf({ ...INFECTED, sysmon: [...sysmonDays(), run] });
  expect([verdict.verdict, wayOf(verdict), verdict.score]).toEqual(['malicious', 'an attachment > yes', 95]);
});

test('H-C8 the attachment was saved and deleted: found by its hash', async () => {
  const sysmon = [
    ...sysmonDays(),
    made(DELIVERED + 12 * MINUTE, DOWNLOAD),
    deleted(DELIVERED + 40 * MINUTE, DOWNLOAD),
  ];
  const verdict = await verdictOf({ ...INFECTED, sysmon });
  expect([verdict.verdict, wayOf(verdict)]).toEqual(['suspicious', 'an attachment > no > yes']);
  expect(verdict.reason).toContain('Deleted: 2024-05-14 08:40:05');
});

test('H-C7 H-C8 the endpoint is covered and shows neither', async () => {
  const verdict = await verdictOf(INFECTED);
  expect([verdict.verdict, wayOf(verdict)]).toEqual(['likely benign', 'an attachment > no > no']);
});

test('H-C4 no proxy data: unknown, never no', async () => {
  const verdict = await verdictOf({ cyren: [incident('link')], sysmon: sysmonDays() });
  expect([verdict.verdict, wayOf(verdict)]).toEqual(['inconclusive', 'a link > unknown > no']);
  expect(reasons(verdict)).toContain('No proxy data for anybody is in this case');
  expect(verdict.missing).toEqual([
    `proxy logs that cover ${RECIPIENT} and their devices from the delivery on`,
  ]);
});

test('H-C4 no proxy data for host FC-WS41, though for the person', async () => {
  const hour = 60 * MINUTE;
  const verdict = await verdictOf({
    cyren: [incident('link')],
    sysmon: sysmonDays(),
    zscaler: [-20, 2, 45].map((at) =>
      zscalerRow(DELIVERED + at * hour, 'www.ferncliff.example/', RECIPIENT, 'NADIA-TABLET'),
    ),
  });
  expect(reasons(verdict)).toContain(`No proxy data for host fc-ws41 of ${RECIPIENT} after the delivery`);
  expect(verdict.verdict).toBe('inconclusive');
});

test('H-C1 H-X2 H-X3 several alerts on one message are one verdict; its recipients have one each; the opened link comes first', async () => {
  const other = structuredClone(incident('link', 'c3')) as {
    message_details: { targeted_employee: { address: string } };
  };
  other.message_details.targeted_employee.address = 'tom.hale@ferncliff.example';
  const { engine, verdicts } = await tell({
    ...PHISHED,
    cyren: [other, incident('link'), incident('link', 'c2')],
    squid: [...squidDays(), CLICK],
  });
  expect(verdicts.map((one) => [one.subject.value, one.verdict, one.facts.alert_count])).toEqual([
    [RECIPIENT, 'malicious', 2],
    ['tom.hale@ferncliff.example', 'inconclusive', 1],
  ]);
  // What one recipient did is told in that recipient's verdict alone.
  expect(wayOf(verdicts[1] as Verdict)).toBe('a link > no > unknown');
  await engine.close();
});
