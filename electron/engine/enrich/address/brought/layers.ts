import { Combinations, Pairs } from '../combinations.ts';
import { newNetworkKey, type Network, type NetworkData } from '../network-data.ts';
import type { ParsedAddress } from '../parse-address.ts';
import { newPlaceKey, type KnownPlace, type PlaceData } from '../place-data.ts';
import type { AnswerFile, Said, SaidLabel, SaidNetwork, SaidValue, Spot } from './said.ts';

/** The ids of the built-in data files, as provenance names them. */
export const BUILT_IN = { place: 'dbip-city', network: 'asn' } as const;

/** Which file said a value; of labels also which. */
export interface Statement {
  readonly value: SaidValue;
  readonly file: string;
  readonly labels: readonly SaidLabel[] | null;
}

/** A label that a file of the user's gives an address. */
export interface FileLabel {
  readonly label: string;
  readonly reason: string;
}

/** What all files together say of an address. One object for all addresses of the same answers, while so many are kept. */
export interface Found {
  /** Its own within the process, and says nothing else. */
  readonly found_key: number;
  readonly place: KnownPlace | null;
  readonly network: Network | null;
  readonly labels: readonly FileLabel[];
  readonly said: readonly Statement[];
}

const say = (value: SaidValue, file: string): Statement => ({ value, file, labels: null });
const PLACE = [say('country', BUILT_IN.place), say('place', BUILT_IN.place)];
const COUNTRY = [say('country', BUILT_IN.place)];
const SPOT = [say('place', BUILT_IN.place)];
const NETWORK = [say('network', BUILT_IN.network)];
const NONE: readonly Statement[] = [];
const WITH_NETWORK = new Map([PLACE, COUNTRY, SPOT, NONE].map((said) => [said, [...said, ...NETWORK]]));
const NO_LABELS: readonly FileLabel[] = [];

let foundMade = 0;
const newFoundKey = (): number => foundMade++;

/** So many combinations of answers are kept. */
const KEPT = 200_000;

/**
 * The user's files, in their order, before the data that come with the program. Each value is the first that a file gives; a place
 * counts only where its file is of the same country, so that no city stands in a country that it is not in.
 */
export class Layers {
  private readonly found = new Combinations<Found>(KEPT);
  private readonly builtIn = new Pairs<Found>(KEPT);

  constructor(
    private readonly places: PlaceData,
    private readonly networks: NetworkData,
    private readonly files: readonly AnswerFile[],
  ) {}

  find(address: ParsedAddress): Found {
    const place = this.places.find(address);
    const network = this.networks.find(address);
    if (this.files.length === 0) return this.byBuiltIn(place, network);
    const answers = this.files.map((file) => file.find(address));
    if (answers.every((said) => said === null)) return this.byBuiltIn(place, network);
    return this.found.of([...answers, network, place], () => this.combined(answers, place, network));
  }

  private byBuiltIn(place: KnownPlace | null, network: Network | null): Found {
    const first = place ? place.place_key : -1;
    const second = network ? network.network_key : -1;
    return this.builtIn.find(first, second) ?? this.builtIn.keep(first, second, builtIn(place, network));
  }

  private combined(
    answers: readonly (Said | null)[],
    place: KnownPlace | null,
    network: Network | null,
  ): Found {
    const layers = this.files.map((file, at) => ({ file: file.id, said: answers[at] ?? null }));
    const country = firstOf(layers, (said) => said.country) ?? given(BUILT_IN.place, place?.country_iso_code);
    const spot =
      firstOf(layers, (said) => (fits(said.country, country?.value) ? said.place : null)) ??
      given(BUILT_IN.place, fits(place?.country_iso_code, country?.value) ? spotOf(place) : null);
    const by = firstOf(layers, (said) => said.network);
    const anonymiser = this.anonymiser(answers);
    const connection = firstOf(layers, (said) => said.connection);
    const labelled = [
      ['anonymiser', anonymiser],
      ['connection', connection],
    ] as const;
    return {
      found_key: newFoundKey(),
      place: placeOf(country, spot, place),
      network: by ? this.network(by.value, by.file) : network,
      labels: labelled.flatMap(([, given]) => (given ? this.labels(given.file, given.value) : [])),
      said: [
        ...(country ? [say('country', country.file)] : []),
        ...(spot ? [say('place', spot.file)] : []),
        ...(by ? [say('network', by.file)] : network ? NETWORK : []),
        ...labelled.flatMap(([value, given]) =>
          given ? [{ value, file: given.file, labels: given.value }] : [],
        ),
      ],
    };
  }

  /** The newest file about anonymisers is asked alone: an address that it does not name is none any more. */
  private anonymiser(answers: readonly (Said | null)[]): Given<readonly SaidLabel[]> | null {
    for (const [at, file] of this.files.entries()) {
      const labels = answers[at]?.anonymiser;
      if (labels) return { file: file.id, value: labels };
      if (file.isWholeOf('anonymiser')) return null;
    }
    return null;
  }

  private labels(id: string, labels: readonly SaidLabel[]): FileLabel[] {
    const file = this.files.find((one) => one.id === id);
    const who = file ? `${file.title}, ${file.date ?? 'undated'}` : id;
    return labels.map(({ label, as }) => ({ label, reason: `${as} (${who})` }));
  }

  private readonly made = new Map<string, Network>();
  private network(said: SaidNetwork, file: string): Network {
    const text = JSON.stringify([file, said.as_number, said.as_organization_name]);
    const known = this.made.get(text);
    if (known) return known;
    const network = { ...said, network_key: newNetworkKey() };
    this.made.set(text, network);
    return network;
  }
}

interface Given<T> {
  readonly file: string;
  readonly value: T;
}

const given = <T>(file: string, value: T | null | undefined): Given<T> | null =>
  value === null || value === undefined ? null : { file, value };

function firstOf<T>(
  layers: readonly { file: string; said: Said | null }[],
  pick: (said: Said) => T | null,
): Given<T> | null {
  for (const { file, said } of layers) {
    const found = said === null ? null : given(file, pick(said));
    if (found) return found;
  }
  return null;
}

/** Whether a place of a file with this country may stand in the country that was chosen. */
const fits = (own: string | null | undefined, chosen: string | undefined): boolean =>
  own === null || own === undefined || chosen === undefined || own === chosen;

function spotOf(place: KnownPlace | null): Spot | null {
  if (place === null) return null;
  const { region_name, city_name, latitude, longitude, accuracy_radius_km } = place;
  const isKnown = region_name !== null || city_name !== null || latitude !== null;
  return isKnown ? { region_name, city_name, latitude, longitude, accuracy_radius_km } : null;
}

const NOWHERE: Spot = {
  region_name: null,
  city_name: null,
  latitude: null,
  longitude: null,
  accuracy_radius_km: null,
};

function placeOf(
  country: Given<string> | null,
  spot: Given<Spot> | null,
  builtIn: KnownPlace | null,
): KnownPlace | null {
  if (!country && !spot) return null;
  const own = BUILT_IN.place;
  if (builtIn && (country?.file ?? own) === own && (spot?.file ?? own) === own) return builtIn;
  return { country_iso_code: country?.value ?? null, ...(spot?.value ?? NOWHERE), place_key: newPlaceKey() };
}

function builtIn(place: KnownPlace | null, network: Network | null): Found {
  const said = saidByBuiltIn(place);
  return {
    found_key: newFoundKey(),
    place,
    network,
    labels: NO_LABELS,
    said: network ? (WITH_NETWORK.get(said) ?? said) : said,
  };
}

function saidByBuiltIn(place: KnownPlace | null): readonly Statement[] {
  if (place === null) return NONE;
  const isSpot = place.city_name !== null || place.region_name !== null || place.latitude !== null;
  if (place.country_iso_code === null) return isSpot ? SPOT : NONE;
  return isSpot ? PLACE : COUNTRY;
}
