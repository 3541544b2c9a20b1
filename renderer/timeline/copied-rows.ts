import type { Row } from '../../shared/model.ts';
import { tsv } from '../../shared/safe-cells.ts';

/** Rows as a spreadsheet takes them, with the names of the columns above. */
export const rowsAsTsv = (rows: readonly Row[], columns: readonly string[]): string =>
  tsv([columns, ...rows.map((row) => columns.map((column) => row[column] ?? null))]);

/** Rows as JSON, whole: all that the case knows of them, whichever columns are shown. */
export const rowsAsJson = (rows: readonly Row[]): string =>
  JSON.stringify(
    rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))),
    null,
    2,
  );
