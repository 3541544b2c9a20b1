import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { formats } from '../../electron/engine/report/formats/index.ts';
import { anotherClient, writeJourney } from '../support/fixtures/travel.ts';
import { usedFromHosting, writeStory } from '../support/fixtures/stories.ts';

/** The built command line: each run is a process of its own, as on another machine. */
const CLI = resolve(import.meta.dirname, '../../out/main/cli.js');

/** Of one processor, where the machine lets a process be held to one. */
const canHold = spawnSync('taskset', ['-c', '0', 'true']).status === 0 && availableParallelism() > 1;
if (!canHold)
  console.warn('No taskset, or one processor only: both runs have as many threads. Install util-linux.');

interface Machine {
  folder: string;
  environment: Record<string, string>;
  umask: string;
  oneProcessor: boolean;
}

/** Evidence is where it is for both: its path is part of what a report says of it. */
let evidence: string[];
let here: Machine;
let there: Machine;

function call({ folder, environment, umask, oneProcessor }: Machine, ...words: string[]): string {
  const command = [
    ...(oneProcessor && canHold ? ['taskset', '-c', '0'] : []),
    process.execPath,
    CLI,
    ...words,
  ];
  const { PATH = '', HOME = '' } = process.env;
  const ended = spawnSync('sh', ['-c', 'umask "$0"; exec "$@"', umask, ...command], {
    cwd: folder,
    env: { PATH, HOME, ...environment },
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  expect(ended.status, ended.stderr).toBe(0);
  return ended.stdout;
}

/** The files of every format by name, from a process for each command. */
function everyFormat(machine: Machine): Map<string, Buffer> {
  const all = (ids: readonly string[], prefix = '') =>
    ids.flatMap((id) => [`--${id}`, join('out', prefix + id)]);
  mkdirSync(join(machine.folder, 'out'));
  call(machine, 'analyze', ...evidence, '--case', 'a.interloper', '-q');
  call(machine, 'report', 'a.interloper', ...all(ids(true)), '--evidence', '--bom', '-q');
  call(machine, 'report', 'a.interloper', ...all(ids(false), 'redacted-'), '--redact', EVERYTHING, '-q');
  return filesBelow(join(machine.folder, 'out'));
}

const EVERYTHING = 'names,addresses,domains';
const ids = (every: boolean): string[] =>
  formats.filter(({ redactable }) => every || redactable).map(({ id }) => id);

const filesBelow = (root: string): Map<string, Buffer> =>
  new Map(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(root.length + 1), readFileSync(path)]),
  );

let short: Map<string, Buffer>;
let long: Map<string, Buffer>;

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'interloper-'));
  writeJourney(anotherClient, join(folder, 'journey'));
  evidence = [writeStory(usedFromHosting(), folder).evidence, join(folder, 'journey')];
  const machine = (name: string, rest: Omit<Machine, 'folder'>): Machine => {
    mkdirSync(join(folder, name), { recursive: true });
    return { folder: join(folder, name), ...rest };
  };
  here = machine('a', {
    environment: { SOURCE_DATE_EPOCH: '1700000000', TZ: 'UTC', LANG: 'C', LC_ALL: 'C' },
    umask: '022',
    oneProcessor: false,
  });
  there = machine(`another folder/whose name is longer/${'x'.repeat(120)}`, {
    environment: {
      ...{
        SOURCE_DATE_EPOCH: '1700000000',
        TZ: 'Pacific/Chatham',
        LANG: 'tr_TR.UTF-8',
        LC_ALL: 'ja_JP.UTF-8',
      },
      ...{
        USER: 'somebody',
        LOGNAME: 'somebody',
        TMPDIR: tmpdir(),
        NODE_OPTIONS: '--max-old-space-size=1024',
      },
    },
    umask: '077',
    oneProcessor: true,
  });
  short = everyFormat(here);
  long = everyFormat(there);
}, 600_000);

test.each(formats.map(({ id, redactable }) => [id, redactable] as const))(
  'H-X5 %s has the same bytes from a process with another zone, language, folder, umask and number of threads, as it is and redacted',
  (id, redactable) => {
    const names = [...short.keys()].filter((name) => name.split('/')[0] === id);
    const hidden = [...short.keys()].filter((name) => name.split('/')[0] === `redacted-${id}`);
    expect(names.length).toBeGreaterThan(0);
    // A folder says in a file of its own that it is redacted.
    const told = hidden.filter((name) => name.endsWith('/_REDACTED.txt'));
    expect(told.length).toBe(redactable && names.length > 1 ? 1 : 0);
    expect(hidden.length - told.length).toBe(redactable ? names.length : 0);
    for (const name of [...names, ...hidden])
      expect(short.get(name)?.equals(long.get(name) ?? Buffer.alloc(0)), name).toBe(true);
  },
);

test('no file is in one folder alone', () => {
  expect([...long.keys()]).toEqual([...short.keys()]);
});

/** The names of fields that differ, each once. */
function differing(a: unknown, b: unknown, at = ''): string[] {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return Object.is(a, b) ? [] : [at];
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  const found = [...keys].flatMap((key) =>
    differing(
      (a as Record<string, unknown>)[key],
      (b as Record<string, unknown>)[key],
      Array.isArray(a) ? at : `${at}.${key}`,
    ),
  );
  return [...new Set(found)];
}

test('without SOURCE_DATE_EPOCH every format has the same bytes still, and with the audit log only its times differ', () => {
  const [one, two] = [here, there].map((machine) => {
    const { SOURCE_DATE_EPOCH: _left, ...environment } = machine.environment;
    const without = { ...machine, environment };
    mkdirSync(join(machine.folder, 'plain'));
    const all = ids(true).flatMap((id) => [`--${id}`, join('plain', id)]);
    call(without, 'report', 'a.interloper', ...all, '--evidence', '--bom', '-q');
    const custody = call(
      without,
      'analyze',
      ...evidence,
      '--case',
      'b.interloper',
      '--custody',
      '--json',
      '-',
      '-q',
    );
    return {
      plain: filesBelow(join(machine.folder, 'plain')),
      custody: JSON.parse(custody) as { custody: unknown[] },
    };
  });
  expect([...one!.plain.keys()].length).toBeGreaterThan(formats.length);
  for (const [name, bytes] of one!.plain) {
    expect(bytes.equals(two!.plain.get(name) ?? Buffer.alloc(0)), name).toBe(true);
    expect(bytes.equals(short.get(name) ?? Buffer.alloc(0)), name).toBe(!DATED.has(name));
  }
  expect(one!.custody.custody.length).toBeGreaterThan(1);
  expect(differing(one!.custody, two!.custody)).toEqual(['.custody.written_at']);
}, 300_000);

/** Formats that state when they were made, where that is given. */
const DATED: ReadonlySet<string> = new Set(['pdf']);
