import { csvRow } from '../cells.ts';
import { jsonText } from '../escapes.ts';

export type Cell = string | number | boolean | null;

/** Rows in chunks, each with a cell for every column. */
export interface Table {
  columns: readonly string[];
  chunks: AsyncIterable<readonly (readonly Cell[])[]>;
}

/** Several values in one cell. */
export const listed = (values: readonly string[]): string | null =>
  values.length === 0 ? null : values.join('; ');

/** Writes the table as CSV, with the names of its columns first; gives the number of rows. */
export async function writeCsv(table: Table, write: (text: string) => Promise<void>): Promise<number> {
  let count = 0;
  await write(csvRow(table.columns));
  for await (const rows of table.chunks) {
    await write(rows.map(csvRow).join(''));
    count += rows.length;
  }
  return count;
}

/** Writes the table as one JSON object, a line for each row under the names of the columns; gives the number of rows. */
export async function writeJson(
  about: object,
  table: Table,
  write: (text: string) => Promise<void>,
): Promise<number> {
  let count = 0;
  const head = { format: 'interloper-table', version: 1, ...about };
  await write(`${jsonText(head).slice(0, -1)},"rows":[`);
  for await (const rows of table.chunks) {
    const lines = rows.map((row) =>
      jsonText(Object.fromEntries(table.columns.map((name, at) => [name, row[at]]))),
    );
    await write(lines.map((line, at) => `${count + at === 0 ? '' : ','}\n${line}`).join(''));
    count += rows.length;
  }
  await write('\n]}\n');
  return count;
}
