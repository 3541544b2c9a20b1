const OCTET = /^(?:0|[1-9]\d{0,2})$/;
const GROUP = /^[0-9a-f]{1,4}$/i;
const WRAPPED = /^\[([^\]]*)\](?::\d{1,5})?$/;
const ZONE = /%[^%\s\]]+$/;

/** The four numbers of an IPv4 address in its usual form; `null` for anything else. */
export function octetsOf(text: string): number[] | null {
  const octets = text.split('.');
  if (octets.length !== 4 || !octets.every((octet) => OCTET.test(octet) && Number(octet) < 256)) return null;
  return octets.map(Number);
}

/** The eight groups of an IPv6 address, written long or short, with or without an IPv4 address at its end; `null` for anything else. */
export function groupsOf(text: string): number[] | null {
  const [before = '', after, ...more] = text.split('::');
  if (more.length > 0) return null;
  const head = listOf(before, after === undefined);
  const tail = after === undefined ? [] : listOf(after, true);
  if (!head || !tail) return null;
  const missing = 8 - head.length - tail.length;
  if (after === undefined ? missing !== 0 : missing < 1) return null;
  return [...head, ...new Array<number>(missing).fill(0), ...tail];
}

/** Groups between colons; the last may be an IPv4 address where the whole text ends with it. */
function listOf(text: string, atEnd: boolean): number[] | null {
  if (text === '') return [];
  const parts = text.split(':');
  const octets = atEnd ? octetsOf(parts.at(-1) ?? '') : null;
  const plain = octets ? parts.slice(0, -1) : parts;
  if (!plain.every((part) => GROUP.test(part))) return null;
  const groups = plain.map((part) => Number.parseInt(part, 16));
  const [a = 0, b = 0, c = 0, d = 0] = octets ?? [];
  return octets ? [...groups, a * 256 + b, c * 256 + d] : groups;
}

/** Whether the address is an IPv4 one as it stands in IPv6. */
export const isMapped = (groups: readonly number[]): boolean =>
  groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;

export const mappedOctets = (groups: readonly number[]): number[] =>
  groups.slice(6).flatMap((group) => [group >> 8, group & 255]);

/**
 * One text for an address, however it is written: short or long, in capitals, in brackets (with a port), with a zone, as an IPv4 one in
 * IPv6. It is the text that `source_ip` has: RFC 5952, or a dotted quad. `null` for what is no address.
 */
export function canonicalAddress(text: string): string | null {
  const bare = (WRAPPED.exec(text)?.[1] ?? text).replace(ZONE, '');
  if (octetsOf(bare)) return bare;
  const groups = groupsOf(bare);
  if (!groups) return null;
  return isMapped(groups) ? mappedOctets(groups).join('.') : shortest(groups);
}

/** The longest row of two or more zeros is left out, of equals the first. */
function shortest(groups: readonly number[]): string {
  const hex = (some: readonly number[]) => some.map((group) => group.toString(16)).join(':');
  let [at, length] = [-1, 1];
  for (let from = 0; from < groups.length; from++) {
    const zeros = groups.slice(from).findIndex((group) => group !== 0);
    const run = zeros < 0 ? groups.length - from : zeros;
    if (run > length) [at, length] = [from, run];
  }
  return at < 0 ? hex(groups) : `${hex(groups.slice(0, at))}::${hex(groups.slice(at + length))}`;
}
