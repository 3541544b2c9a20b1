import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Database } from '../../electron/engine/db/database.ts';
import { migrate } from '../../electron/engine/db/schema.ts';
import { sql } from '../../electron/engine/db/sql.ts';
import type { EngineState } from '../../electron/engine/engine-state.ts';
import { huntTitles, readFindings } from '../../electron/engine/hunting.ts';
import { redacting } from '../../electron/engine/redact/redacting.ts';
import type { Printed } from '../../electron/engine/report/pdf/print.ts';
import { printReport } from '../../electron/engine/report/pdf/write-pdf.ts';
import { queryOf, readVerdicts } from '../../electron/engine/triage.ts';
import { PDF_DEFAULTS } from '../../shared/pdf-report.ts';
import { REDACTIONS } from '../../shared/redaction.ts';
import { Random } from '../support/fixtures/random.ts';
import { importFiles } from '../support/import-files.ts';
import { benchRedaction, buildLargeCase, measureExport } from './redacted.ts';

/**
 * `npm run bench:report -- [--records N] [--events N]`: a PDF report of an incident that cites so many CloudTrail records, all of them
 * read again from the evidence; with `--events`, exports of a case of so many, as it is and redacted, each in a process of its own. Ends
 * with 1 where processor time or memory pass their limits. The import before it does not count.
 */
const LIMITS = { cpu: 15, megabytes: 1000 };

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: {
    ...{ records: { ...text, default: '5000' }, events: text },
    ...{ build: text, export: text, case: text, redact: { type: 'boolean', default: false } },
  },
});
const records = Number(values.records);
if (values.build !== undefined)
  console.log(JSON.stringify(await buildLargeCase(values.build, Number(values.events))));
else if (values.export !== undefined)
  console.log(JSON.stringify(await measureExport(values.export, values.case ?? '', values.redact)));
else {
  await benchCited();
  if (values.events !== undefined && !benchRedaction(Number(values.events))) process.exitCode = 1;
}

async function benchCited(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'interloper-bench-report-'));
  const database = await Database.open({ path: ':memory:', workDirectory: folder });
  try {
    await migrate(database.job, 0);
    await cite(database, folder);
    await timed('', LIMITS, () => printReport(database.desk, infoOf(database), PDF_DEFAULTS));
    const engine = { case: { database }, running: null, writing: inWriting(database) };
    await timed('redacted, ', LIMITS, () =>
      redacting(engine as unknown as EngineState, REDACTIONS, undefined, ({ desk, redactor }) =>
        printReport(
          desk,
          { ...infoOf(database), redacted: REDACTIONS, over: { redactor, original: database.desk } },
          PDF_DEFAULTS,
        ),
      ),
    );
  } finally {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function inWriting({ writing }: Database) {
  return <T>(work: (connection: Database['writing']) => Promise<T>): Promise<T> =>
    writing.transaction(() => work(writing));
}

async function timed(what: string, limits: typeof LIMITS, print: () => Promise<Printed>): Promise<void> {
  const before = process.cpuUsage();
  const started = performance.now();
  const { bytes, pages } = await print();
  const { user, system } = process.cpuUsage(before);
  const cpu = (user + system) / 1e6;
  const megabytes = process.resourceUsage().maxRSS / 1024;
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `${what}${records} cited records: ${pages} pages, ${bytes.length} bytes; ${seconds.toFixed(1)} s, ${cpu.toFixed(1)} s of processors (at most ${limits.cpu}), peak ${megabytes.toFixed(0)} MB (at most ${limits.megabytes}, with all before)`,
  );
  if (cpu > limits.cpu || megabytes > limits.megabytes) process.exitCode = 1;
}

function infoOf({ spoolDirectory }: Database): Parameters<typeof printReport>[1] {
  return {
    tool: { name: 'Interloper', version: '0.0.0-bench' },
    case: { name: 'Bench', examiner: null, reference: null },
    data: [],
    readers: {
      findings: readFindings,
      verdicts: readVerdicts,
      titles: async (desk) => {
        const hunts = await huntTitles(desk);
        return (id) => hunts.get(id) ?? id;
      },
      query: queryOf,
    },
    unpacking: { temporaryPath: () => join(spoolDirectory, 'read-again'), passwords: [] },
  };
}

/** A file of records, and an incident of one finding that cites them all. */
async function cite(opened: Database, folder: string): Promise<void> {
  const path = join(folder, 'trail.json');
  const random = new Random('report');
  writeFileSync(
    path,
    JSON.stringify({ Records: Array.from({ length: records }, (_none, at) => record(at, random)) }),
  );
  const { evidence } = await importFiles(opened, [{ path, name: 'trail.json' }]);
  const [line] = evidence;
  if (line?.events !== records) throw new Error(`${line?.events} events of ${records} records`);
  const { job } = opened;
  await job.run(
    sql`INSERT INTO findings BY NAME SELECT 'f' AS finding_id, 'user-many-networks-countries' AS hunt, 'high' AS severity, 70 AS score,
          'user' AS entity_kind, 'ada@example.com' AS entity_value, ${records} AS event_count, 'cites every record' AS summary,
          '{}' AS finding_values, '[]' AS score_parts`,
  );
  await job.run(
    sql`INSERT INTO finding_events SELECT 'f', row_number() OVER (ORDER BY record), evidence_id, record FROM event_facts`,
  );
  await job.run(
    sql`INSERT INTO incidents BY NAME SELECT 'i' AS incident_id, 70 AS score, '[]' AS score_parts, 'high' AS severity,
          'user' AS entity_kind, 'ada@example.com' AS entity_value, 'cites every record' AS summary, 1 AS findings, 0 AS verdicts,
          1 AS hunts, '[]' AS hypotheses, '[]' AS attack`,
  );
  await job.run(sql`INSERT INTO incident_members VALUES ('i', 1, 'finding', 'f', 70)`);
}

function record(at: number, random: Random): object {
  return {
    eventVersion: '1.08',
    userIdentity: {
      type: 'AssumedRole',
      principalId: `AROA${random.hex(16)}:ada@example.com`,
      arn: 'arn:aws:sts::111122223333:assumed-role/admin/ada@example.com',
      accountId: '111122223333',
      accessKeyId: `ASIA${random.hex(16).toUpperCase()}`,
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          arn: 'arn:aws:iam::111122223333:role/admin',
          accountId: '111122223333',
        },
      },
    },
    eventTime: new Date(Date.UTC(2024, 4, 1) + at * 61_000).toISOString().replace('.000', ''),
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    awsRegion: 'eu-central-1',
    sourceIPAddress: `203.0.113.${at % 250}`,
    userAgent: 'aws-cli/2.13.0 Python/3.11.4 Linux/5.15 exe/x86_64 prompt/off command/s3.cp',
    requestParameters: { bucketName: `reports-${random.hex(6)}`, key: `2024/${random.hex(40)}.parquet` },
    responseElements: null,
    requestID: random.hex(32),
    eventID: random.hex(32),
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: false,
    recipientAccountId: '111122223333',
  };
}
