import networks from '../../../../resources/networks/cloud-networks.json';
import regions from '../../../../resources/networks/cloud-regions.json';
import type { Place } from './adapt-record.ts';

interface RegionPlace {
  readonly region: string;
  readonly latitude: number;
  readonly longitude: number;
}

const providers = new Map(networks.networks.map(({ asn, provider }) => [asn, provider]));
const regionPlaces = new Map<string, RegionPlace[]>();
for (const { provider, ...place } of regions.regions) {
  const known = regionPlaces.get(provider);
  if (known) known.push(place);
  else regionPlaces.set(provider, [place]);
}

/** A place this far from every region of its provider says nothing about the region: it is an office, an edge or a mistake. */
const FARTHEST_KM = 1_000;
/** A place that may be off by this much is the middle of a country, not a town. */
const VAGUE_KM = 500;
const EARTH_RADIUS_KM = 6_371;

/** The cloud provider whose network has this AS number; null where it is none that we know. */
export const providerOfNetwork = (asNumber: number): string | null => providers.get(asNumber) ?? null;

/**
 * The provider's region nearest to an approximate place, so an approximation itself: `~us-west-2`. Null where the place is
 * unknown, or no region is within 1,000 km.
 */
export function approximateRegion(provider: string, place: Place | null): string | null {
  if (place === null || place.latitude === null || place.longitude === null) return null;
  if ((place.accuracy_radius_km ?? 0) >= VAGUE_KM) return null;
  let nearest: string | null = null;
  let least = FARTHEST_KM;
  for (const one of regionPlaces.get(provider) ?? []) {
    const distance = kilometres(place.latitude, place.longitude, one.latitude, one.longitude);
    if (distance < least) {
      least = distance;
      nearest = one.region;
    }
  }
  return nearest === null ? null : `~${nearest}`;
}

/** Great-circle distance. Degrees in, kilometres out. */
export function kilometres(
  latitude1: number,
  longitude1: number,
  latitude2: number,
  longitude2: number,
): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const half = (difference: number): number => Math.sin(radians(difference) / 2) ** 2;
  const across = Math.cos(radians(latitude1)) * Math.cos(radians(latitude2));
  const chord = half(latitude2 - latitude1) + across * half(longitude2 - longitude1);
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(chord)));
}
