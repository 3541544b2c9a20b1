/** Cells of tables that a person opens in a spreadsheet: one rule for files and for what is copied. */

import { withNamed } from './hidden-characters.ts';

export type Cell = string | number | boolean | null;

// eslint-disable-next-line no-control-regex -- these are exactly the characters to find
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

/** What a spreadsheet runs, also by the wide signs of East Asian keyboards. */
const SIGN = '[=+\\-@\\uff0b\\uff0d\\uff1d\\uff20]';
/**
 * Where it may take a sign for the beginning of a formula: at the beginning of a cell, and behind whatever separates cells for a
 * spreadsheet of another country or setting, which knows nothing of our commas and finds our quotes in the middle of its cell.
 */
const RUN = new RegExp(`([;\\t\\r\\n]"*)(?=${SIGN})`, 'g');
const BEGINNING = new RegExp(`^(?=${SIGN}|[\\t\\r\\n])`);
const KEPT_FROM_RUNNING = new RegExp(`(^|[;\\t\\r\\n]"*)'(?=${SIGN}|[\\t\\r\\n])`, 'g');

/** For a table's cell: line breaks and tabs stay, other controls have no meaning there, what cannot be seen is named. */
const shownInCell = (text: string): string =>
  withNamed(text.replace(CONTROLS, '\ufffd').toWellFormed(), '\t\r\n');

/** What stands in a cell: a sign that a spreadsheet would run a formula by gets an apostrophe before it, a number does not. */
export function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  return shownInCell(cell).replace(RUN, "$1'").replace(BEGINNING, "'");
}

/** The text of a cell that `cellText` wrote, without its apostrophes. */
export const withoutApostrophes = (cell: string): string => cell.replace(KEPT_FROM_RUNNING, '$1');

/** Rows with tabs between their cells, as a spreadsheet takes them from the clipboard; no cell has a tab or a line break of its own. */
export const tsv = (rows: readonly (readonly Cell[])[]): string =>
  rows
    .map((row) => `${row.map((cell) => cellText(cell).replaceAll(/[\t\r\n]+/g, ' ')).join('\t')}\n`)
    .join('');
