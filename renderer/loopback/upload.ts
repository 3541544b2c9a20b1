import type { EvidenceInput } from '../../shared/contract.ts';
import type { CopyWatch } from '../../shared/host.ts';
import type { Upload } from '../../shared/loopback.ts';
import type { PickedFile } from './files.ts';
import { query, request } from './request.ts';

/** Streams the files one after the other to the engine's computer. When one fails or `copy.signal` aborts, none stays there. */
export async function upload(files: readonly PickedFile[], copy: CopyWatch = {}): Promise<EvidenceInput[]> {
  const bytes_total = files.reduce((sum, { file }) => sum + file.size, 0);
  const copied: EvidenceInput[] = [];
  let bytes_before = 0;
  try {
    for (const { file, name } of files) {
      const told = { name, files_done: copied.length, files_total: files.length, bytes_total };
      const done = await send(file, name, copy.signal, (bytes) =>
        copy.onProgress?.({ ...told, bytes_done: bytes_before + bytes }),
      );
      if (done.bytes !== file.size) {
        throw new Error(`${name}: ${done.bytes} of ${file.size} bytes arrived`);
      }
      copied.push({ path: done.path, name });
      bytes_before += file.size;
    }
    return copied;
  } catch (cause) {
    await Promise.allSettled(copied.map(({ path }) => request('DELETE', `/uploads?${query({ path })}`)));
    throw cause;
  }
}

/** By XMLHttpRequest, the only one that tells how far an upload is. */
function send(
  file: File,
  name: string,
  signal: AbortSignal | undefined,
  onBytes: (bytes: number) => void,
): Promise<Upload> {
  const post = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    const cancelled = () => reject(new DOMException('copying was cancelled', 'AbortError'));
    if (signal?.aborted) return cancelled();
    signal?.addEventListener('abort', () => post.abort(), { once: true });
    post.upload.addEventListener('progress', (event) => onBytes(event.loaded));
    post.addEventListener('abort', cancelled);
    post.addEventListener('error', () => reject(new Error(`cannot be copied: ${name}`)));
    post.addEventListener('load', () => {
      if (post.status === 200) resolve(JSON.parse(post.responseText) as Upload);
      else reject(new Error(post.responseText || `the host answered ${post.status}`));
    });
    post.open('POST', `/uploads?${query({ name })}`);
    post.setRequestHeader('content-type', 'application/octet-stream');
    post.send(file);
  });
}
