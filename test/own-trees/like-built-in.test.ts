import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../electron/engine/db/database.ts';
import cases from '../../electron/engine/trees/okta-impossible-travel/cases.json' with { type: 'json' };
import { readVerdicts, runTrees } from '../../electron/engine/triage.ts';
import type { Verdict } from '../../shared/model.ts';
import { clearEvents, emptyCase, expand, seed } from '../support/seed.ts';
import { keep } from './support.ts';

const BUILT_IN = 'okta-impossible-travel';
/** The part of the built-in tree that asks about the one place of an alert, in a person's words. */
const LIKE_IT = `id: my-place
title: The place of an alert
version: 1
subject: user
needs: { datasets: [okta.system], missing: Okta System Log }
starts:
  events:
    - where:
        any:
          - { column: risk_level, is: high }
          - { column: risk_detail, matches: '(?i)velocity[^,=;]*=POSITIVE|new geo-?location=POSITIVE|new country=POSITIVE' }
          - { column: risk_detail, ends_with: threat suspected }
          - { column: event_action, is: [security.threat.detected, user.risk.detect] }
          - { column: event_dataset, is: azure.identity_protection }
questions:
  - id: known
    text: Is the one place a known network of the organisation?
    ask: { kind: known_network }
    answers:
      yes: { reason: '{known}.', points: -15, next: verdict:one-place-known }
      no: { reason: '{alert_address}.', points: 5, next: network }
    unknown: { points: 0, next: network }
  - id: network
    text: What kind of network is the one place?
    ask: { kind: label, labels: [anonym, tor, vpn, proxy], hosting: true }
    answers:
      yes: { reason: '{network}.', points: 25, next: verdict:one-place-hosting }
      no: { reason: '{alert_network}.', points: 0, next: verdict:one-place }
    unknown: { points: 5, next: verdict:one-place }
verdicts:
  - { id: one-place-known, verdict: likely benign, reason: '{alert_label}' }
  - { id: one-place-hosting, verdict: suspicious, reason: '{alert_label}' }
  - { id: one-place, verdict: inconclusive, reason: '{alert_label}' }
`;

let database: Database;
beforeAll(async () => {
  database = await emptyCase();
  await keep(database, LIKE_IT);
});
beforeEach(() => clearEvents(database.job));
afterAll(() => database.close());

/** Stories begin after networks were learned: agents that are in them told where they were. */
const LEARN = `INSERT INTO agent_coverage
  SELECT event_dataset, 1, 1, 1, TIMESTAMP '2024-05-01', TIMESTAMP '2024-05-02' FROM actions
  WHERE event_dataset NOT IN ('okta.system', 'azure.signinlogs', 'azure.identity_protection', 'aws.cloudtrail')`;

interface Story {
  name: string;
  events: string[];
  path?: string;
}
/** Those on whose way these questions are, and those that are about known networks. */
const isOfOnePlace = ({ name, path }: Story): boolean =>
  /^(same place only|unknown) >/.test(path ?? '') || name.includes('H-O3');

const answerTo = ({ path }: Verdict, question: string): string | undefined =>
  path.find((step) => step.question === question)?.answer;

/** What the built-in tree calls what ours answers with yes or no. */
const SAME: Readonly<Record<string, string>> = {
  'hosting or anonymiser': 'yes',
  'mobile or relay': 'no',
  ordinary: 'no',
};

test('H-O3 H-O8 a tree equal in meaning to a part of a built-in one gives the same answers', async () => {
  const compared: string[] = [];
  for (const story of cases.stories.filter(isOfOnePlace)) {
    await clearEvents(database.job);
    await database.job.run('DELETE FROM agent_coverage');
    await seed(database.job, expand(story.events, cases.bundles));
    await database.job.run(LEARN);
    await runTrees(database.job, [BUILT_IN, 'my-place']);
    const { verdicts } = await readVerdicts(database.desk, { offset: 0, limit: 100 });
    for (const theirs of verdicts.filter(({ tree }) => tree === BUILT_IN)) {
      const ours = verdicts.find(
        ({ tree, alert }) =>
          tree === 'my-place' &&
          alert?.evidence_id === theirs.alert?.evidence_id &&
          alert?.record === theirs.alert?.record,
      );
      if (!ours || theirs.facts.b_address !== ours.facts.alert_address) continue;
      const known = typeof theirs.facts.b_is_known === 'string' ? theirs.facts.b_is_known : 'unknown';
      expect(answerTo(ours, 'known'), story.name).toBe(known);
      compared.push(`known ${known}`);
      const network = answerTo(theirs, 'alone-network');
      if (network === undefined) continue;
      expect(answerTo(ours, 'network'), story.name).toBe(SAME[network] ?? network);
      compared.push(`network ${network}`);
    }
  }
  for (const one of [
    'known yes',
    'known no',
    'known unknown',
    'network hosting or anonymiser',
    'network ordinary',
  ])
    expect(compared).toContain(one);
});
