import type { Filter, Histogram } from '../../shared/contract.ts';
import { networkExpression } from '../../shared/ip-network.ts';
import type { Row, Scalar } from '../../shared/model.ts';
import { EVENT_COLUMNS } from '../../shared/model.ts';
import { isoOf, millis } from '../format/time.ts';

/**
 * A timeline of any length by arithmetic: row `i` looks like template `i mod PERIOD` and stands at a time that follows a daily
 * rhythm. Filters on columns choose templates, filters on time choose a stretch of rows; so pages, counts and buckets of ten
 * million rows are computed, not stored.
 */
const PERIOD = 4999;
const START = Date.parse('2024-05-01T00:00:00Z');
const DAYS = 14;
const SPAN = DAYS * 86_400_000;

const USERS = [
  'alice@example.com',
  'bob@example.com',
  'carol@example.com',
  'dan@example.com',
  'svc-deploy',
  'erin@example.com',
];
const ACTIONS: readonly [string, string, string][] = [
  ['s3.amazonaws.com', 'GetObject', 'aws.cloudtrail'],
  ['sts.amazonaws.com', 'AssumeRole', 'aws.cloudtrail'],
  ['ec2.amazonaws.com', 'DescribeInstances', 'aws.cloudtrail'],
  ['sts.amazonaws.com', 'GetCallerIdentity', 'aws.cloudtrail'],
  ['okta', 'user.authentication.sso', 'okta.system'],
  ['okta', 'user.session.start', 'okta.system'],
  ['okta', 'user.authentication.auth_via_mfa', 'okta.system'],
  ['entra', 'Sign-in activity', 'azure.signinlogs'],
];
const PLACES: readonly [string, string, string, number, string, boolean][] = [
  ['198.51.100.23', 'DE', 'Berlin', 3320, 'Deutsche Telekom AG', false],
  ['203.0.113.77', 'US', 'Ashburn', 14618, 'Amazon.com, Inc.', true],
  ['203.0.113.9', 'GB', 'London', 62240, 'Clouvider Limited', true],
  ['2001:db8:4:1::8f', 'FR', 'Paris', 3215, 'Orange S.A.', false],
  ['192.0.2.200', 'JP', 'Tokyo', 2516, 'KDDI CORPORATION', false],
];
const CLIENTS: readonly [string, string, string][] = [
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36',
    'Chrome',
    'Windows',
  ],
  ['aws-cli/2.15.30 Python/3.11.8 Linux/6.1.0-18-cloud-amd64 exe/x86_64.debian.12', 'aws-cli', 'Linux'],
  [
    'Boto3/1.34.84 md/Botocore#1.34.84 ua/2.0 os/linux#5.15.0 md/arch#x86_64 lang/python#3.10.12',
    'Boto3',
    'Linux',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15',
    'Safari',
    'macOS',
  ],
];

const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T;
const mix = (n: number) => (((n * 2_654_435_761) >>> 0) ^ ((n * 40_503) >>> 3)) >>> 0;

function template(t: number): Row {
  const row: Row = Object.fromEntries(EVENT_COLUMNS.map(({ name }) => [name, null]));
  const [provider, action, dataset] = pick(ACTIONS, mix(t) % 23 < 15 ? mix(t + 1) % 4 : mix(t + 2));
  const user = pick(USERS, mix(t + 3) % 11 < 5 ? 0 : mix(t + 4));
  const odd = t % 613 === 7;
  const [address, country, city, asn, network, hosting] = odd
    ? pick(PLACES, 2)
    : pick(PLACES, mix(t + 5) % 9 < 6 ? 0 : mix(t + 6));
  const [agent, client, os] = pick(CLIENTS, mix(t + 7));
  const cloud = dataset === 'aws.cloudtrail';
  const failed = mix(t + 8) % 17 === 0;
  return {
    ...row,
    event_dataset: dataset,
    event_category: cloud ? 'api' : 'authentication',
    event_provider: provider,
    event_action: action,
    event_outcome: failed ? 'failure' : 'success',
    event_id: `8f${String(t).padStart(6, '0')}-43c1-4be2-9a57-0c2f7a6b1e55`,
    event_description: cloud ? null : 'User single sign on to app',
    error_code: failed ? (cloud ? 'Client.UnauthorizedOperation' : 'INVALID_CREDENTIALS') : null,
    user_name: user,
    user_type: cloud ? 'AssumedRole' : 'User',
    principal_arn: cloud ? `arn:aws:sts::111122223333:assumed-role/web-frontend/${user}` : null,
    cloud_account_id: cloud ? '111122223333' : null,
    access_key_id: cloud ? `ASIAEXAMPLE${String(1000 + (t % 7))}` : null,
    session_id: cloud ? null : `102sess${String(t % 41)}`,
    source_address: address,
    source_kind: 'public',
    source_ip: address,
    source_country_iso_code: country,
    source_city_name: city,
    source_as_number: asn,
    source_as_organization_name: network,
    source_cloud_provider: asn === 14618 ? 'aws' : null,
    source_cloud_region: asn === 14618 ? 'us-east-1' : null,
    source_cloud_basis: asn === 14618 ? 'network' : null,
    source_is_hosting: hosting,
    log_country_iso_code: cloud ? null : country,
    log_country_name: cloud ? null : city,
    user_agent_original: agent,
    client_name: client,
    client_kind: client.startsWith('aws') || client === 'Boto3' ? 'tool' : 'browser',
    os_name: os,
    application_name: cloud ? null : pick(['Salesforce', 'GitHub Enterprise', 'AWS IAM Identity Center'], t),
    mfa_method: action.endsWith('mfa') ? pick(['push', 'password'], t) : null,
    cloud_region: cloud ? pick(['eu-central-1', 'us-east-1'], t) : null,
    evidence_id: 1 + (t % 4),
  };
}

const TEMPLATES: readonly Row[] = Array.from({ length: PERIOD }, (_, t) => template(t));

/** Share of the span that has passed → share of the rows: more by day than by night, less at week-ends. */
function rowsAt(x: number): number {
  const day = 2 * Math.PI * DAYS;
  const week = 2 * Math.PI * (DAYS / 7);
  return x - (0.75 * Math.sin(day * x)) / day - (0.5 * Math.sin(week * x)) / week;
}

function timeAt(share: number): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 46; step += 1) {
    const middle = (low + high) / 2;
    if (rowsAt(middle) < share) low = middle;
    else high = middle;
  }
  return START + low * SPAN;
}

function matches(row: Row, filter: Filter): boolean {
  const value = row[filter.column] ?? null;
  switch (filter.op) {
    case 'is':
      return filter.values.includes(value);
    case 'is_not':
      return value !== null && !filter.values.includes(value);
    case 'among':
      return filter.columns.some((column) => filter.values.some((each) => each === row[column]));
    case 'contains':
      return typeof value === 'string' && value.toLowerCase().includes(filter.text.toLowerCase());
    case 'within':
    case 'outside':
      return (
        value !== null &&
        new RegExp(networkExpression(filter.network) ?? '$.').test(String(value)) === (filter.op === 'within')
      );
    case 'exists':
      return value !== null;
    case 'missing':
      return value === null;
    case 'between':
      return (
        value !== null &&
        (filter.from === null || value >= filter.from) &&
        (filter.to === null || value <= filter.to)
      );
  }
}

export class FakeTimeline {
  readonly rows: number;

  constructor(rows: number) {
    this.rows = rows;
  }

  /** Templates that pass, and the stretch of rows that the time filters leave. */
  private select(filters: readonly Filter[]): { chosen: number[]; low: number; high: number } {
    const columns = filters.filter((filter) => filter.column !== 'timestamp');
    const chosen: number[] = [];
    for (let t = 0; t < Math.min(PERIOD, this.rows); t += 1) {
      const row = TEMPLATES[t] as Row;
      if (columns.every((filter) => matches(row, filter))) chosen.push(t);
    }
    let low = 0;
    let high = this.rows;
    for (const filter of filters) {
      if (filter.column !== 'timestamp' || filter.op !== 'between') continue;
      if (filter.from) low = Math.max(low, this.indexAt(millis(filter.from)));
      if (filter.to) high = Math.min(high, this.indexAt(millis(filter.to)));
    }
    return { chosen, low, high };
  }

  private indexAt(ms: number): number {
    return Math.max(0, Math.min(this.rows, Math.ceil(rowsAt((ms - START) / SPAN) * this.rows)));
  }

  /** How many chosen rows stand before row `index`. */
  private static rank(chosen: readonly number[], index: number): number {
    const rest = index % PERIOD;
    let low = 0;
    let high = chosen.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((chosen[middle] as number) < rest) low = middle + 1;
      else high = middle;
    }
    return Math.floor(index / PERIOD) * chosen.length + low;
  }

  row(index: number): Row {
    return {
      ...(TEMPLATES[index % PERIOD] as Row),
      record: index + 1,
      timestamp: isoOf(timeAt((index + 0.5) / this.rows)),
    };
  }

  page(filters: readonly Filter[], order: 'asc' | 'desc', offset: number, limit: number) {
    const { chosen, low, high } = this.select(filters);
    const first = FakeTimeline.rank(chosen, low);
    const total = Math.max(0, FakeTimeline.rank(chosen, high) - first);
    const rows: Row[] = [];
    for (let k = offset; k < Math.min(total, offset + limit); k += 1) {
      const nth = first + (order === 'asc' ? k : total - 1 - k);
      const block = Math.floor(nth / chosen.length);
      rows.push(this.row(block * PERIOD + (chosen[nth % chosen.length] as number)));
    }
    return { offset, total, rows };
  }

  position(filters: readonly Filter[], order: 'asc' | 'desc', record: number): number | null {
    const { chosen, low, high } = this.select(filters);
    const index = record - 1;
    if (index < low || index >= high || !chosen.includes(index % PERIOD)) return null;
    const before = FakeTimeline.rank(chosen, index) - FakeTimeline.rank(chosen, low);
    const total = FakeTimeline.rank(chosen, high) - FakeTimeline.rank(chosen, low);
    return order === 'asc' ? before : total - 1 - before;
  }

  histogram(filters: readonly Filter[], wanted: number, by = 'event_dataset'): Histogram {
    const { chosen, low, high } = this.select(filters);
    if (high <= low || chosen.length === 0)
      return { start: null, end: null, bucket_seconds: 3600, buckets: [], series: [] };
    const from = timeAt((low + 0.5) / this.rows);
    const to = timeAt((high - 0.5) / this.rows);
    const steps = [1, 5, 15, 60, 300, 900, 1800, 3600, 7200, 14_400, 86_400];
    const seconds = steps.find((step) => (to - from) / 1000 / step <= wanted) ?? 86_400;
    const begin = Math.floor(from / 1000 / seconds) * seconds * 1000;
    const buckets: string[] = [];
    for (let at = begin; at <= to; at += seconds * 1000) buckets.push(isoOf(at));
    const series = [...new Set(chosen.map((t) => (TEMPLATES[t] as Row)[by] ?? null))].sort().map((name) => {
      const own = chosen.filter((t) => ((TEMPLATES[t] as Row)[by] ?? null) === name);
      const counts = buckets.map((bucket) => {
        const start = Math.max(low, this.indexAt(millis(bucket)));
        const end = Math.min(high, this.indexAt(millis(bucket) + seconds * 1000));
        return Math.max(0, FakeTimeline.rank(own, end) - FakeTimeline.rank(own, start));
      });
      return {
        name: String(name ?? ''),
        of: name === null ? ('missing' as const) : ('value' as const),
        counts,
      };
    });
    return { start: isoOf(from), end: isoOf(to), bucket_seconds: seconds, buckets, series };
  }

  facet(filters: readonly Filter[], column: string, limit: number) {
    const { chosen, low, high } = this.select(filters);
    const counts = new Map<Scalar, number>();
    for (const t of chosen) {
      const value = (TEMPLATES[t] as Row)[column] ?? null;
      const rows = Math.max(0, FakeTimeline.rank([t], high) - FakeTimeline.rank([t], low));
      counts.set(value, (counts.get(value) ?? 0) + rows);
    }
    const values = [...counts]
      .map(([value, events]) => ({ value, events }))
      .filter(({ events }) => events > 0)
      .sort((a, b) => b.events - a.events || String(a.value).localeCompare(String(b.value)));
    return { values: values.slice(0, limit), distinct: values.filter(({ value }) => value !== null).length };
  }
}
