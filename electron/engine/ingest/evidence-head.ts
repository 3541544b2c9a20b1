import type { Limits } from '../../../shared/limits.ts';
import { walkContainers, type Unpacking } from './containers.ts';
import { HEAD_BYTES } from './cutting.ts';
import { UnpackError } from './gunzip.ts';
import { openEvidence, Utf8 } from './open-evidence.ts';

/** The unpacked beginning of a file, or of a member of one (0 for the file itself), as UTF-8. */
export async function evidenceHead(
  path: string,
  member: number,
  limits: Limits,
  unpacking: Unpacking,
): Promise<Buffer> {
  const file = openEvidence(path);
  let head: Buffer = Buffer.alloc(0);
  try {
    await walkContainers({
      path,
      chunks: file.chunks,
      ...unpacking,
      limits,
      packedBytes: () => file.digest().bytes,
      visit: async (one) => {
        if (one.ordinal !== member) return;
        head = await beginning(one.chunks);
        throw new Seen();
      },
    });
  } catch (cause) {
    if (!(cause instanceof Seen)) throw cause;
  }
  return head;
}

class Seen extends Error {}

async function beginning(chunks: AsyncGenerator<Buffer>): Promise<Buffer> {
  const text = new Utf8();
  const parts: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of chunks) {
      const part = text.take(chunk);
      parts.push(part);
      bytes += part.length;
      if (bytes >= HEAD_BYTES) break;
    }
  } catch (cause) {
    if (!(cause instanceof UnpackError)) throw cause;
  }
  if (bytes < HEAD_BYTES) parts.push(text.end());
  return Buffer.concat(parts);
}
