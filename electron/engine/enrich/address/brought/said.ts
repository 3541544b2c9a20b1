import type { AdaptedRecord, Place } from '../adapt-record.ts';
import type { ParsedAddress } from '../parse-address.ts';

/** What a file can say of an address, each by itself. */
export const SAID_VALUES = ['country', 'place', 'network', 'anonymiser', 'connection'] as const;
export type SaidValue = (typeof SAID_VALUES)[number];

/** A place inside a country; never without any of its parts. */
export type Spot = Omit<Place, 'country_iso_code'>;

export interface SaidNetwork {
  readonly as_number: number;
  readonly as_organization_name: string | null;
}

/** What one file says of an address; null is what it does not speak of. One object for all addresses of a record. */
export interface Said {
  readonly country: string | null;
  readonly place: Spot | null;
  readonly network: SaidNetwork | null;
  /** Labels, each with what the file calls it: `vpn` by `is_anonymous_vpn`. */
  readonly anonymiser: readonly SaidLabel[] | null;
  readonly connection: readonly SaidLabel[] | null;
}

export interface SaidLabel {
  readonly label: string;
  readonly as: string;
}

/** A file that is asked for addresses. */
export interface AnswerFile {
  /** The `id` of its `DataFile`. */
  readonly id: string;
  readonly title: string;
  readonly date: string | null;
  /** Whether that it names no anonymiser means that there is none. */
  readonly isWholeOf: (value: SaidValue) => boolean;
  find(address: ParsedAddress): Said | null;
}

/** What a record says; null where that is nothing that we ask for. */
export function saidBy(record: AdaptedRecord): Said | null {
  const { country_iso_code: country } = record;
  const said = {
    country,
    place: spotOf(record),
    network:
      record.as_number === null
        ? null
        : { as_number: record.as_number, as_organization_name: record.as_organization_name },
    anonymiser: listed(anonymisers(record)),
    connection: listed(connections(record)),
  };
  return SAID_VALUES.some((value) => said[value] !== null) ? said : null;
}

function spotOf({
  region_name,
  city_name,
  latitude,
  longitude,
  accuracy_radius_km,
}: AdaptedRecord): Spot | null {
  const isKnown = region_name !== null || city_name !== null || (latitude !== null && longitude !== null);
  return isKnown ? { region_name, city_name, latitude, longitude, accuracy_radius_km } : null;
}

const FLAGS = [
  ['is_anonymous_vpn', 'vpn'],
  ['is_hosting_provider', 'hosting'],
  ['is_public_proxy', 'anonymiser'],
  ['is_residential_proxy', 'anonymiser'],
  ['is_tor_exit_node', 'tor exit'],
] as const;

/** That it is anonymous in no particular way is said only where nothing more is. */
function anonymisers(record: AdaptedRecord): SaidLabel[] {
  const labels = FLAGS.filter(([flag]) => record[flag] === true).map(([as, label]) => ({ label, as }));
  if (labels.length > 0) return labels;
  return record.is_anonymous === true ? [{ label: 'anonymiser', as: 'is_anonymous' }] : [];
}

function connections({ connection_type, mobile_country_code }: AdaptedRecord): SaidLabel[] {
  if (connection_type === 'Cellular') return [{ label: 'mobile carrier', as: 'connection type Cellular' }];
  if (connection_type === 'Satellite') return [{ label: 'satellite', as: 'connection type Satellite' }];
  return mobile_country_code === null
    ? []
    : [{ label: 'mobile carrier', as: `mobile country code ${mobile_country_code}` }];
}

const listed = <T>(items: readonly T[]): readonly T[] | null => (items.length > 0 ? items : null);
