import type { TreePen } from '../../shared/tree-picture.ts';
import { colour, groundColour, type Drawing, type Say } from './svg-file.ts';

type Looks = NonNullable<Parameters<TreePen['text']>[4]>;

const SIZE = 10;
/** Far more than any box holds. */
const MOST = 400;

/** A drawing made of our own marks, as a file. The only text in it comes through `text` and `lines`, which escape it. */
export class SvgPen implements TreePen {
  private readonly parts: string[] = [];
  private readonly font = colour('--font-ui') || 'sans-serif';
  private readonly measure = document.createElement('canvas').getContext('2d');

  constructor(private readonly say: Say = (text) => text) {}

  rect(x: number, y: number, width: number, height: number, looks: string): void {
    this.parts.push(
      `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" ${looks}/>`,
    );
  }

  path(points: string, looks: string): void {
    this.parts.push(`<path d="${points}" fill="none" ${looks}/>`);
  }

  text(x: number, y: number, text: string, width: number, looks: Looks = {}): void {
    this.write(x, y, this.say(text), width, looks);
  }

  private write(x: number, y: number, text: string, width: number, looks: Looks): void {
    const { size = SIZE, bold = false, color = colour('--ink'), anchor = 'start' } = looks;
    const weight = bold ? ' font-weight="600"' : '';
    this.parts.push(
      `<text x="${round(x)}" y="${round(y)}" font-size="${size}"${weight} text-anchor="${anchor}" fill="${color}">${escaped(this.fitted(text, width, looks))}</text>`,
    );
  }

  lines(x: number, y: number, text: string, width: number, most: number, looks: Looks = {}): void {
    const lines = this.wrapped(this.say(text).slice(0, MOST), width, looks);
    const shown = lines.slice(0, most);
    if (lines.length > most) shown[most - 1] += ' …';
    shown.forEach((line, at) => this.write(x, y + at * (looks.size ?? SIZE) * 1.25, line, width, looks));
  }

  widthOf(text: string, { size = SIZE, bold = false }: Looks): number {
    if (!this.measure) return text.length * size * 0.55;
    this.measure.font = `${bold ? '600 ' : ''}${size}px ${this.font}`;
    return this.measure.measureText(text).width;
  }

  drawing(width: number, height: number): Drawing {
    const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${round(width)}" height="${round(height)}" viewBox="0 0 ${round(width)} ${round(height)}" font-family="${escaped(this.font)}">`;
    const ground = `<rect width="100%" height="100%" fill="${groundColour()}"/>`;
    const text = `<?xml version="1.0" encoding="UTF-8"?>\n${head}${ground}${this.parts.join('')}</svg>\n`;
    return { text, width: Math.ceil(width), height: Math.ceil(height) };
  }

  private fitted(text: string, width: number, looks: Looks): string {
    const letters = Array.from(text.slice(0, MOST));
    if (this.widthOf(text, looks) <= width + 0.5) return text;
    while (letters.length > 0 && this.widthOf(`${letters.join('')}…`, looks) > width) letters.pop();
    return `${letters.join('')}…`;
  }

  private wrapped(text: string, width: number, looks: Looks): string[] {
    const lines: string[] = [];
    for (const word of text.split(/\s+/)) {
      const last = lines.at(-1);
      const longer = last === undefined ? word : `${last} ${word}`;
      if (last !== undefined && this.widthOf(longer, looks) <= width) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  }
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** Also without the characters that no XML file may hold. */
const escaped = (text: string): string =>
  text
    // eslint-disable-next-line no-control-regex -- those are meant
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
