import type { SavePlace } from '../../shared/host.ts';
import { query, request } from './request.ts';

/** A place on the engine's computer, from where the browser downloads what was written; several files come as one ZIP file. */
export async function newDownload(suggestedName: string, files: 'one' | 'several'): Promise<SavePlace> {
  const { path } = await request<{ path: string }>('POST', '/exports');
  const packed = files === 'several';
  const name = packed ? `${suggestedName}.zip` : suggestedName;
  return {
    path,
    packed,
    deliver: () => Promise.resolve(follow(`/exports?${query({ path, name })}`, name)),
    discard: async () => void (await request('DELETE', `/exports?${query({ path })}`)),
  };
}

function follow(href: string, name: string): void {
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  link.click();
}
