import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CaseFile } from '../electron/engine/case-file.ts';
import { evidenceList } from '../electron/engine/desk/ledger.ts';

const CLI = resolve(import.meta.dirname, '../out/main/cli.js');
const FILES = 40;
const EVENTS = 6000;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'interloper-killed-'));
  mkdirSync(join(folder, 'logs'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const event = (file: number, n: number) =>
  JSON.stringify({
    uuid: `${String(file).padStart(8, '0')}-${String(n).padStart(4, '0')}`,
    published: '2024-05-01T10:00:00.000Z',
    eventType: 'user.session.start',
    displayMessage: 'User login to Okta',
    outcome: { result: 'SUCCESS' },
    actor: { id: '00u1', type: 'User', alternateId: 'alice@example.com' },
    client: { ipAddress: '203.0.113.9', userAgent: { rawUserAgent: 'curl/8' } },
    authenticationContext: { externalSessionId: '102abc' },
    debugContext: { debugData: { requestUri: 'x'.repeat(900) } },
  });

test('killed at any moment, a case opens again with whole files only, and import goes on from there', async () => {
  expect(existsSync(CLI), 'built: run npm run build first').toBe(true);
  for (let file = 0; file < FILES; file++) {
    const lines = Array.from({ length: EVENTS }, (_none, n) => event(file, n));
    writeFileSync(join(folder, 'logs', `${String(file).padStart(2, '0')}.ndjson`), lines.join('\n'));
  }
  const path = join(folder, 'case.interloper');
  const running = spawn(process.execPath, [CLI, 'analyze', join(folder, 'logs'), '--case', path], {
    stdio: 'ignore',
  });
  // Once the first events are committed, and before the last are: however fast the machine is.
  while ((statSync(`${path}.wal`, { throwIfNoEntry: false })?.size ?? 0) < 1024 * 1024) await pause(5);
  running.kill('SIGKILL');
  await once(running, 'exit');

  const settings = {
    toolVersion: 'test',
    now: () => '2024-06-01T00:00:00.000000Z',
    memoryLimit: undefined,
    threads: undefined,
  };
  const opened = await CaseFile.open(path, settings);
  const kept = await evidenceList(opened.database.desk);
  await opened.close();
  expect(opened.info.notices.join()).toMatch(/had not been imported to their end/);
  expect(kept.totals.files).toBeLessThan(FILES);
  expect(kept.totals.balanced).toBe(true);
  expect(kept.evidence.every((one) => one.events === EVENTS)).toBe(true);

  const again = spawn(process.execPath, [CLI, 'analyze', join(folder, 'logs'), '--case', path], {
    stdio: 'ignore',
  });
  expect((await once(again, 'exit'))[0]).toBe(0);
  const whole = await CaseFile.open(path, settings);
  const { totals } = await evidenceList(whole.database.desk);
  await whole.close();
  expect(totals).toMatchObject({ events: FILES * EVENTS, rejects: 0, balanced: true });
});
