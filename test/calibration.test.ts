import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { expect, test } from 'vitest';
import { createEngine } from '../electron/engine/engine.ts';
import { sampleEvidence } from '../electron/engine/sample/sample-case.ts';
import { trees } from '../electron/engine/trees/index.ts';
import type { Verdict } from '../shared/model.ts';
import * as stories from './support/fixtures/stories.ts';
import * as mail from './support/fixtures/mail-stories.ts';
import * as travel from './support/fixtures/travel.ts';

const RESOURCES = resolve(import.meta.dirname, '../resources');

interface Fixture {
  name: string;
  /** Writes its logs below the folder, and says where they are, with address ranges where it has some. */
  write: (folder: string) => { evidence: string; ranges?: string };
}

const story = (name: string, of: stories.Story): Fixture => ({
  name,
  write: (folder) => stories.writeStory(of, folder),
});
const journey = (name: string, of: travel.Journey): Fixture => ({
  name,
  write: (folder) => ({ evidence: travel.writeJourney(of, folder) }),
});

const mails = (name: string, of: mail.MailStory): Fixture => ({
  name,
  write: (folder) => ({ evidence: mail.writeMailStory(join(folder, 'logs'), of) }),
});
const phished = { cyren: [mail.incident('link')], squid: mail.squidDays(), sysmon: mail.sysmonDays() };
const clicked = mail.squidLine(mail.DELIVERED + 540_000, `${mail.LINK.replace('https', 'http')}#top`);

const FIXTURES: readonly Fixture[] = [
  story('Used from a hosting provider', stories.usedFromHosting()),
  story('Used from another region', stories.usedFromOtherRegion()),
  story('Elastic IP moved', stories.elasticAddressMoved()),
  story('Elastic IP move refused', stories.elasticAddressMoved({ denied: true })),
  story('Stopped and started', stories.stoppedAndStarted()),
  story('Proxy restarted', stories.proxyRestarted()),
  story('One address', stories.oneAddress()),
  journey('Two offices', travel.twoOffices),
  journey('Office and hotel', travel.officeAndHotel),
  journey('Another client', travel.anotherClient),
  journey('VPN of a traveller', travel.travellersVpn),
  journey('Phone in the hotel', travel.phoneInHotel),
  journey('Nothing else known', travel.nothingElse),
  mails('Link of a mail opened', { ...phished, squid: [...mail.squidDays(), clicked] }),
  mails('Link of a mail not opened', phished),
  mails('Mail alone', { cyren: [mail.incident('link')] }),
  { name: 'Sample case', write: () => ({ evidence: sampleEvidence(RESOURCES) }) },
];

async function verdictsOn({ write }: Fixture): Promise<Verdict[]> {
  const folder = mkdtempSync(join(tmpdir(), 'interloper-'));
  const { evidence, ranges } = write(folder);
  const engine = createEngine({ resourcesPath: RESOURCES, toolVersion: '0.0.0' });
  const client = createRouterClient(engine.router);
  await client.case.create({ path: join(folder, 'a.interloper') });
  if (ranges !== undefined) await client.data.import({ path: ranges });
  await client.evidence.import({ inputs: [{ path: evidence }] });
  for await (const progress of await client.job.watch({})) expect(progress.state).not.toBe('failed');
  const { verdicts } = await client.verdicts.list({});
  await engine.close();
  return verdicts;
}

const answers = ({ path }: Verdict): string => path.map((step) => step.answer).join(' › ');

const HEAD = `# Calibration of the triage

The score is the likelihood of malice from 0 to 100: points before the first question (${trees.map((tree) => `${tree.base_points} in \`${tree.id}\``).join(', ')}), and the points of each answer on the way, kept within 0 and 100. One scale holds for all trees, so that verdicts rank across products. An answer that a benign cause seldom gives weighs most: 55 for one session in two clients, 35 to 40 for a second operating system, 25 to 35 for failed attempts or refused pushes at one end, 20 to 25 for a hosting provider. One that benign causes give as well weighs 5 to 15. What explains takes points away, most where a record of the log names the cause (35 for calls that explain every change of address) or a person confirmed it (30 for two networks that are confirmed). The weights are in each tree's \`tree.ts\`, every answer with its own, and the desk shows them as a sum.

\`unknown\` is never a "no": it has points and a branch of its own, which lie between those of the answers that could be. Each unknown on the way lowers the confidence (none: high, one: medium, more: low) instead of moving the score to either end. The table is what the trees say today of logs written for the tests, from their files on; \`npx vitest run test/calibration.test.ts -u\` writes it anew. A change of a weight shows here as a line that changed: it is right where the order of the lines still is the order in which an analyst would look at them.
`;

test('H-X2 "unknown" weighs no more and no less than the answers that could be', () => {
  for (const { questions } of trees)
    for (const { id, answers: known, unknown } of questions) {
      const points = known.map((answer) => answer.points);
      expect(unknown.points, id).toBeGreaterThanOrEqual(Math.min(...points));
      expect(unknown.points, id).toBeLessThanOrEqual(Math.max(...points));
    }
});

test('H-X2 H-X3 each fixture’s score is what the calibration table says', { timeout: 300_000 }, async () => {
  const rows: (Verdict & { fixture: string })[] = [];
  for (const fixture of FIXTURES)
    rows.push(...(await verdictsOn(fixture)).map((verdict) => ({ ...verdict, fixture: fixture.name })));
  expect(new Set(rows.map((row) => row.tree))).toEqual(new Set(trees.map((tree) => tree.id)));
  rows.sort((a, b) => b.score - a.score);
  const lines = rows.map(
    (row) =>
      `| ${row.score} | ${row.verdict} | ${row.confidence} | \`${row.tree}\` | ${row.fixture} | ${answers(row)} |`,
  );
  const table = [
    '| Score | Verdict | Confidence | Tree | Fixture | Answers |',
    '| --- | --- | --- | --- | --- | --- |',
  ];
  await expect(`${HEAD}\n${[...table, ...lines].join('\n')}\n`).toMatchFileSnapshot(
    '../docs/triage-calibration.md',
  );
});
