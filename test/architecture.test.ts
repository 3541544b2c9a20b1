import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
// @ts-expect-error -- a plain configuration file; its form is checked by dependency-cruiser itself
import configuration from '../.dependency-cruiser.cjs';

const PROJECT = join(import.meta.dirname, '..');

/** What can be imported, each by a file that stands for it, or a package. */
const TARGETS: Readonly<Record<string, string>> = {
  shared: 'shared/model.ts',
  'engine.ts': 'electron/engine/engine.ts',
  'thread.ts': 'electron/engine/thread.ts',
  db: 'electron/engine/db/sql.ts',
  'a source': 'electron/engine/sources/okta/source.ts',
  'a hunt': 'electron/engine/hunts/burst/hunt.ts',
  'a hunt’s SQL': 'electron/engine/hunts/burst/hunt.sql?raw',
  'a query': 'electron/engine/queries/burst-of-a-user/query.ts',
  'a tree': 'electron/engine/trees/takeover/tree.ts',
  'an enrichment': 'electron/engine/enrich/address/address.ts',
  main: 'electron/main/main.ts',
  preload: 'electron/preload/preload.ts',
  loopback: 'electron/loopback/loopback.ts',
  cli: 'electron/cli/cli.ts',
  'data-update': 'electron/data-update/data-update.ts',
  renderer: 'renderer/app.tsx',
  test: 'test/support/people.ts',
  'a test beside the code': 'electron/engine/db/sql.test.ts',
  resources: 'resources/networks.json',
  'package.json': 'package.json',
  'node:': 'node:fs',
  zod: 'zod',
  '@orpc/contract': '@orpc/contract',
  '@orpc/client': '@orpc/client',
  '@orpc/server': '@orpc/server',
  duckdb: '@duckdb/node-api',
  electron: 'electron',
  react: 'react',
  ws: 'ws',
  'cli-progress': 'cli-progress',
};

const DEFINITION = ['shared', 'db', 'resources'];
const ENGINE_PARTS = [
  'engine.ts',
  'thread.ts',
  'db',
  'a source',
  'a hunt',
  'a hunt’s SQL',
  'a query',
  'a tree',
  'an enrichment',
];

/** The table of ARCHITECTURE.md once more, by hand: who may import which of the targets. */
const ALLOWED: Readonly<Record<string, { file: string; may: readonly string[] }>> = {
  shared: { file: 'shared/x.ts', may: ['shared', 'zod', '@orpc/contract'] },
  engine: {
    file: 'electron/engine/x.ts',
    may: ['shared', ...ENGINE_PARTS, 'resources', 'node:', 'duckdb', 'zod', '@orpc/server'],
  },
  'another source': { file: 'electron/engine/sources/entra/x.ts', may: DEFINITION },
  'another hunt': { file: 'electron/engine/hunts/rare/x.ts', may: DEFINITION },
  'another query': { file: 'electron/engine/queries/rare-of-a-user/x.ts', may: DEFINITION },
  'another tree': { file: 'electron/engine/trees/mailbox/x.ts', may: DEFINITION },
  'another enrichment': {
    file: 'electron/engine/enrich/client/x.ts',
    may: [...DEFINITION, 'node:', 'duckdb', 'zod', '@orpc/server'],
  },
  main: {
    file: 'electron/main/x.ts',
    may: ['shared', 'main', 'thread.ts', 'package.json', 'node:', 'electron'],
  },
  preload: { file: 'electron/preload/x.ts', may: ['shared', 'preload', 'electron'] },
  loopback: {
    file: 'electron/loopback/x.ts',
    may: ['shared', 'loopback', 'thread.ts', 'package.json', 'node:', 'ws'],
  },
  cli: {
    file: 'electron/cli/x.ts',
    may: ['shared', 'cli', ...ENGINE_PARTS, 'package.json', 'node:', 'cli-progress', '@orpc/server'],
  },
  'data-update': { file: 'electron/data-update/x.ts', may: ['shared', 'data-update', 'node:'] },
  renderer: {
    file: 'renderer/x.tsx',
    may: ['shared', 'renderer', 'react', 'zod', '@orpc/client', '@orpc/contract'],
  },
  test: { file: 'test/x.test.ts', may: Object.keys(TARGETS) },
  'a test beside its view': { file: 'renderer/x.test.tsx', may: Object.keys(TARGETS) },
};

test('each layer may import what the table lists, and nothing else', async () => {
  const wanted: string[] = [];
  const files: Record<string, string> = {};
  for (const { file, may } of Object.values(ALLOWED)) {
    const stem = file.replace(/x(\.test)?\.tsx?$/, '');
    const ending = file.slice(`${stem}x`.length);
    Object.entries(TARGETS).forEach(([name, target], index) => {
      // A file for each pair, by value and by type in turn: a borrowed type is a dependency too.
      const importer = `${stem}x${index}${ending}`;
      files[importer] = importOf(importer, target, index % 2 === 0);
      if (!may.includes(name)) wanted.push(`${importer} → ${target.replace('?raw', '')}`);
    });
  }
  const found = await violations(files);
  const refused = found.map(({ from, to }) => `${from} → ${asTarget(to)}`);
  expect([...new Set(refused)].sort()).toEqual(wanted.sort());
});

test('a definition may use its own folder and what its kind has in common', async () => {
  const files = {
    'electron/engine/hunts/rare/hunt.ts':
      "import './rows.ts'; import './hunt.sql?raw'; import '../shared/windows.ts';",
    'electron/engine/hunts/rare/rows.ts': '',
    'electron/engine/hunts/rare/hunt.sql': '',
    'electron/engine/hunts/shared/windows.ts': "import '../../db/sql.ts';",
  };
  expect(await violations(files)).toEqual([]);
});

test('a cycle is refused, by types too', async () => {
  const files = {
    'shared/a.ts': "import type { B } from './b.ts';\nexport type A = B | 1;",
    'shared/b.ts': "import type { A } from './a.ts';\nexport type B = A[];",
  };
  expect((await violations(files)).map(({ rule }) => rule)).toEqual(['no-cycles']);
});

test('an import without a target is refused', async () => {
  const found = await violations({ 'test/a.ts': "import './gone.ts';" });
  expect(found).toEqual([{ rule: 'no-import-without-target', from: 'test/a.ts', to: './gone.ts' }]);
});

test('the project itself keeps to the table', async () => {
  const result = await cruiseIn(PROJECT, ['shared', 'electron', 'renderer', 'test']);
  expect(result.summary.totalCruised).toBeGreaterThan(200);
  expect(violationsOf(result)).toEqual([]);
});

function importOf(importer: string, target: string, byType: boolean): string {
  const isFile = /[./]\w+(\?raw)?$/.test(target) && !target.startsWith('@');
  const path = relative(dirname(importer), target);
  const module = isFile ? (path.startsWith('.') ? path : `./${path}`) : target;
  return byType ? `import type * as x from '${module}';\nexport type X = typeof x;` : `import '${module}';`;
}

const asTarget = (to: string): string => {
  const name = /^node_modules\/((@[^/]+\/)?[^/]+)/.exec(to)?.[1] ?? to;
  return name === 'fs' ? 'node:fs' : name;
};

/** Writes the files, and an empty one for each target, into a folder of their own, and judges them by the project's rules. */
async function violations(files: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'interloper-'));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const target of Object.values(TARGETS)) {
    if (/\.(tsx?|sql\?raw)$/.test(target)) write(target.replace('?raw', ''), '');
    else if (target.endsWith('.json')) write(target, '{}');
    else if (!target.startsWith('node:')) {
      write(`node_modules/${target}/package.json`, JSON.stringify({ name: target, main: 'index.js' }));
      write(`node_modules/${target}/index.js`, '');
    }
  }
  for (const [path, text] of Object.entries(files)) write(path, text);
  return violationsOf(await cruiseIn(folder, ['shared', 'electron', 'renderer', 'test']));
}

async function cruiseIn(baseDir: string, paths: string[]): Promise<ICruiseResult> {
  const { options, ...ruleSet } = configuration as { options: ICruiseOptions };
  const { output } = await cruise(paths, { ...options, baseDir, validate: true, ruleSet });
  return output as ICruiseResult;
}

const violationsOf = ({ summary }: ICruiseResult) =>
  summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
