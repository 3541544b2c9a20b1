import { setImmediate } from 'node:timers/promises';
import type { Scalar } from '../../../../shared/model.ts';
import type { Column, Connection } from '../../db/database.ts';
import type { Place } from './adapt-record.ts';
import { classOf, type RangeClass } from './classify-address.ts';
import type { AddressLabels } from './labels.ts';
import { PLACES, Quad, type AddressBlock } from './address-block.ts';
import type { Cloud, PublicAnswer } from './look-up.ts';
import type { Network } from './network-data.ts';
import { parseAddress, type ParsedAddress } from './parse-address.ts';
import type { Provenances } from './provenance.ts';

/** No key of a temporary table. */
const NONE = -1;

/** So many look-ups in one go; other work of the thread, a cancel among it, comes between. */
const BREATH = 8_192;

/**
 * Takes the answer to each address as one integer key, and each answer and what it stands for once, for the temporary tables of
 * `begin-answers.sql`.
 */
export class AnswerNotes {
  private readonly classKeys = new Map<RangeClass, number>();
  private readonly ips = new Dimension<string>('address_ips', (ip) => [ip]);
  private readonly classes = new Dimension<RangeClass>('address_classes', ({ kind, range_name }) => [
    kind,
    range_name,
    !['service', 'internal', 'text'].includes(kind),
  ]);
  private readonly places = new Dimension<Place>('address_places', (place) => [
    place.country_iso_code,
    place.region_name,
    place.city_name,
    place.latitude,
    place.longitude,
    place.accuracy_radius_km,
  ]);
  private readonly networks = new Dimension<Network>('address_networks', (network) => [
    network.as_number,
    network.as_organization_name,
  ]);
  private readonly clouds = new Dimension<Cloud>('address_clouds', (cloud) => [
    cloud.provider,
    cloud.region,
    cloud.network_border_group,
    cloud.services,
    cloud.basis,
  ]);
  private readonly labels = new Dimension<AddressLabels>('address_labels', (labels) => [
    labels.labels,
    labels.reason,
    labels.hosting_reason,
  ]);

  private noted = 0;
  private readonly answers = new Dimension<readonly Scalar[]>('address_answers_found', (keys) => keys);

  constructor(
    private readonly look: (address: ParsedAddress) => PublicAnswer,
    private readonly provenances: Provenances,
  ) {}

  /** The columns of `address_answered` for the rows of a block. */
  async answered({ keys, quads, others }: AddressBlock): Promise<Column[]> {
    const answers = new Int32Array(keys.length);
    const quad = new Quad();
    for (let from = 0; from < quads.length; from += BREATH) {
      if (from > 0) await setImmediate();
      for (const one of quads.subarray(from, from + BREATH)) {
        const number = Math.floor(one / PLACES);
        answers[one - number * PLACES] = this.keyOf('', quad.set(number));
      }
    }
    for (const [index, { place, text }] of others.entries()) {
      if (index % BREATH === BREATH - 1) await setImmediate();
      const address = parseAddress(text);
      answers[place] = this.keyOf(text, address);
      if (address !== null && address.ip !== text) this.ips.note(keys[place] ?? 0, address.ip);
    }
    return [keys, answers];
  }

  /** Writes what the answers up to now stand for. */
  async writeDimensions(connection: Connection): Promise<void> {
    const { ips, classes, places, networks, clouds, labels, answers, provenances } = this;
    for (const dimension of [ips, classes, places, networks, clouds, labels, answers, provenances])
      await dimension.write(connection);
  }

  /** The key of an answer; of one that was not asked for, below zero. */
  private keyOf(text: string, address: ParsedAddress | null): number {
    const kind = classOf(text, address);
    if (address === null || kind.kind !== 'public') return this.unasked(kind);
    const answer = this.look(address);
    // Keys are given in turn, so that a new answer has one behind all others.
    if (answer.answer_key >= this.noted) {
      this.noted = answer.answer_key + 1;
      this.answers.note(answer.answer_key, this.keysOf(kind, answer));
    }
    return answer.answer_key;
  }

  private unasked(kind: RangeClass): number {
    const key = this.classes.note(this.classKey(kind), kind);
    return this.answers.note(-1 - key, [key, NONE, NONE, NONE, NONE, NONE]);
  }

  private keysOf(kind: RangeClass, { place, network, cloud, labels, found }: PublicAnswer): Scalar[] {
    return [
      this.classes.note(this.classKey(kind), kind),
      place ? this.places.note(place.place_key, place) : NONE,
      network ? this.networks.note(network.network_key, network) : NONE,
      cloud ? this.clouds.note(cloud.cloud_key, cloud) : NONE,
      labels ? this.labels.note(labels.labels_key, labels) : NONE,
      this.provenances.keyOf(found, cloud) ?? NONE,
    ];
  }

  private classKey(found: RangeClass): number {
    const known = this.classKeys.get(found);
    if (known !== undefined) return known;
    this.classKeys.set(found, this.classKeys.size);
    return this.classKeys.size - 1;
  }
}

/** A temporary table in which each key stands once, its first column; `columnsOf` gives the others. */
class Dimension<T> {
  private readonly noted = new Set<number>();
  private fresh: (readonly Scalar[])[] = [];

  constructor(
    private readonly table: string,
    private readonly columnsOf: (value: T) => readonly Scalar[],
  ) {}

  note(key: number, value: T): number {
    if (!this.noted.has(key)) {
      this.noted.add(key);
      this.fresh.push([key, ...this.columnsOf(value)]);
    }
    return key;
  }

  async write(connection: Connection): Promise<void> {
    const rows = this.fresh;
    this.fresh = [];
    const columns = rows[0]?.map((_, index) => rows.map((row) => row[index] ?? null));
    if (columns) await connection.append(this.table, columns);
  }
}
