import type { AdaptedRecord } from '../adapt-record.ts';
import { parseAddress, v6Words } from '../parse-address.ts';

const NOTHING: AdaptedRecord = {
  country_iso_code: null,
  region_name: null,
  city_name: null,
  latitude: null,
  longitude: null,
  accuracy_radius_km: null,
  as_number: null,
  as_organization_name: null,
  is_anonymous: null,
  is_anonymous_vpn: null,
  is_hosting_provider: null,
  is_public_proxy: null,
  is_residential_proxy: null,
  is_tor_exit_node: null,
  connection_type: null,
  mobile_country_code: null,
};

/** A form of table without a header: what stands behind the first and the last address of a range. */
export interface Form {
  readonly title: string;
  fits(rest: readonly string[]): boolean;
  read(rest: readonly string[]): AdaptedRecord;
}

const text = (field = ''): string | null => (field === '' ? null : field);
const number = (field = ''): number | null => (/^-?\d+(\.\d+)?$/.test(field) ? Number(field) : null);
/** `ZZ` stands for no country. */
const country = (field = ''): string | null => (/^[A-Z]{2}$/.test(field) && field !== 'ZZ' ? field : null);

const isCountry = (field = ''): boolean => /^([A-Z]{2})?$/.test(field);
const isDegrees = (field = ''): boolean => field === '' || number(field) !== null;

/** ip-location-db's tables, and those of DB-IP. */
export const FORMS: readonly Form[] = [
  {
    title: 'Countries by address range (CSV)',
    fits: (rest) => rest.length === 1 && isCountry(rest[0]),
    read: ([code]) => ({ ...NOTHING, country_iso_code: country(code) }),
  },
  {
    title: 'Autonomous systems by address range (CSV)',
    fits: (rest) => rest.length === 2 && /^\d{1,10}$/.test(rest[0] ?? ''),
    read: ([asn = '', name = '']) => ({
      ...NOTHING,
      as_number: Number(asn) || null,
      as_organization_name: /^AS\d+$/.test(name) ? null : text(name),
    }),
  },
  {
    title: 'Cities by address range (CSV)',
    fits: (rest) => rest.length === 8 && isCountry(rest[0]) && isDegrees(rest[5]) && isDegrees(rest[6]),
    read: ([code, region, , city, , latitude, longitude]) => ({
      ...NOTHING,
      country_iso_code: country(code),
      region_name: text(region),
      city_name: text(city),
      latitude: number(latitude),
      longitude: number(longitude),
    }),
  },
  {
    title: 'Cities by address range, with continents (CSV)',
    fits: (rest) =>
      rest.length === 6 &&
      /^[A-Z]{2}$/.test(rest[0] ?? '') &&
      isCountry(rest[1]) &&
      isDegrees(rest[4]) &&
      isDegrees(rest[5]),
    read: ([, code, region, city, latitude, longitude]) => ({
      ...NOTHING,
      country_iso_code: country(code),
      region_name: text(region),
      city_name: text(city),
      latitude: number(latitude),
      longitude: number(longitude),
    }),
  },
];

/** The fields of a line of CSV; null where a quote is not closed. */
export function fieldsOf(line: string): string[] | null {
  if (!line.includes('"')) return line.split(',');
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (line[at] === '"') {
      let end = at + 1;
      while (end < line.length && (line[end] !== '"' || line[end + 1] === '"'))
        end += line[end] === '"' ? 2 : 1;
      if (end >= line.length) return null;
      fields.push(line.slice(at + 1, end).replaceAll('""', '"'));
      at = end + 1;
    } else {
      const end = line.indexOf(',', at);
      fields.push(line.slice(at, end < 0 ? undefined : end));
      at = end < 0 ? line.length : end;
    }
    if (at >= line.length) return fields;
    if (line[at] !== ',') return null;
    at++;
  }
}

/**
 * The words of an address of the family, written as an address or as a decimal number; null where it is neither. IPv6 in which an
 * IPv4 address is mapped stays IPv6: in a table it is the bound of a range.
 */
export function boundOf(field: string, family: 4 | 6): number[] | null {
  if (/^\d{1,39}$/.test(field)) return wordsOf(BigInt(field), family);
  const address = parseAddress(field);
  if (address === null) return null;
  if (field.includes(':') !== (family === 6)) return null;
  if (address.family === family) return [...address.words];
  return v6Words([0, 0, 0, 0, 0, 0xffff, (address.words[0] ?? 0) >>> 16, (address.words[0] ?? 0) & 0xffff]);
}

function wordsOf(value: bigint, family: 4 | 6): number[] | null {
  if (value >> (family === 4 ? 32n : 128n) !== 0n) return null;
  return (family === 4 ? [0n] : [96n, 64n, 32n, 0n]).map((shift) => Number((value >> shift) & 0xffff_ffffn));
}
