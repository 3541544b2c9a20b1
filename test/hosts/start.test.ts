import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';

const PROJECT = join(import.meta.dirname, '../..');
const START = join(PROJECT, 'electron/start.mjs');
const folder = mkdtempSync(join(tmpdir(), 'interloper-'));

/** Without a display, and never fetching anything. */
const env: NodeJS.ProcessEnv = { ...process.env, CI: '1', ELECTRON_OVERRIDE_DIST_PATH: folder };
delete env['DISPLAY'];
delete env['WAYLAND_DISPLAY'];

test.runIf(process.platform === 'linux')(
  'where no window can open it says so and serves the browser',
  async () => {
    if (!existsSync(join(PROJECT, 'out/main/loopback.js')))
      throw new Error('not built: run npm run build first');
    const host = spawn(process.execPath, [START, '--no-open', '--cases', join(folder, 'cases')], { env });
    const lines: string[] = [];
    for await (const line of createInterface({ input: host.stdout })) {
      lines.push(line);
      if (lines.length === 2) break;
    }
    expect(lines).toEqual([
      'The desktop window is not available here (no display): opening Interloper in the browser.',
      expect.stringMatching(/^Interloper is at http:\/\/127\.0\.0\.1:\d+\/\?token=[0-9a-f]{64}$/),
    ]);
    // As a terminal and npm do it: the same Ctrl+C twice in a row is one.
    const ended = once(host, 'exit');
    host.stdout.resume();
    host.kill('SIGINT');
    host.kill('SIGINT');
    expect(await ended).toEqual([0, null]);
  },
);

test.runIf(process.platform === 'linux')(
  'where one can, it starts Electron on the project and ends with its code',
  () => {
    writeFileSync(join(folder, 'electron'), '#!/bin/sh\necho "started: $@"\nexit 7\n', { mode: 0o755 });
    const started = spawnSync(process.execPath, [START, '--flag'], {
      env: { ...env, DISPLAY: ':9' },
      encoding: 'utf8',
    });
    const asRoot = process.getuid?.() === 0;
    expect(started.stdout).toBe(`started: ${PROJECT}/ ${asRoot ? '--no-sandbox ' : ''}--flag\n`);
    expect(started.stderr.includes('WITHOUT its sandbox')).toBe(asRoot);
    expect(started.status).toBe(7);
  },
);

test('a wrong option ends with code 2 and one line', () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(PROJECT, 'out/main/loopback.js'), '--port', 'x'],
    {
      encoding: 'utf8',
    },
  );
  expect([status, stderr]).toEqual([2, 'interloper: not a port: x\n']);
});
