import type { TableAsked } from '../../../../shared/exports.ts';
import { redactedValue } from '../../redact/own-json.ts';
import { cellOf } from '../../redact/redact-texts.ts';
import type { Redactor } from '../../redact/redactor.ts';
import type { Cell, Table } from './table.ts';

/** The table with pseudonyms in its cells. It was found and put in order by the values themselves, as on the screen. */
export const redactedTable = ({ columns, chunks }: Table, redactor: Redactor): Table => ({
  columns,
  chunks: redacted(columns, chunks, redactor),
});

async function* redacted(
  columns: readonly string[],
  chunks: Table['chunks'],
  redactor: Redactor,
): AsyncGenerator<Cell[][]> {
  for await (const rows of chunks)
    yield rows.map((row) =>
      row.map((cell, at) => (typeof cell === 'string' ? cellOf(cell, columns[at] ?? '', redactor) : cell)),
    );
}

/** What was asked for, as it stands at the head of the table, without parts of names that were looked for. */
export function redactedAsked(asked: TableAsked, redactor: Redactor): object {
  if (asked.table !== 'events') return redactedValue(asked, redactor) as object;
  const filters = asked.filters.map((filter) =>
    'text' in filter ? { ...filter, text: '…' } : redactedValue(filter, redactor),
  );
  return { ...asked, filters };
}
