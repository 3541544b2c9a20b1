import { withoutControls } from './escapes.ts';

/** What a spreadsheet would run as a formula when it opens the file, also by the wide signs of East Asian keyboards. */
const FORMULA = /^[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]/;

/** Tells a spreadsheet that the file is UTF-8. */
export const BOM = '\ufeff';

/** A row of a CSV file (RFC 4180); a text that a spreadsheet would run gets an apostrophe before it, a number does not. */
export const csvRow = (cells: readonly (string | number | boolean | null)[]): string =>
  `${cells.map(csvCell).join(',')}\r\n`;

function csvCell(cell: string | number | boolean | null): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const shown = withoutControls(cell);
  const text = FORMULA.test(shown) ? `'${shown}` : shown;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
