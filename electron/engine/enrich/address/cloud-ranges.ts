import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import type { DataFile } from '../../../../shared/model.ts';
import type { Connection } from '../../db/database.ts';
import { fixed } from '../../db/sql.ts';
import { saveDataFile } from './data-rows.ts';
import { parsePrefix } from './parse-address.ts';
import { prefixTable, type PrefixTable } from './range-table.ts';

export const AWS = 'AWS';
const AWS_RANGES = 'aws-ip-ranges';
const LARGEST_FILE = 256 * 1024 * 1024;

const prefix = z.string().refine((text) => parsePrefix(text) !== null, {
  error: (issue) => `not a prefix: ${JSON.stringify(issue.input)}`,
});
const where = { region: z.string().min(1), service: z.string().min(1), network_border_group: z.string() };
const AwsRanges = z.object({
  syncToken: z.string(),
  createDate: z.string().regex(/^\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d$/, 'not a time like 2024-05-01-10-00-00'),
  prefixes: z.array(z.object({ ip_prefix: prefix, ...where })),
  ipv6_prefixes: z.array(z.object({ ipv6_prefix: prefix, ...where })),
});
type AwsRanges = z.infer<typeof AwsRanges>;

/** A published range. `services` are those that the provider lists for the prefix itself, in order of their names. */
interface CloudRange {
  readonly prefix: string;
  readonly provider: string;
  readonly region: string;
  readonly network_border_group: string;
  readonly services: string;
}

/**
 * Reads Amazon's `ip-ranges.json` into the case in place of the ranges of an earlier import, in a transaction of its own. Throws
 * one line that names the file and the place where the file is not of that shape; the case then keeps what it had.
 */
export async function importAwsRanges(connection: Connection, path: string): Promise<DataFile> {
  const { published, sha256 } = await readAwsRanges(path);
  const ranges = mergeServices(published);
  const file = { ...describe(published, ranges.length), name: basename(path), path, sha256 };
  const columns = (['provider', 'prefix', 'region', 'network_border_group', 'services'] as const).map(
    (name) => ranges.map((range) => range[name]),
  );
  await connection.transaction(async () => {
    await connection.run(fixed('DELETE FROM cloud_ranges WHERE provider = $provider', { provider: AWS }));
    await connection.append('cloud_ranges', columns);
    await saveDataFile(connection, file);
  });
  return file;
}

async function readAwsRanges(path: string): Promise<{ published: AwsRanges; sha256: string }> {
  const name = basename(path);
  const { size } = await stat(path).catch((cause: unknown) => {
    throw new Error(`cannot read ${name}: ${messageOf(cause)}`, { cause });
  });
  if (size > LARGEST_FILE) throw new Error(`not amazon's ip-ranges.json: ${name}: ${size} bytes`);
  const bytes = await readFile(path);
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Error(`not json: ${name}: ${messageOf(cause)}`, { cause });
  }
  const parsed = AwsRanges.safeParse(value);
  if (parsed.success)
    return { published: parsed.data, sha256: createHash('sha256').update(bytes).digest('hex') };
  const [issue] = parsed.error.issues;
  throw new Error(`not amazon's ip-ranges.json: ${name}: ${placeOf(issue?.path ?? [])}: ${issue?.message}`);
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/** `prefixes[12].region`; `top level` for the whole document. */
const placeOf = (path: readonly PropertyKey[]): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '') || 'top level';

/** One entry per prefix: the file names a prefix once for each of its services. */
function mergeServices(published: AwsRanges): CloudRange[] {
  const entries = [
    ...published.prefixes.map(({ ip_prefix, ...rest }) => ({ prefix: ip_prefix, ...rest })),
    ...published.ipv6_prefixes.map(({ ipv6_prefix, ...rest }) => ({ prefix: ipv6_prefix, ...rest })),
  ];
  const merged = new Map<string, { entry: (typeof entries)[number]; services: Set<string> }>();
  for (const entry of entries) {
    const known = merged.get(entry.prefix);
    if (known) known.services.add(entry.service);
    else merged.set(entry.prefix, { entry, services: new Set([entry.service]) });
  }
  return [...merged.values()].map(({ entry, services }) => ({
    prefix: entry.prefix,
    provider: AWS,
    region: entry.region,
    network_border_group: entry.network_border_group,
    services: listed(services),
  }));
}

const describe = (published: AwsRanges, entries: number): DataFile => ({
  id: AWS_RANGES,
  title: 'Amazon Web Services address ranges (ip-ranges.json)',
  kind: 'cloud ranges',
  version: published.syncToken,
  date: published.createDate.slice(0, 10),
  licence: 'published by Amazon Web Services for public use',
  attribution: 'https://docs.aws.amazon.com/vpc/latest/userguide/aws-ip-ranges.html',
  origin: 'imported',
  entries,
  name: null,
  path: null,
  sha256: null,
  problem: null,
});

/** The file that each provider's published ranges of the case came from. */
export async function rangeFiles(connection: Connection): Promise<ReadonlyMap<string, DataFile>> {
  const [file] = await connection.rows<DataFile>(
    fixed('SELECT * FROM data_files WHERE id = $id', { id: AWS_RANGES }),
  );
  return new Map(file ? [[AWS, file]] : []);
}

/** What the published ranges of a case say about an address: region by the longest prefix, services by all that cover it. */
export interface RangeAnswer {
  readonly provider: string;
  readonly region: string;
  readonly network_border_group: string;
  readonly services: string;
}

/** The ranges of the case; null where none were imported. */
export async function readCloudRanges(connection: Connection): Promise<PrefixTable<RangeAnswer> | null> {
  const ranges = await connection.rows<CloudRange>(
    'SELECT provider, prefix, region, network_border_group, services FROM cloud_ranges ORDER BY prefix, provider',
  );
  if (ranges.length === 0) return null;
  return prefixTable(ranges, (covering): RangeAnswer => {
    const [{ provider, region, network_border_group }] = covering;
    const same = covering.filter((range) => range.provider === provider);
    const services = new Set(same.flatMap((range) => range.services.split(', ')));
    return { provider, region, network_border_group, services: listed(services) };
  });
}

const listed = (services: ReadonlySet<string>): string => [...services].sort().join(', ');
