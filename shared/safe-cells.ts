/** Cells of tables that a person opens in a spreadsheet: one rule for files and for what is copied. */

export type Cell = string | number | boolean | null;

// eslint-disable-next-line no-control-regex -- these are exactly the characters to find
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

/** What a spreadsheet would run as a formula when it opens the table, also by the wide signs of East Asian keyboards. */
const FORMULA = /^[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]/;

/** For a table's cell: line breaks and tabs stay, other controls have no meaning there. */
export const withoutControls = (text: string): string => text.replace(CONTROLS, '\ufffd').toWellFormed();

/** What stands in a cell: a text that a spreadsheet would run gets an apostrophe before it, a number does not. */
export function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const shown = withoutControls(cell);
  return FORMULA.test(shown) ? `'${shown}` : shown;
}

/** Rows with tabs between their cells, as a spreadsheet takes them from the clipboard; no cell has a tab or a line break of its own. */
export const tsv = (rows: readonly (readonly Cell[])[]): string =>
  rows
    .map((row) => `${row.map((cell) => cellText(cell).replaceAll(/[\t\r\n]+/g, ' ')).join('\t')}\n`)
    .join('');
