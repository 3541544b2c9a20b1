export interface CsvRow {
  cells: string[];
  /** Where it begins, from 1. */
  line: number;
}

/** Rows of a small CSV text (RFC 4180), without the empty ones. */
export function readCsv(text: string): CsvRow[] {
  const rows: CsvRow[] = [];
  let row: CsvRow = { cells: [], line: 1 };
  let line = 1;
  for (const [, quoted, plain, end] of text.matchAll(CELL)) {
    const cell = quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"');
    row.cells.push(cell);
    line += cell.split('\n').length - 1;
    if (end === ',') continue;
    if (row.cells.some((each) => each.trim() !== '')) rows.push(row);
    row = { cells: [], line: ++line };
  }
  return rows;
}

const CELL = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n|\n|\r|$)/g;
