import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createEngine } from '../../electron/engine/engine.ts';
import type { Database } from '../../electron/engine/db/database.ts';
import { configureHunt, listHunts, readFindings, runHunts } from '../../electron/engine/hunting.ts';
import { checkHunts } from '../../electron/engine/own-hunts/check.ts';
import { keepHunts, keptHunts } from '../../electron/engine/own-hunts/store.ts';
import { clearEvents, emptyCase, seed } from '../support/seed.ts';

const hunt = (id: string, action = 'a', more = '') => `id: ${id}
title: Hunt ${id}
question: What?
severity: low
entity: user
needs: { missing: a log }
rule:
  kind: match
  where: { column: event_action, is: ${action} }
summary: '{events} events'
${more}`;

let database: Database;
beforeAll(async () => {
  database = await emptyCase();
});
beforeEach(async () => {
  await clearEvents(database.job);
  await database.job.run('DELETE FROM own_hunts');
});
afterAll(() => database.close());

const keep = async (text: string) => {
  const { hunts } = await checkHunts(database.job, [{ name: 'a.yaml', text }]);
  await keepHunts(database.job, hunts);
};
const EVENTS = ['a', 'b'].map((event_action, at) => ({
  event_action,
  event_outcome: 'success',
  user_name: 'ada',
  timestamp: `2024-05-01T08:00:0${at}Z`,
}));
const found = async () =>
  (await readFindings(database.desk, { offset: 0, limit: 100 })).findings.map(({ hunt: id, title, own }) => [
    id,
    title,
    own?.length ?? null,
  ]);

test('S-G3 an own hunt runs, is listed and is configured like any other', async () => {
  await keep(hunt('my-a'));
  await seed(database.job, EVENTS);
  await runHunts(database.job);
  expect(await found()).toEqual([['my-a', 'Hunt my-a', 64]]);
  const listed = (await listHunts(database.desk)).filter(({ own }) => own !== null);
  expect(listed).toMatchObject([
    { id: 'my-a', state: 'findings', own: { format: 'interloper', file: 'a.yaml' } },
  ]);
  const { gone, state } = await configureHunt(database.job, 'my-a', { ignore_users: ['ada'] });
  expect(gone.map(({ title }) => title)).toEqual(['Hunt my-a']);
  expect(state.findings).toBe(0);
});

test('a hunt takes the place of the one with its id, and its texts are read anew', async () => {
  await keep(hunt('my-a', 'c'));
  await seed(database.job, EVENTS);
  await runHunts(database.job);
  expect(await found()).toEqual([]);
  await keep(hunt('my-a', 'b').replace('title: Hunt my-a', 'title: Another'));
  await runHunts(database.job, ['my-a']);
  expect(await found()).toEqual([['my-a', 'Another', 64]]);
  expect((await keptHunts(database.desk)).listed).toHaveLength(1);
});

test('what this version cannot run is listed with the reason, and does not run', async () => {
  const rows = [
    ['my-old', hunt('my-old').replace('kind: match', 'kind: old')],
    ['push-bombing', hunt('push-bombing')],
    ['my-gone', hunt('my-other')],
  ] as const;
  for (const [at, [id, text]] of rows.entries())
    await database.job.run({
      text: 'INSERT INTO own_hunts VALUES ($at, $id, $format, $file, $text, $sha256)',
      values: { at, id, text, format: 'interloper', file: 'a.yaml', sha256: 'x' },
    });
  const { hunts, listed } = await keptHunts(database.desk);
  expect(hunts).toEqual([]);
  expect(listed.map(({ id, problem }) => [id, problem])).toEqual([
    ['my-old', expect.stringMatching(/^"old" is none of match, /)],
    ['push-bombing', 'a built-in hunt has this id'],
    ['my-gone', 'its text holds no hunt of this id'],
  ]);
  await runHunts(database.job);
  await expect(runHunts(database.job, ['my-old'])).rejects.toThrow('no such hunt: "my-old"');
});

test('the calls of the contract: template, save, list, remove, with the audit log', async () => {
  const engine = createEngine({
    resourcesPath: join(resolve(import.meta.dirname, '../..'), 'resources'),
    toolVersion: '0.0.0',
    clock: () => new Date('2024-06-01T00:00:00Z'),
  });
  try {
    const client = createRouterClient(engine.router);
    await client.case.create({ path: join(mkdtempSync(join(tmpdir(), 'interloper-')), 'a.interloper') });
    const { text } = await client.hunts.own.template({});
    const bad = { name: 'bad.yaml', text: hunt('my-b').replace('low', 'lower') };
    const done = await client.hunts.own.save({ files: [{ name: 'all.yaml', text }, bad] });
    expect(done.saved).toHaveLength(7);
    expect(done.problems).toEqual([
      {
        file: 'bad.yaml',
        line: 4,
        column: 11,
        message: expect.stringMatching(/^"lower" is none of/) as string,
      },
    ]);
    expect(await client.hunts.own.save({ files: [bad] })).toMatchObject({ saved: [] });
    const [first, ...others] = done.saved;
    await client.hunts.own.remove({ id: first ?? '' });
    await expect(client.hunts.own.remove({ id: first ?? '' })).rejects.toThrow(
      /no own hunt "my-console-sign-in"/,
    );
    expect((await client.hunts.own.list({})).map(({ id }) => id)).toEqual(others);
    const states = await client.hunts.list({});
    expect(states.filter(({ own }) => own).map(({ id }) => id)).toEqual(others);
    const { rows } = await client.case.audit({});
    const actions = rows.map(({ action }) => action);
    expect(actions.filter((action) => action === 'own hunt.saved')).toHaveLength(7);
    expect(rows.find(({ action }) => action === 'own hunt.removed')).toMatchObject({ subject: first });
  } finally {
    await engine.close();
  }
});
