import type { Filter } from '../../../../shared/filter.ts';
import type { InputValues, QueryCell, QueryRow } from '../../../../shared/query.ts';

/** Filters for the records that a row counts. */

/** The column has the value of the row's cell; an empty cell is a missing value. */
export function is(column: string, cell: QueryCell | undefined): Filter {
  if (cell === null || cell === undefined) return { column, op: 'missing' };
  return { column, op: 'is', values: Array.isArray(cell) ? cell : [cell] };
}

/** The times of the row, or where it names none those of the input. */
export function within(row: QueryRow, from: string, to: string): Filter {
  const end = (name: string) => (typeof row[name] === 'string' ? row[name] : null);
  return { column: 'timestamp', op: 'between', from: end(from), to: end(to) };
}

export function inPeriod({ period }: InputValues): Filter[] {
  if (typeof period !== 'object' || (period.from === null && period.to === null)) return [];
  return [{ column: 'timestamp', op: 'between', from: period.from, to: period.to }];
}

export const outcome = ({ successes_only }: InputValues): Filter[] =>
  successes_only === true ? [is('event_outcome', 'success')] : [];

const NETWORK = /^AS(\d+)/;

/** `null` where a part of the events has it from our data and a part from the log: no filter says that. */
export function network(cell: QueryCell | undefined): Filter[] | null {
  const number = typeof cell === 'string' ? Number(NETWORK.exec(cell)?.[1]) : null;
  return placed(cell, number, 'source_as_number', 'log_as_number');
}

export const country = (cell: QueryCell | undefined): Filter[] | null =>
  placed(
    cell,
    typeof cell === 'string' ? cell.replace(/ \(log\)$/, '') : null,
    'source_country_iso_code',
    'log_country_iso_code',
  );

function placed(
  cell: QueryCell | undefined,
  value: string | number | null,
  ours: string,
  log: string,
): Filter[] | null {
  if (typeof cell !== 'string') return [is(ours, null), is(log, null)];
  if (cell.endsWith(' (partly log)')) return null;
  return cell.endsWith(' (log)') ? [is(ours, null), is(log, value)] : [is(ours, value)];
}

/** All of them; `null` where one cannot be said. */
export function all(...parts: (Filter | Filter[] | null)[]): Filter[] | null {
  return parts.includes(null) ? null : parts.flatMap((part) => part ?? []);
}
