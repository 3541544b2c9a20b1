import { deviceModel } from './browser.ts';
import { parseUserAgent, type Client } from './parse-user-agent.ts';

/** What is compared of a user agent besides client and system; null where its text does not say it. */
interface Reading {
  client: Client;
  details: Readonly<Record<string, string | null>>;
  words: ReadonlySet<string>;
}

const OTHER_CLIENT = 0.5;
const OTHER_SYSTEM = 0.5;
/** One text names a client or a system and the other does not: they may be the same. */
const HALF_KNOWN = 0.8;
/** What is left when every comparable detail differs. */
const LEAST_DETAIL = 0.6;

/**
 * How likely two user agents are of the same program on the same machine, 0 to 1, the same both ways round.
 *
 * Equal texts give 1, others less. The measure is what the texts mean, not how they are spelled:
 * - another client (Chrome and Edge, Boto3 and the AWS CLI) or another system (Linux and Windows) halves it, both quarter it;
 * - details that both texts give (Linux distribution or Windows release, device, model, processor, where an SDK runs) take it down to
 *   0.6 of itself when all differ, and below 0.95 when one does;
 * - an upgrade changes none of these and stays at 0.95 or above, the nearer to 1 the nearer the version, even where a client changed the
 *   form of its text (Boto3 1.26 to 1.28); so does another AWS CLI command.
 * Texts of which no client is known are compared word by word.
 */
export function userAgentSimilarity(a: string, b: string): number {
  if (a === b) return 1;
  const [left, right] = [readingOf(a), readingOf(b)];
  const words = overlap(left.words, right.words);
  if (
    !left.client.client_name &&
    !right.client.client_name &&
    !left.client.os_name &&
    !right.client.os_name
  ) {
    return Math.min(words, 0.999);
  }
  const agreement =
    clientAgreement(left, right, words) *
    factor(left.client.os_name, right.client.os_name, OTHER_SYSTEM) *
    detailAgreement(left, right);
  const closeness = (versionCloseness(left.client.client_version, right.client.client_version) + words) / 2;
  return Math.min(agreement * (0.95 + 0.05 * closeness), 0.999);
}

/** A short stable name for all user agents of one program on one system, whatever the versions: `Chrome on Windows`. */
export function clientFamily(client: Client): string {
  const name = client.client_name ?? 'unknown client';
  return client.os_name ? `${name} on ${client.os_name}` : name;
}

const readings = new Map<string, Reading>();
const MOST_READINGS = 4_000;

/** Clusters compare each text with many others, so the last few thousand stay read. */
function readingOf(text: string): Reading {
  const known = readings.get(text);
  if (known) return known;
  if (readings.size >= MOST_READINGS) readings.clear();
  const reading = read(text);
  readings.set(text, reading);
  return reading;
}

function read(text: string): Reading {
  const client = parseUserAgent(text);
  return { client, details: detailsOf(text.slice(0, 1500), client), words: wordsOf(text) };
}

const PROCESSORS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:aarch64|arm64)/i, 'arm64'],
  [/\b(?:x86_64|x86-64|amd64|x64|wow64|win64)\b|\.x86_64/i, 'x86_64'],
  [/\b(?:i[3-6]86|x86)\b/i, 'x86'],
  [/\barmv?[67]/i, 'arm'],
];

function detailsOf(text: string, client: Client): Record<string, string | null> {
  if (client.client_kind === 'service') return {};
  return {
    platform: platformOf(client),
    device: client.device_kind,
    model: modelOf(text, client),
    processor: PROCESSORS.find(([pattern]) => pattern.test(text))?.[1] ?? null,
    place: placeOf(text, client),
  };
}

/** A machine keeps its distribution or Windows release longer than any version: `Kali`, `Ubuntu`, `10`. */
function platformOf({ os_name, os_version }: Client): string | null {
  if (os_name === 'Windows') return os_version;
  if (os_name !== 'Linux' || !os_version) return null;
  return /\(([^)]+)\)/.exec(os_version)?.[1] ?? (/^\d/.test(os_version) ? null : os_version);
}

function modelOf(text: string, client: Client): string | null {
  const apple = /\b(?:iPhone|iPad|MacBook\w*|Macmini|iMac\w*|Mac)\d+,\d+/.exec(text)?.[0];
  return apple ?? (client.os_name === 'Android' ? deviceModel(text) : null);
}

/** AWS clients name the place of execution when there is one, so its absence is a fact too. */
function placeOf(text: string, client: Client): string | null {
  if (client.client_kind !== 'cli' && client.client_kind !== 'sdk') return null;
  return /\bexec-env\/([A-Za-z_]+)/.exec(text)?.[1] ?? 'none';
}

/** The words of a text with every number taken out. */
const wordsOf = (text: string): Set<string> =>
  new Set(
    text
      .slice(0, 1500)
      .toLowerCase()
      .replaceAll(/\d+/g, '')
      .split(/[\s;,()[\]/#]+/)
      .filter((word) => /[a-z]/.test(word)),
  );

/** The share of words in common (Dice); two texts without a word have none. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size + b.size === 0) return 0;
  let common = 0;
  for (const word of a) if (b.has(word)) common += 1;
  return (2 * common) / (a.size + b.size);
}

function clientAgreement(left: Reading, right: Reading, words: number): number {
  const [a, b] = [left.client.client_name, right.client.client_name];
  return a === null && b === null ? words : factor(a, b, OTHER_CLIENT);
}

function factor(a: string | null, b: string | null, other: number): number {
  if (a === b) return 1;
  return a === null || b === null ? HALF_KNOWN : other;
}

function detailAgreement(left: Reading, right: Reading): number {
  const comparable = Object.keys(left.details).filter((key) => left.details[key] && right.details[key]);
  if (comparable.length === 0) return 1;
  const same = comparable.filter((key) => left.details[key] === right.details[key]).length;
  return LEAST_DETAIL + (1 - LEAST_DETAIL) * (same / comparable.length);
}

/** 1 for the same major version, less the further the majors are apart, 0 when one is unknown. */
function versionCloseness(a: string | null, b: string | null): number {
  if (a === b) return 1;
  if (!a || !b) return 0;
  const gap = Math.abs(Number.parseInt(a, 10) - Number.parseInt(b, 10));
  return 1 / (1 + gap / 8);
}
