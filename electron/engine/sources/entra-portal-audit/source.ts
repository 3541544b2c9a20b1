import type { SourceDefinition } from '../../../../shared/definitions.ts';
import { entraRecord, normaliseActivity } from '../shared/entra.ts';
import { readInside } from '../shared/inside.ts';
import { isText, texts } from '../shared/plain.ts';
import unwrap from './unwrap.sql?raw';

const names = [
  ...['Date (UTC)', 'Service', 'Activity', 'Result', 'ResultReason', 'User Agent', 'ActorType'],
  ...['ActorDisplayName', 'ActorObjectId', 'ActorUserPrincipalName', 'IPAddress'],
  ...['ActorServicePrincipalId', 'ActorServicePrincipalName'],
  ...['Target1DisplayName', 'Target1ObjectId', 'Target1UserPrincipalName'],
  ...[1, 2, 3, 4, 5].flatMap((n) =>
    ['Name', 'OldValue', 'NewValue'].map((part) => `Target1ModifiedProperty${n}${part}`),
  ),
];

/** A row has no id of its own: the correlation id is that of a whole action. */
export const source: SourceDefinition = {
  id: 'entra-portal-audit',
  title: 'Microsoft Entra audit log from the admin center (CSV)',
  datasets: ['azure.auditlogs'],
  containers: [],
  shapes: [
    {
      id: 'row',
      title: 'Row of the audit log',
      recognise: (record) =>
        isText(record['Date (UTC)']) &&
        isText(record.Activity) &&
        isText(record.Service) &&
        isText(record.Category),
      basis: 'documentation',
    },
  ],
  columns: texts(names),
  normalise: readInside(entraRecord, unwrap, normaliseActivity),
};
