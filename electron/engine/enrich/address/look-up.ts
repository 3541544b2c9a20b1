import { Layers, type Found } from './brought/layers.ts';
import type { AnswerFile } from './brought/said.ts';
import { classOf, type RangeClass } from './classify-address.ts';
import { approximateRegion, providerOfNetwork } from './cloud-networks.ts';
import type { RangeAnswer } from './cloud-ranges.ts';
import type { AddressLabels, Labels } from './labels.ts';
import type { Network, NetworkData } from './network-data.ts';
import { parseAddress } from './parse-address.ts';
import type { KnownPlace, PlaceData } from './place-data.ts';
import type { PrefixTable } from './range-table.ts';

/** The cloud an address belongs to. `region` starts with `~` where it is an approximation. */
export interface Cloud {
  readonly cloud_key: number;
  readonly provider: string;
  readonly region: string | null;
  readonly network_border_group: string | null;
  readonly services: string | null;
  /** By a range that the provider published, or by the AS number alone. */
  readonly basis: 'range' | 'network';
  /** The `id` of the file of ranges that told it. */
  readonly data_file: string | null;
}

/** What is known of one text. Objects are shared between addresses of the same place, network or cloud. */
export interface AddressAnswer {
  readonly class: RangeClass;
  readonly ip: string | null;
  readonly place: KnownPlace | null;
  readonly network: Network | null;
  readonly cloud: Cloud | null;
  readonly labels: AddressLabels | null;
  /** What the files said, and which; null where they were not asked. */
  readonly found: Found | null;
}

export interface AddressData {
  readonly places: PlaceData;
  readonly networks: NetworkData;
  /** Published ranges of the case; null where none were imported. */
  readonly ranges: PrefixTable<RangeAnswer> | null;
  readonly labels: Labels;
  /** The user's, the first to be asked first. */
  readonly files?: readonly AnswerFile[];
}

/** Asks the data about the text of an address column. Only public addresses are looked up; never throws. */
export function addressLookup({
  places,
  networks,
  ranges,
  labels,
  files = [],
}: AddressData): (text: string) => AddressAnswer {
  const clouds = new Clouds();
  const layers = new Layers(places, networks, files);
  return (text) => {
    const address = parseAddress(text);
    const found = classOf(text, address);
    if (address === null || found.kind !== 'public')
      return { ...UNASKED, class: found, ip: address?.ip ?? null };
    const said = layers.find(address);
    const { place, network } = said;
    const range = ranges?.find(address);
    const cloud = range ? clouds.byRange(range) : clouds.byNetwork(network, place);
    const labelled = labels.of(address, network, said.labels);
    return { class: found, ip: address.ip, place, network, cloud, labels: labelled, found: said };
  };
}

const UNASKED = { place: null, network: null, cloud: null, labels: null, found: null };

/** Gives the same object for the same cloud. */
class Clouds {
  private readonly ranges = new Map<RangeAnswer, Cloud>();
  private readonly known = new Map<string, Cloud>();
  /** Nearest regions by place, so that the distance is reckoned once for each. */
  private readonly regions = new Map<string, Map<number, Cloud>>();

  byRange(range: RangeAnswer): Cloud {
    const known = this.ranges.get(range);
    if (known) return known;
    const { provider, region, network_border_group, services, data_file } = range;
    const told = { provider, region, network_border_group, services: services || null, data_file };
    const cloud = this.shared({ ...told, basis: 'range' });
    this.ranges.set(range, cloud);
    return cloud;
  }

  byNetwork(network: Network | null, place: KnownPlace | null): Cloud | null {
    const provider = network === null ? null : providerOfNetwork(network.as_number);
    if (provider === null) return null;
    if (place === null) return this.approximate(provider, null);
    let regions = this.regions.get(provider);
    if (!regions) this.regions.set(provider, (regions = new Map<number, Cloud>()));
    let cloud = regions.get(place.place_key);
    if (!cloud) {
      cloud = this.approximate(provider, approximateRegion(provider, place));
      regions.set(place.place_key, cloud);
    }
    return cloud;
  }

  private approximate(provider: string, region: string | null): Cloud {
    return this.shared({
      provider,
      region,
      network_border_group: null,
      services: null,
      basis: 'network',
      data_file: null,
    });
  }

  private shared(told: Omit<Cloud, 'cloud_key'>): Cloud {
    const { provider, region, network_border_group, services, basis, data_file } = told;
    const text = JSON.stringify([provider, region, network_border_group, services, basis, data_file]);
    const known = this.known.get(text);
    if (known) return known;
    const cloud = { ...told, cloud_key: this.known.size };
    this.known.set(text, cloud);
    return cloud;
  }
}
