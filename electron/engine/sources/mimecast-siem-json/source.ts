import type { SourceDefinition } from '../../../../shared/definitions.ts';
import {
  MIMECAST_DATASETS,
  mimecastColumns,
  normaliseMimecast,
  readMimecastJson,
} from '../shared/mimecast.ts';
import { isText } from '../shared/plain.ts';

const names = ['Act', 'Action', 'Delivered', 'Dir', 'MsgId', 'Recipient', 'Rcpt', 'Sender', 'Subject'];

/** Apart from `mimecast`: names of a structure cannot differ by their case only. */
export const source: SourceDefinition = {
  id: 'mimecast-siem-json',
  title: 'Mimecast SIEM logs as JSON (API 1.0)',
  datasets: MIMECAST_DATASETS,
  containers: ['data'],
  shapes: [
    {
      id: 'siem-json',
      title: 'Record of a SIEM log',
      recognise: (record) =>
        isText(record.datetime) && isText(record.acc) && names.some((name) => name in record),
      basis: 'documentation',
    },
  ],
  columns: mimecastColumns('first'),
  normalise: normaliseMimecast(readMimecastJson('first')),
};
