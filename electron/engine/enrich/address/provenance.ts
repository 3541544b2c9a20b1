import type { DataFile, Scalar } from '../../../../shared/model.ts';
import type { Connection } from '../../db/database.ts';
import { sql } from '../../db/sql.ts';
import type { Found } from './brought/layers.ts';
import type { Cloud } from './look-up.ts';

/** A value of an address, the file that said it, and of labels which (as JSON). */
type Entry = readonly [value: string, file: string, said: string | null];

const ENTRIES = 'SELECT provenance_key, value, source_key, said FROM address_provenance';

/**
 * Which files said what of an address, as keys of `address_provenance`. Files stand in `answer_sources` as they were when they were
 * asked, so that an answer keeps its date when the file has gone or the program has newer data.
 */
export class Provenances {
  private readonly known = new Map<string, number>();
  private readonly sources = new Map<string, number>();
  private readonly byFound = new Map<Found['said'], Map<Cloud | null, number | null>>();
  private fresh: (readonly Scalar[])[] = [];
  private next = 0;

  /** Writes the files that are not there yet. Every file that answers must be among `files`. */
  static async open(connection: Connection, files: readonly DataFile[]): Promise<Provenances> {
    const made = new Provenances();
    const written = await connection.rows<DataFile & { source_key: number }>('SELECT * FROM answer_sources');
    const keys = new Map(written.map((one) => [stampOf(one), one.source_key]));
    for (const file of files) {
      const key = keys.get(stampOf(file)) ?? keys.size;
      if (key === keys.size) await writeSource(connection, key, file);
      keys.set(stampOf(file), key);
      made.sources.set(file.id, key);
    }
    await made.read(connection);
    return made;
  }

  /** The key for what was found of an address and its cloud; null where nothing was. */
  keyOf({ said }: Found, cloud: Cloud | null): number | null {
    let known = this.byFound.get(said);
    if (!known) this.byFound.set(said, (known = new Map<Cloud | null, number | null>()));
    const key = known.get(cloud);
    if (key !== undefined) return key;
    const made = this.keyOfEntries([
      ...said.map(({ value, file, labels }): Entry => [value, file, labels && JSON.stringify(labels)]),
      ...(cloud === null ? [] : cloudEntries(cloud)),
    ]);
    known.set(cloud, made);
    return made;
  }

  /** Writes what keys given up to now stand for. */
  async write(connection: Connection): Promise<void> {
    const rows = this.fresh;
    this.fresh = [];
    if (rows.length === 0) return;
    await connection.append(
      'address_provenance',
      [0, 1, 2, 3].map((at) => rows.map((row) => row[at] ?? null)),
    );
  }

  private keyOfEntries(entries: readonly Entry[]): number | null {
    const rows = entries.flatMap(([value, file, said]) => {
      const source = this.sources.get(file);
      return source === undefined ? [] : [[value, source, said] as const];
    });
    if (rows.length === 0) return null;
    const text = textOf(rows);
    const known = this.known.get(text);
    if (known !== undefined) return known;
    const key = this.next++;
    this.known.set(text, key);
    this.fresh.push(...rows.map((row) => [key, ...row]));
    return key;
  }

  private async read(connection: Connection): Promise<void> {
    const rows = await connection.rows<{
      provenance_key: number;
      value: string;
      source_key: number;
      said: string | null;
    }>(ENTRIES);
    const entries = new Map<number, (readonly Scalar[])[]>();
    for (const { provenance_key, value, source_key, said } of rows) {
      const list = entries.get(provenance_key) ?? [];
      entries.set(provenance_key, list);
      list.push([value, source_key, said]);
    }
    for (const [key, list] of entries) {
      this.known.set(textOf(list), key);
      this.next = Math.max(this.next, key + 1);
    }
  }
}

/** Which files told the cloud of an address. */
export function cloudEntries({ basis, region, data_file }: Cloud): Entry[] {
  if (basis === 'range') return [['cloud', data_file ?? '', null]];
  const byPlace: Entry[] = region === null ? [] : [['cloud region', 'cloud-regions', null]];
  return [['cloud', 'cloud-networks', null], ...byPlace];
}

const textOf = (rows: readonly (readonly Scalar[])[]): string =>
  JSON.stringify(rows.map((row) => JSON.stringify(row)).sort());

const stampOf = (file: Pick<DataFile, 'id' | 'title' | 'version' | 'date' | 'sha256'>): string =>
  JSON.stringify([file.id, file.title, file.version, file.date, file.sha256]);

const writeSource = (connection: Connection, key: number, file: DataFile): Promise<void> =>
  connection.run(
    sql`INSERT INTO answer_sources VALUES (${key}, ${file.id}, ${file.title}, ${file.kind}, ${file.version},
      ${file.date}, ${file.origin}, ${file.name}, ${file.sha256})`,
  );
