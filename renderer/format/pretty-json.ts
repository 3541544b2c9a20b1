/**
 * Indents JSON text without reading its values: every number, escape and odd duplicate key stays exactly as the log wrote it,
 * which `JSON.parse` would not keep. Text that is no JSON comes back with its lines broken somewhere, never lost.
 */
export function prettyJson(source: string): string {
  const out: string[] = [];
  let depth = 0;
  let at = 0;
  const newLine = () => `\n${'  '.repeat(depth)}`;
  while (at < source.length) {
    const letter = source.charAt(at);
    if (letter === '"') {
      const end = stringEnd(source, at);
      out.push(source.slice(at, end));
      at = end;
      continue;
    }
    if (letter === '{' || letter === '[') {
      const close = closesAtOnce(source, at);
      if (close > 0) {
        out.push(letter, source.charAt(close));
        at = close + 1;
        continue;
      }
      depth += 1;
      out.push(letter, newLine());
    } else if (letter === '}' || letter === ']') {
      depth = Math.max(0, depth - 1);
      out.push(newLine(), letter);
    } else if (letter === ',') out.push(letter, newLine());
    else if (letter === ':') out.push(': ');
    else if (!/\s/.test(letter)) out.push(letter);
    at += 1;
  }
  return out.join('');
}

function stringEnd(source: string, start: number): number {
  let at = start + 1;
  while (at < source.length && source.charAt(at) !== '"') at += source.charAt(at) === '\\' ? 2 : 1;
  return Math.min(at + 1, source.length);
}

/** Position of the bracket that closes an empty object or array, or 0. */
function closesAtOnce(source: string, open: number): number {
  let at = open + 1;
  while (at < source.length && /\s/.test(source.charAt(at))) at += 1;
  const letter = source.charAt(at);
  return letter === '}' || letter === ']' ? at : 0;
}
