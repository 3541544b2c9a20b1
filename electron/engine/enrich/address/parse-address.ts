import { isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';

/** An address as unsigned 32-bit words, most significant first: one for IPv4, four for IPv6. */
export interface ParsedAddress {
  readonly family: 4 | 6;
  /** Canonical text: dotted quad, or RFC 5952 without zone. A v4-mapped address is its IPv4 address. */
  readonly ip: string;
  readonly words: readonly number[];
}

const BRACKETED = /^\[([^\]]*)\](?::(\d{1,5}))?$/;
const WITH_PORT = /^([\d.]+):(\d{1,5})$/;
const ZONE = /%[^%\s]+$/;

/**
 * Reads an address as logs write it: with a port (`192.0.2.1:443`, `[2001:db8::1]:443`), in brackets, with a zone id. IPv4 is a
 * dotted quad of decimal numbers without leading zeros and nothing else: short, octal and hexadecimal forms are text to us.
 * Returns null for what is no address.
 */
export function parseAddress(text: string): ParsedAddress | null {
  const number = dottedQuad(text);
  if (number >= 0) return { family: 4, ip: text, words: [number] };
  if (text.length > 100) return null;
  const bare = withoutPort(text.trim());
  if (bare === null) return null;
  const bareNumber = dottedQuad(bare);
  if (bareNumber >= 0) return { family: 4, ip: bare, words: [bareNumber] };
  return parseV6(bare.includes('%') ? bare.replace(ZONE, '') : bare);
}

function withoutPort(text: string): string | null {
  const match = BRACKETED.exec(text) ?? WITH_PORT.exec(text);
  if (!match) return text;
  return Number(match[2] ?? 0) <= 65_535 ? (match[1] ?? null) : null;
}

/** The number of a plain dotted quad between two places of a text, -1 for anything else. */
export function dottedQuad(text: string, from = 0, to = text.length): number {
  if (to - from < 7 || to - from > 15) return -1;
  let value = 0;
  let octet = -1;
  let dots = 0;
  for (let index = from; index < to; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x2e) {
      if (octet < 0 || ++dots > 3) return -1;
      value = value * 256 + octet;
      octet = -1;
    } else if (code >= 0x30 && code <= 0x39) {
      if (octet === 0) return -1;
      octet = Math.max(octet, 0) * 10 + code - 0x30;
      if (octet > 255) return -1;
    } else return -1;
  }
  return dots === 3 && octet >= 0 ? value * 256 + octet : -1;
}

function parseV6(text: string): ParsedAddress | null {
  if (!isIPv6(text)) return null;
  const groups = plainGroups(text);
  const address = groups ? new ipaddr.IPv6(groups) : ipaddr.IPv6.parse(text);
  if (address.isIPv4MappedAddress()) {
    const mapped = address.toIPv4Address();
    const [a = 0, b = 0, c = 0, d = 0] = mapped.octets;
    return { family: 4, ip: mapped.toString(), words: [((a * 256 + b) * 256 + c) * 256 + d] };
  }
  return { family: 6, ip: address.toRFC5952String(), words: v6Words(address.parts) };
}

/** The eight groups of an IPv6 address that is nothing but groups; null where it has an IPv4 part or a zone. */
function plainGroups(text: string): number[] | null {
  if (text.includes('.') || text.includes('%')) return null;
  const groups: number[] = [];
  let gap = -1;
  let value = 0;
  let digits = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code !== COLON) {
      value = value * 16 + (code <= NINE ? code - ZERO : (code | 0x20) - LETTER_A + 10);
      digits++;
      continue;
    }
    if (digits > 0) groups.push(value);
    else gap = groups.length;
    value = 0;
    digits = 0;
  }
  if (digits > 0) groups.push(value);
  return gap < 0 ? groups : groups.toSpliced(gap, 0, ...new Array<number>(8 - groups.length).fill(0));
}

const COLON = 0x3a;
const ZERO = 0x30;
const NINE = 0x39;
const LETTER_A = 0x61;

/** Eight groups of 16 bits as four words of 32. */
export const v6Words = (groups: readonly number[]): number[] =>
  [0, 2, 4, 6].map((at) => (groups[at] ?? 0) * 65_536 + (groups[at + 1] ?? 0));

export interface Prefix {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
  readonly length: number;
}

/** Reads `192.0.2.0/24` or `2001:db8::/32`; null where it is no prefix or has bits set behind its length. */
export function parsePrefix(text: string): Prefix | null {
  const [, host = '', digits = ''] = /^([0-9a-f:.]+)\/(\d{1,3})$/i.exec(text) ?? [];
  const v4 = dottedQuad(host);
  const words = v4 >= 0 ? [v4] : isIPv6(host) ? v6Words(ipaddr.IPv6.parse(host).parts) : null;
  if (!words) return null;
  const bits = words.length * 32;
  const length = Number(digits);
  if (length > bits) return null;
  const first = numberOf(words);
  const size = 1n << BigInt(bits - length);
  if (first % size !== 0n) return null;
  return { family: bits === 32 ? 4 : 6, first, last: first + size - 1n, length };
}

export const numberOf = (words: readonly number[]): bigint =>
  words.reduce((sum, word) => sum * 0x1_0000_0000n + BigInt(word), 0n);
