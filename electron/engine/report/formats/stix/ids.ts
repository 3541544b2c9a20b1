import { createHash } from 'node:crypto';

/** Of STIX, for objects that are known by their content; two tools give the same address the same id. */
const OBSERVABLES = '00abedb4-aa42-466c-9c01-fed23315a9b7';
/** Ours, for what we say about them. */
const OURS = '5d0f4c1e-7a3b-5c86-9e52-1b8f6a7d2c94';

/** UUID version 5 of RFC 9562. */
export function uuid5(namespace: string, name: string): string {
  const digest = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest();
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x50;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  return digest.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** By the properties that make it what it is, as RFC 8785 writes them. */
export function observableId(type: string, contributing: Readonly<Record<string, unknown>>): string {
  const sorted = Object.entries(contributing).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${type}--${uuid5(OBSERVABLES, JSON.stringify(Object.fromEntries(sorted)))}`;
}

export const ourId = (type: string, ...parts: readonly string[]): string =>
  `${type}--${uuid5(OURS, JSON.stringify([type, ...parts]))}`;

/** Of an object that is known by all that it says; `key` tells it from another that says the same. */
export const contentId = (
  type: string,
  key: readonly string[],
  content: Readonly<Record<string, unknown>>,
): string => ourId(type, ...key, JSON.stringify(content));

/** The time of what is the same in every case: the program, and the techniques that it names. It never changes. */
export const ALWAYS = '2024-01-01T00:00:00.000Z';
