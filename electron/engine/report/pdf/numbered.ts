import type { ContentText } from 'pdfmake/interfaces.js';
import type { Citation } from '../../../../shared/report.ts';
import { by } from '../order.ts';
import { muted, say } from './words.ts';
import { INK } from './page.ts';

/** References that are written out for one answer; the rest is counted. */
const WRITTEN = 40;

/** Every record that the report cites, numbered in order of time and place, so that a number means the same in every run. */
export class NumberedRecords {
  readonly list: readonly Citation[];
  private readonly numbers: ReadonlyMap<string, number>;

  constructor(citations: Iterable<Citation>) {
    const unique = new Map([...citations].map((one) => [keyOf(one), one]));
    this.list = [...unique.values()].sort(inOrder);
    this.numbers = new Map(this.list.map((one, index) => [keyOf(one), index + 1]));
  }

  numberOf(citation: Citation): number {
    const number = this.numbers.get(keyOf(citation));
    if (number === undefined)
      throw new Error(`a record without a number: ${citation.path}, ${citation.record}`);
    return number;
  }

  /** Numbers that lead to the records; those that follow one another as `R3–R7`. */
  references(citations: readonly Citation[]): ContentText[] {
    const stretches = stretchesOf(citations.map((one) => this.numberOf(one)));
    const shown = stretches.slice(0, WRITTEN);
    const pieces = shown.flatMap(([first, last], index) => [
      ...(index > 0 ? say(', ') : []),
      ...reference(first),
      ...(last > first ? [...say(last === first + 1 ? ', ' : '–'), ...reference(last)] : []),
    ]);
    const left = stretches.slice(WRITTEN).reduce((sum, [first, last]) => sum + last - first + 1, 0);
    return left > 0 ? [...pieces, ...muted(` and ${left} more`)] : pieces;
  }
}

export const recordId = (number: number): string => `record-${number}`;

const reference = (number: number): ContentText[] =>
  say(`R${number}`, { color: INK.link, to: recordId(number) });

const keyOf = ({ sha256, path, member, record }: Citation): string =>
  JSON.stringify([sha256, path, member, record]);

const inOrder = by((one: Citation) => [one.timestamp, one.path, one.member ?? '', one.sha256, one.record]);

function stretchesOf(numbers: readonly number[]): [first: number, last: number][] {
  const stretches: [number, number][] = [];
  for (const number of [...new Set(numbers)].sort((a, b) => a - b)) {
    const last = stretches.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else stretches.push([number, number]);
  }
  return stretches;
}
