import type { SourceDefinition } from '../../../../shared/definitions.ts';
import { oktaEvent } from '../shared/okta-system-log.ts';
import { isObject, isText } from '../shared/plain.ts';
import normalise from '../shared/okta-system-log.sql?raw';

export const source: SourceDefinition = {
  id: 'okta-system-log',
  title: 'Okta System Log',
  datasets: ['okta.system'],
  containers: [],
  shapes: [
    {
      id: 'event',
      title: 'System Log event',
      recognise: (record) =>
        isText(record.uuid) &&
        isText(record.eventType) &&
        isObject(record.actor) &&
        'published' in record &&
        'outcome' in record,
      basis: 'real sample',
    },
  ],
  columns: oktaEvent,
  uniqueIds: true,
  normalise,
};
