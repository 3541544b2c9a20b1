import type { Filter } from '../../shared/contract.ts';
import type { Entity, EntityKind, Scalar } from '../../shared/model.ts';

/** The column of `events` that names each kind of entity. */
export const ENTITY_COLUMN: Record<EntityKind, string> = {
  user: 'user_name',
  access_key: 'access_key_id',
  principal: 'principal_arn',
  session: 'session_id',
  address: 'source_address',
  client: 'user_agent_original',
  host: 'host_name',
  device: 'device_fingerprint',
};

const KIND_OF: Readonly<Record<string, EntityKind>> = {
  user_name: 'user',
  access_key_id: 'access_key',
  issued_access_key_id: 'access_key',
  principal_arn: 'principal',
  session_id: 'session',
  source_address: 'address',
  source_ip: 'address',
  user_agent_original: 'client',
  host_name: 'host',
  device_fingerprint: 'device',
};

/** The entity that a value of a column names, if the column names any. */
export function entityOfValue(column: string, value: Scalar): Entity | null {
  const kind = KIND_OF[column];
  return kind && typeof value === 'string' && value ? { kind, value } : null;
}

export function entityFilter(entity: Entity): Filter {
  return { column: ENTITY_COLUMN[entity.kind], op: 'is', values: [entity.value] };
}
