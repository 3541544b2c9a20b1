import { groupsOf, isMapped, mappedOctets, octetsOf } from './ip-address.ts';

const MAPPED_BITS = 96;

/**
 * A regular expression that finds exactly the addresses of a network such as `192.0.2.0/24` or `2001:db8::/32`, in whatever way they are
 * written: IPv4 also as it stands in IPv6, IPv6 short, long or in capitals, both in brackets, with a port, IPv6 with a zone. `null` where
 * that is no network. Database and JavaScript read it alike.
 */
export function networkExpression(network: string): string | null {
  const [address = '', bits = '', ...more] = network.split('/');
  if (more.length > 0 || !/^\d{1,3}$/.test(bits)) return null;
  const bare = /^\[(.*)\]$/.exec(address)?.[1] ?? address;
  const octets = octetsOf(bare);
  if (octets) return Number(bits) <= 32 ? v4Expression(octets, Number(bits)) : null;
  const groups = groupsOf(bare);
  if (!groups || Number(bits) > 128) return null;
  return isMapped(groups) && Number(bits) >= MAPPED_BITS
    ? v4Expression(mappedOctets(groups), Number(bits) - MAPPED_BITS)
    : v6Expression(groups, Number(bits));
}

const v4Expression = (octets: readonly number[], bits: number): string =>
  `^\\[?(?:::[fF]{4}:)?${dotted(octets, bits)}(?:\\]?:\\d{1,5}|\\])?$`;

function dotted(octets: readonly number[], bits: number): string {
  return octets.map((octet, at) => octetPattern(octet, fixedOf(bits - 8 * at, 8))).join('\\.');
}

function octetPattern(octet: number, fixed: number): string {
  if (fixed === 0) return '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
  const size = 2 ** (8 - fixed);
  const first = Math.floor(octet / size) * size;
  return `(?:${Array.from({ length: size }, (_, index) => first + index).join('|')})`;
}

const fixedOf = (bits: number, most: number): number => Math.min(most, Math.max(0, bits));

function v6Expression(groups: readonly number[], bits: number): string {
  const nibbles = groups.map((group, at) => nibblesOf(group, fixedOf(bits - 16 * at, 16)));
  const tail = dotted(mappedOctets(groups), fixedOf(bits - MAPPED_BITS, 32));
  const forms = formsOf(nibbles.map(groupPattern), nibbles.map(mayBeZero), tail);
  return `^\\[?(?:${forms.join('|')})(?:%[^\\]\\s]+)?(?:\\](?::\\d{1,5})?)?$`;
}

/** All ways to write it: whole, or with a row of zeros left out, wherever zeros may be. */
function formsOf(patterns: readonly string[], zero: readonly boolean[], tail: string): string[] {
  const forms = [listed(patterns, tail)];
  for (let from = 0; from < 8; from++) {
    for (let to = from + 1; to <= 8 && zero[to - 1]; to++) {
      const after = patterns.slice(to);
      forms.push(
        `${patterns.slice(0, from).join(':')}::${after.length < 2 ? after.join(':') : listed(after, tail)}`,
      );
    }
  }
  return forms;
}

/** Groups up to the end, of which the last two may be written as an IPv4 address. */
const listed = (patterns: readonly string[], tail: string): string =>
  [...patterns.slice(0, -2), `(?:${patterns.slice(-2).join(':')}|${tail})`].join(':');

/** First and last value of each of the four digits. */
function nibblesOf(group: number, fixed: number): [number, number][] {
  return [12, 8, 4, 0].map((shift, at) => {
    const size = 2 ** (4 - fixedOf(fixed - 4 * at, 4));
    const first = Math.floor(((group >> shift) & 15) / size) * size;
    return [first, first + size - 1];
  });
}

const mayBeZero = (nibbles: readonly (readonly [number, number])[]): boolean =>
  nibbles.every(([first]) => first === 0);

/** Zeros in front may be left out, but for the last digit. */
function groupPattern(nibbles: readonly (readonly [number, number])[]): string {
  if (nibbles.every(([first, last]) => first === 0 && last === 15)) return '[0-9a-fA-F]{1,4}';
  const ways = nibbles
    .map((_, from) => from)
    .filter((from) => mayBeZero(nibbles.slice(0, from)))
    .map((from) => nibbles.slice(from).map(digitPattern).join(''));
  return ways.length === 1 ? (ways[0] ?? '') : `(?:${ways.join('|')})`;
}

function digitPattern([first, last]: readonly [number, number]): string {
  const digits = Array.from({ length: last - first + 1 }, (_, at) => (first + at).toString(16));
  const cases = [...new Set(digits.flatMap((digit) => [digit, digit.toUpperCase()]))];
  return cases.length === 1 ? cases.join('') : `[${cases.join('')}]`;
}
