import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { usedFromHosting, writeStory } from '../support/fixtures/stories.ts';
import { caseWith, exported, type Engine } from '../support/exported.ts';
import { isStix } from './public-schemas.ts';

/** Two cases of one evidence, as two examiners have it. */
let engine: Engine;
let other: Engine;

beforeAll(async () => {
  const { evidence } = writeStory(usedFromHosting(), mkdtempSync(join(tmpdir(), 'interloper-')));
  engine = await caseWith([evidence], { clock: '2024-06-01T00:00:00Z' });
  other = await caseWith([evidence], { clock: '2024-06-01T00:00:00Z', name: 'Another case' });
}, 240_000);

afterAll(async () => {
  await engine.close();
  await other.close();
});

interface StixObject extends Record<string, unknown> {
  type: string;
  id: string;
}
interface Bundle {
  id: string;
  objects: StixObject[];
}

async function bundleOf(of: Engine, redact: ('names' | 'addresses')[] = []): Promise<Bundle> {
  const file = (await exported(of, 'stix', { redact })).get('')?.toString('utf8') ?? '';
  const bundle = JSON.parse(file) as Bundle;
  expect(isStix(bundle), JSON.stringify(isStix.errors?.slice(0, 5))).toBe(true);
  return bundle;
}

const idsOf = ({ objects }: Bundle, type: string): string[] =>
  objects.filter((one) => one.type === type).map(({ id }) => id);

/** Observables are known by their value, as the standard wants it: what is told beside it may differ. */
const isVersioned = (object: StixObject): boolean => 'modified' in object;

test('H-X5 whatever a person changes, no id of a STIX object stands for two contents, and the same content has the same id', async () => {
  const client = createRouterClient(engine.router);
  const states = [await bundleOf(engine)];
  const [finding] = (await client.findings.list({ offset: 0, limit: 1 })).findings;
  if (!finding) throw new Error('no finding to mute');
  const { mute_id } = await client.findings.mute({
    ...{ hunt: finding.hunt, entity: finding.entity },
    reason: 'known',
  });
  states.push(await bundleOf(engine));
  await client.findings.unmute({ mute_id });
  expect(await bundleOf(engine)).toEqual(states[0]);

  const { verdicts } = await client.verdicts.list({ offset: 0, limit: 20 });
  const [verdict] = verdicts;
  const step = verdict?.path.find(({ answer }) => answer === 'yes');
  if (!verdict || !step) throw new Error('no question to answer');
  await client.verdicts.answer({
    ...{ verdict_id: verdict.verdict_id, question: step.question },
    ...{ answer: 'unknown', reason: 'the owner told' },
  });
  states.push(await bundleOf(engine), await bundleOf(other), await bundleOf(engine, ['names', 'addresses']));

  const contents = new Map<string, string>();
  for (const object of states.flatMap(({ objects }) => objects).filter(isVersioned)) {
    const text = JSON.stringify(object);
    expect(contents.get(object.id) ?? text, object.type).toBe(text);
    contents.set(object.id, text);
  }
  expect(new Set(states.map(({ id }) => id)).size).toBe(states.length);
  expect(new Set(states.flatMap((one) => idsOf(one, 'report'))).size).toBe(states.length);
  const [first, , answered] = states;
  if (!first || !answered) throw new Error('no bundles');
  const notes = new Set(idsOf(first, 'note'));
  expect(idsOf(answered, 'note').filter((id) => !notes.has(id))).toHaveLength(1);
});

test('H-X5 what is the same in every case is one object everywhere: program and techniques', async () => {
  const bundles = [await bundleOf(engine), await bundleOf(other, ['names'])];
  const constant = bundles.map(({ objects }) =>
    objects.filter(({ type }) => type === 'identity' || type === 'attack-pattern'),
  );
  expect(constant[0]?.length).toBeGreaterThan(1);
  expect(constant[1]).toEqual(constant[0]);
});

test('H-X5 a redacted bundle says so in its report, and another does not', async () => {
  const report = async (redact: ('names' | 'addresses')[]) =>
    (await bundleOf(engine, redact)).objects.find(({ type }) => type === 'report');
  expect((await report(['names', 'addresses']))?.['description']).toMatch(
    /^Pseudonyms stand for names, addresses;/,
  );
  expect((await report([]))?.['description']).toBeUndefined();
});
