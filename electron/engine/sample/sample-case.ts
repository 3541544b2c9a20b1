import { cp } from 'node:fs/promises';
import { join } from 'node:path';

/** The logs of the sample incident, as the program carries them. */
export const sampleEvidence = (resourcesPath: string): string =>
  join(resourcesPath, 'sample-case', 'evidence');

/**
 * Copies the logs of the sample incident to `folder`, which is made, so that the case keeps its evidence when the program is moved or
 * renewed. Gives `folder`, ready for import.
 */
export async function copySampleEvidence(resourcesPath: string, folder: string): Promise<string> {
  await cp(sampleEvidence(resourcesPath), folder, { recursive: true });
  return folder;
}
