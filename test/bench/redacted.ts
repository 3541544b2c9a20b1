import { execFileSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { createEngine } from '../../electron/engine/engine.ts';
import { REDACTIONS } from '../../shared/redaction.ts';
import { Random } from '../support/fixtures/random.ts';

/** Exports of a large case, as it is and with pseudonyms, each in a process of its own: what redaction costs, as a ratio. */

const FORMATS = ['json', 'csv', 'jsonl', 'parquet', 'pdf'];
/** Of time; of memory at most so much more. */
const MOST = { ratio: 6, megabytes: 1000 };

interface Measured {
  seconds: number;
  cpu: number;
  megabytes: number;
  bytes: number;
}

const PROGRAM = process.argv[1] ?? '';

/** Prints a line for each format; gives whether all are within the limits. */
export function benchRedaction(events: number): boolean {
  const folder = join(tmpdir(), 'interloper-bench', `redacted-${events}`);
  const path = join(folder, 'case.interloper');
  if (!existsSync(path)) run('--build', folder, '--events', String(events));
  console.log(`${events} events, ${megabytes(statSync(path).size)} MB of case`);
  return FORMATS.map((format) => {
    const [plain, redacted] = [
      run('--export', format, '--case', path),
      run('--export', format, '--case', path, '--redact'),
    ];
    const ratio = redacted.seconds / plain.seconds;
    const more = redacted.megabytes - plain.megabytes;
    console.log(
      `${format}: ${told(plain)}; redacted ${told(redacted)}; ${ratio.toFixed(2)} times the time, ${(redacted.megabytes / plain.megabytes).toFixed(2)} times the memory`,
    );
    return ratio <= MOST.ratio && more <= MOST.megabytes;
  }).every(Boolean);
}

const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(0);
const told = (one: Measured): string =>
  `${one.seconds.toFixed(1)} s (${one.cpu.toFixed(1)} s of processors), peak ${one.megabytes.toFixed(0)} MB, ${megabytes(one.bytes)} MB written`;

const run = (...words: string[]): Measured =>
  JSON.parse(
    execFileSync(process.execPath, [PROGRAM, ...words], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  ) as Measured;

const engine = () =>
  createEngine({
    resourcesPath: resolve(import.meta.dirname, '../../resources'),
    toolVersion: '0.0.0-bench',
    prepareWorker: new URL('./prepare.js', import.meta.url),
  });

/** What a process of its own does: one export. */
export async function measureExport(format: string, path: string, isRedacted: boolean): Promise<Measured> {
  const opened = engine();
  const client = createRouterClient(opened.router);
  const folder = mkdtempSync(join(tmpdir(), 'interloper-bench-export-'));
  await client.case.open({ path });
  const before = process.cpuUsage();
  const started = performance.now();
  await client.report.export({
    ...{ format, path: join(folder, 'out') },
    redact: isRedacted ? [...REDACTIONS] : [],
  });
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(before);
  await opened.close();
  const bytes = sizeOf(join(folder, 'out'));
  rmSync(folder, { recursive: true });
  return { seconds, cpu: (user + system) / 1e6, megabytes: process.resourceUsage().maxRSS / 1024, bytes };
}

const sizeOf = (path: string): number =>
  statSync(path).isFile()
    ? statSync(path).size
    : readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);

/** Another: the case, with records of thousands of people from tens of thousands of addresses. */
export async function buildLargeCase(folder: string, events: number): Promise<Measured> {
  mkdirSync(join(folder, 'logs'), { recursive: true });
  const log = join(folder, 'logs', 'trail.ndjson');
  writeTrail(log, events);
  const opened = engine();
  const client = createRouterClient(opened.router);
  const path = join(folder, 'new.interloper');
  rmSync(path, { force: true });
  await client.case.create({ path, name: 'Bench' });
  await client.evidence.import({ inputs: [{ path: log, name: 'trail.ndjson' }] });
  for await (const progress of await client.job.watch({}))
    if (progress.state === 'failed') throw new Error(progress.message ?? 'failed');
  await opened.close();
  renameSync(path, join(folder, 'case.interloper'));
  return { seconds: 0, cpu: 0, megabytes: 0, bytes: 0 };
}

function writeTrail(path: string, events: number): void {
  const random = new Random('redacted');
  const file = openSync(path, 'w');
  for (let at = 0; at < events; at += 1000)
    writeSync(
      file,
      Array.from({ length: Math.min(1000, events - at) }, (_none, index) => record(at + index, random)).join(
        '',
      ),
    );
  closeSync(file);
}

const PEOPLE = 5000;

function record(at: number, random: Random): string {
  const person = random.whole(0, PEOPLE - 1);
  const name = `first${person % 97}.family${person}@team${person % 40}.organisation${person % 7}.com`;
  const whole = {
    ...{
      eventVersion: '1.09',
      eventTime: new Date(Date.UTC(2024, 4, 1) + at * 900).toISOString().replace(/\.\d+/, ''),
    },
    userIdentity: {
      ...{ type: 'AssumedRole', principalId: `AROA0000000000000001:${name}`, accountId: '111122223333' },
      arn: `arn:aws:sts::111122223333:assumed-role/Work/${name}`,
      accessKeyId: `ASIA${String(person).padStart(16, '0')}`,
    },
    ...{
      eventSource: 's3.amazonaws.com',
      eventName: at % 5 === 0 ? 'PutObject' : 'GetObject',
      awsRegion: 'eu-central-1',
    },
    sourceIPAddress: `203.0.${person % 250}.${random.whole(1, 250)}`,
    userAgent: 'aws-cli/2.13.0 Python/3.11.4 Linux/5.15 exe/x86_64',
    requestParameters: { bucketName: 'work', key: `home/${name}/${random.hex(12)}.parquet` },
    ...{
      eventID: random.hex(32),
      readOnly: at % 5 !== 0,
      eventType: 'AwsApiCall',
      recipientAccountId: '111122223333',
    },
  };
  return `${JSON.stringify(whole)}\n`;
}
