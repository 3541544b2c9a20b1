import { browserOf, browserSystem, DESKTOP_SYSTEMS, isPlainBrowser } from './browser.ts';
import { UNKNOWN_CLIENT, type Client, type ClientKind } from './client.ts';
import { firstRule, type RuleMatch } from './match-rule.ts';
import { NO_SYSTEM, systemOf, type System } from './system.ts';
import { cleanVersion, productTokens, trimmed } from './tokens.ts';

export type { Client } from './client.ts';

/** Which client a user agent names, on which system. Never throws; what the text does not say is null. */
export function parseUserAgent(text: string): Client {
  const clean = trimmed(text);
  if (!clean) return { ...UNKNOWN_CLIENT };
  if (isPlainBrowser(clean)) return browserOf(clean);
  const match = firstRule(clean, productTokens(clean));
  if (match) return fromRule(match, clean);
  const browser = browserOf(clean);
  return browser.client_name ? browser : fromFirstToken(clean, browser);
}

/** How `parseUserAgent` comes to its answer, as a sentence. */
export function readingOf(text: string): string {
  const clean = trimmed(text);
  if (!clean) return 'the text is empty';
  if (isPlainBrowser(clean)) return 'written as a browser; read by ua-parser-js';
  const match = firstRule(clean, productTokens(clean));
  if (match) return `our rule for ${match.rule.name}`;
  const browser = browserOf(clean);
  if (browser.client_name) return 'in none of our rules; read by ua-parser-js';
  return parseUserAgent(text).client_name === null
    ? 'in none of our rules, and not understood by ua-parser-js'
    : 'in none of our rules; named by its first word';
}

function fromRule({ rule, name, version }: RuleMatch, text: string): Client {
  const { system, device } =
    rule.os === null
      ? { system: NO_SYSTEM, device: null }
      : systemAndDevice(text, rule.kind, rule.os ?? null);
  return {
    client_name: name,
    client_version: version,
    client_kind: rule.kind,
    os_name: system.name,
    os_version: system.version,
    device_kind: device,
  };
}

/** Apps built on a browser name their system as it does. */
const SPELLED_LIKE_BROWSER = /^(?:Mozilla|Dalvik)\//;

function systemAndDevice(text: string, kind: ClientKind, implied: string | null) {
  if (kind === 'mobile app' && SPELLED_LIKE_BROWSER.test(text)) {
    const found = browserSystem(text);
    if (found.system.name) return found;
  }
  const named = systemOf(text);
  const system = named.name ? named : { ...NO_SYSTEM, name: implied };
  return { system, device: kind === 'mobile app' ? appDevice(text, system) : environment(text) };
}

/** Where AWS, Google and Microsoft tell that a client runs in a place of theirs. */
const ENVIRONMENTS: readonly (readonly [RegExp, string])[] = [
  [/\bexec-env\/CloudShell\b|\benvironment\/devshell\b|\bcloud-shell\/\d/i, 'cloud shell'],
  [/\bexec-env\/AWS_Lambda_/i, 'function'],
  [/\bexec-env\/AWS_ECS_/i, 'container'],
];

const environment = (text: string): string | null =>
  ENVIRONMENTS.find(([pattern]) => pattern.test(text))?.[1] ?? null;

const HANDHELD: ReadonlySet<string> = new Set(['iOS', 'Android']);

function appDevice(text: string, system: System): string | null {
  if (/\biPad/i.test(text)) return 'tablet';
  if (HANDHELD.has(system.name ?? '')) return 'mobile';
  return DESKTOP_SYSTEMS.has(system.name ?? '') ? 'desktop' : null;
}

const FIRST_TOKEN = /^(?<name>[a-z][\w.+!%-]{0,60}(?: [\w.+!%-]{1,40}){0,3})\/(?<version>v?\d[\w.]*)/i;

/** A program that is in no table still names itself by its first token. */
function fromFirstToken(text: string, browser: Client): Client {
  if (SPELLED_LIKE_BROWSER.test(text)) return browser;
  const first = FIRST_TOKEN.exec(text)?.groups;
  const system = systemOf(text);
  return {
    ...browser,
    client_name: first?.['name']?.replaceAll('%20', ' ') ?? null,
    client_version: cleanVersion(first?.['version']),
    os_name: system.name,
    os_version: system.version,
    device_kind: browser.device_kind ?? (HANDHELD.has(system.name ?? '') ? appDevice(text, system) : null),
  };
}
