import { isIPv4, isIPv6 } from 'node:net';

/** An address in its one spelling, and the network in which its neighbours are told together. */
export interface KnownAddress {
  address: string;
  /** `203.0.113.0/24`, `2001:db8:0:1::/64`. */
  network: string;
  version: 4 | 6;
}

/** Nobody's: this host, no host, every host. */
const NOBODYS = /^(0\.0\.0\.0|255\.255\.255\.255|127(\.\d+){3}|::1?)$/;

/** `null` for a text that is no address, and for one that is nobody's. An IPv4 address inside IPv6 (`::ffff:`) is the IPv4 address. */
export function addressOf(text: string): KnownAddress | null {
  if (isIPv4(text)) return NOBODYS.test(text) ? null : ofVersion4(text);
  if (!isIPv6(text)) return null;
  const mapped = mappedIn(text);
  if (mapped !== null) return addressOf(mapped);
  const groups = groupsOf(text);
  const address = shortened(groups);
  if (NOBODYS.test(address)) return null;
  return { address, network: `${shortened([...groups.slice(0, 4), 0, 0, 0, 0])}/64`, version: 6 };
}

const ofVersion4 = (text: string): KnownAddress => ({
  address: text,
  network: `${text.slice(0, text.lastIndexOf('.'))}.0/24`,
  version: 4,
});

const MAPPED = /^(?:::|0(?::0){4}:)ffff:(\d+\.\d+\.\d+\.\d+)$/i;
export const mappedIn = (text: string): string | null => MAPPED.exec(text)?.[1] ?? null;

function groupsOf(text: string): number[] {
  const hex = text.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_all, ...parts: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = parts.slice(0, 4).map(Number);
    return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  });
  const [before = '', after] = hex.split('::');
  const head = before === '' ? [] : before.split(':');
  const tail = after === undefined || after === '' ? [] : after.split(':');
  const between = Array.from({ length: after === undefined ? 0 : 8 - head.length - tail.length }, () => '0');
  return [...head, ...between, ...tail].map((group) => Number.parseInt(group, 16));
}

/** The longest run of zeros left out, the first of two equal ones. */
function shortened(groups: readonly number[]): string {
  const text = groups.map((group) => group.toString(16)).join(':');
  const runs = [...text.matchAll(/(?<![0-9a-f])0(?::0)+(?![0-9a-f])/g)].map(([run]) => run);
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '');
  if (longest === '') return text;
  const at = text.search(new RegExp(`(?<![0-9a-f])${longest}(?![0-9a-f])`));
  return `${text.slice(0, at).replace(/:$/, '')}::${text.slice(at + longest.length).replace(/^:/, '')}`;
}

/** As many networks as `240.0.0.0/4` and `2001:db8::/32` have, which nobody is ever given: such a pseudonym is no real address. */
const MOST: Readonly<Record<4 | 6, number>> = { 4: 2 ** 20 - 2, 6: 2 ** 32 - 1 };

/** The pseudonym of the network with this number, from 1, without its length. */
export function networkPseudonym(version: 4 | 6, number: number): string {
  if (number > MOST[version]) throw new Error(`too many networks for pseudonyms: ${number}`);
  if (version === 4) return `${240 + (number >>> 16)}.${(number >>> 8) & 255}.${number & 255}.0`;
  const [high, low] = [Math.floor(number / 65_536), number % 65_536];
  return shortened([0x2001, 0xdb8, high, low, 0, 0, 0, 0]);
}

/** The pseudonym of the host with this number in a network of a pseudonym. */
export function addressPseudonym(network: string, host: number): string {
  // The last of 256 has the number of the network itself.
  if (network.includes('.')) return `${network.slice(0, -1)}${host % 256}`;
  const groups = groupsOf(network);
  return shortened([...groups.slice(0, 6), Math.floor(host / 65_536), host % 65_536]);
}

/** What stands for an address that the key does not have. */
export const UNLISTED = { 4: '240.0.0.0', 6: '2001:db8::' } as const;
