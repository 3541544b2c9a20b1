import type { Row } from '../../shared/model.ts';
import type { TextToRedact } from '../../shared/redaction.ts';
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

/** The texts of rows, each with its column, and the rows again with others in their place. */
export function textsOfRows(rows: readonly Row[]): {
  texts: TextToRedact[];
  withTexts: (texts: readonly string[]) => Row[];
} {
  const texts = rows.flatMap((row) =>
    Object.entries(row).flatMap(([column, value]) =>
      typeof value === 'string' ? [{ text: value, column }] : [],
    ),
  );
  const withTexts = (given: readonly string[]) => {
    let at = 0;
    const next = (value: string) => given[at++] ?? value;
    return rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([column, value]) => [
          column,
          typeof value === 'string' ? next(value) : value,
        ]),
      ),
    );
  };
  return { texts, withTexts };
}
