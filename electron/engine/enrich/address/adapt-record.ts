/** Where an address probably is. Every part is an approximation, mostly of the town of the network's exit; null is unknown. */
export interface Place {
  readonly country_iso_code: string | null;
  readonly region_name: string | null;
  readonly city_name: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** The address is probably no farther from there; null where the data do not say. */
  readonly accuracy_radius_km: number | null;
}

/** What a record of an MMDB file says, whichever layout it has. Null is what the record does not say. */
export interface AdaptedRecord extends Place {
  readonly as_number: number | null;
  readonly as_organization_name: string | null;
  /** Only Anonymous-IP files speak of these, and only to affirm. */
  readonly is_anonymous: boolean | null;
  readonly is_anonymous_vpn: boolean | null;
  readonly is_hosting_provider: boolean | null;
  readonly is_public_proxy: boolean | null;
  readonly is_residential_proxy: boolean | null;
  readonly is_tor_exit_node: boolean | null;
  /** As the data call it: `Cellular`, `Satellite`, `Cable/DSL`. */
  readonly connection_type: string | null;
  /** Only addresses of mobile networks have one. */
  readonly mobile_country_code: string | null;
}

/**
 * Reads a record in MaxMind's layout (nested, absent parts left out; City, Country, ASN, ISP, Anonymous-IP, Connection-Type) or in that of
 * ip-location-db (flat, absent parts empty). A part of another type counts as absent.
 */
export function adaptRecord(record: unknown): AdaptedRecord {
  const flat = at(record, 'country_code') !== undefined;
  return {
    ...(flat ? flatPlace(record) : nestedPlace(record)),
    as_number: number(trait(record, 'autonomous_system_number')),
    as_organization_name: text(trait(record, 'autonomous_system_organization')),
    is_anonymous: flag(trait(record, 'is_anonymous')),
    is_anonymous_vpn: flag(trait(record, 'is_anonymous_vpn')),
    is_hosting_provider: flag(trait(record, 'is_hosting_provider')),
    is_public_proxy: flag(trait(record, 'is_public_proxy')),
    is_residential_proxy: flag(trait(record, 'is_residential_proxy')),
    is_tor_exit_node: flag(trait(record, 'is_tor_exit_node')),
    connection_type: text(trait(record, 'connection_type')),
    mobile_country_code: text(trait(record, 'mobile_country_code')),
  };
}

/** The place in a record of either layout. */
export const placeOf = (record: unknown): Place =>
  at(record, 'country_code') !== undefined ? flatPlace(record) : nestedPlace(record);

const flatPlace = (record: unknown): Place => ({
  country_iso_code: text(at(record, 'country_code')),
  region_name: text(at(record, 'state1')),
  city_name: text(at(record, 'city')),
  latitude: number(at(record, 'latitude')),
  longitude: number(at(record, 'longitude')),
  accuracy_radius_km: null,
});

/** MaxMind's registered country is where the block is registered, not where it is used: it does not stand in for a country. */
const nestedPlace = (record: unknown): Place => ({
  country_iso_code: text(at(record, 'country', 'iso_code')),
  region_name: text(at(record, 'subdivisions', 0, 'names', 'en')),
  city_name: text(at(record, 'city', 'names', 'en')),
  latitude: number(at(record, 'location', 'latitude')),
  longitude: number(at(record, 'location', 'longitude')),
  accuracy_radius_km: number(at(record, 'location', 'accuracy_radius')),
});

/** Files that say everything of an address keep what is not a place in `traits`. */
const trait = (record: unknown, name: string): unknown => at(record, name) ?? at(record, 'traits', name);

function at(value: unknown, ...path: (string | number)[]): unknown {
  let inner = value;
  for (const step of path) {
    if (typeof inner !== 'object' || inner === null) return undefined;
    inner = (inner as Record<string | number, unknown>)[step];
  }
  return inner;
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const number = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;
const flag = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null);
