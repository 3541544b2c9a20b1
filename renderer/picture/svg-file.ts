import { shorten } from '../format/shorten.ts';

/** What a stylesheet says of a drawing, so that it looks the same without it. */
const LOOKS = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'paint-order',
  'vector-effect',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'dominant-baseline',
  'display',
  'visibility',
] as const;

const SVG = 'http://www.w3.org/2000/svg';

export interface Drawing {
  text: string;
  width: number;
  height: number;
}

export const colour = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export const groundColour = (): string => colour('--panel') || '#ffffff';

/** What a drawing writes in the place of a text. */
export type Say = (text: string) => string;
const asItIs: Say = (text) => text;

const LABEL = { width: 230, letters: 40, height: 15, gap: 10 };

/** All drawings of an element as one file, each with its label beside it where there are several. `null` where it holds none. */
export function drawingOf(element: Element, say: Say = asItIs): Drawing | null {
  const drawings = [...element.querySelectorAll<SVGSVGElement>('svg[data-picture]')];
  const [only] = drawings;
  if (!only) return null;
  return drawings.length === 1 ? alone(only, say) : stacked(drawings, say);
}

function alone(svg: SVGSVGElement, say: Say): Drawing {
  const { width, height } = sizeOf(svg);
  const copy = sealed(svg, say);
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.prepend(ground(copy.viewBox.baseVal.width || width, copy.viewBox.baseVal.height || height, copy));
  return { text: fileText(copy), width, height };
}

function stacked(drawings: readonly SVGSVGElement[], say: Say): Drawing {
  const file = document.createElementNS(SVG, 'svg');
  let y = LABEL.gap;
  let widest = 0;
  for (const svg of drawings) {
    const { width, height } = sizeOf(svg);
    const copy = sealed(svg, say);
    const place = { x: LABEL.width, y, width, height };
    for (const [name, value] of Object.entries(place)) copy.setAttribute(name, String(value));
    file.append(labelOf(shorten(say(svg.dataset['picture'] ?? ''), LABEL.letters), y + height / 2), copy);
    y += Math.max(height, LABEL.height) + LABEL.gap;
    widest = Math.max(widest, width);
  }
  const size = { width: LABEL.width + widest + LABEL.gap, height: y };
  file.setAttribute('width', String(size.width));
  file.setAttribute('height', String(size.height));
  file.prepend(ground(size.width, size.height, null));
  return { text: fileText(file), ...size };
}

function labelOf(words: string, middle: number): SVGTextElement {
  const label = document.createElementNS(SVG, 'text');
  const looks = {
    x: LABEL.gap,
    y: middle,
    fill: colour('--ink'),
    'font-family': colour('--font-ui'),
    'font-size': 11,
    'dominant-baseline': 'central',
  };
  for (const [name, value] of Object.entries(looks)) label.setAttribute(name, String(value));
  label.textContent = words;
  return label;
}

function ground(width: number, height: number, of: SVGSVGElement | null): SVGRectElement {
  const rect = document.createElementNS(SVG, 'rect');
  rect.setAttribute('x', String(of?.viewBox.baseVal.x ?? 0));
  rect.setAttribute('y', String(of?.viewBox.baseVal.y ?? 0));
  rect.setAttribute('width', String(width));
  rect.setAttribute('height', String(height));
  rect.setAttribute('fill', groundColour());
  return rect;
}

function sizeOf(svg: SVGSVGElement): { width: number; height: number } {
  const box = svg.getBoundingClientRect();
  return {
    width: Math.round(box.width) || svg.viewBox.baseVal.width || 300,
    height: Math.round(box.height) || svg.viewBox.baseVal.height || 150,
  };
}

/** A copy that needs neither stylesheet nor page: its looks written into it, its links and handles left out, every text said anew. */
function sealed(svg: SVGSVGElement, say: Say): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = [svg, ...svg.querySelectorAll('*')];
  [copy, ...copy.querySelectorAll('*')].forEach((element, at) => {
    const original = originals[at];
    if (original) writeLooks(element, getComputedStyle(original));
    for (const name of ['class', 'style', 'tabindex', 'role', 'data-picture', 'data-testid'])
      element.removeAttribute(name);
    const label = element.getAttribute('aria-label');
    if (label !== null) element.setAttribute('aria-label', say(label));
    for (const text of element.childNodes)
      if (text.nodeType === Node.TEXT_NODE) text.nodeValue = say(text.nodeValue ?? '');
  });
  for (const link of copy.querySelectorAll('a')) {
    const group = document.createElementNS(SVG, 'g');
    for (const { name, value } of link.attributes)
      if (LOOKS.some((look) => look === name)) group.setAttribute(name, value);
    group.append(...link.childNodes);
    link.replaceWith(group);
  }
  return copy;
}

function writeLooks(element: Element, style: CSSStyleDeclaration): void {
  for (const name of LOOKS) {
    const value = style.getPropertyValue(name);
    if (value !== '') element.setAttribute(name, value);
  }
}

function fileText(svg: SVGSVGElement): string {
  svg.setAttribute('xmlns', SVG);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}\n`;
}
