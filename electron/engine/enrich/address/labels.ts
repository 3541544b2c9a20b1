import type { DataFile } from '../../../../shared/model.ts';
import type { Connection } from '../../db/database.ts';
import { fixed } from '../../db/sql.ts';
import { type Label, labelsOfNumber } from './labels/network-lists.ts';
import type { OwnLabels } from './labels/own-list.ts';
import type { Network } from './network-data.ts';
import type { ParsedAddress } from './parse-address.ts';
import { prefixTable, type PrefixTable } from './range-table.ts';

export type { Label } from './labels/network-lists.ts';

/** The labels that the lists of the program give a network; never a verdict. A network without any may be all the same. */
export const labelsOf = ({ as_number }: Pick<Network, 'as_number'>): readonly Label[] =>
  labelsOfNumber(as_number);

/** All labels of one address, as the columns hold them. Addresses that have the same share the object. */
export interface AddressLabels {
  readonly labels_key: number;
  /** Sorted, with commas. */
  readonly labels: string;
  readonly reason: string;
  /** Why it is told as a network that rents out servers or hides who uses them; null where no list says so. */
  readonly hosting_reason: string | null;
}

const HOSTING = new Set(['hosting', 'vps', 'vpn', 'tor exit', 'anonymiser']);

/** Keeps a list in the case in place of the one of the same file id. */
export async function keepLabels(connection: Connection, { file, labels }: OwnLabels): Promise<DataFile> {
  await connection.run(fixed('DELETE FROM network_labels WHERE data_file = $id', { id: file.id }));
  await connection.append('network_labels', [
    labels.map(() => file.id),
    ...(['network', 'label', 'reason'] as const).map((name) => labels.map((one) => one[name])),
  ]);
  return file;
}

interface OwnLabelRow {
  readonly network: string;
  readonly label: string;
  readonly reason: string;
  readonly title: string;
  readonly date: string | null;
}

/** Gives the labels of addresses: those of the program's lists, and those of the lists in the case. */
export class Labels {
  private readonly known = new Map<string, AddressLabels>();
  private readonly byNetwork = new Map<number, AddressLabels | null>();

  private constructor(
    private readonly ownByNumber: ReadonlyMap<number, readonly Label[]>,
    private readonly ownByPrefix: PrefixTable<readonly Label[]> | null,
  ) {}

  static async read(connection: Connection): Promise<Labels> {
    const rows = await connection.rows<OwnLabelRow>(
      `SELECT l.network, l.label, l.reason, f.title, f.date FROM network_labels l JOIN data_files f ON f.id = l.data_file
      ORDER BY l.data_file, l.network, l.label, l.reason`,
    );
    const numbers = new Map<number, Label[]>();
    const prefixes: { prefix: string; said: Label }[] = [];
    for (const row of rows) {
      const said = { label: row.label, reason: `${row.reason} (${row.title}, ${row.date ?? 'undated'})` };
      if (row.network.includes('/')) prefixes.push({ prefix: row.network, said });
      else {
        const asn = Number(row.network.slice(2));
        numbers.set(asn, [...(numbers.get(asn) ?? []), said]);
      }
    }
    const byPrefix =
      prefixes.length === 0 ? null : prefixTable(prefixes, (covering) => covering.map(({ said }) => said));
    return new Labels(numbers, byPrefix);
  }

  /** What the lists in the case say of the prefixes that an address lies in; undefined where they say nothing. */
  ownOf(address: ParsedAddress): readonly Label[] | undefined {
    return this.ownByPrefix?.find(address);
  }

  /** Null where no list says anything. `own` is what `ownOf` gives, `ofFiles` what the user's MMDB files say of the address. */
  joinedOf(
    network: Network | null,
    own: readonly Label[] | undefined,
    ofFiles: readonly Label[],
  ): AddressLabels | null {
    if (own || ofFiles.length > 0) return this.joined([...this.saidOf(network), ...(own ?? []), ...ofFiles]);
    if (network === null) return null;
    let known = this.byNetwork.get(network.as_number);
    if (known === undefined) {
      known = this.joined(this.saidOf(network));
      this.byNetwork.set(network.as_number, known);
    }
    return known;
  }

  private saidOf(network: Network | null): Label[] {
    if (network === null) return [];
    return [...labelsOf(network), ...(this.ownByNumber.get(network.as_number) ?? [])];
  }

  private joined(said: readonly Label[]): AddressLabels | null {
    if (said.length === 0) return null;
    const labels = inOrder(said.map(({ label }) => label)).join(', ');
    const reason = inOrder(said.map((one) => `${one.label}: ${one.reason}`)).join('; ');
    const hosting = said.filter(({ label }) => HOSTING.has(label.toLowerCase()));
    const hosting_reason = inOrder(hosting.map((one) => one.reason)).join('; ') || null;
    const key = JSON.stringify([labels, reason]);
    let known = this.known.get(key);
    if (!known)
      this.known.set(key, (known = { labels_key: this.known.size, labels, reason, hosting_reason }));
    return known;
  }
}

const inOrder = (texts: readonly string[]): string[] => [...new Set(texts)].sort();
