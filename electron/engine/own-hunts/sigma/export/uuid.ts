import { createHash } from 'node:crypto';

/** Of our exports: made once, at random. */
const NAMESPACE = 'a3c1f6d2-8f0e-4b57-9d1a-5e0c7b6f42d9';

/** The same id for the same name, as RFC 9562 makes version 5. */
export function uuidOf(name: string): string {
  const hash = createHash('sha1')
    .update(Buffer.from(NAMESPACE.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.subarray(0, 16).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
