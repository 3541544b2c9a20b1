// `npm test`: every gate and every test, all of them whatever fails, and one line of sums at the end. Exit code 1 on any failure.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const project = join(import.meta.dirname, '..');
const results = join(project, 'test-results');
const sum = { passed: 0, failed: 0, skipped: 0 };
const told = [];

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
installChromium();
installPoppler();

// The longest first; two at a time, as processors go.
const GATES = [
  ['lint', ['eslint', '--max-warnings', '0', '.']],
  ['types of the engine and its hosts', ['tsc', '-p', '.']],
  ['types of the renderer', ['tsc', '-p', 'renderer']],
  ['types of the tests', ['tsc', '-p', 'test']],
  ['build', ['electron-vite', 'build', '--logLevel', 'error']],
  ['format', ['prettier', '--check', '--log-level', 'warn', '.']],
  [
    'import rules',
    ['depcruise', '--config', '.dependency-cruiser.cjs', 'shared', 'electron', 'renderer', 'test'],
  ],
  ['unused code', ['knip']],
];
const gates = GATES.values();
await Promise.all([inTurn(), inTurn()]);
vitest();
playwright();

for (const line of told) console.log(line);
console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exit(sum.failed > 0 ? 1 : 0);

/** Runs a program of node_modules/.bin; its output is shown as it comes. */
function run([name, ...args], env = {}) {
  return spawnSync(join(project, 'node_modules/.bin', name), args, {
    cwd: project,
    env: { ...process.env, ...env },
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
}

async function inTurn() {
  for (const [name, command] of gates) await gate(name, command);
}

/** One check that says yes or no, and counts as one test; its words are shown when it says no. */
async function gate(name, command) {
  const { status, words } = await runBeside(command);
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name}`);
  if (status !== 0) console.log(words);
  add(name, { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 });
}

/** The same while others run; what it said is given back. */
function runBeside([name, ...args]) {
  const child = spawn(join(project, 'node_modules/.bin', name), args, {
    cwd: project,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  let words = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (words += data));
  return new Promise((resolve) => {
    child.once('error', (cause) => resolve({ status: null, words: cause.message }));
    child.once('close', (status) => resolve({ status, words }));
  });
}

function vitest() {
  const file = join(results, 'vitest.json');
  const ended = run(['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]);
  addReport('vitest', ended, file, (report) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: report.testResults.flatMap(unitFailures),
  }));
}

function playwright() {
  // Not below test-results, which Playwright empties when it starts.
  const file = join(project, 'playwright-report', 'report.json');
  rmSync(file, { force: true });
  const ended = run(['playwright', 'test', '--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_FILE: file });
  addReport('playwright', ended, file, ({ stats, suites }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
    failures: suites.flatMap(browserFailures),
  }));
}

/** Of one file in vitest's report: a line for each test that failed, or for the file where it could not be loaded. */
function unitFailures({ name, status, message, assertionResults }) {
  const failed = assertionResults.filter((test) => test.status === 'failed');
  const place = relative(project, name);
  if (failed.length === 0) return status === 'failed' ? [lineOf(place, message)] : [];
  return failed.map(({ fullName, failureMessages }) => lineOf(`${place} › ${fullName}`, failureMessages[0]));
}

/** Of one suite in Playwright's report, and of those within it. */
function browserFailures({ file, specs = [], suites = [] }) {
  const lines = specs.flatMap(({ title, tests }) => {
    const [error] = tests.flatMap(({ results: runs }) => runs.flatMap((one) => one.errors));
    const isFlaky = tests.every(({ status }) => status === 'flaky');
    return error
      ? [lineOf(`${file} › ${title}${isFlaky ? ' (passed when tried again)' : ''}`, error.message)]
      : [];
  });
  return [...lines, ...suites.flatMap(browserFailures)];
}

/** What failed and the begin of why, without the colours of a terminal. */
function lineOf(what, why = '') {
  const said = stripVTControlCharacters(why).replace(/\s+/g, ' ').trim();
  return `${what}: ${said.slice(0, 700)}`;
}

/** A runner that failed without a failed test, as when a file cannot be loaded or nothing was written, counts as one failure. */
function addReport(name, { status, signal, error }, file, read) {
  if (status === null) console.log(`${name} was ended by ${signal ?? error?.message}`);
  const counted = existsSync(file)
    ? read(JSON.parse(readFileSync(file, 'utf8')))
    : { passed: 0, failed: 0, skipped: 0, failures: [] };
  if (status !== 0 && counted.failed === 0) counted.failed = 1;
  if (status === 0 && counted.passed === 0) counted.failed = 1;
  add(name, counted);
}

function add(name, { passed, failed, skipped, failures = [] }) {
  sum.passed += passed;
  sum.failed += failed;
  sum.skipped += skipped;
  if (failed > 0) told.push(`FAILED: ${name}`);
  told.push(...failures);
}

/** The browser tests need a Chromium. */
function installChromium() {
  if (existsSync(process.env.PLAYWRIGHT_CHROMIUM_PATH ?? '/usr/bin/chromium')) return;
  const otherwise =
    'No Chromium: install the package chromium, or let PLAYWRIGHT_CHROMIUM_PATH name its program.';
  install('Chromium for the browser tests', ['chromium', 'fonts-dejavu-core'], otherwise);
}

/** The PDF report is read back by a reader that is not ours; without it these tests are skipped. */
function installPoppler() {
  if (spawnSync('pdftotext', ['-v']).status === 0) return;
  const otherwise =
    'No pdftotext: install the package poppler-utils, or the tests that read a PDF are skipped.';
  install('poppler for the tests of the PDF report', ['poppler-utils'], otherwise);
}

/** On Debian as root packages are installed, elsewhere the person is told. */
function install(what, packages, otherwise) {
  const canInstall =
    process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (!canInstall) {
    console.log(otherwise);
    return;
  }
  console.log(`Installing ${what} …`);
  const apt = (...args) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  apt('update', '-q');
  apt('install', '-qy', '--no-install-recommends', ...packages);
}
