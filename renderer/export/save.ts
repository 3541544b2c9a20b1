import type { ExportedFile } from '../../shared/exports.ts';
import type { InterloperHost } from '../../shared/host.ts';

/** Lets the person say where to, the engine write there, and the person have it; `null` when the person decided against it. */
export async function saveTo<T extends { files: ExportedFile[] }>(
  host: InterloperHost,
  name: string,
  files: 'one' | 'several',
  write: (place: { path: string; packed: boolean }) => Promise<T>,
): Promise<T | null> {
  const place = await host.choosePlace(name, files);
  if (place === null) return null;
  try {
    const done = await write({ path: place.path, packed: place.packed });
    await place.deliver();
    return done;
  } catch (cause) {
    await place.discard().catch(() => undefined);
    throw cause;
  }
}
