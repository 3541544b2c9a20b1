import ipaddr from 'ipaddr.js';
import { parseAddress, parsePrefix, v6Words, type ParsedAddress } from '../enrich/address/parse-address.ts';

/** Shorter ones cover more than any organisation has: almost surely a slip. */
const SHORTEST = { 4: 8, 6: 16 } as const;
const MAPPED_BITS = 96;

/**
 * The network that a person wrote, in its canonical text: a single address becomes a prefix of its full length, a v4-mapped prefix its
 * IPv4 one. Throws one line that says what is wrong and, where it can, what was meant.
 */
export function canonicalPrefix(written: string): string {
  const text = written.trim();
  const single = parseAddress(text);
  if (single) return `${single.ip}/${single.family === 4 ? 32 : 128}`;
  const [, host = '', digits = ''] = /^\[?([^/\]\s]+)\]?\s*\/\s*(\d{1,3})$/.exec(text) ?? [];
  const address = parseAddress(host);
  if (!address) throw new Error(`not an address or a network like 192.0.2.0/24: ${JSON.stringify(text)}`);
  return checkedPrefix(text, address, lengthOf(host, address, Number(digits), text));
}

function lengthOf(host: string, address: ParsedAddress, length: number, text: string): number {
  const bits = host.includes(':') ? 128 : 32;
  if (length > bits) throw new Error(`${JSON.stringify(text)}: an address has ${bits} bits, not ${length}`);
  if (bits === 32 || address.family === 6) return length;
  if (length < MAPPED_BITS)
    throw new Error(`${JSON.stringify(text)} covers all IPv4 addresses: write the IPv4 network`);
  return length - MAPPED_BITS;
}

function checkedPrefix(text: string, address: ParsedAddress, length: number): string {
  const { family, ip } = address;
  if (length < SHORTEST[family])
    throw new Error(
      `${JSON.stringify(text)} is too large: the largest that is taken is a /${SHORTEST[family]} of IPv${family}`,
    );
  const prefix = `${ip}/${length}`;
  if (parsePrefix(prefix)) return prefix;
  throw new Error(
    `${JSON.stringify(text)} has bits set behind its length: write ${networkOf(address, length)} or ${ip}`,
  );
}

/** The network of this length that holds the address. */
export function networkOf({ family, ip, words }: ParsedAddress, length: number): string {
  if (length === (family === 4 ? 32 : 128)) return `${ip}/${length}`;
  const kept = words.map((word, at) => {
    const bits = Math.min(32, Math.max(0, length - at * 32));
    return bits === 0 ? 0 : ((word >>> (32 - bits)) << (32 - bits)) >>> 0;
  });
  return `${textOf(kept)}/${length}`;
}

function textOf(words: readonly number[]): string {
  const [first = 0] = words;
  if (words.length === 1)
    return [first >>> 24, (first >>> 16) & 255, (first >>> 8) & 255, first & 255].join('.');
  return new ipaddr.IPv6(words.flatMap((word) => [word >>> 16, word & 0xffff])).toRFC5952String();
}

/** What is learned of an address: itself, or of IPv6 its subnet, in which a device takes a new address every day. */
export const learnedPrefix = (address: ParsedAddress): string =>
  networkOf(address, address.family === 4 ? 32 : 64);

/** The order of networks for a person: IPv4 before IPv6, then by number, the wider first. */
export function comparePrefixes(one: string, other: string): number {
  const [a, b] = [sortKey(one), sortKey(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}

function sortKey(prefix: string): string {
  const [host = '', length = ''] = prefix.split('/');
  const words = host.includes(':')
    ? v6Words(ipaddr.IPv6.parse(host).parts)
    : (parseAddress(host)?.words ?? []);
  return [words.length, ...words, Number(length)].map((part) => String(part).padStart(10, '0')).join(' ');
}
