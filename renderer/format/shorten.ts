/**
 * Shortens in the middle, so that both ends stay readable: `arn:aws:sts::1111…/i-0abc`. The end gets a little more, for
 * names in this field differ there.
 */
export function shorten(value: string, longest: number): string {
  const letters = Array.from(value);
  if (letters.length <= longest) return value;
  const head = Math.floor((longest - 1) * 0.45);
  const tail = longest - 1 - head;
  return `${letters.slice(0, head).join('')}…${letters.slice(letters.length - tail).join('')}`;
}

/** The folder that all paths lie under, with its last slash; empty where there is none. */
export function commonFolder(paths: readonly string[]): string {
  const [first = ''] = paths;
  if (paths.length < 2) return '';
  let end = first.lastIndexOf('/') + 1;
  for (const path of paths)
    while (end > 0 && !path.startsWith(first.slice(0, end))) end = first.lastIndexOf('/', end - 2) + 1;
  return first.slice(0, end);
}

/** A hash as shown in a table. */
export function shortHash(sha256: string): string {
  return `${sha256.slice(0, 8)}…${sha256.slice(-4)}`;
}
