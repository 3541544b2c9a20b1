import type { MADE_FIELDS } from '../../../../shared/rules.ts';
import { DIMENSIONS } from '../../db/dimensions.ts';
import { eventColumn, join, name, sql, type Statement } from '../../db/sql.ts';

/** Something that events are told apart by. */
export interface FieldDefinition {
  /** Columns of `event_facts` that it is made of: keys of dimension tables, or the fact itself. */
  carried: readonly string[];
  /** Its value, where these columns stand in `t` and their dimension tables are joined under their own names. */
  value: Statement;
  /** How a value is written for a person. */
  shown: (value: Statement) => Statement;
  /** How the one value of a hit is told where more is known of it: over `d`, the row of `told`. */
  told?: Statement;
  /** In parameters and sentences. */
  one: string;
  many: string;
}

/** Calls of services and from inside a cloud come from no network of anybody. */
const outside = (value: Statement): Statement =>
  sql`CASE WHEN coalesce(addresses.source_kind, '') NOT IN ('service', 'internal') THEN ${value} END`;
const plain = (value: Statement): Statement => sql`CAST(${value} AS VARCHAR)`;
const PLACE = ['address_key', 'log_place_key'];

const MADE: Readonly<Record<(typeof MADE_FIELDS)[number], FieldDefinition>> = {
  network: {
    carried: PLACE,
    value: outside(sql`coalesce(addresses.source_as_number, log_places.log_as_number)`),
    shown: (value) => sql`'AS' || ${value}`,
    told: sql`d.asns[1]`,
    one: 'network',
    many: 'networks',
  },
  country: {
    carried: PLACE,
    value: outside(sql`coalesce(addresses.source_country_iso_code, log_places.log_country_iso_code)`),
    shown: plain,
    one: 'country',
    many: 'countries',
  },
  address: {
    carried: ['address_key'],
    value: outside(sql`coalesce(addresses.source_ip, addresses.source_address)`),
    shown: plain,
    one: 'address',
    many: 'addresses',
  },
  public_address: {
    carried: ['address_key'],
    value: sql`CASE WHEN addresses.source_kind = 'public' THEN coalesce(addresses.source_ip, addresses.source_address) END`,
    shown: plain,
    one: 'public address',
    many: 'public addresses',
  },
  client: {
    carried: ['client_key'],
    value: sql`coalesce(clients.client_name, clients.user_agent_original)`,
    shown: plain,
    one: 'client',
    many: 'clients',
  },
  client_family: {
    carried: ['client_key'],
    value: sql`coalesce(concat_ws(' on ', clients.client_name, clients.os_name), clients.user_agent_original)`,
    shown: plain,
    one: 'client',
    many: 'clients',
  },
  system: {
    carried: ['client_key', 'device_key'],
    value: sql`coalesce(clients.os_name, devices.device_os_name)`,
    shown: plain,
    one: 'operating system',
    many: 'operating systems',
  },
  device: {
    carried: ['device_key'],
    value: sql`coalesce(devices.device_id, devices.device_fingerprint)`,
    shown: plain,
    one: 'device',
    many: 'devices',
  },
  mfa_kind: {
    carried: ['mfa_method'],
    value: sql`CASE
      WHEN regexp_matches(t.mfa_method, '(?i)push|notification|phone app|approve') THEN 'push'
      WHEN regexp_matches(t.mfa_method, '(?i)password') THEN 'password'
      WHEN regexp_matches(t.mfa_method, '(?i)sms|text message|voice|phone call|mobile phone') THEN 'phone'
      WHEN regexp_matches(t.mfa_method, '(?i)totp|one.?time|\\bcode\\b|token|otp|software') THEN 'code'
      WHEN regexp_matches(t.mfa_method, '(?i)fido|webauthn|passkey|security key|hello|certificate|smart|signed_nonce|fastpass') THEN 'key'
      ELSE t.mfa_method END`,
    shown: plain,
    one: 'kind of factor',
    many: 'kinds of factor',
  },
  cloud_or_not: {
    carried: PLACE,
    value: outside(
      sql`CASE WHEN addresses.source_cloud_provider IS NOT NULL THEN 'cloud' WHEN coalesce(addresses.source_as_number, log_places.log_as_number) IS NOT NULL THEN 'not cloud' END`,
    ),
    shown: plain,
    one: 'kind of network',
    many: 'kinds of network',
  },
};

const MANY: Readonly<Record<string, string>> = {
  user_agent_original: 'user agents',
  application_name: 'applications',
  user_name: 'users',
  access_key_id: 'keys',
  session_id: 'sessions',
  event_dataset: 'logs',
  event_action: 'actions',
  event_provider: 'services',
  mfa_method: 'methods',
  device_fingerprint: 'fingerprints',
  process_command_line: 'command lines',
  host_name: 'hosts',
  person: 'persons',
};

/** Throws on a name that is neither made of columns nor a column of `events`. */
export function fieldOf(field: string): FieldDefinition {
  const made = (MADE as Readonly<Record<string, FieldDefinition | undefined>>)[field];
  if (made) return made;
  const { table, otherwise } = eventColumn(field);
  const many = MANY[field] ?? `${field.replaceAll('_', ' ')}s`;
  const words = { shown: plain, one: many.replace(/s$/, ''), many };
  if (table === undefined) return { carried: [field], value: sql`t.${name(field)}`, ...words };
  const value = sql`${name(table)}.${name(field)}`;
  if (otherwise === undefined) return { carried: [keyOf(table)], value, ...words };
  const second = sql`coalesce(${value}, ${name(otherwise)}.${name(field)})`;
  return { carried: [keyOf(table), keyOf(otherwise)], value: second, ...words };
}

export function keyOf(table: string): string {
  const found = DIMENSIONS.find((one) => one.table === table);
  if (!found) throw new Error(`no such dimension table: ${table}`);
  return found.key;
}

/** Columns of `event_facts` that the fields are made of, each once, sorted. */
export const carriedBy = (fields: readonly FieldDefinition[]): string[] =>
  [...new Set(fields.flatMap(({ carried }) => carried))].sort();

export const names = (columns: readonly string[], of?: string): Statement =>
  join(
    columns.map((column) => (of === undefined ? sql`${name(column)}` : sql`${name(of)}.${name(column)}`)),
    ', ',
  );

/** The dimension tables of these columns, joined to `t`. */
export function joined(columns: readonly string[]): Statement {
  const tables = DIMENSIONS.filter(({ key }) => columns.includes(key));
  return join(
    tables.map(
      ({ table, key }) => sql`LEFT JOIN ${name(table)} ON ${name(table)}.${name(key)} = t.${name(key)}`,
    ),
    '\n',
  );
}

/** `a.x IS NOT DISTINCT FROM b.x AND …` */
export const alike = (columns: readonly string[], a: string, b: string): Statement =>
  columns.length === 0
    ? sql`true`
    : join(
        columns.map(
          (column) => sql`${name(a)}.${name(column)} IS NOT DISTINCT FROM ${name(b)}.${name(column)}`,
        ),
        ' AND ',
      );

/** `, a, b`; nothing without columns. */
export const following = (columns: readonly string[], of?: string): Statement =>
  columns.length === 0 ? sql`` : sql`, ${names(columns, of)}`;
