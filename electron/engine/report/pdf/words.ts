import type { Content, ContentText, TableCell } from 'pdfmake/interfaces.js';
import { INK, PAGE, SIZE } from './page.ts';
import { cut, plain, runsOf } from './visible.ts';

/** A text that links can lead to; its types forget that. */
export interface Block extends ContentText {
  id?: string;
}

interface Looks {
  bold?: boolean;
  mono?: boolean;
  color?: string;
  size?: number;
  /** Characters that are shown; the rest is counted. */
  most?: number;
  /** The place in this document that it leads to. */
  to?: string;
}

const MOST = 1200;

/** Any text, of ours or of an attacker, as pieces that are safe and readable on paper. */
export function say(text: string | number, looks: Looks = {}): ContentText[] {
  const { shown, left } = cut(String(text), looks.most ?? MOST);
  const face = looks.mono
    ? 'DejaVuSansMono'
    : looks.bold
      ? 'DejaVuSansCondensed-Bold'
      : 'DejaVuSansCondensed';
  const pieces = runsOf(shown, face).map((run): ContentText => ({
    text: run.text,
    font: run.face,
    ...(run.code
      ? { color: INK.code, background: INK.codeGround }
      : looks.color !== undefined && { color: looks.color }),
    ...(looks.size !== undefined && { fontSize: looks.size }),
    ...(looks.to !== undefined && { linkToDestination: looks.to }),
  }));
  if (left > 0) pieces.push(...say(` … (${count(left)} more characters)`, { color: INK.muted }));
  return pieces;
}

export const bold = (text: string | number, looks: Looks = {}): ContentText[] =>
  say(text, { ...looks, bold: true });
export const mono = (text: string | number, looks: Looks = {}): ContentText[] =>
  say(text, { size: SIZE.small - 0.5, ...looks, mono: true });
export const muted = (text: string | number, looks: Looks = {}): ContentText[] =>
  say(text, { color: INK.muted, ...looks });

type Words = string | readonly ContentText[];

/** Parts one after the other. */
export const words = (...parts: readonly Words[]): ContentText[] =>
  parts.flatMap((part) => (typeof part === 'string' ? say(part) : part));

export const paragraph = (...parts: readonly Words[]): Content => ({
  text: words(...parts),
  margin: [0, 0, 0, 5],
});

export const subheading = (title: string): Content => ({ text: bold(title), margin: [0, 4, 0, 3] });

/** What must not be parted by the end of a page; less than a page high. */
export const together = (...parts: readonly Content[]): Content => ({ stack: [...parts], unbreakable: true });

export const note = (text: string): Content => ({ text: muted(text), margin: [0, 0, 0, 5] });

export const list = (items: readonly (readonly ContentText[])[]): Content => ({
  ul: items.map((item) => ({ text: [...item] })),
  margin: [0, 0, 0, 6],
});

const HEADING = {
  1: { fontSize: 16, margin: [0, 0, 0, 8], tocMargin: [0, 3, 0, 0] },
  2: { fontSize: 12, margin: [0, 10, 0, 5], tocMargin: [12, 0, 0, 0] },
  3: { fontSize: 9.5, margin: [0, 8, 0, 3], tocMargin: [24, 0, 0, 0] },
} as const;

export interface HeadingOptions {
  level: 1 | 2 | 3;
  id: string;
  /** The heading that its bookmark stands below. */
  parent?: string;
  newPage?: boolean;
}

/** A heading with its bookmark; those of the first two levels stand in the contents. */
export function heading(title: string, { level, id, parent, newPage }: HeadingOptions): Block {
  const { fontSize, margin, tocMargin } = HEADING[level];
  const face = 'DejaVuSansCondensed-Bold';
  return {
    // What is of the heading's own face takes it from the heading: the contents show the same pieces in theirs.
    text: bold(title, { most: 160 }).map(({ font, ...piece }) =>
      font === face ? piece : { ...piece, font },
    ),
    font: face,
    fontSize,
    id,
    margin: [...margin],
    headlineLevel: level,
    outline: true,
    outlineText: plain(title),
    outlineExpanded: level === 1,
    ...(parent !== undefined && { outlineParentId: parent }),
    ...(level < 3 && {
      tocItem: true,
      tocMargin: [...tocMargin],
      tocStyle: { font: level === 1 ? face : 'DejaVuSansCondensed' },
    }),
    ...(newPage === true && { pageBreak: 'before' as const }),
  };
}

export type Cell = readonly ContentText[] | Content;

interface TableOptions {
  /** Parts of the width of the page; of nothing else is the width of a column made, so that no table is wider than its page. */
  widths: readonly number[];
  head?: readonly string[];
  /** Stands above the head, and again on every page that the table goes on to. */
  title?: readonly ContentText[];
  size?: number;
  /** No row goes over the end of a page; none of them may be higher than one. */
  whole?: boolean;
  /** What a row stands for, so that a link can lead to it. */
  ids?: readonly (string | undefined)[];
}

const PADDING = 3;

export function table(
  rows: readonly (readonly Cell[])[],
  { widths, head, title, size = SIZE.small, whole = false, ids }: TableOptions,
): Content {
  if (rows.length === 0) return note('None.');
  const parts = widths.reduce((sum, width) => sum + width, 0);
  const room = PAGE.width - widths.length * 2 * PADDING;
  const body: TableCell[][] = rows.map((row, index) =>
    row.map((cell, column) => cellOf(cell, column === 0 ? ids?.[index] : undefined)),
  );
  if (head)
    body.unshift(head.map((name) => ({ text: bold(name, { color: INK.muted }), fillColor: INK.pale })));
  if (title) body.unshift(titleRow(title, widths.length));
  const headerRows = (head ? 1 : 0) + (title ? 1 : 0);
  return {
    table: {
      widths: widths.map((width) => (room * width) / parts),
      dontBreakRows: whole,
      ...(headerRows > 0 && { headerRows, keepWithHeaderRows: 1 }),
      body,
    },
    layout: {
      hLineWidth: (line) => (line === 0 ? 0 : 0.4),
      vLineWidth: () => 0,
      hLineColor: () => INK.line,
      paddingLeft: () => PADDING,
      paddingRight: () => PADDING,
      paddingTop: () => 2,
      paddingBottom: () => 2,
    },
    fontSize: size,
    margin: [0, 0, 0, 8],
  };
}

const titleRow = (title: readonly ContentText[], columns: number): TableCell[] => [
  {
    text: title.map((piece) => ({ ...piece, font: boldFace(piece), fontSize: SIZE.body })),
    colSpan: columns,
  },
  ...Array.from({ length: columns - 1 }, () => ({})),
];

const boldFace = ({ font }: ContentText): string | undefined =>
  font === 'DejaVuSansCondensed' ? 'DejaVuSansCondensed-Bold' : font;

const cellOf = (cell: Cell, id: string | undefined): TableCell =>
  isWords(cell) ? { text: [...cell], ...(id !== undefined && { id }) } : cell;

const isWords = (cell: Cell): cell is readonly ContentText[] => Array.isArray(cell);

/** Names and values in two columns. */
export const facts = (
  rows: readonly (readonly [string, readonly ContentText[]])[],
  size: number = SIZE.body,
): Content =>
  table(
    rows.map(([name, value]) => [muted(name), value]),
    { widths: [22, 78], size },
  );

/** Separated by commas, or a dash where there is none. */
export const joined = (values: readonly string[], most = 30): string =>
  values.length === 0
    ? '–'
    : values.slice(0, most).join(', ') +
      (values.length > most ? ` and ${count(values.length - most)} more` : '');

/** With commas, whatever the language of the computer is. */
export const count = (value: number): string => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;

/** `2024-05-01 10:00:00` in UTC, with the part of a second where there is one; the heading says that it is UTC. */
export const time = (iso: string | null): string =>
  iso === null
    ? '–'
    : iso
        .replace('T', ' ')
        .replace(/(\.\d*?)0*Z$/, '$1')
        .replace(/\.$/, '');

export const span = (start: string | null, end: string | null): string =>
  start === end ? time(start) : `${time(start)} to ${time(end)}`;
