import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Cell, Cells, Database } from '../electron/engine/db/database.ts';
import { recogniseRecord } from '../electron/engine/sources/index.ts';
import { filesUnder, present, SAMPLES } from './support/public-samples.ts';
import { type Json, normaliseRecords, openScratch, sourceNamed } from './support/spool.ts';

/** Our columns beside what Sekoia expects of the same line; both stand in one file of theirs. */
type Value = string | number | boolean | null;
interface Compared {
  source: string;
  folder: string;
  columns: readonly (readonly [column: string, ...fields: string[]])[];
  /** Differences kept on purpose: the column, in which files, why, and what they must look like. */
  kept: readonly Kept[];
  /** Lines that are no event to us. */
  rejected: Record<string, string>;
}
interface Kept {
  column: string;
  reason: string;
  files: readonly string[];
  holds(ours: Value, theirs: Value): boolean;
}

const OURS_ONLY = (ours: Value, theirs: Value): boolean => ours !== null && theirs === null;

const COMPARED: readonly Compared[] = [
  {
    source: 'skyhigh-web',
    folder: 'proxy/sekoia_skyhigh_secure_web_gateway',
    columns: [
      ['timestamp', '@timestamp', 'event.start'],
      ['event_action', 'event.action'],
      ['error_message', 'event.reason'],
      ['user_name', 'user.name'],
      ['source_address', 'source.ip'],
      ['host_name', 'host.name'],
      ['destination_ip', 'destination.ip'],
      ['destination_port', 'destination.port', 'url.port'],
      ['url_original', 'url.full'],
      ['url_domain', 'url.domain'],
      ['http_request_method', 'http.request.method'],
      ['http_response_status_code', 'http.response.status_code'],
      ['http_request_referrer', 'skyhighsecurity.referer'],
      ['source_bytes', 'source.bytes', 'http.request.bytes'],
      ['destination_bytes', 'destination.bytes', 'http.response.bytes'],
      ['rule_name', 'rule.name'],
      ['user_agent_original', 'user_agent.original', 'skyhighsecurity.user_agent_comment'],
      ['process_name', 'process.name'],
      ['file_name', 'file.name'],
    ],
    kept: [
      {
        column: 'destination_port',
        reason: 'a port that stands nowhere in the line is not made up from the scheme, as for other proxies',
        files: ['mcafee_access_log_blocked', 'mcafee_access_log_success'],
        holds: (ours, theirs) => ours === null && theirs === 80,
      },
      {
        column: 'destination_port',
        reason: 'the port of a request that names no host is a port all the same',
        files: ['mcafee_access_log_empty_destination_host'],
        holds: (ours, theirs) => ours === 80 && theirs === null,
      },
      {
        column: 'url_original',
        reason: 'what a client names by CONNECT is kept as it names it',
        files: ['mcafee_access_log_blocked2', 'mcafee_access_log_empty_destination_host'],
        holds: OURS_ONLY,
      },
      {
        column: 'source_address',
        reason: 'the address that the service saw; the one on the client’s own network stands in host_ip',
        files: ['skyhigh_swg', 'skyhigh_swg_1', 'skyhigh_swg_2'],
        holds: (ours, theirs) => ours !== null && theirs !== null,
      },
    ],
    rejected: {},
  },
  {
    source: 'cef',
    folder: 'cef/sekoia_cef',
    columns: [
      ['timestamp', '@timestamp'],
      ['event_action', 'event.action'],
      ['user_name', 'source.user.name'],
      ['source_address', 'source.ip'],
      ['source_port', 'source.port'],
      ['source_bytes', 'host.network.egress.bytes'],
      ['destination_ip', 'destination.ip'],
      ['destination_port', 'destination.port'],
      ['destination_bytes', 'host.network.ingress.bytes'],
      ['network_transport', 'network.transport'],
      ['event_id', 'cef.externalId'],
      ['url_original', 'url.original'],
      ['url_domain', 'url.domain'],
      ['http_request_method', 'http.request.method'],
      ['http_request_referrer', 'http.request.referrer'],
      ['file_name', 'file.name'],
      ['host_name', 'host.name'],
    ],
    kept: [
      {
        column: 'event_action',
        reason: 'the name says what happened where no act does; a reason is not what was done',
        files: ['cyber_reason_malop_process_added', 'pan_ngfw_traffic_cef'],
        holds: (ours, theirs) =>
          (ours === 'Malop Process Added' && theirs === 'indifferent') ||
          (ours === 'deny' && theirs === 'unknown'),
      },
      {
        column: 'url_original',
        reason: 'the path of a file is no URL',
        files: ['cyber_reason_malop_process_added'],
        holds: (ours, theirs) => ours === null && String(theirs).startsWith('C:'),
      },
      {
        column: 'file_name',
        reason: 'the path of a file names it',
        files: ['cyber_reason_malop_process_added'],
        holds: OURS_ONLY,
      },
      {
        column: 'host_name',
        reason: 'an address is no name, and the firewall that reports is not the machine',
        files: ['fortigate_traffic_forward.CEF', 'pan_ngfw_traffic_cef', 'pan_ngfw_url_cef'],
        holds: (ours, theirs) => ours === null && theirs !== null,
      },
      {
        column: 'network_transport',
        reason: 'also where the protocol is written as a word',
        files: ['pan_ngfw_traffic_cef', 'pan_ngfw_url_cef'],
        holds: OURS_ONLY,
      },
      {
        column: 'http_request_referrer',
        reason: 'a content type is no referrer',
        files: ['pan_ngfw_url_cef'],
        holds: (ours, theirs) => ours === null && theirs === 'application/jpeg',
      },
    ],
    // Theirs come with no time at all: the header of syslog that would hold it was cut off.
    rejected: {
      'fortigate_antivirus.CEF': 'rt is missing',
      'fortigate_traffic_forward.CEF': 'rt is missing',
    },
  },
];

function valueAt(document: Json, path: string): Value {
  let at: unknown = document;
  for (const name of path.split('.')) at = (at as Json | null | undefined)?.[name];
  return at === undefined || at === '' ? null : (at as Value);
}

function ourValue(column: string, cell: Cell | undefined): Value {
  if (cell === undefined || cell === null || typeof cell === 'object') return null;
  return column === 'timestamp' ? Date.parse(String(cell)) : cell;
}

function theirValue(column: string, expected: Json, fields: readonly string[]): Value {
  const value = fields.map((field) => valueAt(expected, field)).find((one) => one !== null) ?? null;
  return column === 'timestamp' && value !== null ? Date.parse(String(value)) : value;
}

interface Line {
  file: string;
  record: Json;
  expected: Json;
  row: Cells;
}

let database: Database;
beforeAll(async () => {
  database = await openScratch();
});
afterAll(() => database.close());

async function linesOf({ source, folder }: Compared): Promise<Line[]> {
  const files = filesUnder(folder).map((path) => ({
    file: basename(path, '.json'),
    ...(JSON.parse(readFileSync(join(SAMPLES, path), 'utf8')) as {
      input: { message: string };
      expected: Json;
    }),
  }));
  const records = files.map(({ input }) => ({ line: input.message }));
  const rows = await normaliseRecords(database, sourceNamed(source), records);
  return files.map(({ file, expected }, index) => ({
    file,
    expected,
    record: records[index] as Json,
    row: rows[index] as Cells,
  }));
}

describe.skipIf(!present).each(COMPARED)('$source beside Sekoia', (compared) => {
  test('every line is recognised, and an event or rejected for the reason that is listed', async () => {
    const lines = await linesOf(compared);
    expect(new Set(lines.map(({ record }) => recogniseRecord(record)?.source.id))).toEqual(
      new Set([compared.source]),
    );
    const rejected = lines.filter(({ row }) => row.reject_reason);
    expect(Object.fromEntries(rejected.map(({ file, row }) => [file, row.reject_reason]))).toEqual(
      compared.rejected,
    );
  });

  test('agrees but for the differences listed with their reason', async () => {
    const found = (await linesOf(compared)).flatMap(({ file, row, expected }) =>
      compared.columns
        .map(([column, ...fields]) => ({
          file,
          column,
          ours: ourValue(column, row[column]),
          theirs: theirValue(column, expected, fields),
        }))
        .filter(({ ours, theirs }) => ours !== theirs),
    );
    const unlisted = found.filter(
      ({ file, column, ours, theirs }) =>
        !compared.kept.some(
          (kept) => kept.column === column && kept.files.includes(file) && kept.holds(ours, theirs),
        ),
    );
    expect(unlisted).toEqual([]);
    const seen = new Set(found.map(({ file, column }) => `${file} ${column}`));
    const listed = compared.kept.flatMap(({ column, files }) => files.map((file) => `${file} ${column}`));
    expect(
      listed.filter((place) => !seen.has(place)),
      'listed, but no longer different',
    ).toEqual([]);
  });

  test('every field that is compared occurs', async () => {
    const documents = (await linesOf(compared)).map(({ expected }) => expected);
    const fields = compared.columns.flatMap(([, ...names]) => names);
    expect(fields.filter((field) => documents.every((one) => valueAt(one, field) === null))).toEqual([]);
  });
});
