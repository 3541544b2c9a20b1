import type { Content } from 'pdfmake/interfaces.js';
import { faceOf, type FaceName } from './faces.ts';
import { INK, PAGE } from './page.ts';
import { cut, runsOf, type Run } from './visible.ts';

interface TextLooks {
  size?: number;
  bold?: boolean;
  color?: string;
  anchor?: 'start' | 'middle' | 'end';
}

/** A drawing of our own. The only text in it comes through `text`, which makes it visible and escapes it. */
export class Svg {
  private readonly parts: string[] = [];

  constructor(
    readonly width: number,
    readonly height: number,
  ) {}

  rect(x: number, y: number, width: number, height: number, looks: string): void {
    this.parts.push(
      `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" ${looks}/>`,
    );
  }

  path(points: string, looks: string): void {
    this.parts.push(`<path d="${points}" fill="none" ${looks}/>`);
  }

  widthOf(text: string, looks: TextLooks): number {
    return widthOf(runsOf(text, faceFor(looks)), looks.size ?? 7.5);
  }

  line(x1: number, y1: number, x2: number, y2: number, looks: string): void {
    this.path(`M ${round(x1)} ${round(y1)} L ${round(x2)} ${round(y2)}`, looks);
  }

  /** One line of text, not wider than `width`. */
  text(x: number, y: number, text: string, width: number, looks: TextLooks = {}): void {
    this.runs(x, y, fitted(text, width, looks), looks);
  }

  /** Lines of text below one another, cut after so many. */
  lines(x: number, y: number, text: string, width: number, most: number, looks: TextLooks = {}): number {
    const lines = wrapped(text, width, most, looks);
    lines.forEach((runs, index) => this.runs(x, y + index * leading(looks), runs, looks));
    return lines.length;
  }

  /** Each run at a place that we measured: space between elements would count as text. */
  private runs(
    x: number,
    y: number,
    runs: readonly Run[],
    { size = 7.5, color, anchor = 'start' }: TextLooks,
  ): void {
    let at = x - widthOf(runs, size) * ANCHORS[anchor];
    for (const run of runs) {
      const ink = run.code ? INK.code : (color ?? INK.text);
      const lead = run.text.length - run.text.trimStart().length;
      const start = at + widthOf([{ ...run, text: run.text.slice(0, lead) }], size);
      this.parts.push(
        `<text x="${round(start)}" y="${round(y)}" font-size="${size}" font-family="${run.face}" fill="${ink}">${escaped(run.text.trim())}</text>`,
      );
      at += widthOf([run], size);
    }
  }

  /** In its size, or as large as the page allows. */
  content(room: { width?: number; height?: number } = {}): Content {
    const scale = Math.min(
      1,
      (room.width ?? PAGE.width) / this.width,
      (room.height ?? PAGE.height - 40) / this.height,
    );
    return {
      svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(this.width)} ${round(this.height)}" width="${round(this.width)}" height="${round(this.height)}">${this.parts.join('')}</svg>`,
      width: round(this.width * scale),
      height: round(this.height * scale),
      margin: [0, 2, 0, 8],
    };
  }
}

/** The part of its width by which a text begins before its place. */
const ANCHORS = { start: 0, middle: 0.5, end: 1 } as const;

export const round = (value: number): number => Math.round(value * 100) / 100;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const leading = ({ size = 7.5 }: TextLooks): number => size * 1.25;

const faceFor = ({ bold }: TextLooks): FaceName =>
  bold ? 'DejaVuSansCondensed-Bold' : 'DejaVuSansCondensed';

function widthOf(runs: readonly Run[], size: number): number {
  let width = 0;
  for (const { text, face } of runs)
    for (const character of text) width += faceOf(face).widthOf(character.codePointAt(0) ?? 0) * size;
  return width;
}

/** Far more than any box of ours holds. */
const MOST = 400;

function fitted(text: string, width: number, looks: TextLooks): Run[] {
  const { size = 7.5 } = looks;
  const { shown, left } = cut(text, MOST);
  const runs = runsOf(shown, faceFor(looks));
  if (left === 0 && widthOf(runs, size) <= width + 0.01) return runs;
  let kept = Array.from(shown);
  for (;;) {
    const shorter = [...runsOf(kept.join(''), faceFor(looks)), ...runsOf('…', faceFor(looks))];
    if (kept.length === 0 || widthOf(shorter, size) <= width) return shorter;
    kept = kept.slice(0, -1);
  }
}

/** Words in lines; a word that is wider than a line, and what does not find room, is cut with an ellipsis. */
function wrapped(text: string, width: number, most: number, looks: TextLooks): Run[][] {
  const { size = 7.5 } = looks;
  const { shown, left } = cut(text, MOST);
  const lines: string[] = [];
  for (const word of shown.split(' ')) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && widthOf(runsOf(longer, faceFor(looks)), size) <= width)
      lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const kept = lines.slice(0, most);
  if (lines.length > most || left > 0) kept[kept.length - 1] += '…';
  return kept.map((line) => fitted(line, width, looks));
}
