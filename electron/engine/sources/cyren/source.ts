import type { SourceDefinition } from '../../../../shared/definitions.ts';
import { normaliseEmail } from '../shared/email.ts';
import { isObject, isText } from '../shared/plain.ts';
import normalise from './normalise.sql?raw';

const person = { name: 'text', address: 'text' } as const;

/** Columns of a table of incidents: the paths of the incident, and as a case manager names its fields. */
const tableColumns = [
  ...['Cyren Incident ID', 'Cyren Case ID', 'Cyren Threat Type', 'Cyren Email Subject', 'Cyren Confidence'],
  ...['Cyren From Address', 'Cyren Sender Address', 'Cyren Targeted Address', 'Cyren Internet Message ID'],
  ...['Cyren Remediation Status', 'Cyren Reported By', 'Cyren Threat Indicators', 'Created', 'Occurred'],
  ...['message_details.internet_message_id', 'message_details.email_subject', 'message_details.folder'],
  ...['message_details.targeted_employee.address', 'message_details.from.address'],
  ...['message_details.sender.address', 'message_details.received_datetime', 'message_details.attachments'],
  ...['message_details.urls_classification', 'remediation_data.remediation'],
];

export const source: SourceDefinition = {
  id: 'cyren',
  title: 'Cyren Inbox Security',
  datasets: ['cyren.inbox_security'],
  containers: ['data'],
  shapes: [
    {
      id: 'incident',
      title: 'Incident of the API, also by itself or in a list',
      recognise: (record) =>
        isText(record.incident_id) &&
        isText(record.threat_type) &&
        isObject(record.message_details) &&
        ('threat_indicators' in record || 'remediation_data' in record),
      basis: 'real sample',
    },
    {
      id: 'table',
      title: 'Incident as a row of a table (times without an offset are taken as UTC)',
      recognise: (record) =>
        (isText(record.incident_id) &&
          isText(record.threat_type) &&
          Object.keys(record).some((name) => name.startsWith('message_details.'))) ||
        (isText(record['Cyren Incident ID']) && isText(record['Cyren Threat Type'])),
      basis: 'documentation',
    },
  ],
  columns: {
    incident_id: 'text',
    case_id: 'text',
    threat_type: 'text',
    application: 'text',
    reported_by: 'text',
    confidence: 'text',
    created_at: 'text',
    threat_indicators: 'text',
    remediation_data: {
      remediation_type: 'text',
      remediation: 'text',
      policy_name: 'text',
      resolution: 'text',
      policy_action: [{ action_type: 'text', action_status: 'text' }],
    },
    message_details: {
      internet_message_id: 'text',
      targeted_employee: person,
      sender: person,
      from: person,
      to_recipients: [person],
      to_cc_recipients: [person],
      to_bcc_recipients: [person],
      email_subject: 'text',
      received_datetime: 'text',
      is_read: 'text',
      folder: 'text',
      urls_classification: [{ url: 'text', classification: 'text' }],
      attachments: [{ file_name: 'text', file_hash: 'text' }],
    },
    ...Object.fromEntries(tableColumns.map((name) => [name, 'text' as const])),
  },
  normalise: normaliseEmail(normalise),
};
