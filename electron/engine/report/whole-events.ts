import type { Filter } from '../../../shared/contract.ts';
import type { Row } from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import { wholeRows } from '../desk/event-rows.ts';
import { where } from '../desk/filters.ts';
import { bounds, locate, within, type Window } from '../desk/positions.ts';

/** Events that are in memory at once. */
const SLICE = 20_000;

/** The file that an event stands in. */
export interface EventFile {
  path: string;
  member: string | null;
  sha256: string | null;
}

export interface WholeEvent {
  row: Row;
  file: EventFile;
}

/**
 * The facts of all events that hold the filters, in order of (timestamp, path, member, record). They are read in slices of time instead
 * of one open stream: sorting the whole case would spill, and any other query on the connection would end a stream.
 */
export async function* factSlices(desk: Connection, filters: readonly Filter[]): AsyncGenerator<Row[]> {
  const { total } = await bounds(desk, filters);
  let read = 0;
  while (read < total) {
    const window = await locate(desk, filters, read, SLICE);
    const facts = window ? await slice(desk, window, filters) : [];
    if (facts.length === 0)
      throw new Error(`the case changed while it was exported: ${read} of ${total} events written`);
    yield facts;
    read += facts.length;
  }
}

/** The same with all columns of each, and its file. */
export async function* wholeEvents(
  desk: Connection,
  filters: readonly Filter[],
): AsyncGenerator<WholeEvent[]> {
  const files = await eventFiles(desk);
  for await (const facts of factSlices(desk, filters)) {
    const rows = await wholeRows(desk, facts);
    yield rows.map((row) => ({ row, file: files.get(Number(row['evidence_id'])) ?? NO_FILE }));
  }
}

const NO_FILE: EventFile = { path: '', member: null, sha256: null };

const slice = (desk: Connection, window: Window, filters: readonly Filter[]): Promise<Row[]> =>
  desk.rows<Row>(
    sql`SELECT f.* FROM (SELECT * FROM event_facts f WHERE ${within(window, where(filters))}) f
        LEFT JOIN evidence e ON e.evidence_id = f.evidence_id
        ORDER BY f.timestamp, e.path, e.member NULLS FIRST, e.sha256, f.record, f.evidence_id
        LIMIT ${window.take} OFFSET ${window.skip}`,
  );

async function eventFiles(desk: Connection): Promise<Map<number, EventFile>> {
  const rows = await desk.rows<EventFile & { evidence_id: number }>(
    'SELECT evidence_id, path, member, sha256 FROM evidence',
  );
  return new Map(rows.map(({ evidence_id, ...file }) => [evidence_id, file]));
}
