import special from '../../../../resources/networks/special-ranges.json';
import { parseAddress, type ParsedAddress } from './parse-address.ts';
import { prefixTable } from './range-table.ts';

/** What the text in an address column is. Only `public` is looked up; `service`, `internal` and `text` are no addresses. */
export const ADDRESS_KINDS = [
  'public',
  'private',
  'shared',
  'loopback',
  'link_local',
  'documentation',
  'multicast',
  'reserved',
  'unspecified',
  'service',
  'internal',
  'text',
] as const;
export type AddressKind = (typeof ADDRESS_KINDS)[number];

export interface AddressClass {
  readonly kind: AddressKind;
  /** Canonical address; null where the text is none. */
  readonly ip: string | null;
  /** The name that IANA's registry gives the special-purpose range; null outside of them. */
  readonly range_name: string | null;
}

/** One shared object per kind and range. */
export interface RangeClass {
  readonly kind: AddressKind;
  readonly range_name: string | null;
}

const PUBLIC: RangeClass = { kind: 'public', range_name: null };
const SERVICE: RangeClass = { kind: 'service', range_name: null };
const INTERNAL: RangeClass = { kind: 'internal', range_name: null };
const TEXT: RangeClass = { kind: 'text', range_name: null };

const specialRanges = prefixTable(
  special.ranges.map(({ prefix, kind, name }) => ({ prefix, kind: requireKind(kind), range_name: name })),
  ([{ kind, range_name }]): RangeClass => ({ kind, range_name }),
);

function requireKind(text: string): AddressKind {
  const kind = ADDRESS_KINDS.find((known) => known === text);
  if (!kind) throw new Error(`no such kind of address: ${JSON.stringify(text)}`);
  return kind;
}

/** Says what the text is: an address of which kind, the name of a service, or other text. Never throws. */
export function classifyAddress(text: string): AddressClass {
  const address = parseAddress(text);
  const { kind, range_name } = classOf(text, address);
  return { kind, ip: address?.ip ?? null, range_name };
}

/** The same for text that has been parsed. */
export function classOf(text: string, address: ParsedAddress | null): RangeClass {
  if (address) return specialRanges.find(address) ?? PUBLIC;
  const name = text.trim();
  if (/^aws internal(?:\/\S*)?$/i.test(name)) return INTERNAL;
  return isHostName(name) ? SERVICE : TEXT;
}

const HOST_NAME =
  /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})\.?(?::\d{1,5})?$/i;

const isHostName = (text: string): boolean => text.length <= 260 && HOST_NAME.test(text);
