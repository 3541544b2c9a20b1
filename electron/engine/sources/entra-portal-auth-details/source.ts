import type { SourceDefinition } from '../../../../shared/definitions.ts';
import { isText } from '../shared/plain.ts';

const REASON =
  'a step of a sign-in by its request id: the sign-in itself, and whether it had a second factor, stand in the download without _AuthDetails';

/** Declared, not joined: the download beside it says of every sign-in how its second factor was given. */
export const source: SourceDefinition = {
  id: 'entra-portal-auth-details',
  title: 'Microsoft Entra authentication details from the admin center (CSV)',
  datasets: [],
  containers: [],
  shapes: [
    {
      id: 'row',
      title: 'Row of a download _AuthDetails',
      recognise: (record) =>
        isText(record['Request ID']) && isText(record['Authentication method']) && 'Succeeded' in record,
      declared: REASON,
      basis: 'documentation',
    },
  ],
  columns: { 'Request ID': 'text' },
  normalise: `SELECT evidence_id, record, NULL::TIMESTAMP AS timestamp, NULL::VARCHAR AS event_dataset, '${REASON}' AS skip_reason, NULL::VARCHAR AS reject_reason FROM raw`,
};
