/**
 * The few signs of Markdown that notes know: paragraphs, lists, quotes and code; bold, italics and code within a line. What it gives is
 * data; nothing is made of it but text. Everything else stays as it was typed.
 */
export type Inline =
  { kind: 'text' | 'code'; text: string } | { kind: 'strong' | 'emphasis'; parts: readonly Inline[] };

export type Block =
  | { kind: 'paragraph'; parts: readonly Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'list'; ordered: boolean; items: readonly (readonly Inline[])[] }
  | { kind: 'quote'; blocks: readonly Block[] };

const ITEM = /^\s*(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/;
const QUOTE = /^\s{0,3}>\s?(.*)$/;
const FENCE = /^\s{0,3}```/;
/** Quotes within quotes; deeper ones are text. */
const DEEPEST = 4;

export function blocksOf(text: string, depth = 0): Block[] {
  const lines = text.split(/\r\n|\r|\n/);
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length;) {
    const { block, next } = blockAt(lines, at, depth);
    if (block) blocks.push(block);
    at = next;
  }
  return blocks;
}

interface Found {
  block: Block | null;
  next: number;
}

function blockAt(lines: readonly string[], at: number, depth: number): Found {
  const line = lines[at] ?? '';
  if (line.trim() === '') return { block: null, next: at + 1 };
  if (FENCE.test(line)) return codeAt(lines, at);
  if (QUOTE.test(line) && depth < DEEPEST) return quoteAt(lines, at, depth);
  if (ITEM.test(line)) return listAt(lines, at);
  const next = endOf(lines, at + 1, (each) => each.trim() !== '' && !begins(each, depth));
  return { block: { kind: 'paragraph', parts: inlinesOf(lines.slice(at, next).join('\n')) }, next };
}

const begins = (line: string, depth: number): boolean =>
  FENCE.test(line) || (QUOTE.test(line) && depth < DEEPEST) || ITEM.test(line);

/** The first line from `at` on that does not hold. */
function endOf(lines: readonly string[], at: number, holds: (line: string) => boolean): number {
  while (at < lines.length && holds(lines[at] ?? '')) at++;
  return at;
}

function codeAt(lines: readonly string[], at: number): Found {
  const end = endOf(lines, at + 1, (line) => !FENCE.test(line));
  return { block: { kind: 'code', text: lines.slice(at + 1, end).join('\n') }, next: end + 1 };
}

function quoteAt(lines: readonly string[], at: number, depth: number): Found {
  const next = endOf(lines, at, (line) => QUOTE.test(line));
  const inner = lines.slice(at, next).map((line) => QUOTE.exec(line)?.[1] ?? '');
  return { block: { kind: 'quote', blocks: blocksOf(inner.join('\n'), depth + 1) }, next };
}

function listAt(lines: readonly string[], at: number): Found {
  const ordered = ITEM.exec(lines[at] ?? '')?.[1] !== undefined;
  const items: string[] = [];
  const next = endOf(lines, at, (line) => {
    const item = ITEM.exec(line);
    if (item && (item[1] !== undefined) === ordered) return items.push(item[2] ?? '') > 0;
    const goesOn = !item && /^\s{2,}\S/.test(line);
    if (goesOn) items[items.length - 1] += `\n${line.trim()}`;
    return goesOn;
  });
  return { block: { kind: 'list', ordered, items: items.map((item) => inlinesOf(item)) }, next };
}

export function inlinesOf(text: string): Inline[] {
  const parts: Inline[] = [];
  let plain = '';
  const flush = () => {
    if (plain !== '') parts.push({ kind: 'text', text: plain });
    plain = '';
  };
  for (let at = 0; at < text.length;) {
    const found = signAt(text, at);
    if (typeof found.part === 'string') plain += found.part;
    else {
      flush();
      parts.push(found.part);
    }
    at = found.next;
  }
  flush();
  return parts;
}

interface Sign {
  part: Inline | string;
  next: number;
}

/** Never something that can be pressed: of a link its words and, in brackets, where it leads. */
const LINK = /!?\[([^\]\n]{0,300})\]\(([^)\s]{0,2000})\)/y;

function signAt(text: string, at: number): Sign {
  const letter = text[at] ?? '';
  if (letter === '\\' && /[\\`*_[\]()>#+\-.!]/.test(text[at + 1] ?? ''))
    return { part: text[at + 1] ?? '', next: at + 2 };
  if (letter === '`') return codeIn(text, at);
  if (letter === '[' || letter === '!') {
    LINK.lastIndex = at;
    const link = LINK.exec(text);
    if (link) return { part: `${link[1]} (${link[2]})`, next: LINK.lastIndex };
  }
  return between(text, at, '**', 'strong') ?? between(text, at, '*', 'emphasis') ?? underscored(text, at);
}

function codeIn(text: string, at: number): Sign {
  const end = text.indexOf('`', at + 1);
  if (end <= at + 1) return { part: '`', next: at + 1 };
  return { part: { kind: 'code', text: text.slice(at + 1, end) }, next: end + 1 };
}

function between(text: string, at: number, sign: string, kind: 'strong' | 'emphasis'): Sign | null {
  if (!text.startsWith(sign, at)) return null;
  const from = at + sign.length;
  const first = text.indexOf(sign, from);
  // Of three asterisks the first ends what stands within.
  const end = sign === '**' && first >= 0 && text[first + 2] === '*' ? first + 1 : first;
  const inner = end > from ? text.slice(from, end) : '';
  if (inner === '' || inner !== inner.trim()) return null;
  return { part: { kind, parts: inlinesOf(inner) }, next: end + sign.length };
}

/** Names have underscores: they emphasise only around whole words. */
function underscored(text: string, at: number): Sign {
  const plain = { part: text[at] ?? '', next: at + 1 };
  if (text[at] !== '_' || /\w/.test(text[at - 1] ?? '')) return plain;
  const found = between(text, at, '_', 'emphasis');
  return found && !/\w/.test(text[found.next] ?? '') ? found : plain;
}
