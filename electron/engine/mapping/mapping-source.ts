import type { SourceDefinition } from '../../../shared/definitions.ts';
import {
  FORM_KINDS,
  keysOf,
  MAPPABLE,
  mappingSourceId,
  type Field,
  type FormKind,
  type Mapping,
  type TimeForm,
} from '../../../shared/mapping.ts';
import type { EventColumn } from '../../../shared/model.ts';
import { join, name, sql, type Statement } from '../db/sql.ts';
import { FAILURE_WORDS, SUCCESS_WORDS } from './outcome-words.ts';

/** A mapping as a source: what it names is bound as values, so that no text of the evidence or of the mapping becomes SQL. */
export function mappingSource(mapping: Mapping): SourceDefinition {
  const { text, values } = normaliseOf(mapping);
  return {
    id: mappingSourceId(mapping.name),
    title: mapping.title,
    datasets: [mapping.dataset],
    agents: [
      {
        dataset: mapping.dataset,
        address: 'host_external_ip',
        why: 'the mapping says that the column is the address of the device on the internet',
      },
    ],
    containers: [],
    shapes: FORM_KINDS.filter((kind) => kind === mapping.form.kind).map((id) => ({
      id,
      title: mapping.title,
      recognise: () => false,
      basis: 'documentation',
    })),
    columns: {},
    whole: true,
    normalise: text,
    values,
  };
}

/** Where a path leads, as JSON Pointer (RFC 6901). */
export const pointerOf = (kind: FormKind, path: string): string =>
  keysOf(kind, path)
    .map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');

/** Pointers in the order in which the paths are first named, and the place of each. */
class Places {
  readonly pointers: string[] = [];
  constructor(private readonly kind: FormKind) {}

  of(path: string): Statement {
    const pointer = pointerOf(this.kind, path);
    if (!this.pointers.includes(pointer)) this.pointers.push(pointer);
    return sql`v[${this.pointers.indexOf(pointer) + 1}]`;
  }

  /** The first of the paths that holds something. */
  first(paths: readonly string[]): Statement {
    return sql`coalesce(${list(paths.map((path) => this.of(path)))}, NULL)`;
  }
}

const list = (parts: readonly Statement[]): Statement => join(parts, ', ');

function normaliseOf(mapping: Mapping): Statement {
  const { fields, form, nothing, dataset } = mapping;
  const places = new Places(form.kind);
  const time = timeOf(mapping, places);
  const columns = MAPPABLE.flatMap((column) => {
    const field = column.name === 'timestamp' ? undefined : fields[column.name];
    return field ? [sql`${valueOf(column, field, places)} AS ${name(column.name)}`] : [];
  });
  return sql`SELECT * FROM (
WITH given AS (
  SELECT evidence_id, record,
    list_transform(json_extract_string(o, ${places.pointers}),
      lambda x: CASE WHEN trim(x) <> '' AND NOT list_contains(${nothing}::VARCHAR[], trim(x)) THEN x END) AS v
  FROM raw
),
dated AS (SELECT *, trim(${time.written}) AS written FROM given),
parted AS (SELECT *, regexp_extract(written, ${ISO}, ['year', 'month', 'day', 'clock', 'fraction', 'zone']) AS p FROM dated),
timed AS (SELECT *, ${time.read} AS moment FROM parted)
SELECT evidence_id, record, moment AS timestamp, CAST(${dataset} AS VARCHAR) AS event_dataset,
  ${list([...columns, sql`CASE WHEN written IS NULL THEN ${time.absent} WHEN moment IS NULL THEN ${time.wrong} END AS reject_reason`])}
FROM timed)`;
}

interface Time {
  written: Statement;
  /** An expression on `written`, and on `p`, its parts where it is an ISO time. */
  read: Statement;
  absent: string;
  wrong: string;
}

function timeOf({ fields }: Mapping, places: Places): Time {
  const field = fields['timestamp'];
  if (!field || !('from' in field) || !field.time) throw new Error('the mapping has no time');
  const { from, time } = field;
  const date = places.first(from);
  const named = [...from, ...(time.clock === undefined ? [] : [time.clock])].join(', ');
  return {
    written: time.clock === undefined ? date : sql`${date} || ' ' || trim(${places.of(time.clock)})`,
    read: momentOf(time),
    absent: `no time in ${named}`,
    wrong: `not a time as the mapping says (${time.pattern ?? time.format}) in ${named}`,
  };
}

/** Bounds keep what follows from overflowing: no time before 1970 or after 9999 is written as a number. */
const NUMBERS: Readonly<Partial<Record<TimeForm['format'], Statement>>> = {
  epoch_s: sql`CASE WHEN TRY_CAST(written AS DECIMAL(30, 9)) BETWEEN 1 AND 253402300799
    THEN make_timestamp(CAST(TRY_CAST(written AS DECIMAL(30, 9)) * 1000000 AS BIGINT)) END`,
  epoch_ms: sql`CASE WHEN TRY_CAST(written AS DECIMAL(30, 9)) BETWEEN 1 AND 253402300799999
    THEN make_timestamp(CAST(TRY_CAST(written AS DECIMAL(30, 9)) * 1000 AS BIGINT)) END`,
  epoch_us: sql`CASE WHEN TRY_CAST(written AS HUGEINT) BETWEEN 1 AND 253402300799999999
    THEN make_timestamp(CAST(TRY_CAST(written AS HUGEINT) AS BIGINT)) END`,
  epoch_ns: sql`CASE WHEN TRY_CAST(written AS HUGEINT) BETWEEN 1 AND 253402300799999999999
    THEN make_timestamp(CAST(TRY_CAST(written AS HUGEINT) // 1000 AS BIGINT)) END`,
  windows: sql`CASE WHEN TRY_CAST(written AS HUGEINT) BETWEEN 116444736000000001 AND 2650467743990000000
    THEN make_timestamp(CAST((TRY_CAST(written AS HUGEINT) - 116444736000000000) // 10 AS BIGINT)) END`,
};

function momentOf(time: TimeForm): Statement {
  const number = NUMBERS[time.format];
  if (number) return number;
  const assumed = minutesOf(time.offset);
  if (time.pattern === undefined) return isoMoment(assumed);
  const told = /%[zZ]/.test(time.pattern) ? 0 : assumed;
  return sql`CAST(try_strptime(written, ${time.pattern}) AS TIMESTAMP) - to_minutes(CAST(${told} AS BIGINT))`;
}

const ISO =
  '^(\\d{4})[-/](\\d\\d?)[-/](\\d\\d?)[T ]+(\\d\\d?:\\d\\d(?::\\d\\d)?)(?:[.,](\\d+))?\\s*(Z|z|UTC|GMT|[+-](?:[01]\\d|2[0-3])(?::?[0-5]\\d)?)?$';

const isoMoment = (assumed: number): Statement =>
  sql`TRY_CAST(concat(p.year, '-', p.month, '-', p.day, ' ', p.clock, nullif('.' || p.fraction, '.')) AS TIMESTAMP)
    - to_minutes(CASE
        WHEN p.zone = '' THEN CAST(${assumed} AS BIGINT)
        WHEN p.zone[1] NOT IN ('+', '-') THEN 0
        ELSE CAST(p.zone[1] || '1' AS BIGINT) * (60 * CAST(p.zone[2:3] AS BIGINT) + CAST('0' || right(p.zone[4:], 2) AS BIGINT))
      END)`;

/** Minutes east of UTC: `+02:00` is 120. */
function minutesOf(offset: string): number {
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  return (offset.startsWith('-') ? -1 : 1) * (60 * hours + minutes);
}

const FRACTIONS: readonly string[] = ['log_latitude', 'log_longitude'];

function valueOf(column: EventColumn, field: Field, places: Places): Statement {
  const text = 'value' in field ? sql`CAST(${field.value} AS VARCHAR)` : places.first(field.from);
  if (column.name === 'event_outcome') return outcomeOf(text, 'value' in field ? {} : (field.outcomes ?? {}));
  if (column.kind === 'boolean')
    return sql`CASE WHEN lower(trim(${text})) IN ('true', 't', 'yes', 'y', '1') THEN true
      WHEN lower(trim(${text})) IN ('false', 'f', 'no', 'n', '0') THEN false END`;
  if (column.kind !== 'number') return text;
  return FRACTIONS.includes(column.name)
    ? sql`CAST(TRY_CAST(${text} AS DECIMAL(18, 9)) AS DOUBLE)`
    : sql`TRY_CAST(${text} AS BIGINT)`;
}

/** By the mapping's own words, then by those that mean it anywhere; what is none of them is unknown. */
function outcomeOf(text: Statement, own: Readonly<Record<string, string>>): Statement {
  const word = sql`lower(trim(${text}))`;
  const cases = Object.entries(own).map(
    ([value, outcome]) => sql`WHEN ${word} = ${value.trim().toLowerCase()} THEN CAST(${outcome} AS VARCHAR)`,
  );
  return sql`CASE ${join(cases, ' ')}
    WHEN list_contains(${SUCCESS_WORDS}, ${word}) THEN 'success'
    WHEN list_contains(${FAILURE_WORDS}, ${word}) THEN 'failure'
    WHEN ${text} IS NOT NULL THEN 'unknown' END`;
}
