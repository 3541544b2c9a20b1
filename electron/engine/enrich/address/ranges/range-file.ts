import type { DataFile } from '../../../../../shared/model.ts';

/**
 * A range as a provider publishes it, or as the user says. `services` are those listed for the prefix itself, in order of their
 * names, with commas; region and border group are null where the file names none.
 */
export interface CloudRange {
  readonly prefix: string;
  readonly provider: string;
  readonly region: string | null;
  readonly network_border_group: string | null;
  readonly services: string;
}

/** What a file of ranges holds, each prefix once per provider. */
export interface RangeFile {
  readonly file: DataFile;
  readonly ranges: readonly CloudRange[];
}

/** A file that is brought: its name, and its text without a byte order mark. */
export interface BroughtText {
  readonly name: string;
  readonly text: string;
}

export interface RangeEntry {
  readonly prefix: string;
  readonly provider: string;
  readonly region: string | null;
  readonly network_border_group: string | null;
  readonly service: string | null;
}

/**
 * One range per prefix of a provider, with all its services: files name a prefix once for each. A region or border group that
 * entries of one prefix disagree about is null, since neither can be told to be the right one.
 */
export function mergeServices(entries: Iterable<RangeEntry>): CloudRange[] {
  const merged = new Map<string, Merged>();
  for (const { prefix, provider, region, network_border_group, service } of entries) {
    const key = `${provider}\n${prefix}`;
    let known = merged.get(key);
    if (!known)
      merged.set(
        key,
        (known = { prefix, provider, regions: new Set(), groups: new Set(), services: new Set() }),
      );
    if (region !== null) known.regions.add(region);
    if (network_border_group !== null) known.groups.add(network_border_group);
    if (service !== null) known.services.add(service);
  }
  return [...merged.values()].map(({ prefix, provider, regions, groups, services }) => ({
    prefix,
    provider,
    region: only(regions),
    network_border_group: only(groups),
    services: listed(services),
  }));
}

interface Merged {
  prefix: string;
  provider: string;
  regions: Set<string>;
  groups: Set<string>;
  services: Set<string>;
}

const only = (values: ReadonlySet<string>): string | null =>
  values.size === 1 ? ([...values][0] ?? null) : null;

/** Names in order, with commas between them. */
export const listed = (names: ReadonlySet<string>): string => [...names].sort().join(', ');

/** A day in a file's name (`ServiceTags_Public_20240520.json`, `ranges-2024-05-20.csv`); null where there is none. */
export function dateInName(name: string): string | null {
  const [, year, month, day] =
    /(?<!\d)(20\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d)/.exec(name) ?? [];
  return year ? `${year}-${month}-${day}` : null;
}
