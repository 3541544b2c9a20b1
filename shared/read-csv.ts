/** One cell of a table of text, and where it stands, from 1: the column counts characters. */
export interface CsvCell {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Reads CSV: commas, quotes doubled inside quotes, LF or CRLF. Cells are trimmed unless quoted; lines that are empty or begin
 * with `#` are passed over. Throws where a quote is not closed, naming line and column.
 */
export function readCsv(text: string): CsvCell[][] {
  const rows: CsvCell[][] = [];
  const reader = new Reader(text);
  while (!reader.done) {
    if (reader.skipsLine()) continue;
    rows.push(reader.row());
  }
  return rows;
}

class Reader {
  private at = 0;
  private line = 1;
  private lineStart = 0;

  constructor(private readonly text: string) {}

  get done(): boolean {
    return this.at >= this.text.length;
  }

  /** Passes over a line that says nothing. */
  skipsLine(): boolean {
    const end = this.endOfLine();
    const line = this.text.slice(this.at, end).trim();
    if (line !== '' && !line.startsWith('#')) return false;
    this.at = end;
    this.newLine();
    return true;
  }

  row(): CsvCell[] {
    const cells: CsvCell[] = [];
    for (;;) {
      cells.push(this.cell());
      if (this.text[this.at] !== ',') break;
      this.at++;
    }
    this.newLine();
    return cells;
  }

  private cell(): CsvCell {
    while (this.text[this.at] === ' ' || this.text[this.at] === '\t') this.at++;
    const place = { line: this.line, column: this.at - this.lineStart + 1 };
    if (this.text[this.at] === '"') return { text: this.quoted(place), ...place };
    const comma = this.text.indexOf(',', this.at);
    const end = this.endOfLine();
    const text = this.text.slice(this.at, comma < 0 ? end : Math.min(comma, end));
    this.at += text.length;
    return { text: text.trim(), ...place };
  }

  private quoted(place: Omit<CsvCell, 'text'>): string {
    let text = '';
    for (this.at++; ; this.at++) {
      const code = this.text[this.at];
      if (code === undefined) throw new Error(`${placeOfCell(place)}: the quote is not closed`);
      if (code === '"' && this.text[++this.at] !== '"') break;
      if (code === '\n') this.countLine(this.at + 1);
      text += code;
    }
    const rest = /^[ \t\r]*(?=,|\n|$)/.exec(this.text.slice(this.at, this.at + 100));
    if (!rest) throw new Error(`${placeOfCell(place)}: text behind the closing quote`);
    this.at += rest[0].length;
    return text;
  }

  private endOfLine(): number {
    const end = this.text.indexOf('\n', this.at);
    return end < 0 ? this.text.length : end;
  }

  private newLine(): void {
    if (this.done) return;
    this.at++;
    this.countLine(this.at);
  }

  private countLine(start: number): void {
    this.line++;
    this.lineStart = start;
  }
}

/** `line 3, column 7`. */
export const placeOfCell = ({ line, column }: Omit<CsvCell, 'text'>): string =>
  `line ${line}, column ${column}`;
