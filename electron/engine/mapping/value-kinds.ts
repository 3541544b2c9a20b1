import { parseAddress } from '../enrich/address/parse-address.ts';

export interface SeenColumn {
  path: string;
  /** Distinct values of the first records. */
  values: readonly string[];
}

export type ValueKind =
  'address' | 'email' | 'user agent' | 'url' | 'sha256' | 'sha1' | 'md5' | 'integer' | 'other' | 'empty';

const KINDS: readonly (readonly [ValueKind, (text: string) => boolean])[] = [
  ['address', (text) => parseAddress(text) !== null],
  ['email', (text) => /^[^\s@<>"]+@[^\s@<>"]+\.[a-z]{2,}$/i.test(text)],
  ['url', (text) => /^(https?|ftp|wss?):\/\/\S+$/i.test(text)],
  [
    'user agent',
    (text) =>
      /^(Mozilla|Opera|curl|Wget|python-requests|okhttp|Go-http-client|aws-cli|Boto3|PostmanRuntime)\/\d/i.test(
        text,
      ),
  ],
  ['sha256', (text) => /^[0-9a-f]{64}$/i.test(text)],
  ['sha1', (text) => /^[0-9a-f]{40}$/i.test(text)],
  ['md5', (text) => /^[0-9a-f]{32}$/i.test(text)],
  ['integer', (text) => /^\d{1,15}$/.test(text)],
];

/** So many of the values must be of a kind. */
const MOST = 0.8;

/** What most of the values are. */
export function kindOfValues(values: readonly string[]): ValueKind {
  const some = values
    .slice(0, 50)
    .map((value) => value.trim())
    .filter((value) => value !== '' && value !== '-');
  if (some.length === 0) return 'empty';
  const found = KINDS.find(([, is]) => some.filter(is).length >= MOST * some.length);
  return found?.[0] ?? 'other';
}
