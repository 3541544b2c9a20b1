import { setImmediate } from 'node:timers/promises';
import type { Scalar } from '../../../../shared/model.ts';
import type { Column, Connection } from '../../db/database.ts';
import type { Place } from './adapt-record.ts';
import type { RangeClass } from './classify-address.ts';
import type { AddressLabels } from './labels.ts';
import type { AddressAnswer, Cloud } from './look-up.ts';
import type { Network } from './network-data.ts';
import type { Provenances } from './provenance.ts';

/** Rows of `addresses`: their keys, and the text of the log at the same index. */
export interface AddressRows {
  readonly keys: readonly number[];
  readonly texts: readonly string[];
}

/** No key of a temporary table. */
const NONE = -1;

/** So many look-ups in one go; other work of the thread, a cancel among it, comes between. */
const BREATH = 8_192;

/** Takes answers as integer keys, and each thing that they stand for once, for the temporary tables of `begin-answers.sql`. */
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

  constructor(
    private readonly lookUp: (text: string) => AddressAnswer,
    private readonly provenances: Provenances,
  ) {}

  /** The columns of `address_answers` for these rows; `NONE` where nothing is known. */
  async answers({ keys, texts }: AddressRows): Promise<Column[]> {
    const column = () => new Int32Array(keys.length).fill(NONE);
    const [classes, places, networks, clouds, labelled] = [column(), column(), column(), column(), column()];
    const origins = column();
    for (const [index, text] of texts.entries()) {
      if (index % BREATH === BREATH - 1) await setImmediate();
      const { class: kind, ip, place, network, cloud, labels, found } = this.lookUp(text);
      classes[index] = this.classes.note(this.classKey(kind), kind);
      if (place) places[index] = this.places.note(place.place_key, place);
      if (network) networks[index] = this.networks.note(network.network_key, network);
      if (cloud) clouds[index] = this.clouds.note(cloud.cloud_key, cloud);
      if (labels) labelled[index] = this.labels.note(labels.labels_key, labels);
      if (found) origins[index] = this.provenances.keyOf(found, cloud) ?? NONE;
      if (ip !== null && ip !== text) this.ips.note(keys[index] ?? 0, ip);
    }
    return [Int32Array.from(keys), classes, places, networks, clouds, labelled, origins];
  }

  /** Writes what the answers up to now stand for. */
  async writeDimensions(connection: Connection): Promise<void> {
    const { ips, classes, places, networks, clouds, labels, provenances } = this;
    for (const dimension of [ips, classes, places, networks, clouds, labels, provenances])
      await dimension.write(connection);
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
  private readonly noted: true[] = [];
  private fresh: (readonly Scalar[])[] = [];

  constructor(
    private readonly table: string,
    private readonly columnsOf: (value: T) => readonly Scalar[],
  ) {}

  note(key: number, value: T): number {
    if (!this.noted[key]) {
      this.noted[key] = true;
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
