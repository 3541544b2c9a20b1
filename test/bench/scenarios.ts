import { Random } from '../support/fixtures/random.ts';
import cloudTrail from './cloudtrail.sql?raw';
import sysmon from './sysmon.sql?raw';
import entra from './entra.sql?raw';
import {
  cloudTrailLines,
  ENTRA_HEADER,
  entraLines,
  type LineMaker,
  squidLines,
  sysmonLines,
} from './lines.ts';

/** What our import is measured against. */
export type Baseline =
  /** DuckDB alone: a SELECT from `rows`, which it reads by itself; `$glob` names the files. */
  | { kind: 'duckdb'; title: string; rows: string; select: string }
  /** Where DuckDB cannot read it: Node reads, unpacks and parses, and keeps nothing. */
  | { kind: 'node'; title: string; parse: 'records' | 'lines' }
  /** Our import of another scenario. */
  | { kind: 'ours'; title: string; scenario: string };

export interface Scenario {
  id: string;
  title: string;
  events: number;
  files: number;
  lines(random: Random): LineMaker;
  /** How the records lie in the files. */
  pack: 'records.json.gz' | 'lines.ndjson' | 'lines.log' | 'rows.csv' | 'records.zip';
  header?: string;
  /** One line in so many is cut in its middle. */
  broken?: number;
  baseline: Baseline;
  /** Our time is at most so many times the baseline's; `null` where none was set. */
  ratio: number | null;
}

type Columns = Readonly<Record<string, string>>;

const textColumns = (...names: string[]): Columns =>
  Object.fromEntries(names.map((name) => [name, 'VARCHAR']));
const struct = (columns: Columns): string =>
  Object.entries(columns)
    .map(([name, type]) => `"${name}" ${type}`)
    .join(', ');
const typed = (columns: Columns): string =>
  Object.entries(columns)
    .map(([name, type]) => `"${name}": '${type}'`)
    .join(', ');

const CLOUDTRAIL: Columns = {
  ...textColumns(
    'eventTime',
    'eventSource',
    'eventName',
    'eventID',
    'awsRegion',
    'sourceIPAddress',
    'userAgent',
  ),
  ...textColumns('errorCode', 'errorMessage', 'readOnly', 'recipientAccountId', 'vpcEndpointId'),
  requestParameters: 'VARCHAR',
  responseElements: 'STRUCT(ConsoleLogin VARCHAR, credentials STRUCT(accessKeyId VARCHAR))',
  resources: 'STRUCT(ARN VARCHAR)[]',
  userIdentity: `STRUCT(type VARCHAR, principalId VARCHAR, arn VARCHAR, accountId VARCHAR, accessKeyId VARCHAR,
    userName VARCHAR, invokedBy VARCHAR, sessionContext STRUCT(ec2RoleDelivery VARCHAR,
    attributes STRUCT(mfaAuthenticated VARCHAR), sessionIssuer STRUCT(arn VARCHAR, userName VARCHAR)))`,
};

const SYSMON = textColumns(
  ...['EventID', 'Channel', 'SourceName', 'Hostname', 'UtcTime', 'ProcessGuid', 'ProcessId', 'Image', 'User'],
  ...['CommandLine', 'Hashes', 'ParentImage', 'ParentCommandLine', 'Protocol', 'SourceIp', 'SourcePort'],
  ...['DestinationIp', 'DestinationHostname', 'DestinationPort'],
);

/** One statement over a glob, typed columns: no check, no hash, no ledger, no place, no client. */
const bareRecords: Baseline = {
  kind: 'duckdb',
  title: 'bare `read_json`',
  rows: `SELECT filename, unnest(Records) AS o, generate_subscripts(Records, 1) AS record FROM read_json($glob, format = 'unstructured',
    records = 'true', auto_detect = false, filename = true, columns = {Records: 'STRUCT(${struct(CLOUDTRAIL)})[]'})`,
  select: cloudTrail,
};

/** The same of lines; their number is the place. */
const bareLines = (columns: Columns, select: string): Baseline => ({
  kind: 'duckdb',
  title: 'bare `read_json`',
  rows: `SELECT o.filename AS filename, row_number() OVER () AS record, o FROM read_json($glob, format = 'newline_delimited',
    auto_detect = false, filename = true, columns = {${typed(columns)}}) AS o`,
  select,
});

const bareCsv: Baseline = {
  kind: 'duckdb',
  title: 'bare `read_csv`',
  rows: `SELECT filename, row_number() OVER () AS record, * EXCLUDE (filename)
    FROM read_csv($glob, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', filename = true)`,
  select: entra,
};

const JSON_RATIO = 1.8;
const CSV_RATIO = 2;
const BROKEN_RATIO = 1.5;

const cloudTrailIn = { lines: cloudTrailLines, ratio: JSON_RATIO } as const;

export const SCENARIOS: readonly Scenario[] = [
  {
    ...cloudTrailIn,
    id: 'cloudtrail-delivered',
    title: 'CloudTrail as S3 delivers it, 2,000 `.json.gz`',
    events: 1_000_000,
    files: 2000,
    pack: 'records.json.gz',
    baseline: bareRecords,
  },
  {
    ...cloudTrailIn,
    id: 'cloudtrail-small-files',
    title: 'CloudTrail in 10,000 small `.json.gz`',
    events: 300_000,
    files: 10_000,
    pack: 'records.json.gz',
    baseline: bareRecords,
  },
  {
    ...cloudTrailIn,
    id: 'cloudtrail-zip',
    title: 'a zip of 2,000 CloudTrail `.json.gz`',
    events: 1_000_000,
    files: 2000,
    pack: 'records.zip',
    baseline: { kind: 'node', title: 'Node: unzip, `gunzip`, `JSON.parse`', parse: 'records' },
  },
  {
    ...cloudTrailIn,
    id: 'cloudtrail-lines',
    title: 'CloudTrail, one NDJSON file',
    events: 600_000,
    files: 1,
    pack: 'lines.ndjson',
    baseline: bareLines(CLOUDTRAIL, cloudTrail),
  },
  {
    ...cloudTrailIn,
    id: 'cloudtrail-broken-lines',
    title: 'the same, 1 line in 1,000 cut off',
    events: 600_000,
    files: 1,
    pack: 'lines.ndjson',
    broken: 1000,
    baseline: { kind: 'ours', title: 'Interloper, whole lines', scenario: 'cloudtrail-lines' },
    ratio: BROKEN_RATIO,
  },
  {
    id: 'entra-csv',
    title: 'Entra sign-ins of 2,000 people, Log Analytics CSV',
    events: 1_000_000,
    files: 1,
    lines: entraLines,
    header: ENTRA_HEADER,
    pack: 'rows.csv',
    baseline: bareCsv,
    ratio: CSV_RATIO,
  },
  {
    id: 'sysmon-lines',
    title: 'Sysmon, NDJSON of NXLog',
    events: 600_000,
    files: 1,
    lines: sysmonLines,
    pack: 'lines.ndjson',
    baseline: bareLines(SYSMON, sysmon),
    ratio: JSON_RATIO,
  },
  {
    id: 'squid-lines',
    title: 'Squid `access.log`',
    events: 1_000_000,
    files: 1,
    lines: squidLines,
    pack: 'lines.log',
    baseline: { kind: 'node', title: 'Node: read and split', parse: 'lines' },
    ratio: null,
  },
];
