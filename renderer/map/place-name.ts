import type { Spot } from '../../shared/places.ts';
import { text } from '../text.ts';

const NAMES = new Intl.DisplayNames([text.language], { type: 'region', fallback: 'code' });

/** `DE` → `Germany`; a code that is none stays as it is. */
export function countryName(code: string): string {
  try {
    return NAMES.of(code.toUpperCase()) ?? code;
  } catch {
    return code;
  }
}

const countryOf = ({ country_iso_code, country_name }: Spot): string =>
  country_iso_code === null ? (country_name ?? text.map.nowhere) : countryName(country_iso_code);

/** `Ashburn, Virginia, United States` */
export function placeName(spot: Spot): string {
  const { city, region } = spot;
  return [city, region === city ? null : region, countryOf(spot)]
    .filter((part) => part !== null && part !== '')
    .join(', ');
}

/** `Ashburn, United States`: enough where two places stand beside each other. */
export const briefName = (spot: Spot): string =>
  [spot.city ?? spot.region, countryOf(spot)].filter((part) => part !== null && part !== '').join(', ');

/** What stands beside a point: its city, else the next that is known. */
export const shortName = (spot: Spot): string => spot.city ?? spot.region ?? countryOf(spot);
