import type { SourceDefinition } from '../../../../shared/definitions.ts';
import { ACTIVITY_DATASETS, entraRecord, normaliseEntra, SIGN_IN_DATASETS } from '../shared/entra.ts';
import { isObject, isText } from '../shared/plain.ts';

export const source: SourceDefinition = {
  id: 'entra-sign-in',
  title: 'Microsoft Entra sign-ins, audit, risk detections and Graph activity',
  datasets: [...SIGN_IN_DATASETS, ...ACTIVITY_DATASETS],
  containers: ['records', 'value'],
  shapes: [
    {
      id: 'diagnostic',
      title: 'Diagnostic record (event hub or storage account)',
      recognise: (record) =>
        isText(record.category) &&
        isObject(record.properties) &&
        (/(signinlogs|^auditlogs|riskevents|^microsoftgraphactivitylogs)$/i.test(record.category) ||
          (isText(record.resourceId) && /\/providers\/microsoft\.aadiam$/i.test(record.resourceId))),
      basis: 'real sample',
    },
    {
      id: 'graph',
      title: 'Microsoft Graph signIn object',
      recognise: (record) =>
        isText(record.id) &&
        'createdDateTime' in record &&
        isObject(record.status) &&
        'ipAddress' in record &&
        ('userPrincipalName' in record || 'servicePrincipalId' in record),
      basis: 'documentation',
    },
    {
      id: 'graph-audit',
      title: 'Microsoft Graph directoryAudit object',
      recognise: (record) =>
        isText(record.activityDisplayName) && isText(record.activityDateTime) && isObject(record.initiatedBy),
      basis: 'documentation',
    },
    {
      id: 'graph-risk',
      title: 'Microsoft Graph riskDetection object',
      recognise: (record) =>
        isText(record.riskEventType) && isText(record.riskLevel) && 'detectedDateTime' in record,
      basis: 'documentation',
    },
  ],
  columns: entraRecord,
  uniqueIds: true,
  normalise: normaliseEntra,
};
