import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const TOOLS = ['prettier', 'eslint', 'tsc', 'depcruise', 'knip', 'electron-vite', 'vitest', 'playwright'];
const VITEST = { numPassedTests: 30, numFailedTests: 0, numPendingTests: 2, numTodoTests: 1 };
const PLAYWRIGHT = { stats: { expected: 5, unexpected: 0, flaky: 0, skipped: 1 } };

interface Outcome {
  /** Exit codes of the tools, or how else they end; those not named end with 0. */
  exits?: Record<string, number | 'killed'>;
  vitest?: object | null;
  playwright?: object | null;
}

/** `npm test` in a project whose tools only do as they are told. */
function run({ exits = {}, vitest = VITEST, playwright = PLAYWRIGHT }: Outcome) {
  const project = mkdtempSync(join(tmpdir(), 'interloper-'));
  const tools = join(project, 'node_modules/.bin');
  mkdirSync(join(project, 'test'), { recursive: true });
  mkdirSync(join(project, 'playwright-report'));
  mkdirSync(tools, { recursive: true });
  copyFileSync(join(import.meta.dirname, 'run.mjs'), join(project, 'test/run.mjs'));
  const report: Record<string, string> = {
    vitest: vitest ? `echo '${JSON.stringify(vitest)}' > test-results/vitest.json` : '',
    playwright: playwright ? `echo '${JSON.stringify(playwright)}' > "$PLAYWRIGHT_JSON_OUTPUT_FILE"` : '',
  };
  for (const tool of TOOLS) {
    const script = `#!/bin/sh\necho "${tool} says so"\n${report[tool] ?? ''}\n${exits[tool] === 'killed' ? 'kill -9 $$' : `exit ${exits[tool] ?? 0}`}\n`;
    writeFileSync(join(tools, tool), script, { mode: 0o755 });
  }
  const chromium = { PLAYWRIGHT_CHROMIUM_PATH: join(tools, 'tsc') };
  const { status, stdout } = spawnSync(process.execPath, ['test/run.mjs'], {
    cwd: project,
    env: { ...process.env, ...chromium },
    encoding: 'utf8',
  });
  return { status, lines: stdout.trimEnd().split('\n') };
}

describe.runIf(process.platform !== 'win32')('npm test', () => {
  test('sums the gates and both runners', () => {
    const { status, lines } = run({});
    expect([status, lines.at(-1)]).toEqual([0, '43 passed, 0 failed, 4 skipped']);
  });

  test.each([
    ['prettier', 'format', 1],
    ['eslint', 'lint', 1],
    ['tsc', 'types of the engine and its hosts', 3],
    ['depcruise', 'import rules', 1],
    ['knip', 'unused code', 1],
    ['electron-vite', 'build', 1],
  ])('a failing %s fails it, is named with its words, and the rest still runs', (tool, name, failed) => {
    const { status, lines } = run({ exits: { [tool]: 2 } });
    expect(status).toBe(1);
    expect(lines).toEqual(expect.arrayContaining([`FAILED ${name}`, `${tool} says so`, `FAILED: ${name}`]));
    expect(lines.at(-1)).toBe(`${43 - failed} passed, ${failed} failed, 4 skipped`);
  });

  test('failed and flaky tests fail it', () => {
    const failing = run({ exits: { vitest: 1 }, vitest: { ...VITEST, numFailedTests: 2 } });
    expect([failing.status, failing.lines.at(-1)]).toEqual([1, '43 passed, 2 failed, 4 skipped']);
    const flaky = run({ playwright: { stats: { ...PLAYWRIGHT.stats, flaky: 1 } } });
    expect([flaky.status, flaky.lines.at(-2)]).toEqual([1, 'FAILED: playwright']);
  });

  test('a runner that breaks without a failed test fails it', () => {
    const broken: Outcome[] = [
      { exits: { vitest: 1 } },
      { exits: { vitest: 1 }, vitest: null },
      { vitest: null },
      { exits: { playwright: 'killed' } },
      { exits: { playwright: 1 }, playwright: null },
      { playwright: { stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 9 } } },
    ];
    for (const outcome of broken) {
      expect(run(outcome).status, JSON.stringify(outcome)).toBe(1);
    }
  });
});
