import type { FileLabel } from './brought/layers.ts';
import { hostingReason } from './hosting-networks.ts';
import type { Network } from './network-data.ts';

/** The labels of an address as columns: sorted, each once. */
export interface LabelSet {
  readonly labels_key: number;
  readonly labels: string;
  /** For each label who gave it and why, in the order of the labels. */
  readonly reason: string;
  /** Why a file of the user's says that it is hosting; null where none does. */
  readonly hosting_reason: string | null;
}

const ofNetwork = (network: Network): FileLabel[] => {
  const reason = hostingReason(network.as_number);
  return reason === null ? [] : [{ label: 'hosting', reason }];
};

/** Gives the same object for the same labels. */
export class LabelSets {
  private readonly networks = new Map<number, readonly FileLabel[]>();
  private readonly sets = new Map<string, LabelSet>();
  private readonly plain = new Map<number, LabelSet | null>();

  of(network: Network | null, labels: readonly FileLabel[]): LabelSet | null {
    if (labels.length > 0) return this.shared([...this.ofNetwork(network), ...labels], labels);
    if (network === null) return null;
    let set = this.plain.get(network.network_key);
    if (set === undefined)
      this.plain.set(network.network_key, (set = this.shared(this.ofNetwork(network), [])));
    return set;
  }

  private ofNetwork(network: Network | null): readonly FileLabel[] {
    if (network === null) return [];
    let labels = this.networks.get(network.network_key);
    if (!labels) this.networks.set(network.network_key, (labels = ofNetwork(network)));
    return labels;
  }

  private shared(labels: readonly FileLabel[], own: readonly FileLabel[]): LabelSet | null {
    if (labels.length === 0) return null;
    const reasons = [...new Set(labels.map(({ label, reason }) => `${label}: ${reason}`))].sort();
    const reason = reasons.join('; ');
    const known = this.sets.get(reason);
    if (known) return known;
    const set = {
      labels_key: this.sets.size,
      labels: [...new Set(labels.map(({ label }) => label))].sort().join(', '),
      reason,
      hosting_reason: own.find(({ label }) => label === 'hosting')?.reason ?? null,
    };
    this.sets.set(reason, set);
    return set;
  }
}
