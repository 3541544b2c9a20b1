import type { Filter } from '../../../../shared/contract.ts';
import { EVENT_COLUMNS } from '../../../../shared/model.ts';
import type { Connection } from '../../db/database.ts';
import { wholeEvents, type WholeEvent } from '../whole-events.ts';
import type { Cell, Table } from './table.ts';

/** The time first; the number that the case gives a file says nothing outside of it, so its path and hash stand at the end. */
const COLUMNS = [
  'timestamp',
  ...EVENT_COLUMNS.map(({ name }) => name).filter((name) => !['timestamp', 'evidence_id'].includes(name)),
];

/** All columns of the events that hold the filters, in order of time and place. */
export const eventTable = (desk: Connection, filters: readonly Filter[]): Table => ({
  columns: [...COLUMNS, 'evidence_path', 'evidence_member', 'evidence_sha256'],
  chunks: cellsOf(desk, filters),
});

/** Rows whose text is made at once. */
const TOGETHER = 1000;

async function* cellsOf(desk: Connection, filters: readonly Filter[]): AsyncGenerator<Cell[][]> {
  for await (const events of wholeEvents(desk, filters))
    for (let from = 0; from < events.length; from += TOGETHER)
      yield events.slice(from, from + TOGETHER).map(cells);
}

const cells = ({ row, file }: WholeEvent): Cell[] => [
  ...COLUMNS.map((name) => row[name] ?? null),
  file.path,
  file.member,
  file.sha256,
];
