import type { SourceDefinition } from '../../../../shared/definitions.ts';
import { ACTIVITY_DATASETS, entraRecord, normaliseActivity } from '../shared/entra.ts';
import { readInside } from '../shared/inside.ts';
import { isText } from '../shared/plain.ts';
import unwrap from './unwrap.sql?raw';

type Json = Record<string, unknown>;

/** Columns of the three tables; `dynamic` ones are objects or their text. */
const names = [
  ...['TimeGenerated', 'TimeGenerated [UTC]', 'ActivityDateTime', 'ActivityDateTime [UTC]', 'Type'],
  ...['OperationName', 'Id', 'ActivityDisplayName', 'LoggedByService', 'Result', 'ResultReason'],
  ...['InitiatedBy', 'TargetResources', 'AdditionalDetails', 'RiskEventType', 'RiskLevel', 'RiskState'],
  ...['RiskDetail', 'Source', 'DetectionTimingType', 'AdditionalInfo', 'Location', 'UserPrincipalName'],
  ...['UserId', 'ServicePrincipalId', 'IPAddress', 'UserAgent', 'RequestId', 'RequestMethod', 'RequestUri'],
  ...['ResponseStatusCode', 'SessionId', 'SignInActivityId', 'AppId', 'Scopes', 'Roles'],
];
const isOf = (record: Json, table: RegExp): boolean => table.test(isText(record.Type) ? record.Type : '');

export const source: SourceDefinition = {
  id: 'entra-activity-log-analytics',
  title: 'Microsoft Entra audit, risk detections and Graph activity from Log Analytics',
  datasets: ACTIVITY_DATASETS,
  containers: [],
  shapes: [
    {
      id: 'audit',
      title: 'Row of AuditLogs',
      recognise: (record) =>
        isOf(record, /^AuditLogs$/) && ('InitiatedBy' in record || 'TargetResources' in record),
      basis: 'real sample',
    },
    {
      id: 'risk',
      title: 'Row of AADUserRiskEvents or AADServicePrincipalRiskEvents',
      recognise: (record) => isOf(record, /^AAD\w*RiskEvents$/) && isText(record.RiskEventType),
      basis: 'documentation',
    },
    {
      id: 'graph-activity',
      title: 'Row of MicrosoftGraphActivityLogs',
      recognise: (record) => isOf(record, /^MicrosoftGraphActivityLogs$/) && isText(record.RequestUri),
      basis: 'documentation',
    },
  ],
  columns: Object.fromEntries(names.map((name) => [name, 'text' as const])),
  uniqueIds: true,
  normalise: readInside(entraRecord, unwrap, normaliseActivity),
};
