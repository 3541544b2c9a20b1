import type { HuntParameter, ParameterValue } from '../../../../shared/definitions.ts';
import type { EntityKind } from '../../../../shared/model.ts';
import type { Condition } from '../../../../shared/rules.ts';
import { eventColumn, join, name, sql, type Identifier, type Statement } from '../../db/sql.ts';
import { DIMENSIONS } from '../../db/dimensions.ts';
import { joinedFilterOf } from './condition.ts';
import { keyOf } from './fields.ts';

export type Values = Readonly<Record<string, ParameterValue>>;

/** Whose events count. */
interface EntitySource {
  column: string;
  /** In the names of parameters and in their titles. */
  many: string;
  /** Which rows of its table are entities at all. */
  held?: Statement;
}

export const ENTITY_SOURCES: Readonly<Record<EntityKind, EntitySource>> = {
  user: { column: 'user_name', many: 'users' },
  access_key: { column: 'access_key_id', many: 'keys' },
  principal: { column: 'principal_arn', many: 'principals' },
  session: { column: 'session_id', many: 'sessions' },
  address: {
    column: 'source_address',
    many: 'addresses',
    held: sql`coalesce(source_kind, '') NOT IN ('service', 'internal')`,
  },
  client: { column: 'user_agent_original', many: 'clients' },
  host: { column: 'host_name', many: 'hosts' },
  device: { column: 'device_fingerprint', many: 'devices' },
  application: { column: 'application_name', many: 'applications' },
  domain: { column: 'url_domain', many: 'domains' },
  file_hash: { column: 'process_hash_sha256', many: 'hashes' },
  command_line: { column: 'process_command_line', many: 'command_lines' },
  person: { column: 'person', many: 'persons' },
};

/** The name under which events are told that name nobody. */
export const UNNAMED = '(none)';

interface Counted {
  outcomes: 'successes' | 'all';
  roles: boolean;
}

/** The parameters that every hunt has; what they do is tested once for all hunts. */
export function sharedParameters(entity: EntityKind, { outcomes, roles }: Counted): HuntParameter[] {
  const { many } = ENTITY_SOURCES[entity];
  const list = (parameter: string, title: string, help: string): HuntParameter => ({
    name: parameter,
    title,
    kind: 'list',
    value: [],
    help,
  });
  return [
    {
      name: 'successes_only',
      title: 'Successful events only',
      kind: 'boolean',
      value: outcomes === 'successes',
      help: 'A failed sign-in is no session: anyone can cause one from anywhere. What the log gives no outcome for is no failure.',
    },
    ...(entity === 'user' ? [{ ...ROLES, value: roles }] : []),
    list(`only_${many}`, `Only these ${many}`, `Names, upper and lower case alike. Empty: all ${many}.`),
    list(
      `ignore_${many}`,
      `Not these ${many}`,
      'Names that are known to behave like this, upper and lower case alike.',
    ),
    ...(entity === 'address' ? [] : [IGNORED_ADDRESSES]),
    list(
      'ignore_networks',
      'Not from these networks',
      'AS numbers whose events do not count, such as 13335.',
    ),
    ...(entity === 'client'
      ? []
      : [
          list(
            'ignore_clients',
            'Not with these clients',
            'Names of programs, such as Terraform, or whole user agents whose events do not count.',
          ),
        ]),
    {
      name: 'ignore_known_networks',
      title: 'Not from known networks',
      kind: 'choice',
      value: 'none',
      choices: ['none', 'confirmed', 'confirmed and learned'],
      help: 'Events from the own offices, VPN and proxies do not count: those that someone confirmed, or also those that agents were seen on.',
    },
  ];
}

const ROLES: HuntParameter = {
  name: 'include_roles',
  title: 'Count sessions of AWS roles',
  kind: 'boolean',
  value: false,
  help: 'A role is used by many machines and people at once, so that many networks are normal for it. Its keys are hunted by themselves.',
};

const IGNORED_ADDRESSES: HuntParameter = {
  name: 'ignore_addresses',
  title: 'Not from these addresses',
  kind: 'list',
  value: [],
  help: 'Addresses whose events do not count, such as those of the own VPN.',
};

/** An interval of so many microseconds, rounded to whole ones. */
export const interval = (microseconds: number): Statement =>
  sql`to_microseconds(CAST(${BigInt(Math.round(microseconds))} AS BIGINT))`;
export const HOUR = 3_600_000_000;

const texts = (value: ParameterValue | undefined): string[] =>
  Array.isArray(value) ? value.map((text) => text.toLowerCase()) : [];

/**
 * `WITH entities AS …, uses AS …, entity_names AS …`: the events that count, each with the entity that it is of. Of `everybody` where
 * those asked for are compared with the others: `is_asked` then tells them apart.
 */
export function usesOf(
  entity: EntityKind,
  where: Condition | undefined,
  values: Values,
  whose: 'asked' | 'everybody' = 'asked',
  unnamed: 'left out' | 'together' = 'left out',
): Statement {
  const { column, many, held } = ENTITY_SOURCES[entity];
  const { table, otherwise } = eventColumn(column);
  if (table === undefined) throw new Error(`entity column "${column}" is in no dimension table`);
  const key = name(keyOf(table));
  const entityColumn = name(column);
  const chosen = [sql`${entityColumn} IS NOT NULL`, ...(held ? [held] : [])];
  const only = texts(values[`only_${many}`]);
  const ignored = texts(values[`ignore_${many}`]);
  const asked = [sql`true`];
  if (only.length > 0) asked.push(sql`list_contains(${only}, lower(${entityColumn}))`);
  if (ignored.length > 0) asked.push(sql`NOT list_contains(${ignored}, lower(${entityColumn}))`);
  if (whose === 'asked') chosen.push(...asked);
  const filter = where ? joinedFilterOf(where) : null;
  // Where only some are asked for, nobody is none of them.
  const withUnnamed = unnamed === 'together' && only.length === 0;
  const of =
    otherwise === undefined
      ? ofTable(key, withUnnamed)
      : ofShared(entityColumn, table, otherwise, withUnnamed);
  // DuckDB joins faster to a table whose keys it knows from the disk than to rows that it keeps.
  return sql`WITH entities AS ${otherwise === undefined ? sql`NOT ` : sql``}MATERIALIZED (
  -- Where a name stands in several rows of its table, the first stands for all of them.
  SELECT ${key} AS source_key, ${isOnceEach(table, column) ? key : sql`min(${key}) OVER (PARTITION BY ${entityColumn})`} AS entity_key, ${entityColumn} AS entity_value,
    ${join(asked, ' AND ')} AS is_asked
  FROM ${otherwise === undefined ? sql`${name(table)}` : sharedBy(entityColumn, key, table, otherwise)}
  WHERE ${join(chosen, ' AND ')}
  ${withUnnamed ? unnamedIn(table, key, otherwise === undefined ? sql`${entityColumn} IS NOT NULL AND ${held ?? sql`true`}` : null) : sql``}
),
uses AS NOT MATERIALIZED (
  SELECT ${of.entity} AS entity_key, f.*
  FROM event_facts f
  ${of.joins}
  ${filter?.joins ?? sql``}
  ${withoutRoles(values)}
  WHERE ${join([...of.where, ...(filter ? [filter.where] : []), ...counted(values)], ' AND ')}
),
entity_names AS MATERIALIZED (SELECT DISTINCT entity_key, entity_value, is_asked FROM entities)`;
}

/** Whether a name can stand in one row of the table only. */
const isOnceEach = (table: string, column: string): boolean => {
  const natural = DIMENSIONS.find((one) => one.table === table)?.natural ?? [];
  return natural.length === 1 && natural[0] === column;
};

/** Events that have no row in the table, and the rows that name no entity; `null` where events are joined by the name itself. */
const unnamedIn = (table: string, key: Identifier, isNamed: Statement | null): Statement =>
  sql`UNION ALL
  SELECT -1, -1, ${UNNAMED}, true
  ${isNamed === null ? sql`` : sql`UNION ALL SELECT ${key}, -1, ${UNNAMED}, true FROM ${name(table)} WHERE NOT coalesce(${isNamed}, false)`}`;

/** The values of a column that two dimensions share, numbered as if they had a table of their own. */
const sharedBy = (column: Identifier, key: Identifier, table: string, otherwise: string): Statement =>
  sql`(SELECT CAST(row_number() OVER (ORDER BY ${column}) AS INTEGER) AS ${key}, ${column}
    FROM (SELECT ${column} FROM ${name(table)} UNION SELECT ${column} FROM ${name(otherwise)}))`;

/** How an event `f` comes to its entity. */
interface OfEntity {
  entity: Statement;
  joins: Statement;
  where: Statement[];
}

const ofTable = (key: Identifier, withUnnamed: boolean): OfEntity => ({
  entity: sql`e.entity_key`,
  joins: sql`JOIN entities e ON e.source_key = ${withUnnamed ? sql`coalesce(f.${key}, -1)` : sql`f.${key}`}`,
  where: [],
});

/** The first table that has a name decides, also where that name is not among the entities. The many events are joined by keys only. */
function ofShared(column: Identifier, table: string, otherwise: string, withUnnamed: boolean): OfEntity {
  const named = (from: string, as: string): Statement => {
    const key = name(keyOf(from));
    return sql`LEFT JOIN (
    SELECT t.${key} AS table_key, e.entity_key FROM ${name(from)} t LEFT JOIN entities e ON e.entity_value = t.${column} WHERE t.${column} IS NOT NULL
  ) ${name(as)} ON ${name(as)}.table_key = f.${key}`;
  };
  const entity = sql`CASE WHEN one.table_key IS NOT NULL THEN one.entity_key WHEN other.table_key IS NOT NULL THEN other.entity_key${
    withUnnamed ? sql` ELSE -1` : sql``
  } END`;
  return {
    entity,
    joins: sql`${named(table, 'one')} ${named(otherwise, 'other')}`,
    where: [sql`${entity} IS NOT NULL`],
  };
}

const withoutRoles = (values: Values): Statement =>
  values.include_roles === false
    ? sql`ANTI JOIN (SELECT principal_key FROM principals WHERE user_type = 'AssumedRole') r ON r.principal_key = f.principal_key`
    : sql``;

function counted(values: Values): Statement[] {
  const parts = [sql`true`];
  if (values.successes_only === true) parts.push(sql`f.event_outcome = 'success'`);
  const addresses = texts(values.ignore_addresses);
  if (addresses.length > 0)
    parts.push(
      notOf(
        'address_key',
        sql`SELECT address_key FROM addresses WHERE list_contains(${addresses}, lower(source_address))`,
      ),
    );
  const networks = texts(values.ignore_networks).map((text) => text.replace(/^as/, ''));
  if (networks.length > 0)
    parts.push(
      notOf(
        'address_key',
        sql`SELECT address_key FROM addresses WHERE list_contains(${networks}, CAST(source_as_number AS VARCHAR))`,
      ),
      notOf(
        'log_place_key',
        sql`SELECT log_place_key FROM log_places WHERE list_contains(${networks}, CAST(log_as_number AS VARCHAR))`,
      ),
    );
  const clients = texts(values.ignore_clients);
  if (clients.length > 0)
    parts.push(
      notOf(
        'client_key',
        sql`SELECT client_key FROM clients
          WHERE list_contains(${clients}, lower(client_name)) OR list_contains(${clients}, lower(user_agent_original))`,
      ),
    );
  if (values.ignore_known_networks !== undefined && values.ignore_known_networks !== 'none') {
    const statuses = values.ignore_known_networks === 'confirmed' ? ['confirmed'] : ['confirmed', 'learned'];
    parts.push(
      notOf(
        'address_key',
        sql`SELECT address_key FROM addresses WHERE list_contains(${statuses}, source_known_network_status)`,
      ),
    );
  }
  return parts;
}

const notOf = (key: string, keys: Statement): Statement =>
  sql`coalesce(f.${name(key)} NOT IN (${keys}), true)`;
