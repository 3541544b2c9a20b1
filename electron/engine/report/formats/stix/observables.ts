import { isIP } from 'node:net';
import type { Entity } from '../../../../../shared/model.ts';
import { patternText, shownText } from '../../escapes.ts';
import { observableId } from './ids.ts';

export interface StixObject {
  type: string;
  id: string;
  [property: string]: unknown;
}

const observable = (
  type: string,
  contributing: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
): StixObject => ({
  type,
  spec_version: '2.1',
  id: observableId(type, contributing),
  ...contributing,
  ...more,
});

export const network = (number: number, organization: string | null): StixObject =>
  observable(
    'autonomous-system',
    { number },
    organization === null || organization === '' ? {} : { name: shownText(organization) },
  );

/** An IPv4 or IPv6 address, in the network that `of` is; nothing where the text is none. */
export function address(text: string, of: StixObject | null = null): StixObject | null {
  const version = isIP(text);
  if (version === 0) return null;
  return observable(`ipv${version}-addr`, { value: text }, of === null ? {} : { belongs_to_refs: [of.id] });
}

export const account = (login: string): StixObject | null =>
  login === '' ? null : observable('user-account', { account_login: login });

const HASHES: Readonly<Record<number, string>> = { 32: 'MD5', 40: 'SHA-1', 64: 'SHA-256' };

const hashName = (value: string): string | null =>
  /^[0-9a-f]+$/i.test(value) ? (HASHES[value.length] ?? null) : null;

/** What STIX knows of an entity; nothing for those that it has no object for, which are told in words. */
export function observableOf({ kind, value }: Entity): StixObject | null {
  if (value === '') return null;
  switch (kind) {
    case 'address':
      return address(value);
    case 'user':
    case 'person':
      return account(value);
    case 'principal':
      return observable('user-account', { user_id: value });
    case 'access_key':
      return observable('user-account', { account_type: 'aws-access-key', user_id: value });
    case 'domain':
      return observable('domain-name', { value });
    case 'file_hash': {
      const name = hashName(value);
      return name === null ? null : observable('file', { hashes: { [name]: value.toLowerCase() } });
    }
    default:
      return null;
  }
}

/** The pattern that finds an entity again, where a sensor can look for it. */
export function patternOf({ kind, value }: Entity): string | null {
  const found = observableOf({ kind, value });
  if (found === null || !['address', 'domain', 'file_hash'].includes(kind)) return null;
  if (kind === 'file_hash')
    return `[file:hashes.'${hashName(value)}' = '${patternText(value.toLowerCase())}']`;
  return `[${found.type}:value = '${patternText(value)}']`;
}
