import {
  hoursOf,
  MOST_SLICES,
  type CompareCell,
  type CompareInput,
  type CompareRow,
  type Comparison,
  type Measure,
} from '../../../../shared/compare.ts';
import { entityFilter } from '../../../../shared/entities.ts';
import type { Filter } from '../../../../shared/filter.ts';
import { isoMicros, type Connection } from '../../db/database.ts';
import { sql, type Statement } from '../../db/sql.ts';
import { logTimes } from '../coverage/coverage.ts';
import { facet } from '../facet.ts';
import { where } from '../filters.ts';
import { instant } from '../values.ts';
import { microsOf } from '../time.ts';
import { coverageOf, coveredOf, type Covered } from './covered.ts';

const HOUR = 3_600_000_000;
const WIDTHS = { hour: HOUR, day: 24 * HOUR } as const;

/** What an entity did in the slices of a window, beside the same slices before. Throws where a period is no whole number of slices. */
export async function compare(connection: Connection, input: CompareInput): Promise<Comparison> {
  const width = WIDTHS[input.slice];
  const window = windowOf(input, width);
  const shifts = input.shifts.map((shift) => microsBack(shift, input.slice));
  const baseline = baselineOf(input);
  const filters = [entityFilter(input.entity)];
  const logs = await logsOf(connection, filters);
  const furthest = Math.max(0, ...shifts, ...baseline);
  const stretch = { from: window.from - furthest, to: window.to, width };
  const counts = await countsOf(connection, where(filters), stretch);
  const covered = logs.map(coveredOf);
  const cell = (start: number) => cellOf(counts.get(start), input.measure, covered, start, width);
  const rows: CompareRow[] = [];
  for (let start = window.from; start < window.to; start += width)
    rows.push({
      start: isoOf(start),
      now: cell(start),
      shifted: shifts.map((back) => cell(start - back)),
      ...usual(baseline.map((back) => cell(start - back))),
    });
  return {
    entity: { kind: input.entity.kind, value: input.entity.value },
    measure: input.measure,
    slice: input.slice,
    from: isoOf(window.from),
    to: isoOf(window.to),
    shifts: input.shifts,
    baseline: input.baseline,
    logs: logs.map((log) => ({
      event_dataset: log.event_dataset,
      first_timestamp: log.first,
      last_timestamp: log.last,
    })),
    rows,
  };
}

const isoOf = (micros: number): string => isoMicros(BigInt(micros));

function windowOf({ from, to, slice }: CompareInput, width: number): { from: number; to: number } {
  const floor = (text: string) => Math.floor(Number(microsOf(text)) / width) * width;
  const window = { from: floor(from), to: floor(to) + width };
  if (window.to <= window.from) throw new Error(`the window ends before it begins: ${from} to ${to}`);
  const slices = (window.to - window.from) / width;
  if (slices > MOST_SLICES)
    throw new Error(
      `${slices} slices of an ${slice} are too many, at most ${MOST_SLICES}: choose days, or less time`,
    );
  return window;
}

function microsBack(shift: string, slice: CompareInput['slice']): number {
  const micros = hoursOf(shift) * HOUR;
  if (micros % WIDTHS[slice] !== 0) throw new Error(`${shift} is no whole number of slices of a ${slice}`);
  return micros;
}

function baselineOf({ baseline, slice }: CompareInput): number[] {
  if (baseline === null) return [];
  const every = microsBack(baseline.every, slice);
  return Array.from({ length: baseline.times }, (_, index) => every * (index + 1));
}

/** The logs that name the entity at all: where none of them covers a slice, nothing is known of it. */
async function logsOf(connection: Connection, filters: Filter[]) {
  const { values } = await facet(connection, { filters, column: 'event_dataset', limit: 1000 });
  const named = new Set(values.map(({ value }) => String(value ?? 'unknown')));
  return (await logTimes(connection)).filter((log) => named.has(log.event_dataset));
}

type Counts = Record<Measure, number>;
interface Stretch {
  from: number;
  to: number;
  width: number;
}

/** By the start of the slice; slices without an event are left out. */
async function countsOf(connection: Connection, held: Statement, { from, to, width }: Stretch) {
  const rows = await connection.rows<Counts & { start: number }>(
    sql`SELECT
          epoch_us(slice) AS start,
          CAST(sum(u.events) AS BIGINT) AS events,
          CAST(sum(u.failures) AS BIGINT) AS failures,
          count(DISTINCT coalesce(i.source_as_number, l.log_as_number)) AS networks,
          count(DISTINCT coalesce(i.source_country_iso_code, l.log_country_iso_code)) AS countries,
          count(DISTINCT i.source_address) AS addresses,
          count(DISTINCT c.user_agent_original) AS clients
        FROM (
          SELECT
            time_bucket(to_microseconds(CAST(${BigInt(width)} AS BIGINT)), timestamp, TIMESTAMP '1970-01-01') AS slice,
            address_key, log_place_key, client_key,
            count(*) AS events,
            count(*) FILTER (event_outcome = 'failure') AS failures
          FROM event_facts f
          WHERE ${held} AND timestamp >= ${instant(BigInt(from))} AND timestamp < ${instant(BigInt(to))}
          GROUP BY ALL
        ) u
        LEFT JOIN addresses i ON i.address_key = u.address_key
        LEFT JOIN log_places l ON l.log_place_key = u.log_place_key
        LEFT JOIN clients c ON c.client_key = u.client_key
        GROUP BY slice`,
  );
  return new Map(rows.map((row) => [row.start, row as Counts]));
}

/** Measures that every event has; of the others, none among some events is unknown and not zero. */
const ALWAYS_TOLD: readonly Measure[] = ['events', 'failures'];

function cellOf(
  counts: Counts | undefined,
  measure: Measure,
  logs: readonly Covered[],
  start: number,
  width: number,
): CompareCell {
  const coverage = coverageOf(logs, start, start + width);
  if (!counts) return { value: coverage === 'none' ? null : 0, coverage };
  const value = counts[measure];
  // A time that the coverage takes for a wrong one has events all the same.
  const told = coverage === 'none' ? 'part' : coverage;
  return { value: value === 0 && !ALWAYS_TOLD.includes(measure) ? null : value, coverage: told };
}

function usual(cells: readonly CompareCell[]) {
  const known = cells.filter((cell) => cell.value !== null);
  const values = known.map((cell) => cell.value ?? 0);
  const partly = known.filter((cell) => cell.coverage === 'part').length;
  if (values.length === 0) return { average: null, minimum: null, maximum: null, known: 0, partly };
  return {
    average: values.reduce((sum, value) => sum + value, 0) / values.length,
    minimum: values.reduce((least, value) => Math.min(least, value)),
    maximum: values.reduce((most, value) => Math.max(most, value)),
    known: values.length,
    partly,
  };
}
