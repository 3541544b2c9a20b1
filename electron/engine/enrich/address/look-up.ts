import { Layers, type Found } from './brought/layers.ts';
import type { AnswerFile } from './brought/said.ts';
import { classOf, type RangeClass } from './classify-address.ts';
import { approximateRegion, providerOfNetwork } from './cloud-networks.ts';
import type { RangeAnswer } from './cloud-ranges.ts';
import { Combinations, Pairs } from './combinations.ts';
import type { AddressLabels, Label, Labels } from './labels.ts';
import type { Network, NetworkData } from './network-data.ts';
import { parseAddress, type ParsedAddress } from './parse-address.ts';
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

/** What the data say of a public address: one object for all addresses of the same place, network, cloud and labels. */
export interface PublicAnswer {
  /** Its own within the look-up, and says nothing else. */
  readonly answer_key: number;
  readonly place: KnownPlace | null;
  readonly network: Network | null;
  readonly cloud: Cloud | null;
  readonly labels: AddressLabels | null;
  /** What the files said, and which. */
  readonly found: Found;
}

/** What is known of one text; all but class and address are null where the data were not asked. */
export interface AddressAnswer extends Omit<PublicAnswer, 'answer_key' | 'found'> {
  readonly class: RangeClass;
  readonly ip: string | null;
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

/** So many different answers are kept. */
const KEPT = 200_000;

/** Asks the data about the text of an address column. Only public addresses are looked up; never throws. */
export function addressLookup(data: AddressData): (text: string) => AddressAnswer {
  const look = publicLookup(data);
  return (text) => {
    const address = parseAddress(text);
    const found = classOf(text, address);
    if (address === null || found.kind !== 'public')
      return { ...UNASKED, class: found, ip: address?.ip ?? null };
    const { answer_key: _key, ...answer } = look(address);
    return { ...answer, class: found, ip: address.ip };
  };
}

/** Asks the data about an address that must be a public one; fastest where addresses of one family come in order. */
export function publicLookup({
  places,
  networks,
  ranges,
  labels,
  files = [],
}: AddressData): (address: ParsedAddress) => PublicAnswer {
  const clouds = new Clouds();
  const layers = new Layers(places, networks, files);
  const plain = new Pairs<PublicAnswer>(KEPT);
  const answers = new Combinations<PublicAnswer>(KEPT);
  let made = 0;
  const answer = (found: Found, range: RangeAnswer | undefined, own: readonly Label[] | undefined) => {
    const { place, network } = found;
    const cloud = range ? clouds.byRange(range) : clouds.byNetwork(network, place);
    return {
      answer_key: made++,
      place,
      network,
      cloud,
      labels: labels.joinedOf(network, own, found.labels),
      found,
    };
  };
  return (address) => {
    const found = layers.find(address);
    const range = ranges?.find(address);
    const own = labels.ownOf(address);
    if (range === undefined && own === undefined)
      return (
        plain.find(found.found_key, 0) ?? plain.keep(found.found_key, 0, answer(found, undefined, undefined))
      );
    return answers.of([range, own, found], () => answer(found, range, own));
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
