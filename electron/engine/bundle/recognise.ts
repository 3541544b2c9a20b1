import { open } from 'node:fs/promises';
import { BUNDLE_FORMAT, BUNDLE_MANIFEST } from '../../../shared/bundle.ts';

/** The head of the first content, its name, and the first line of a manifest. */
const BEGINNING = 512;

/** Whether a file begins as a bundle does; whether it is whole is not looked at. False for what cannot be read. */
export async function isBundle(path: string): Promise<boolean> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(BEGINNING), 0, BEGINNING, 0);
      const text = buffer.subarray(0, bytesRead).toString('latin1');
      return (
        text.startsWith('PK\u0003\u0004') &&
        text.includes(BUNDLE_MANIFEST) &&
        text.includes(`"${BUNDLE_FORMAT}"`)
      );
    } finally {
      await file.close();
    }
  } catch {
    return false;
  }
}
