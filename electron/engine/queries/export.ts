import type { Asked, InputValues, QueryCell, QueryDefinition } from '../../../shared/query.ts';
import type { Connection } from '../db/database.ts';
import { isMet } from '../needs.ts';
import { csvRow } from '../report/cells.ts';
import { answers } from './ask.ts';
import { queryOf } from './index.ts';
import { completeInputs } from './inputs.ts';

export type AnswerFormat = 'csv' | 'json';

/**
 * Writes every row of an answer: as CSV with the columns' names, a list in one cell with `; ` between its values, or as one JSON object
 * with the question and its inputs, a line for each row. Gives the number of rows. Throws where the log that would answer is missing:
 * an empty file would say "none".
 */
export async function exportAnswer(
  connection: Connection,
  asked: Asked,
  format: AnswerFormat,
  write: (text: string) => Promise<void>,
): Promise<number> {
  const query = queryOf(asked.query);
  const inputs = completeInputs(query, asked.inputs);
  if (!(await isMet(connection, query.needs)))
    throw new Error(`"${query.id}" has no answer without ${query.needs.missing}`);
  const writer = format === 'csv' ? csvOf(query) : jsonOf(query, inputs);
  let rows = 0;
  await write(writer.head);
  for await (const chunk of answers(connection, query, inputs, asked.sort)) {
    await write(chunk.map((row, index) => writer.row(row, rows + index === 0)).join(''));
    rows += chunk.length;
  }
  await write(writer.foot);
  return rows;
}

type Cells = Record<string, QueryCell>;
interface Writer {
  head: string;
  row(cells: Cells, first: boolean): string;
  foot: string;
}

const csvOf = (query: QueryDefinition): Writer => ({
  head: csvRow(query.columns.map((column) => column.name)),
  row: (cells) => csvRow(query.columns.map((column) => plain(cells[column.name] ?? null))),
  foot: '',
});

function plain(cell: QueryCell): string | number | null {
  if (Array.isArray(cell)) return cell.map((value) => String(value ?? '')).join('; ');
  return typeof cell === 'boolean' ? String(cell) : cell;
}

function jsonOf(query: QueryDefinition, inputs: InputValues): Writer {
  const head = { format: 'interloper-answer', version: 1, query: query.id, title: query.title, inputs };
  return {
    head: `${JSON.stringify(head).slice(0, -1)},"rows":[`,
    row: (cells, first) => `${first ? '' : ','}\n${JSON.stringify(cells)}`,
    foot: '\n]}\n',
  };
}
