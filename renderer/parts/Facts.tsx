import { EVENT_COLUMNS } from '../../shared/model.ts';
import type { Finding, Scalar } from '../../shared/model.ts';
import { count, hours, percent } from '../format/number.ts';
import { columnTitle, text, columnHelp } from '../text.ts';
import { Panel } from './Panel.tsx';
import { Time } from './Time.tsx';
import { readText, Value } from './Value.tsx';

type Json = Finding['values'][string];
type JsonObject = { [name: string]: Json };

const NAMES = new Set(EVENT_COLUMNS.map(({ name }) => name));
const TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}/;
/** `AS3320 Deutsche Telekom AG`, or the bare number. */
const NETWORK = /^(?:AS(\d+)(?: |$)|(\d+)$)/;

/** Names that hunts and trees give to values of a column of `events`. */
const ALIASES: Readonly<Record<string, string>> = {
  user: 'user_name',
  users: 'user_name',
  user_agents: 'user_agent_original',
  client: 'client_name',
  clients: 'client_name',
  country: 'source_country_iso_code',
  countries: 'source_country_iso_code',
  country_iso_code: 'source_country_iso_code',
  country_iso_codes: 'source_country_iso_code',
  network: 'source_as_organization_name',
  networks: 'source_as_organization_name',
  as_organization_name: 'source_as_organization_name',
  as_organization_names: 'source_as_organization_name',
  asn: 'source_as_number',
  asns: 'source_as_number',
  as_number: 'source_as_number',
  as_numbers: 'source_as_number',
  address: 'source_address',
  addresses: 'source_address',
  public_addresses: 'source_address',
  system: 'os_name',
  systems: 'os_name',
  operating_systems: 'os_name',
  key: 'access_key_id',
  keys: 'access_key_id',
  access_keys: 'access_key_id',
  action: 'event_action',
  actions: 'event_action',
  session: 'session_id',
  sessions: 'session_id',
};

/** `mfa_method_values` are values of `mfa_method`. */
function columnOf(name: string): string | null {
  const plain = name.replace(/_values$/, '');
  return NAMES.has(plain) ? plain : (ALIASES[plain] ?? null);
}

/** Facts that a field explains, and those that a technical word does. */
function helpOf(name: string): string {
  if (/^(deviation|sigmas_above)$/.test(name)) return `${text.term.standardDeviation} (${name})`;
  const column = columnOf(name);
  return column === null ? name : columnHelp(column);
}

const titleOf = (name: string): string => text.fact[name] ?? columnTitle(columnOf(name) ?? name);

/** How many there are is told by a list that is shown whole. */
const COUNTED: Readonly<Record<string, string>> = {
  distinct_asns: 'asns',
  distinct_countries: 'countries',
  address_count: 'addresses',
  user_agent_count: 'user_agents',
};

/** A list of one beside the value itself: `network: 62240`, `asns: [AS62240 Clouvider Limited]`. */
const ONE_OF: Readonly<Record<string, string>> = { asns: 'network', countries: 'country', systems: 'system' };

const isSame = (listed: Json, one: Json): boolean =>
  typeof listed === 'string' &&
  typeof one === 'string' &&
  (listed === one || (/^\d+$/.test(one) && listed.startsWith(`AS${one} `)));

/** What says nothing more: a list of none, a number that the list beside it says, a moment that such a rule does not have. */
function saysNothing(facts: Readonly<JsonObject>, name: string): boolean {
  const value = facts[name];
  if (Array.isArray(value) && value.length === 0) return true;
  const list = facts[COUNTED[name] ?? ''];
  if (Array.isArray(list) && list.length === value) return true;
  if (
    Array.isArray(value) &&
    value.length === 1 &&
    isSame(value[0] ?? null, facts[ONE_OF[name] ?? ''] ?? null)
  )
    return true;
  return name === 'exceeded_at' && value === null;
}

/** What a hunt saw or a tree was given: names and values, each value with its pivots where it is one of a column. */
export function Facts({ facts, without = [] }: { facts: Readonly<JsonObject>; without?: readonly string[] }) {
  const entries = Object.entries(facts).filter(
    ([name, value]) => !without.includes(name) && tableOf(value) === null && !saysNothing(facts, name),
  );
  return (
    <dl className="facts">
      {entries.map(([name, value]) => (
        <div className="fact" key={name}>
          <dt title={helpOf(name)}>{titleOf(name)}</dt>
          <dd>
            <JsonValue name={name} value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Those of the values that are lists of records, each as a table in a panel. */
export function FactTables({ facts }: { facts: Readonly<JsonObject> }) {
  return Object.entries(facts).map(([name, value]) => {
    const rows = tableOf(value);
    return rows === null || isRefs(rows) ? null : <JsonTable key={name} title={titleOf(name)} rows={rows} />;
  });
}

/** Records named by their place only: they are shown as records where they are cited. */
const isRefs = (rows: readonly JsonObject[]): boolean =>
  rows.every((row) => Object.keys(row).every((name) => name === 'evidence_id' || name === 'record'));

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The rows of a list of records; `null` for everything else. */
const tableOf = (value: Json): JsonObject[] | null =>
  Array.isArray(value) && value.length > 0 && value.every(isObject) ? value : null;

const ROWS_SHOWN = 50;

function JsonTable({ title, rows }: { title: string; rows: readonly JsonObject[] }) {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return (
    <Panel title={title} flush>
      <div className="table-scroll">
        <table className="table fact-table">
          <thead>
            <tr>
              {names.map((name) => (
                <th key={name} title={helpOf(name)} className={isNumeric(rows, name) ? 'number' : ''}>
                  {isNumeric(rows, name) ? countTitle(name) : titleOf(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, ROWS_SHOWN).map((row, at) => (
              <tr key={at}>
                {names.map((name) => (
                  <td key={name} className={isNumeric(rows, name) ? 'number' : ''}>
                    <JsonValue name={name} value={row[name] ?? null} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > ROWS_SHOWN && (
        <p className="panel-more muted">{text.timeline.facetMore(rows.length - ROWS_SHOWN)}</p>
      )}
    </Panel>
  );
}

/** Numbers of something, also of what has a column: `addresses: 3`. */
const isNumeric = (rows: readonly JsonObject[], name: string): boolean =>
  kindOf(name) !== 'number' && rows.every((row) => typeof row[name] === 'number');

const countTitle = (name: string): string => text.fact[name] ?? columnTitle(name);

const kindOf = (name: string) => EVENT_COLUMNS.find((each) => each.name === columnOf(name))?.kind;

function JsonValue({ name, value }: { name: string; value: Json }) {
  if (value === null || value === undefined)
    return <span className="badge bare open">{text.state.unknown}</span>;
  if (Array.isArray(value)) return <JsonList name={name} values={value} />;
  if (isObject(value))
    return (
      <span className="chips">
        {Object.entries(value).map(([key, part]) => (
          <span key={key}>
            <span className="muted">{titleOf(key)}</span> <JsonValue name={key} value={part} />
          </span>
        ))}
      </span>
    );
  return <JsonScalar name={name} value={value} />;
}

function JsonScalar({ name, value }: { name: string; value: Exclude<Scalar, null> }) {
  if (typeof value === 'string' && TIME.test(value)) return <Time iso={value} />;
  const pivot = pivotOf(name, value);
  if (pivot)
    return (
      <Value
        column={pivot.column}
        value={pivot.value}
        longest={90}
        {...(pivot.label ? { label: pivot.label } : {})}
      />
    );
  if (typeof value === 'boolean') return <>{readText(value)}</>;
  if (typeof value === 'number' && /(^|_)hours$/.test(name)) return <>{hours(value)}</>;
  if (typeof value === 'number')
    return <>{/(^|_)share$/.test(name) ? percent(value) : Number.isInteger(value) ? count(value) : value}</>;
  return <>{value}</>;
}

/** The column and value that a shown value stands for; `AS3320 Deutsche Telekom` stands for a number. */
function pivotOf(name: string, value: Scalar): { column: string; value: Scalar; label?: string } | null {
  const column = columnOf(name);
  if (!column) return null;
  const kind = EVENT_COLUMNS.find((each) => each.name === column)?.kind;
  if (NETWORK_COLUMNS.includes(column) && typeof value === 'string') {
    const network = NETWORK.exec(value);
    const number = network?.[1] ?? network?.[2];
    if (number !== undefined)
      return {
        column: 'source_as_number',
        value: Number(number),
        label: value.startsWith('AS') ? value : `AS${value}`,
      };
  }
  if (kind === 'text' && typeof value === 'string') return { column, value };
  return kind === 'number' && typeof value === 'number' ? { column, value } : null;
}

const NETWORK_COLUMNS = ['source_as_organization_name', 'source_as_number'];
const AT_MOST = 12;

function JsonList({ name, values }: { name: string; values: readonly Json[] }) {
  if (values.length === 0) return <span className="muted">{text.state.absent}</span>;
  return (
    <ul className="stack-list">
      {values.slice(0, AT_MOST).map((value, at) => (
        <li key={at}>
          <JsonValue name={name} value={value} />
        </li>
      ))}
      {values.length > AT_MOST && (
        <li className="muted">{text.timeline.facetMore(values.length - AT_MOST)}</li>
      )}
    </ul>
  );
}
