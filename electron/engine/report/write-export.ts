import type { ExportContext, ExportFormat, Sink } from './formats/definition.ts';
import { redactionNote } from './redaction-note.ts';
import { noting, type WrittenFile } from './sinks.ts';

/** Lists the others with their hashes, as `sha256sum --check` reads it. Engines that read a folder of Parquet leave out such a name. */
export const SUMS = '_SHA256SUMS';

/** Says what pseudonyms stand for in the others, which have no place for it. Left out of a folder of Parquet as the sums are. */
export const REDACTED = '_REDACTED.txt';

/** Writes the case in this format; tells every file with its hash, in the order of writing. An abort ends it between two pieces. */
export async function writeExport(
  format: ExportFormat,
  context: ExportContext,
  sink: Sink,
  signal?: AbortSignal,
): Promise<WrittenFile[]> {
  const files: WrittenFile[] = [];
  const out = noting(stopping(sink, signal), files);
  await format.write(context, out);
  if (format.files === 'several') {
    const note = redactionNote(context.info.redacted);
    if (note !== null) await out.file(REDACTED, (write) => write(`${note}\n`));
    const lines = files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('');
    await out.file(SUMS, (write) => write(lines));
  }
  return files;
}

const stopping = (sink: Sink, signal: AbortSignal | undefined): Sink => ({
  file: (name, work) =>
    sink.file(name, (write) =>
      work(async (piece) => {
        signal?.throwIfAborted();
        await write(piece);
      }),
    ),
});
