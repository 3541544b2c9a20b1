/** Text of the evidence, made safe for a terminal. */

// Control characters, and those that turn the direction of writing or break a line.
// eslint-disable-next-line no-control-regex -- these are exactly the characters to find
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** `text` on one line, every character that could steer a terminal replaced. */
export const safe = (text: string): string => text.replaceAll(UNSAFE, '\ufffd').toWellFormed();

/** 1234567 as `1,234,567`, in every locale. */
export const thousands = (value: number): string => String(value).replaceAll(/\B(?=(\d{3})+$)/g, ',');

/** `1 file`, `2 files`. */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${thousands(value)} ${value === 1 ? one : many}`;

/** `2024-05-16T09:14:22.310000Z` as `2024-05-16 09:14:22`. */
export const shortTime = (time: string): string => time.slice(0, 19).replace('T', ' ');

const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
] as const;

/** `90061` as `1 d 1 h`: two units at most, whole seconds. */
export function span(seconds: number): string {
  let rest = Math.round(seconds);
  const parts: string[] = [];
  const first = UNITS.findIndex(([, size]) => rest >= size);
  for (const [unit, size] of UNITS.slice(first, first + 2)) {
    const value = Math.floor(rest / size);
    if (value > 0) parts.push(`${value} ${unit}`);
    rest -= value * size;
  }
  return parts.join(' ') || '0 s';
}

const length = (text: string): number => [...text].length;

/** A row of a list: cells that stand in columns, and a sentence below them. */
export interface Item {
  cells: readonly string[];
  text?: string | null;
}

const INDENT = 6;

/**
 * Items with their cells in columns of equal width, and their sentences below, broken between words to fit a terminal of `width`
 * columns (`null`: not a terminal, nothing is broken). All text is made safe, and none is cut.
 */
export function list(items: readonly Item[], width: number | null): string {
  const rows = items.map((item) => item.cells.map(safe));
  const widths = (rows[0] ?? []).map((_cell, column) =>
    Math.max(...rows.map((row) => length(row[column] ?? ''))),
  );
  const lines = items.flatMap(({ text }, index) => {
    const cells = (rows[index] ?? []).map((cell, column) => cell.padEnd(padding(cell, widths[column] ?? 0)));
    return [`  ${cells.join('  ')}`.trimEnd(), ...(text ? wrapped(safe(text), width) : [])];
  });
  return lines.map((line) => `${line}\n`).join('');
}

/** `padEnd` counts UTF-16 units, columns count characters. */
const padding = (cell: string, width: number): number => width + cell.length - length(cell);

function wrapped(text: string, width: number | null): string[] {
  const room = width === null ? Infinity : Math.max(width - INDENT, 20);
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && length(line) + 1 + length(word) <= room)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => ' '.repeat(INDENT) + line);
}
