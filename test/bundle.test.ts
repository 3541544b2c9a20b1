import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createRouterClient } from '@orpc/server';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { run } from '../electron/cli/run.ts';
import { createEngine } from '../electron/engine/engine.ts';
import { checkBundle } from '../electron/engine/bundle/check-bundle.ts';
import { compareReports } from '../electron/engine/bundle/compare-reports.ts';
import { readZip } from '../electron/engine/bundle/read-zip.ts';
import { zipSink } from '../electron/engine/report/zip-sink.ts';
import { BundleManifest, type BundleVerification } from '../shared/bundle.ts';
import { usedFromHosting, writeStory } from './support/fixtures/stories.ts';
import { FakeTerminal } from './support/fixtures/terminal.ts';
import { HOSTILE_HUNT, texts, writeHostileTrail } from './support/hostile.ts';
import { zip } from './support/zip.ts';
import { pngOf } from './support/png.ts';

const OPTIONS = {
  resourcesPath: resolve(import.meta.dirname, '../resources'),
  toolVersion: '0.0.0',
  clock: () => new Date('2024-06-01T00:00:00Z'),
};
const LATER = { ...OPTIONS, clock: () => new Date('2025-03-04T05:06:07Z') };

const logs = mkdtempSync(join(tmpdir(), 'interloper-'));
const casePath = join(logs, 'a.interloper');
const bundled = join(logs, 'with.zip');
const bare = join(logs, 'without.zip');
const PASSWORD = 'correct horse battery';
let paths: string[];
let folder: string;
let terminal: FakeTerminal;
const call = (...words: string[]) => run(words, terminal, LATER);

/** A case with something of everything that a person can give, decide and write. */
async function makeCase(): Promise<void> {
  const { evidence } = writeStory(usedFromHosting(), logs);
  const story = readdirSync(evidence, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const trail = writeHostileTrail(logs, 'hostile.json', texts().slice(0, 12));
  writeFileSync(trail, `${readFileSync(trail, 'utf8').slice(0, -2)},{"eventVersion":"1.08","x": \u0007`);
  const again = join(logs, 'again.json');
  copyFileSync(trail, again);
  const other = readFileSync(writeHostileTrail(logs, 'other.json', texts().slice(12, 20)));
  rmSync(join(logs, 'other.json'));
  const packed = join(logs, 'packed.json.gz');
  writeFileSync(packed, gzipSync(other));
  const locked = join(logs, 'locked.zip');
  const data = readFileSync(writeHostileTrail(logs, 'inner.json', texts().slice(20, 24)));
  rmSync(join(logs, 'inner.json'));
  writeFileSync(
    locked,
    zip([{ name: 'inner.json', data, deflate: true, lock: { method: 'aes-256', password: PASSWORD } }]),
  );
  paths = [...story, trail, again, packed, locked];
  const engine = createEngine(OPTIONS);
  const client = createRouterClient(engine.router);
  const settled = async () => {
    for await (const progress of await client.job.watch({}))
      expect(progress.state, progress.message ?? '').not.toBe('failed');
  };
  await client.case.create({ path: casePath, name: 'The case', examiner: 'Eve', time_zone: 'Europe/Berlin' });
  await client.limits.save({ depth: 4 });
  await client.networks.minimums({ devices: 3 });
  await client.evidence.unlock({ passwords: [PASSWORD] });
  await client.evidence.import({ inputs: paths.map((path) => ({ path })) });
  await settled();
  await client.evidence.import({ inputs: [{ path: trail }] });
  await settled();
  const { saved } = await client.hunts.own.save({ files: [{ name: 'own.yml', text: HOSTILE_HUNT }] });
  expect(saved).toHaveLength(1);
  await settled();
  await client.trees.own.save({
    files: [{ name: 't.yml', text: (await client.trees.own.template({})).text }],
  });
  await settled();
  await client.networks.save({ prefix: '198.51.100.0/24', name: 'Office', kind: 'office' });
  await client.hunts.configure({ hunt: 'rare-session-profiles', values: {} });
  const [hunt] = (await client.hunts.list({})).filter(({ id }) => id === 'session-many-networks');
  const number = hunt?.parameters.find((one) => one.kind === 'integer' && !one.shared);
  await client.hunts.configure({
    hunt: 'session-many-networks',
    values: { [number?.name ?? '']: Number(number?.value) + 1 },
  });
  await client.incidents.configure({ gap_hours: 12 });
  const [verdict] = (await client.verdicts.list({})).verdicts;
  if (!verdict) throw new Error('no verdict');
  const question = verdict.path[1]?.question ?? '';
  await client.verdicts.answer({
    verdict_id: verdict.verdict_id,
    question,
    answer: 'unknown',
    reason: 'in doubt',
  });
  const { rows } = await client.events.page({ filters: [], limit: 30 });
  const records = rows.map((row) => ({
    kind: 'record' as const,
    evidence_id: Number(row['evidence_id']),
    record: Number(row['record']),
  }));
  await client.marks.change({
    subjects: records.slice(0, 3),
    starred: true,
    add_tags: ['odd', 'to look at'],
  });
  await client.notes.add({ subject: records[0] as (typeof records)[0], body: 'Why <b>this</b>?' });
  await client.notes.add({ subject: records[0] as (typeof records)[0], body: 'Later: because.' });
  await client.notes.add({ subject: { kind: 'entity', entity: verdict.subject }, body: 'seen before' });
  await client.pictures.keep({ title: 'The map', base64: pngOf().toString('base64') });
  const [finding] = (await client.findings.list({ limit: 1 })).findings;
  if (!finding) throw new Error('no finding');
  await client.findings.mute({ hunt: finding.hunt, entity: finding.entity, reason: 'known' });
  await engine.close();
}

beforeAll(async () => {
  await makeCase();
  terminal = new FakeTerminal();
  expect(await call('report', casePath, '--bundle', bundled, '--evidence'), terminal.stderr).toBe(0);
  expect(await call('report', casePath, '--bundle', bare, '-q'), terminal.stderr).toBe(0);
}, 300_000);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'interloper-'));
  terminal = new FakeTerminal();
});

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

async function parts(path: string): Promise<Map<string, Buffer>> {
  const file = readFileSync(path);
  return new Map(
    (await readZip(path)).map(({ name, start, bytes }) => [name, file.subarray(start, start + bytes)]),
  );
}

async function written(files: ReadonlyMap<string, Buffer>): Promise<string> {
  const path = join(folder, 'changed.zip');
  const sink = await zipSink(path);
  for (const [name, bytes] of files) await sink.file(name, (write) => write(bytes));
  await sink.end();
  return path;
}

/** As somebody would who knows the format. */
function withSums(files: Map<string, Buffer>): Map<string, Buffer> {
  files.delete('SHA256SUMS');
  const lines = [...files].map(([name, bytes]) => `${sha256(bytes)}  ${name}\n`).join('');
  return files.set('SHA256SUMS', Buffer.from(lines));
}

const verified = async (path: string, ...words: string[]) => {
  terminal = new FakeTerminal();
  const code = await call('verify', path, '--json', '-', '-q', ...words);
  return { code, result: JSON.parse(terminal.stdout || 'null') as BundleVerification | null };
};

test('H-X5 a bundle holds the case, its settings, evidence and report with hashes, and no password', async () => {
  const files = await parts(bundled);
  const manifest = BundleManifest.parse(JSON.parse(String(files.get('manifest.json'))));
  expect(manifest).toMatchObject({
    case: { name: 'The case', examiner: 'Eve', reference: null, time_zone: 'Europe/Berlin' },
    evidence_included: true,
    kept: {
      own_hunts: [{ text: HOSTILE_HUNT }],
      own_trees: [{ version: 1 }, { version: 1 }],
      known_networks: [{ prefix: '198.51.100.0/24' }],
      mutes: [{ reason: 'known', muted_by: null, muted_at: null }],
      tree_answers: [{ answer: 'unknown', author: null }],
      pictures: [{ title: 'The map', png: pngOf().toString('base64'), redacted: '', author: null }],
      notes: [{ body: 'Why <b>this</b>?' }, { body: 'Later: because.' }, { body: 'seen before' }],
    },
  });
  expect(manifest.evidence.map(({ path }) => basename(path)).sort()).toEqual(
    [...paths.map((path) => basename(path)), 'hostile.json'].sort(),
  );
  for (const path of paths) {
    const bytes = readFileSync(path);
    expect(files.get(`evidence/${sha256(bytes)}`)?.equals(bytes), path).toBe(true);
  }
  expect(String(files.get('SHA256SUMS'))).toBe(
    [...files]
      .slice(0, -1)
      .map(([name, bytes]) => `${sha256(bytes)}  ${name}\n`)
      .join(''),
  );
  expect(readFileSync(bundled).includes(PASSWORD)).toBe(false);
  expect([...(await parts(bare)).keys()]).toEqual(['manifest.json', 'report.json', 'SHA256SUMS']);
  await call('report', casePath, '--bundle', join(folder, 'again.zip'), '--evidence');
  expect(readFileSync(join(folder, 'again.zip')).equals(readFileSync(bundled))).toBe(true);
  expect(terminal.stderr).toContain(sha256(readFileSync(bundled)));
});

test('H-X5 verify makes the same report again, with evidence inside and with evidence elsewhere', async () => {
  const inside = await verified(bundled, '--zip-password', PASSWORD);
  expect(inside.result).toMatchObject({
    state: 'same',
    differences: [],
    sha256: sha256(readFileSync(bundled)),
  });
  expect(inside.code).toBe(0);
  const missing = await verified(bare);
  expect(missing.code).toBe(2);
  expect(missing.result).toMatchObject({ state: 'incomplete' });
  expect(missing.result?.missing).toHaveLength(paths.length - 1);
  mkdirSync(join(folder, 'moved'));
  paths.forEach((path, index) => copyFileSync(path, join(folder, 'moved', `${9 - index}`)));
  const elsewhere = await verified(bare, '--evidence', folder, '--zip-password', PASSWORD);
  expect(elsewhere.result).toMatchObject({ state: 'same', differences: [] });
  expect(elsewhere.code).toBe(0);
  expect(readdirSync(join(folder, 'moved'))).toHaveLength(paths.length);
}, 300_000);

test('H-X5 without the password the run differs, and says in which file', async () => {
  const { code, result } = await verified(bundled);
  expect(code).toBe(1);
  expect(result?.state).toBe('differs');
  expect(result?.differences.some(({ part, now }) => part === 'evidence' && now?.includes('locked'))).toBe(
    true,
  );
  terminal = new FakeTerminal();
  expect(await call('verify', bundled)).toBe(1);
  expect(terminal.stdout).toContain('evidence\n  bundle: ');
  expect(terminal.stderr).toContain('gives another report');
}, 300_000);

describe('H-X5 what was done to a bundle is found', () => {
  test('a byte anywhere', async () => {
    const whole = readFileSync(bare);
    const changed = join(folder, 'changed.zip');
    const step = Math.max(1, Math.floor(whole.length / 300));
    const tail = Array.from({ length: 400 }, (_none, index) => whole.length - 1 - index);
    const head = Array.from({ length: 100 }, (_none, index) => index);
    const places = [...head, ...tail, ...Array.from({ length: 300 }, (_none, index) => index * step)];
    for (const at of new Set(places)) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      writeFileSync(changed, bytes);
      expect((await checkBundle(changed)).problems, `byte ${at}`).not.toEqual([]);
    }
  }, 120_000);

  test.each(['evidence', 'report', 'manifest'])('a byte in %s', async (what) => {
    const stored = (await readZip(bundled)).find(({ name }) => name.startsWith(what));
    const bytes = readFileSync(bundled);
    const at = (stored?.start ?? 0) + Math.floor((stored?.bytes ?? 0) / 2);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    const path = join(folder, 'changed.zip');
    writeFileSync(path, bytes);
    const { code, result } = await verified(path);
    expect(code).toBe(1);
    expect(result).toMatchObject({ state: 'damaged' });
    expect(result?.problems.join()).toContain(stored?.name);
  });

  test('an entry that was removed, added, or stands twice', async () => {
    const files = await parts(bundled);
    const [name] = [...files.keys()].filter((one) => one.startsWith('evidence/'));
    const without = new Map(files);
    without.delete(name ?? '');
    expect((await checkBundle(await written(without))).problems).toEqual([
      `${JSON.stringify(name)} is missing`,
      `${JSON.stringify(name)} is missing`,
    ]);
    expect((await checkBundle(await written(withSums(without)))).problems).toEqual([
      `${JSON.stringify(name)} is missing`,
    ]);
    const more = new Map(files).set('evidence/more', Buffer.from('x'));
    expect((await checkBundle(await written(more))).problems.join()).toContain('"evidence/more" was added');
    expect((await checkBundle(await written(withSums(more)))).problems.join()).toContain('"evidence/more"');
    writeFileSync(join(folder, 'x.zip'), Buffer.concat([readFileSync(bundled), Buffer.from('more')]));
    expect((await checkBundle(join(folder, 'x.zip'))).problems).toEqual([
      'it does not end as an archive does',
    ]);
  });

  test('a report that was written anew with all its hashes: the run gives another', async () => {
    const files = await parts(bundled);
    const report = String(files.get('report.json')).replace(/"verdict":"(?=malicious)/, '"verdict":"not ');
    files.set('report.json', Buffer.from(report));
    const { code, result } = await verified(await written(withSums(files)), '--zip-password', PASSWORD);
    expect(code).toBe(1);
    expect(result).toMatchObject({ state: 'differs', problems: [] });
    expect(result?.differences[0]?.bundled).toContain('"verdict":"not ');
    expect(result?.differences[0]?.now).not.toContain('"verdict":"not ');
  }, 300_000);
});

test('H-X5 a name that leads elsewhere is refused, and nothing is unpacked under any name of a bundle', async () => {
  const files = withSums(new Map([...(await parts(bundled)), ['xx/evil', Buffer.from('evil')]]));
  const path = await written(files);
  const bytes = readFileSync(path);
  const text = bytes.toString('latin1').replaceAll('xx/evil', '../evil');
  writeFileSync(path, Buffer.from(text, 'latin1'));
  const { code, result } = await verified(path);
  expect(code).toBe(1);
  expect(result?.problems.join()).toContain('"../evil"');
  expect(existsSync(join(folder, '..', 'evil'))).toBe(false);
});

test('what is neither case nor bundle is said', async () => {
  const path = join(folder, 'text.txt');
  writeFileSync(path, 'hello');
  expect((await verified(path)).result?.problems).toEqual(['it is too short to be an archive']);
  expect(await call('verify', join(folder, 'not there'))).toBe(2);
  expect(await call('report', casePath, '--bundle', '-')).toBe(2);
  expect(terminal.stderr).toContain('--bundle writes an archive: name a file');
});

test('evidence that has changed is not put into a bundle', async () => {
  const first = paths[0] ?? '';
  const bytes = readFileSync(first);
  const target = join(folder, 'kept.zip');
  writeFileSync(target, 'before');
  try {
    writeFileSync(first, `${bytes.toString()}\n`);
    expect(await call('report', casePath, '--bundle', target, '--evidence')).toBe(2);
    expect(terminal.stderr).toContain('is no longer what was imported');
    expect(readFileSync(target, 'utf8')).toBe('before');
    expect(readdirSync(folder)).toEqual(['kept.zip']);
  } finally {
    writeFileSync(first, bytes);
  }
});

describe('reports are compared entry by entry', () => {
  const report = (entries: readonly string[]) =>
    // eslint-disable-next-line @typescript-eslint/require-await -- as a report comes
    async function* () {
      yield `{\n"a": 1,\n"findings": [\n${entries.join(',\n')}\n],\n"b": [\n]\n}\n`;
    };
  test.each([
    [['1', '2'], ['1', '2'], 0, []],
    [['1', '2'], ['2', '1'], 1, [{ part: 'order', bundled: 'the same entries', now: 'in another order' }]],
    [['1', '2', '3'], ['1', '3'], 1, [{ part: 'findings', bundled: '2', now: null }]],
    [['1', '2'], ['1', '2', '2'], 1, [{ part: 'findings', bundled: null, now: '2' }]],
    [['1', '2'], ['1', '5'], 1, [{ part: 'findings', bundled: '2', now: '5' }]],
  ])('%j and %j', async (one, other, total, listed) => {
    expect(await compareReports(report(one), report(other)())).toEqual({ total, listed });
  });
  test('no more than a hundred are told', async () => {
    const entries = Array.from({ length: 150 }, (_none, index) => `${index}`);
    const { total, listed } = await compareReports(report(entries), report([])());
    expect({ total, listed: listed.length }).toEqual({ total: 150, listed: 100 });
  });
});
