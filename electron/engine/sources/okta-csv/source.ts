import type { SourceDefinition } from '../../../../shared/definitions.ts';
import { readInside } from '../shared/inside.ts';
import { oktaEvent } from '../shared/okta-system-log.ts';
import normalise from '../shared/okta-system-log.sql?raw';
import { isText, texts } from '../shared/plain.ts';
import unwrap from './unwrap.sql?raw';

/** The names of the System Log, flattened and in snake case; a table has those that its events fill. */
const names = [
  ...['uuid', 'timestamp', 'published', 'event_type', 'display_message', 'outcome.result', 'outcome.reason'],
  ...['actor.id', 'actor.type', 'actor.alternate_id', 'client.id', 'client.ip_address'],
  ...['client.user_agent.raw_user_agent', 'client.user_agent.os', 'client.geographical_context.city'],
  ...['client.geographical_context.state', 'client.geographical_context.country'],
  ...['client.geographical_context.geolocation.state', 'client.geographical_context.geolocation.lat'],
  ...['client.geographical_context.geolocation.lon', 'device.id', 'device.managed', 'device.os_platform'],
  ...['authentication_context.external_session_id', 'authentication_context.root_session_id'],
  ...['security_context.as_number', 'security_context.as_org', 'security_context.is_proxy'],
  ...['behaviors', 'risk', 'log_only_security_data', 'threat_suspected', 'device_fingerprint', 'dt_hash'].map(
    (name) => `debug_context.debug_data.${name}`,
  ),
  'debug_context.debug_data.factor',
  ...[0, 1, 2, 3].flatMap((n) =>
    ['id', 'type', 'alternate_id', 'display_name', 'detail_entry.method_type_used'].map(
      (name) => `target${n}.${name}`,
    ),
  ),
];

export const source: SourceDefinition = {
  id: 'okta-csv',
  title: 'Okta System Log from the Admin Console (CSV)',
  datasets: ['okta.system'],
  containers: [],
  shapes: [
    {
      id: 'row',
      title: 'Row of the System Log',
      recognise: (record) =>
        isText(record.uuid) &&
        isText(record.event_type) &&
        (isText(record.timestamp) || isText(record.published)),
      basis: 'documentation',
    },
  ],
  columns: texts(names),
  uniqueIds: true,
  normalise: readInside(oktaEvent, unwrap, normalise),
};
