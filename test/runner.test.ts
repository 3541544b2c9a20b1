import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const TOOLS = ['prettier', 'eslint', 'tsc', 'depcruise', 'knip', 'electron-vite', 'vitest', 'playwright'];
const VITEST = {
  numPassedTests: 30,
  numFailedTests: 0,
  numPendingTests: 2,
  numTodoTests: 1,
  testResults: [],
};
const PLAYWRIGHT = { stats: { expected: 5, unexpected: 0, flaky: 0, skipped: 1 }, suites: [] };

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
    vitest: vitest ? `printf %s '${JSON.stringify(vitest)}' > test-results/vitest.json` : '',
    playwright: playwright
      ? `printf %s '${JSON.stringify(playwright)}' > "$PLAYWRIGHT_JSON_OUTPUT_FILE"`
      : '',
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

  test('failed tests fail it, and are named with why at the end', () => {
    const unit = {
      status: 'failed',
      fullName: 'adds up',
      failureMessages: ['Error: not \u001b[31mthree\u001b[39m\n at x'],
    };
    const testResults = [
      { name: 'a.test.ts', status: 'failed', message: '', assertionResults: [{ status: 'passed' }, unit] },
      { name: 'b.test.ts', status: 'failed', message: 'cannot be loaded', assertionResults: [] },
      { name: 'c.test.ts', status: 'passed', message: '', assertionResults: [{ status: 'passed' }] },
    ];
    const { status, lines } = run({
      exits: { vitest: 1 },
      vitest: { ...VITEST, numFailedTests: 2, testResults },
    });
    expect([status, lines.at(-1)]).toEqual([1, '43 passed, 2 failed, 4 skipped']);
    expect(lines.slice(-4, -1)).toEqual([
      'FAILED: vitest',
      expect.stringMatching(/a\.test\.ts › adds up: Error: not three at x$/),
      expect.stringMatching(/b\.test\.ts: cannot be loaded$/),
    ]);
  });

  test('a browser test that passed when it was tried again is told, and does not fail it', () => {
    const tried = (status: string, ok: boolean) => ({
      title: status,
      ok,
      tests: [{ status, results: [{ errors: [{ message: 'too slow' }] }, { errors: [] }] }],
    });
    const passed = { title: 'fine', ok: true, tests: [{ status: 'expected', results: [{ errors: [] }] }] };
    const suites = (...specs: object[]) => [
      { file: 'a.spec.ts', specs: [passed], suites: [{ file: 'a.spec.ts', specs }] },
    ];
    const flaky = run({
      playwright: { stats: { ...PLAYWRIGHT.stats, flaky: 1 }, suites: suites(tried('flaky', true)) },
    });
    expect([flaky.status, ...flaky.lines.slice(-2)]).toEqual([
      0,
      'a.spec.ts › flaky (passed when tried again): too slow',
      '44 passed, 0 failed, 4 skipped',
    ]);
    const failed = run({
      exits: { playwright: 1 },
      playwright: {
        stats: { ...PLAYWRIGHT.stats, unexpected: 1 },
        suites: suites(tried('unexpected', false)),
      },
    });
    expect([failed.status, ...failed.lines.slice(-3)]).toEqual([
      1,
      'FAILED: playwright',
      'a.spec.ts › unexpected: too slow',
      '43 passed, 1 failed, 4 skipped',
    ]);
  });

  test('a runner that breaks without a failed test fails it', () => {
    const broken: Outcome[] = [
      { exits: { vitest: 1 } },
      { exits: { vitest: 1 }, vitest: null },
      { vitest: null },
      { exits: { playwright: 'killed' } },
      { exits: { playwright: 1 }, playwright: null },
      { playwright: { stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 9 }, suites: [] } },
    ];
    for (const outcome of broken) {
      expect(run(outcome).status, JSON.stringify(outcome)).toBe(1);
    }
  });
});
