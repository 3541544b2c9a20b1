import { cellText, type Cell } from '../../../shared/safe-cells.ts';

/** Tells a spreadsheet that the file is UTF-8. */
export const BOM = '\ufeff';

/** A row of a CSV file (RFC 4180). */
export const csvRow = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(',')}\r\n`;

function csvCell(cell: Cell): string {
  const text = cellText(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
