import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { ParsedAddress } from '../parse-address.ts';
import { RangeTable } from '../range-table.ts';
import { boundOf, fieldsOf, FORMS, type Form } from './csv-line.ts';
import { refuse, type Opened } from './opened.ts';
import { SAID_VALUES, saidBy, type Said } from './said.ts';

/** A line in a table of addresses is never longer. */
const LONGEST_LINE = 10_000;

/** Whether text begins as a table of address ranges does; its own name is not looked at. */
export function looksLikeRanges(beginning: string): boolean {
  const fields = fieldsOf(beginning.replace(/^\ufeff/, '').split(/\r?\n/, 1)[0] ?? '');
  return fields !== null && fields.length >= 3 && fields.slice(0, 2).every(isBound);
}

const isBound = (field: string): boolean => boundOf(field, 4) !== null || boundOf(field, 6) !== null;

/**
 * Reads a table without header: first and last address, as addresses or as decimal numbers, then a country, or AS number and
 * organisation, or a city. Throws one line that names the first line that is none. `lines` is how many there are.
 */
export async function openCsv(path: string, name: string, lines: number): Promise<Opened> {
  const reading = new Reading(name, lines);
  const stream = createReadStream(path, 'utf8');
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) reading.take(line);
  } finally {
    stream.destroy();
  }
  return reading.opened();
}

class Reading {
  private line = 0;
  private form: Form | null = null;
  private table: RangeTable<Said | null> | null = null;
  private family: 4 | 6 = 4;
  private readonly kept = new Map<string, Said | null>();

  constructor(
    private readonly name: string,
    private readonly lines: number,
  ) {}

  take(text: string): void {
    this.line++;
    if (text === '' || text === '\ufeff') return;
    const fields =
      text.length > LONGEST_LINE ? null : fieldsOf(this.line === 1 ? text.replace(/^\ufeff/, '') : text);
    const [from = '', to = '', ...rest] = fields ?? [];
    const { form, table } = this.begin(from, to, rest);
    const first = boundOf(from, this.family);
    const last = boundOf(to, this.family);
    if (!form.fits(rest) || !first || !last || compare(first, last) > 0) throw this.broken();
    try {
      table.push(first, last, this.said(form, rest));
    } catch (cause) {
      throw refuse(this.name, `line ${this.line}: ranges are not in ascending order`, cause);
    }
  }

  opened(): Opened {
    const { form, table, family } = this;
    if (!form || !table) throw refuse(this.name, 'it is empty');
    const values = SAID_VALUES.filter((value) => [...this.kept.values()].some((said) => said?.[value]));
    if (values.length === 0) throw refuse(this.name, `none of its ${table.size} lines says anything`);
    return {
      title: form.title,
      version: `${table.size} ranges of IPv${family}`,
      date: null,
      entries: table.size,
      values,
      find: (address: ParsedAddress) =>
        address.family === family ? (table.find(address.words) ?? null) : null,
    };
  }

  /** The first line decides of what form and family they all are. */
  private begin(from: string, to: string, rest: readonly string[]) {
    this.form ??= FORMS.find((form) => form.fits(rest)) ?? null;
    if (!this.form) throw this.broken();
    if (!this.table) {
      this.family = familyOf(from, to);
      this.table = new RangeTable(this.family, this.lines);
    }
    return { form: this.form, table: this.table };
  }

  private said(form: Form, rest: readonly string[]): Said | null {
    const key = rest.join('\n');
    const known = this.kept.get(key);
    if (known !== undefined) return known;
    const said = saidBy(form.read(rest));
    this.kept.set(key, said);
    return said;
  }

  private broken(): Error {
    const { title } = this.form ?? {
      title: 'first,last,country or first,last,number,organisation or a city',
    };
    return refuse(this.name, `line ${this.line}: not a line of ${title}`);
  }
}

/** A table of numbers is of IPv6 where its first range ends behind IPv4. */
const familyOf = (from: string, to: string): 4 | 6 =>
  `${from}${to}`.includes(':') || boundOf(to, 4) === null ? 6 : 4;

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [at, word] of a.entries()) {
    const difference = word - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
