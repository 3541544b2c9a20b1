import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import {
  BUNDLE_EVIDENCE,
  BUNDLE_MANIFEST,
  BUNDLE_REPORT,
  BUNDLE_SUMS,
  type BundledFile,
} from '../../../../../shared/bundle.ts';
import { bundleManifest, manifestText } from '../../../bundle/manifest.ts';
import { reportParts } from '../../json-report.ts';
import { noting, type WrittenFile } from '../../sinks.ts';
import type { ExportFormat, Write } from '../definition.ts';

export const format: ExportFormat = {
  id: 'bundle',
  title: 'Case bundle',
  purpose:
    'One file for a second examiner, with whose evidence and settings interloper verify makes the report again.',
  files: 'one',
  packed: true,
  extension: '.zip',
  options: ['evidence', 'custody'],
  redactable: false,
  async write({ desk, info, evidence }, out) {
    const files: WrittenFile[] = [];
    const noted = noting(out, files);
    const manifest = await bundleManifest(desk, info, evidence);
    await noted.file(BUNDLE_MANIFEST, (write) => write(manifestText(manifest)));
    await noted.file(BUNDLE_REPORT, async (write) => {
      // The audit log is of one case only: with it no second run gives the same report.
      for await (const part of reportParts(desk, { ...info, custody: false })) await write(part);
    });
    for (const [sha256, file] of evidence ? contentsOf(manifest.evidence) : [])
      await noted.file(`${BUNDLE_EVIDENCE}${sha256}`, (write) => copyChecked(file, sha256, write));
    const lines = files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('');
    await out.file(BUNDLE_SUMS, (write) => write(lines));
  },
};

/** Each content once, in order of its hash. */
const contentsOf = (files: readonly BundledFile[]): [string, BundledFile][] =>
  [...new Map(files.flatMap((file) => (file.sha256 === null ? [] : [[file.sha256, file] as const])))].sort(
    ([one], [other]) => (one < other ? -1 : 1),
  );

/** Throws where the file has gone, or is no longer what was imported. */
async function copyChecked({ path }: BundledFile, sha256: string, write: Write): Promise<void> {
  const hash = createHash('sha256');
  try {
    for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
      hash.update(piece);
      await write(piece);
    }
  } catch (cause) {
    throw new Error(`the evidence ${path} cannot be read for the bundle: ${(cause as Error).message}`, {
      cause,
    });
  }
  if (hash.digest('hex') !== sha256)
    throw new Error(`the evidence ${path} is no longer what was imported: a bundle can be made without it`);
}
