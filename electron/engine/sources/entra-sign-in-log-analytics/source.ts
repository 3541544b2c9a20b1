import type { SourceDefinition } from '../../../../shared/definitions.ts';
import { entraSignInRecord, normaliseSignIns, SIGN_IN_DATASETS } from '../shared/entra.ts';
import { readInside } from '../shared/inside.ts';
import { isText } from '../shared/plain.ts';
import unwrap from './unwrap.sql?raw';

/** Columns of the four tables; `dynamic` ones are objects or their text. */
const names = [
  ...['TimeGenerated', 'TimeGenerated [UTC]', 'CreatedDateTime', 'CreatedDateTime [UTC]', 'Type', 'Category'],
  ...['OperationName', 'ResultType', 'ResultDescription', 'Id', 'OriginalRequestId', 'IPAddress', 'Location'],
  ...['UserPrincipalName', 'UserId', 'UserType', 'ServicePrincipalId', 'ServicePrincipalName'],
  ...['AppDisplayName', 'ResourceDisplayName', 'AutonomousSystemNumber', 'UserAgent', 'IsInteractive'],
  ...['SessionId', 'UniqueTokenIdentifier', 'LocationDetails', 'Status', 'DeviceDetail', 'MfaDetail'],
  ...['AuthenticationDetails', 'RiskLevelDuringSignIn', 'RiskLevelAggregated', 'RiskLevel', 'RiskState'],
  ...['RiskDetail', 'RiskEventTypes', 'RiskEventTypes_V2'],
];
const isSignInLog = (name: unknown): boolean => isText(name) && /SignInLogs$/i.test(name);

export const source: SourceDefinition = {
  id: 'entra-sign-in-log-analytics',
  title: 'Microsoft Entra sign-ins from Log Analytics',
  datasets: SIGN_IN_DATASETS,
  containers: [],
  shapes: [
    {
      id: 'row',
      title: 'Row of SigninLogs or one of the AAD…SignInLogs tables',
      recognise: (record) =>
        (isText(record.TimeGenerated) || isText(record['TimeGenerated [UTC]'])) &&
        (isSignInLog(record.Type) || isSignInLog(record.Category)) &&
        ('ResultType' in record || 'Status' in record),
      basis: 'documentation',
    },
  ],
  columns: Object.fromEntries(names.map((name) => [name, 'text' as const])),
  uniqueIds: true,
  normalise: readInside(entraSignInRecord, unwrap, normaliseSignIns),
};
