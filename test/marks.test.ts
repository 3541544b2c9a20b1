import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine } from '../electron/engine/engine.ts';
import type { MarkSubject } from '../shared/marks.ts';
import type { Filter } from '../shared/filter.ts';
import type { Row } from '../shared/model.ts';
import { validReport } from './report/valid-report.ts';
import { usedFromHosting, writeStory } from './support/fixtures/stories.ts';

const OPTIONS = {
  resourcesPath: resolve(import.meta.dirname, '../resources'),
  toolVersion: '0.0.0',
  clock: () => new Date('2024-06-01T00:00:00Z'),
};
const AT = '2024-06-01T00:00:00.000000Z';

const folder = mkdtempSync(join(tmpdir(), 'interloper-'));
const path = join(folder, 'a.interloper');
const engine = createEngine(OPTIONS);
const client = createRouterClient(engine.router);
let evidence = '';

const settled = async () => {
  for await (const progress of await client.job.watch({}))
    if (progress.state === 'failed') throw new Error(progress.message ?? 'failed');
};

beforeAll(async () => {
  evidence = writeStory(usedFromHosting(), folder).evidence;
  await client.case.create({ path, examiner: 'A. Nalyst' });
  await client.evidence.import({ inputs: [{ path: evidence }] });
  await settled();
});
afterAll(() => engine.close());

const events = async (filters: Filter[] = []) => (await client.events.page({ filters, limit: 1000 })).rows;
const recordOf = (row: Row | undefined): MarkSubject => ({
  kind: 'record',
  evidence_id: Number(row?.['evidence_id']),
  record: Number(row?.['record']),
});
const numbers = (rows: readonly Row[]) => rows.map((row) => row['record']);
const actions = async () => {
  const { rows } = await client.case.audit({ limit: 1000 });
  return rows.filter((row) => /^(note|marks)/.test(String(row['action'])));
};
const files = () =>
  readdirSync(evidence, { withFileTypes: true, recursive: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name));
const contents = () => files().map((file) => readFileSync(file, 'utf8'));
const only = async (subject: MarkSubject) => (await client.marks.of({ subjects: [subject] }))[0];

test('a record carries a star, tags and notes; the timeline filters and counts by each', async () => {
  const rows = await events();
  const [first, second, third] = rows;
  await client.marks.change({ subjects: [recordOf(first), recordOf(second)], starred: true });
  await client.marks.change({
    subjects: [recordOf(second), recordOf(third)],
    add_tags: [' odd ', 'stolen key'],
  });
  await client.notes.add({ subject: recordOf(third), body: 'Why **this** address?' });

  expect(await client.marks.of({ subjects: [first, second, third, rows[3]].map(recordOf) })).toEqual([
    { starred: true, tags: [], notes: [] },
    { starred: true, tags: ['odd', 'stolen key'], notes: [] },
    {
      starred: false,
      tags: ['odd', 'stolen key'],
      notes: [
        { note: 1, body: 'Why **this** address?', author: 'A. Nalyst', written_at: AT, changed_at: null },
      ],
    },
    { starred: false, tags: [], notes: [] },
  ]);

  const all = numbers(rows);
  const of = async (...filters: Filter[]) => numbers(await events(filters));
  expect(await of({ column: 'starred', op: 'is', values: [true] })).toEqual(all.slice(0, 2));
  expect(await of({ column: 'starred', op: 'is', values: [false] })).toEqual(all.slice(2));
  expect(await of({ column: 'starred', op: 'missing' })).toEqual(all.slice(2));
  expect(await of({ column: 'tag', op: 'is', values: ['odd'] })).toEqual(all.slice(1, 3));
  expect(await of({ column: 'tag', op: 'is_not', values: ['odd'] })).toEqual([all[0], ...all.slice(3)]);
  expect(await of({ column: 'tag', op: 'is', values: ['none such', null] })).toEqual([
    all[0],
    ...all.slice(3),
  ]);
  expect(await of({ column: 'tag', op: 'contains', text: 'STOLEN' })).toEqual(all.slice(1, 3));
  expect(await of({ column: 'note', op: 'exists' })).toEqual([all[2]]);
  expect(await of({ column: 'note', op: 'contains', text: 'this' })).toEqual([all[2]]);
  expect(await of({ column: 'tag', op: 'exists' }, { column: 'starred', op: 'exists' })).toEqual([all[1]]);
  await expect(of({ column: 'tag', op: 'between', from: 'a', to: null })).rejects.toThrow('no order');

  expect(await client.events.facet({ filters: [], column: 'tag' })).toEqual({
    values: [
      { value: null, events: all.length - 2 },
      { value: 'odd', events: 2 },
      { value: 'stolen key', events: 2 },
    ],
    distinct: 3,
  });
  expect(
    await client.events.facet({ filters: [{ column: 'starred', op: 'exists' }], column: 'tag' }),
  ).toMatchObject({
    distinct: 3,
    values: [{ value: 'odd' }, { value: 'stolen key' }, { value: null, events: 1 }],
  });
  expect(await client.events.facet({ filters: [], column: 'starred' })).toMatchObject({
    values: [{ value: null }, { value: true, events: 2 }],
  });
  const histogram = await client.events.histogram({ filters: [{ column: 'tag', op: 'exists' }] });
  expect(histogram.series.flatMap((one) => one.counts).reduce((sum, n) => sum + n, 0)).toBe(2);
});

test('a change is seen at once under filters that were counted before; what is given twice stands once', async () => {
  const starred: Filter = { column: 'starred', op: 'is', values: [true] };
  const rows = await events();
  expect(await events([starred])).toHaveLength(2);
  const subjects = [recordOf(rows[0]), recordOf(rows[4])];
  await client.marks.change({ subjects, starred: true, add_tags: ['odd'] });
  await client.marks.change({ subjects, starred: true, add_tags: ['odd'] });
  expect(await events([starred])).toHaveLength(3);
  expect((await client.marks.tags({}))[0]).toEqual({ tag: 'odd', things: 4 });
  await client.marks.change({ subjects, starred: false, remove_tags: ['odd'] });
  expect(await events([starred])).toHaveLength(1);
  expect(await only(recordOf(rows[0]))).toEqual({ starred: false, tags: [], notes: [] });
});

test('notes and marks of findings, verdicts, incidents and entities outlive every run', async () => {
  const { findings } = await client.findings.list({});
  const { verdicts } = await client.verdicts.list({});
  const { incidents } = await client.incidents.list({});
  const [finding, verdict, incident] = [findings[0]!, verdicts[0]!, incidents[0]!];
  const subjects: MarkSubject[] = [
    { kind: 'entity', entity: finding.entity },
    {
      kind: 'finding',
      hunt: finding.hunt,
      entity: finding.entity,
      window_start: finding.window_start,
      window_end: finding.window_end,
    },
    { kind: 'verdict', tree: verdict.tree, entity: verdict.subject, alert: null, pick_id: null },
    {
      kind: 'incident',
      entity: incident.entity,
      window_start: incident.window_start,
      window_end: incident.window_end,
    },
  ];
  for (const subject of subjects) await client.notes.add({ subject, body: `on ${subject.kind}` });
  await client.marks.change({ subjects, starred: true });

  const ids = async () => {
    const { things } = await client.marks.list({});
    return Object.fromEntries(things.map((thing) => [thing.subject.kind, thing.id]));
  };
  const before = await ids();
  expect(before).toEqual({
    record: null,
    entity: null,
    finding: finding.finding_id,
    verdict: verdict.verdict_id,
    incident: incident.incident_id,
  });
  await client.verdicts.run({});
  await client.hunts.configure({ hunt: finding.hunt, values: {} });
  expect(await ids()).toEqual(before);
  for (const subject of subjects)
    expect(await only(subject)).toMatchObject({ starred: true, notes: [{ body: `on ${subject.kind}` }] });

  const titles = (await client.marks.list({ kind: 'finding' })).things.map((thing) => thing.title);
  expect(titles).toEqual([finding.title]);
  expect((await client.marks.list({ which: 'tagged' })).things.map((one) => one.subject.kind)).toEqual([
    'record',
    'record',
  ]);
  expect((await client.marks.list({ tag: 'odd', limit: 1 })).total).toBe(2);
  const { things } = await client.marks.list({ kind: 'record', which: 'noted' });
  expect(things).toMatchObject([{ title: expect.stringMatching(/\.json/) as string, event: { record: 3 } }]);
});

test('a note of an incident whose beginning has moved is shown on the one that holds it', async () => {
  const { incidents } = await client.incidents.list({});
  const [incident] = incidents;
  const begun = new Date(Date.parse(incident!.window_start!) - 3_600_000).toISOString();
  const wider = { ...incident!, window_start: begun.replace('Z', '000Z') };
  const { entity, window_start, window_end } = wider;
  expect(await only({ kind: 'incident', entity, window_start, window_end })).toMatchObject({ starred: true });
  const { entity: other } = { entity: { kind: 'user' as const, value: 'nobody' } };
  expect(await only({ kind: 'incident', entity: other, window_start, window_end })).toMatchObject({
    starred: false,
  });
});

test('a finding that no run has any more keeps its note, and the list says so', async () => {
  const subject: MarkSubject = {
    kind: 'finding',
    hunt: 'push-bombing',
    entity: { kind: 'user', value: 'nobody' },
    window_start: null,
    window_end: null,
  };
  const { note } = await client.notes.add({ subject, body: 'was here' });
  const { things } = await client.marks.list({ kind: 'finding' });
  expect(things.find((one) => one.notes[0]?.body === 'was here')).toMatchObject({ id: null });
  await client.notes.remove({ note });
});

test('H-E1 notes are changed and removed with what they said before in the audit log', async () => {
  const [row] = await events();
  const { note } = await client.notes.add({ subject: recordOf(row), body: 'first' });
  await client.notes.change({ note, body: 'second' });
  expect(await only(recordOf(row))).toMatchObject({ notes: [{ body: 'second', changed_at: AT }] });
  await client.notes.remove({ note });
  expect(await only(recordOf(row))).toMatchObject({ notes: [] });
  const log = (await actions())
    .slice(-3)
    .map((one) => [one['action'], JSON.parse(String(one['detail']))] as unknown);
  expect(log).toEqual([
    ['note.added', { note, body: 'first' }],
    ['note.changed', { note, before: 'first', body: 'second' }],
    ['note.removed', { note, before: 'second' }],
  ]);
  expect((await actions()).at(-1)?.['subject']).toMatch(/^record \d+ of .*\.json/);
  await expect(client.notes.change({ note, body: 'x' })).rejects.toThrow(`no such note: ${note}`);
  await expect(client.notes.add({ subject: recordOf(row), body: '  ' })).rejects.toThrow();
  await expect(
    client.notes.add({ subject: { kind: 'record', evidence_id: 99, record: 1 }, body: 'x' }),
  ).rejects.toThrow('no evidence 99');
  await expect(
    client.marks.change({ subjects: [{ ...recordOf(row), record: 1e6 } as MarkSubject], starred: true }),
  ).rejects.toThrow('no record 1000000');
});

test('H-X5 the report tells notes and marks by content; who and when only with custody; evidence is as it was', async () => {
  const before = contents();
  const { text } = await client.report.json({});
  const report = validReport(text!);
  expect(report.notes.map((one) => [one.about.kind, one.text, one.author, one.written_at])).toEqual([
    ['entity', 'on entity', null, null],
    ['finding', 'on finding', null, null],
    ['incident', 'on incident', null, null],
    ['record', 'Why **this** address?', null, null],
    ['verdict', 'on verdict', null, null],
  ]);
  const rows = await events();
  expect(report.notes.find((one) => one.about.kind === 'record')?.about).toMatchObject({
    event: { record: rows[2]?.['record'], timestamp: rows[2]?.['timestamp'] },
  });
  expect(
    report.marks.filter((one) => one.about.kind === 'record').map((one) => [one.starred, one.tags]),
  ).toEqual([
    [true, ['odd', 'stolen key']],
    [false, ['odd', 'stolen key']],
  ]);
  expect((await client.report.json({})).text).toBe(text);
  const told = validReport((await client.report.json({ custody: true })).text!);
  expect(told.notes[0]).toMatchObject({ author: 'A. Nalyst', written_at: AT });
  expect(contents()).toEqual(before);
});

test('H-X5 the order of import has no part in what the report tells of notes', async () => {
  const told = async (inputs: string[], name: string) => {
    const other = createEngine(OPTIONS);
    const calls = createRouterClient(other.router);
    await calls.case.create({ path: join(folder, name), name: 'one' });
    await calls.evidence.import({ inputs: inputs.map((input) => ({ path: input })) });
    for await (const progress of await calls.job.watch({})) expect(progress.state).not.toBe('failed');
    const { rows } = await calls.events.page({ filters: [], limit: 30 });
    for (const row of [rows[20], rows[3]])
      await calls.notes.add({ subject: recordOf(row), body: String(row?.['event_id']) });
    await calls.marks.change({
      subjects: rows.slice(2, 9).map(recordOf),
      starred: true,
      add_tags: ['b', 'a'],
    });
    const { notes, marks } = validReport((await calls.report.json({})).text!);
    await other.close();
    return { notes, marks };
  };
  const one = await told(files(), 'one.interloper');
  expect(one.notes).toHaveLength(2);
  expect(one.marks).toHaveLength(7);
  expect(await told(files().toReversed(), 'two.interloper')).toEqual(one);
});

test('what is written stays when the case is opened again, and may be written while a job runs', async () => {
  await client.case.close({});
  await client.case.open({ path });
  const rows = await events([{ column: 'tag', op: 'is', values: ['odd'] }]);
  expect(rows).toHaveLength(2);
  await client.evidence.verify({});
  const [row] = await events();
  await client.notes.add({ subject: recordOf(row), body: 'meanwhile' });
  await settled();
  expect(await only(recordOf(row))).toMatchObject({ notes: [{ body: 'meanwhile' }] });
});

test('S-P1 one note is written on many records at once, each its own, and one line of the log tells all; a wrong record writes none', async () => {
  const rows = (await events()).slice(0, 3);
  const subjects = rows.map(recordOf);
  const before = (await client.marks.of({ subjects })).map((one) => one.notes.length);
  const lines = (await actions()).length;
  expect(await client.notes.addToAll({ subjects, body: 'all of *them*' })).toEqual({ notes: 3 });
  const now = await client.marks.of({ subjects });
  expect(now.map((one) => one.notes.length)).toEqual(before.map((n) => n + 1));
  const last = now.map((one) => one.notes.at(-1));
  expect(new Set(last.map((note) => note?.note)).size).toBe(3);
  expect(last[0]).toMatchObject({
    body: 'all of *them*',
    author: 'A. Nalyst',
    written_at: AT,
    changed_at: null,
  });
  expect((await actions()).length).toBe(lines + 1);
  const wrong: MarkSubject = { kind: 'record', evidence_id: 1, record: 1_000_000 };
  await expect(client.notes.addToAll({ subjects: [...subjects, wrong], body: 'none' })).rejects.toThrow();
  expect((await client.marks.of({ subjects })).map((one) => one.notes.length)).toEqual(
    before.map((n) => n + 1),
  );
});
