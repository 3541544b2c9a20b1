import type { Filter } from './filter.ts';
import type { Entity, EntityKind } from './model.ts';

/** The columns of `events` that name an entity of each kind; where there are several, an event is of the entity by any of them. */
export const ENTITY_COLUMNS: Readonly<Record<EntityKind, readonly [string, ...string[]]>> = {
  user: ['user_name'],
  access_key: ['access_key_id'],
  principal: ['principal_arn'],
  session: ['session_id'],
  address: ['source_address', 'source_ip'],
  client: ['user_agent_original'],
  application: ['application_name'],
  device: ['device_id', 'device_fingerprint'],
  host: ['host_name', 'host_id'],
  domain: ['url_domain'],
  file_hash: [
    'process_hash_sha256',
    'file_hash_sha256',
    'process_hash_sha1',
    'file_hash_sha1',
    'process_hash_md5',
    'file_hash_md5',
  ],
  command_line: ['process_command_line', 'process_parent_command_line'],
  person: ['person'],
};

/** Columns where the same name stands for something that another did: a mail to the user, a connection to the address. */
export const ELSEWHERE_COLUMNS: Partial<Readonly<Record<EntityKind, readonly string[]>>> = {
  user: ['email_to_address', 'email_from_address', 'resource_name'],
  access_key: ['issued_access_key_id'],
  principal: ['role_arn'],
  address: ['destination_ip', 'host_ip', 'host_external_ip'],
};

const KINDS = new Map<string, EntityKind>(
  (Object.keys(ENTITY_COLUMNS) as EntityKind[]).flatMap((kind) =>
    [...ENTITY_COLUMNS[kind], ...(ELSEWHERE_COLUMNS[kind] ?? [])]
      // The name of a resource is that of a user by chance only.
      .filter((column) => column !== 'resource_name')
      .map((column) => [column, kind] as const),
  ),
);

const among = (columns: readonly [string, ...string[]], value: string): Filter =>
  columns.length === 1
    ? { column: columns[0], op: 'is', values: [value] }
    : { column: columns[0], op: 'among', columns: [...columns], values: [value] };

/** What all events of an entity hold, and no others. */
export const entityFilter = ({ kind, value }: Entity): Filter => among(ENTITY_COLUMNS[kind], value);

/** What all events hold that share the entity's name, also where it stands for something that another did. */
export const sharingFilter = ({ kind, value }: Entity): Filter =>
  among([...ENTITY_COLUMNS[kind], ...(ELSEWHERE_COLUMNS[kind] ?? [])], value);

/** The entity that a value of a column names, if the column names any. */
export function entityOfValue(column: string, value: unknown): Entity | null {
  const kind = KINDS.get(column);
  return kind && typeof value === 'string' && value ? { kind, value } : null;
}
