import type { SourceDefinition } from '../../../../shared/definitions.ts';
import { entraSignInRecord, normaliseSignIns, SIGN_IN_DATASETS } from '../shared/entra.ts';
import { readInside } from '../shared/inside.ts';
import { isText, texts } from '../shared/plain.ts';
import unwrap from './unwrap.sql?raw';

const names = [
  ...[
    'Date (UTC)',
    'Request ID',
    'User agent',
    'User ID',
    'Username',
    'User type',
    'Application',
    'Resource',
  ],
  ...['Service principal ID', 'Service principal name', 'Managed Identity type', 'IP address', 'Location'],
  ...['Status', 'Sign-in error code', 'Failure reason', 'Device ID', 'Operating System', 'Managed'],
  ...['Multifactor authentication result', 'Multifactor authentication auth method', 'Session ID'],
  // The first as the portal writes it.
  ...['Autonomous system  number', 'Autonomous system number', 'Unique token identifier'],
];

export const source: SourceDefinition = {
  id: 'entra-portal-sign-in',
  title: 'Microsoft Entra sign-ins from the admin center (CSV)',
  datasets: SIGN_IN_DATASETS,
  containers: [],
  shapes: [
    {
      id: 'row',
      title: 'Row of InteractiveSignIns, NonInteractiveSignIns, ApplicationSignIns or MSISignIns',
      recognise: (record) =>
        isText(record['Date (UTC)']) &&
        isText(record['Request ID']) &&
        isText(record.Status) &&
        ('IP address' in record || 'Application' in record),
      basis: 'documentation',
    },
  ],
  columns: texts(names),
  uniqueIds: true,
  normalise: readInside(entraSignInRecord, unwrap, normaliseSignIns),
};
