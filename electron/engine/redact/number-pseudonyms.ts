import { createHash } from 'node:crypto';
import type { Pseudonym, PseudonymKind } from '../../../shared/redaction.ts';
import { addressOf, addressPseudonym, networkPseudonym } from './addresses.ts';
import type { Collected } from './collected.ts';

/**
 * The lines that the key lacks. Those that it has keep theirs; new ones are numbered behind them in an order that says nothing of their
 * spelling and is the same for the same values. A pseudonym that the evidence itself has is left out.
 */
export function newPseudonyms(collected: Collected, key: readonly Pseudonym[]): Pseudonym[] {
  const taken = new Set([...collected.everything(), ...key.map((one) => one.pseudonym)]);
  const made = (['user', 'host', 'site', 'domain'] as const).flatMap((kind) =>
    named(kind, [...collected.of(kind)], key, taken),
  );
  const networks = numberedNetworks(collected, key);
  return [...made, ...networks, ...numberedAddresses(collected, [...key, ...networks])];
}

function named(
  kind: PseudonymKind,
  values: readonly string[],
  key: readonly Pseudonym[],
  taken: ReadonlySet<string>,
): Pseudonym[] {
  const known = ofKind(kind, key);
  let number = [...known.values()].reduce((most, { pseudonym }) => Math.max(most, numberIn(pseudonym)), 0);
  return mixed(
    kind,
    values.filter((value) => !known.has(value)),
  ).map((value) => {
    let pseudonym: string;
    do pseudonym = spelled(kind, value, ++number);
    while (taken.has(pseudonym));
    return { kind, value, pseudonym };
  });
}

function spelled(kind: PseudonymKind, value: string, number: number): string {
  const stem = `${kind}-${String(number).padStart(4, '0')}`;
  return kind === 'domain' && value.includes('.') ? `${stem}.example` : stem;
}

const numberIn = (pseudonym: string): number => Number(/\d+/.exec(pseudonym)?.[0] ?? 0);

function numberedNetworks(collected: Collected, key: readonly Pseudonym[]): Pseudonym[] {
  const known = ofKind('network', key);
  const all = collected.of('network');
  const used: Record<4 | 6, number> = { 4: 0, 6: 0 };
  for (const { pseudonym } of known.values()) {
    const version = pseudonym.includes(':') ? 6 : 4;
    used[version] = Math.max(used[version], networkNumber(pseudonym));
  }
  return mixed(
    'network',
    [...all].filter((value) => !known.has(value)),
  ).map((value) => {
    const version = value.includes(':') ? 6 : 4;
    const length = version === 6 ? 64 : 24;
    let pseudonym: string;
    do pseudonym = `${networkPseudonym(version, ++used[version])}/${length}`;
    while (all.has(pseudonym));
    return { kind: 'network', value, pseudonym };
  });
}

function networkNumber(pseudonym: string): number {
  const [address = ''] = pseudonym.split('/');
  if (!address.includes(':')) {
    const [a = 0, b = 0, c = 0] = address.split('.').map(Number);
    return ((a - 240) << 16) | (b << 8) | c;
  }
  const [, , high = '', low = ''] = address.replace(/::$/, ':').split(':');
  return Number.parseInt(high || '0', 16) * 65_536 + Number.parseInt(low || '0', 16);
}

function numberedAddresses(collected: Collected, key: readonly Pseudonym[]): Pseudonym[] {
  const known = ofKind('address', key);
  const networks = ofKind('network', key);
  const used = new Map<string, number>();
  for (const value of known.keys()) {
    const network = addressOf(value)?.network ?? '';
    used.set(network, (used.get(network) ?? 0) + 1);
  }
  return mixed(
    'address',
    [...collected.of('address')].filter((value) => !known.has(value)),
  ).flatMap((value) => {
    const network = addressOf(value)?.network ?? '';
    const [base] = networks.get(network)?.pseudonym.split('/') ?? [];
    if (base === undefined) throw new Error(`no pseudonym for the network ${network}`);
    const host = (used.get(network) ?? 0) + 1;
    used.set(network, host);
    return { kind: 'address' as const, value, pseudonym: addressPseudonym(base, host) };
  });
}

const ofKind = (kind: PseudonymKind, key: readonly Pseudonym[]): ReadonlyMap<string, Pseudonym> =>
  new Map(key.flatMap((one) => (one.kind === kind ? [[one.value, one] as const] : [])));

/** In the order of their hashes: one by the alphabet would tell how a name begins. */
function mixed(kind: PseudonymKind, values: readonly string[]): string[] {
  const hashed = values.map((value) => ({
    value,
    hash: createHash('sha256').update(`${kind} ${value}`).digest('hex'),
  }));
  return hashed.sort((a, b) => (a.hash < b.hash ? -1 : 1)).map(({ value }) => value);
}
