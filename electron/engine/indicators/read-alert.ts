import { readLink, type NormalUrl } from './normal-url.ts';

/** A record about an e-mail, as the case keeps it. */
export interface MailRecord {
  evidence_id: number;
  record: number;
  event_dataset: string | null;
  url_original: string | null;
  file_name: string | null;
  file_hash_md5: string | null;
  file_hash_sha1: string | null;
  file_hash_sha256: string | null;
  event_detail: string | null;
}

/** `threat`: what the alert says is the bad part; `part`: what else the message held; `clean`: what the alert clears. */
type Role = 'threat' | 'part' | 'clean';

/** `rewritten url` is the link as a gateway wrote it; `domain` the host of a link of which no more is known. */
export interface Indicator {
  kind: 'url' | 'rewritten url' | 'domain' | 'file name' | 'md5' | 'sha1' | 'sha256';
  role: Role;
  /** As the alert has it. */
  value: string;
  normalised: string;
  host: string | null;
  registrable_domain: string | null;
}

type Json = Record<string, unknown>;

/** What the record names, each once, in the order of their kinds and values. Of two roles the graver counts. */
export function indicatorsOf(record: MailRecord): Indicator[] {
  const detail = objectOf(record.event_detail);
  const things = [
    link(record.url_original, 'part'),
    file({ name: record.file_name, hashes: hashesOf(record) }, 'part'),
    file({ name: null, hashes: [detail.sha1] }, 'part'),
    ...LISTS.flatMap((list) => listOf(detail[list.name]).map(list.read)),
  ];
  const threats = new Set(things.flat().flatMap((one) => (one.role === 'threat' ? [keyOf(one)] : [])));
  const found = new Map<string, Indicator>();
  for (const thing of things) {
    // What is a threat by its hash is one by its name too.
    const isThreat = thing.some((one) => threats.has(keyOf(one)));
    for (const one of thing) keepGravest(found, isThreat ? { ...one, role: 'threat' } : one);
  }
  return [...found.values()].sort(inOrder);
}

const keyOf = (one: Indicator): string => `${one.kind} ${one.normalised}`;

function keepGravest(found: Map<string, Indicator>, one: Indicator): void {
  const known = found.get(keyOf(one));
  if (!known || GRAVITY[one.role] > GRAVITY[known.role]) found.set(keyOf(one), one);
}

const GRAVITY: Record<Role, number> = { part: 0, clean: 1, threat: 2 };

const hashesOf = (record: MailRecord): unknown[] => [
  record.file_hash_md5,
  record.file_hash_sha1,
  record.file_hash_sha256,
];

const inOrder = (a: Indicator, b: Indicator): number =>
  a.kind === b.kind ? (a.normalised < b.normalised ? -1 : 1) : a.kind < b.kind ? -1 : 1;

/** The lists in which the sources keep in `event_detail` what a message held. */
const LISTS: readonly { name: string; read: (item: unknown) => Indicator[] }[] = [
  {
    name: 'urls',
    read: (item) =>
      typeof item === 'string'
        ? link(item, 'part')
        : link(field(item, 'url'), roleOf(field(item, 'classification'))),
  },
  {
    name: 'attachments',
    read: (item) =>
      typeof item === 'string'
        ? file({ name: item, hashes: [] }, 'part')
        : file(attachment(item), roleOf(field(item, 'sandbox') ?? field(item, 'classification'))),
  },
  {
    name: 'indicators',
    read: (item) => [
      ...threat(field(item, 'type'), field(item, 'value'), 'threat'),
      ...file(attachment(item), 'threat'),
    ],
  },
  {
    name: 'threats',
    read: (item) =>
      threat(
        field(item, 'threatType'),
        field(item, 'threat'),
        /false|clear/i.test(textOf(field(item, 'threatStatus'))) ? 'clean' : 'threat',
      ),
  },
];

const attachment = (item: unknown) => ({
  name: field(item, 'file_name') ?? field(item, 'name'),
  hashes: ['file_hash', 'md5', 'sha1', 'sha256'].map((name) => field(item, name)),
});

function threat(type: unknown, value: unknown, role: Role): Indicator[] {
  if (/attach|file|hash/i.test(textOf(type))) return file({ name: null, hashes: [value] }, role);
  // A campaign or a person is named by an id.
  return /[./]/.test(textOf(value)) && /url|link|domain/i.test(textOf(type)) ? link(value, role) : [];
}

function roleOf(word: unknown): Role {
  const said = textOf(word);
  if (/malicious|phish|malware|suspicious|threat|virus|spam/i.test(said)) return 'threat';
  return /clean|safe|benign|trusted|whitelist/i.test(said) ? 'clean' : 'part';
}

function link(value: unknown, role: Role): Indicator[] {
  const written = textOf(value);
  const read = written === '' ? null : readLink(written);
  if (!read) return [];
  const outer = { role, value: written, ...read.outer };
  if (!read.inner) return [{ ...outer, kind: 'url' }];
  const { is_domain_only, ...inner } = read.inner;
  return [{ ...outer, kind: 'rewritten url' }, innerOf(inner, is_domain_only, role)];
}

const innerOf = (inner: NormalUrl, isDomainOnly: boolean, role: Role): Indicator =>
  isDomainOnly
    ? { ...inner, kind: 'domain', role, value: inner.host, normalised: inner.host }
    : { ...inner, kind: 'url', role, value: inner.normalised };

function file({ name, hashes }: { name: unknown; hashes: readonly unknown[] }, role: Role): Indicator[] {
  const bare = { role, host: null, registrable_domain: null };
  const named = textOf(name).split(/[\\/]/).at(-1)?.trim() ?? '';
  const found: Indicator[] = [];
  if (named !== '')
    found.push({
      ...bare,
      kind: 'file name',
      value: named,
      normalised: named.normalize('NFC').toLowerCase(),
    });
  for (const hash of hashes) {
    const digits = textOf(hash).trim().toLowerCase();
    const kind = /^[0-9a-f]+$/.test(digits) ? HASHES[digits.length] : undefined;
    if (kind) found.push({ ...bare, kind, value: digits, normalised: digits });
  }
  return found;
}
const HASHES: Record<number, 'md5' | 'sha1' | 'sha256'> = { 32: 'md5', 40: 'sha1', 64: 'sha256' };

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const field = (item: unknown, name: string): unknown => (isObject(item) ? item[name] : undefined);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Evidence wrote it: what is no JSON object holds no indicators. */
export function objectOf(text: string | null): Json {
  if (text === null || !text.startsWith('{')) return {};
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
