import type { Asked, InputValues, QueryCell, QueryDefinition } from '../../../shared/query.ts';
import type { Connection } from '../db/database.ts';
import { isMet } from '../needs.ts';
import { redactedValue } from '../redact/own-json.ts';
import { cellOf } from '../redact/redact-texts.ts';
import type { Redactor } from '../redact/redactor.ts';
import { csvRow } from '../report/cells.ts';
import { answers } from './ask.ts';
import { queryOf } from './index.ts';
import { completeInputs } from './inputs.ts';

export type AnswerFormat = 'csv' | 'json';

/**
 * Writes every row of an answer: as CSV with the columns' names, a list in one cell with `; ` between its values, or as one JSON object
 * with the question and its inputs, a line for each row. Gives the number of rows. Throws where the log that would answer is missing:
 * an empty file would say "none". With a `redactor`, the question is asked of the case as it is, and pseudonyms stand in what is written.
 */
export async function exportAnswer(
  connection: Connection,
  asked: Asked,
  format: AnswerFormat,
  write: (text: string) => Promise<void>,
  redactor: Redactor | null = null,
): Promise<number> {
  const query = queryOf(asked.query);
  const inputs = completeInputs(query, asked.inputs);
  if (!(await isMet(connection, query.needs)))
    throw new Error(`"${query.id}" has no answer without ${query.needs.missing}`);
  const writer = format === 'csv' ? csvOf(query) : jsonOf(query, inputs, redactor);
  let rows = 0;
  await write(writer.head);
  for await (const found of answers(connection, query, inputs, asked.sort)) {
    const chunk = redactor === null ? found : found.map((row) => redactedCells(query, row, redactor));
    await write(chunk.map((row, index) => writer.row(row, rows + index === 0)).join(''));
    rows += chunk.length;
  }
  await write(writer.foot);
  return rows;
}

type Cells = Record<string, QueryCell>;

/** A row of an answer as it goes out. */
const redactedCells = (query: QueryDefinition, row: Cells, redactor: Redactor): Cells =>
  Object.fromEntries(
    Object.entries(row).map(([name, cell]) => {
      const column = query.columns.find((one) => one.name === name)?.column ?? '';
      return [name, redactedCell(cell, column, redactor)];
    }),
  );

function redactedCell(cell: QueryCell, column: string, redactor: Redactor): QueryCell {
  if (Array.isArray(cell))
    return cell.map((one) => (typeof one === 'string' ? cellOf(one, column, redactor) : one));
  return typeof cell === 'string' ? cellOf(cell, column, redactor) : cell;
}

/** What was asked for, without parts of names that were looked for. */
const redactedInputs = (query: QueryDefinition, inputs: InputValues, redactor: Redactor): InputValues =>
  Object.fromEntries(
    Object.entries(redactedValue(inputs, redactor) as InputValues).map(([name, value]) => {
      const isPart = query.inputs.find((input) => input.name === name)?.kind === 'text' && value !== '';
      return [name, isPart && value === inputs[name] ? '…' : value];
    }),
  );

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

function jsonOf(query: QueryDefinition, inputs: InputValues, redactor: Redactor | null): Writer {
  const head = {
    ...{ format: 'interloper-answer', version: 1, query: query.id, title: query.title },
    ...(redactor === null
      ? { inputs }
      : { inputs: redactedInputs(query, inputs, redactor), redacted: redactor.chosen }),
  };
  return {
    head: `${JSON.stringify(head).slice(0, -1)},"rows":[`,
    row: (cells, first) => `${first ? '' : ','}\n${JSON.stringify(cells)}`,
    foot: '\n]}\n',
  };
}
