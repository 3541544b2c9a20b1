import type { ContentText } from 'pdfmake/interfaces.js';
import type { ScorePart } from '../../../../shared/model.ts';
import type { ReportedVerdict } from '../../../../shared/report.ts';
import { INK, VERDICT_INK } from './page.ts';
import { bold, joined, say, words } from './words.ts';

export const scoreOf = (parts: readonly ScorePart[]): string =>
  parts.map(({ label, points }) => `${points} (${label})`).join(' + ') || 'nothing';

export const kindOf = (kind: string): string => kind.replaceAll('_', ' ');

export const verdictWord = (one: ReportedVerdict): ContentText[] => {
  const { verdict } = one.own ?? one;
  return words(
    bold(verdict, { color: VERDICT_INK[verdict] }),
    one.own ? say(` (analyst; the facts alone: ${one.verdict})`, { color: INK.muted }) : '',
  );
};

/** A value of a finding or a parameter as a person reads it; of an object a name only where its value does not tell by itself. */
export function valueOf(value: unknown): string {
  if (Array.isArray(value)) {
    const parts = value.map(valueOf);
    return value.some((part) => typeof part === 'object')
      ? parts.slice(0, 20).join(' | ')
      : joined(parts, 20);
  }
  if (typeof value === 'object' && value !== null) return Object.entries(value).flatMap(partOf).join(', ');
  if (typeof value === 'number') return String(Math.round(value * 1e6) / 1e6);
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : '–';
}

function partOf([name, value]: [string, unknown]): string[] {
  if (value === null || value === false) return [];
  if (value === true) return [kindOf(name)];
  return typeof value === 'string' ? [value] : [`${kindOf(name)} ${valueOf(value)}`];
}
