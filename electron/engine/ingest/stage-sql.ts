import { DIMENSIONS, FACT_COLUMNS, STAGE_COLUMNS, type Dimension } from '../db/dimensions.ts';
import { join, name, sql, type Identifier, type Statement } from '../db/sql.ts';

const list = (names: readonly string[]): Statement =>
  join(
    names.map((text) => sql`${name(text)}`),
    ', ',
  );

/** Rows of `stage` that become events. */
export const LOADABLE = sql`skip_reason IS NULL AND reject_reason IS NULL AND timestamp IS NOT NULL`;

/** The offset at the end of a time's text, `none` where it has none; null for a number, which counts from a known moment. */
const OFFSET = `CASE
  WHEN time_text IS NULL OR regexp_full_match(trim(time_text), '[0-9.,]*') THEN NULL
  ELSE coalesce(nullif(regexp_extract(trim(time_text), ':\\d\\d(?:[.,]\\d+)? ?(Z|UTC|GMT|[+-]\\d\\d(?::?\\d\\d)?)$', 1, 'i'), ''), 'none')
END AS time_offset`;

/** The columns of `stage`: those that a source gives, with their types in `events`, and why a record is no event. */
function stageColumns(given: ReadonlySet<string>, types: ReadonlyMap<string, string>): string {
  const columns = STAGE_COLUMNS.filter((column) => given.has(column)).map(
    (column) => `CAST("${column}" AS ${types.get(column) ?? 'VARCHAR'}) AS "${column}"`,
  );
  const reasons = ['skip_reason', 'reject_reason'].map(
    (reason) => `CAST(${given.has(reason) ? reason : 'NULL'} AS VARCHAR) AS ${reason}`,
  );
  return [...columns, ...reasons, ...(given.has('time_text') ? [OFFSET] : [])].join(', ');
}

/** A dimension as a source fills it: of its natural columns those that the source gives, and those that it leaves null. */
interface Filled extends Dimension {
  absent: readonly string[];
}

/** The row of the dimension `table` (under the name `known`) that has the values of `row`. */
const matches = ({ natural, absent }: Filled, known: Identifier, row: Identifier): Statement =>
  join(
    [
      ...natural.map((column) => sql`${known}.${name(column)} IS NOT DISTINCT FROM ${row}.${name(column)}`),
      ...absent.map((column) => sql`${known}.${name(column)} IS NULL`),
    ],
    ' AND ',
  );

/** Adds the values of `stage` that a dimension does not have yet, in order of the values. */
function addNewValues(filled: Filled): Statement {
  const { stored, key, natural } = filled;
  const some = join(
    natural.map((column) => sql`${name(column)} IS NOT NULL`),
    ' OR ',
  );
  return sql`INSERT INTO ${name(stored)} (${name(key)}, ${list(natural)})
    SELECT (SELECT coalesce(max(${name(key)}), 0) FROM ${name(stored)}) + row_number() OVER (ORDER BY ${list(natural)}), ${list(natural)}
    FROM (SELECT DISTINCT ${list(natural)} FROM stage WHERE ${some}) fresh
    ANTI JOIN ${name(stored)} known ON ${matches(filled, name('known'), name('fresh'))}`;
}

const joined = (filled: Filled): Statement =>
  sql`LEFT JOIN ${name(filled.stored)} ON ${matches(filled, name(filled.stored), name('stage'))}`;

/** How the rows of a source that gives these columns get into the case; dimensions it has none of are left out. */
export interface Loading {
  /** What is selected of the source's rows into `stage`. */
  columns: string;
  /** Moves `stage`, now holding nothing but events, into the case. */
  load: readonly Statement[];
  /** Whether `stage` has `time_offset`. */
  tellsOffsets: boolean;
}

export function loadingOf(given: ReadonlySet<string>, types: ReadonlyMap<string, string>): Loading {
  const dimensions = DIMENSIONS.filter(({ natural }) => natural.some((column) => given.has(column))).map(
    (one) => ({
      ...one,
      natural: one.natural.filter((column) => given.has(column)),
      absent: one.natural.filter((column) => !given.has(column)),
    }),
  );
  const facts = FACT_COLUMNS.filter((column) => given.has(column));
  return {
    columns: stageColumns(given, types),
    load: [...dimensions.map(addNewValues), addFacts(facts, dimensions)],
    tellsOffsets: given.has('time_text'),
  };
}

/** The events of `stage`, with keys in place of what repeats. */
const addFacts = (facts: readonly string[], dimensions: readonly Filled[]): Statement =>
  sql`INSERT INTO event_facts BY NAME
  SELECT ${join([...facts.map((column) => sql`stage.${name(column)}`), ...dimensions.map(({ stored, key }) => sql`${name(stored)}.${name(key)}`)], ', ')}
  FROM stage ${join(dimensions.map(joined), ' ')}`;
