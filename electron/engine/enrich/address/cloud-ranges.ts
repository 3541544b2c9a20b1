import type { DataFile } from '../../../../shared/model.ts';
import type { Connection } from '../../db/database.ts';
import { fixed } from '../../db/sql.ts';
import { prefixTable, type PrefixTable } from './range-table.ts';
import { awsRanges } from './ranges/aws.ts';
import { azureRanges } from './ranges/azure.ts';
import { googleRanges } from './ranges/google.ts';
import { ownRanges } from './ranges/own.ts';
import { type BroughtText, type CloudRange, listed, type RangeFile } from './ranges/range-file.ts';

const PUBLISHED = [awsRanges, googleRanges, azureRanges];

/**
 * The ranges of a file that Amazon, Google or Microsoft publishes, or of a CSV of one's own, told by content; null where it is none
 * of them. Throws one line that names the file and the place where it begins as one and does not go on so.
 */
export function readRanges(brought: BroughtText): RangeFile | null {
  const { name, text } = brought;
  if (!/^\s*[{[]/.test(text)) return ownRanges(brought);
  const value = parseJson(name, text);
  for (const read of PUBLISHED) {
    const ranges = read(value, name);
    if (ranges) return ranges;
  }
  return null;
}

function parseJson(name: string, text: string): object {
  try {
    return JSON.parse(text) as object;
  } catch (cause) {
    throw new Error(`not json: ${name}: ${(cause as Error).message}`, { cause });
  }
}

/** Keeps ranges in the case in place of those of the same file id. */
export async function keepRanges(connection: Connection, { file, ranges }: RangeFile): Promise<DataFile> {
  const columns = (['provider', 'prefix', 'region', 'network_border_group', 'services'] as const).map(
    (name) => ranges.map((range) => range[name]),
  );
  await connection.run(fixed('DELETE FROM cloud_ranges WHERE data_file = $id', { id: file.id }));
  await connection.append('cloud_ranges', [ranges.map(() => file.id), ...columns]);
  return file;
}

/**
 * What ranges of a case say about an address: provider by the longest prefix; region and border group by the longest of this
 * provider that names one, services by all of its that cover the address.
 */
export interface RangeAnswer {
  readonly provider: string;
  readonly region: string | null;
  readonly network_border_group: string | null;
  readonly services: string;
  /** The `id` of the file that the longest prefix is from. */
  readonly data_file: string;
}

/** The files of ranges in the case. */
export const rangeFiles = (connection: Connection): Promise<DataFile[]> =>
  connection.rows<DataFile>("SELECT * FROM data_files WHERE kind = 'cloud ranges' ORDER BY id");

/** The ranges of the case; null where none were imported. Of equal prefixes one's own counts before a provider's. */
export async function readCloudRanges(connection: Connection): Promise<PrefixTable<RangeAnswer> | null> {
  const ranges = await connection.rows<CloudRange & { data_file: string }>(
    `SELECT data_file, provider, prefix, region, network_border_group, services FROM cloud_ranges
    ORDER BY prefix, starts_with(data_file, 'own-ranges-'), data_file, provider`,
  );
  if (ranges.length === 0) return null;
  return prefixTable(ranges, (covering): RangeAnswer => {
    const [{ provider, data_file }] = covering;
    const same = covering.filter((range) => range.provider === provider);
    const region = same.find((range) => range.region !== null)?.region ?? null;
    const network_border_group =
      same.find((range) => range.network_border_group !== null)?.network_border_group ?? null;
    const services = same.flatMap((range) => (range.services === '' ? [] : range.services.split(', ')));
    return { provider, region, network_border_group, services: listed(new Set(services)), data_file };
  });
}
