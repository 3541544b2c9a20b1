import type { SourceDefinition } from '../../../../shared/definitions.ts';
import { texts } from '../shared/plain.ts';
import { normaliseProxy } from '../shared/proxy.ts';
import { columnsOfRow, kindOfFields, kindOfRow, PROXY_COLUMNS, tableNames } from './log-columns.ts';
import requests from './normalise.sql?raw';

const KINDS = ['proxylogs', 'dnslogs', 'iplogs', 'cloudfirewalllogs'];

export const source: SourceDefinition = {
  id: 'cisco-umbrella',
  title: 'Cisco Umbrella: web proxy, DNS, IP and firewall logs',
  datasets: ['cisco_umbrella.log'],
  agents: [
    {
      dataset: 'cisco_umbrella.log',
      address: 'host_external_ip',
      why: 'the external address, from which the roaming client asked; only rows that name the computer count',
    },
  ],
  containers: [],
  shapes: [
    {
      id: 'export',
      title: 'Row of the export to S3, without a header',
      recognise: ({ fields }) => Array.isArray(fields) && kindOfFields(fields) !== null,
      basis: 'documentation',
    },
    {
      id: 'table-row',
      title: 'Row of a table of Log Analytics',
      recognise: (record) =>
        KINDS.includes(String(record.EventType ?? record.EventType_s)) &&
        ['Timestamp', 'Timestamp_t', 'Timestamp_s'].some((name) => typeof record[name] === 'string'),
      basis: 'real sample',
    },
  ],
  columns: { fields: ['text'], EventType: 'text', EventType_s: 'text', ...texts(tableNames) },
  normalise: normaliseProxy(`
    WITH cleaned AS (
      SELECT *, list_transform(o.fields, lambda field: regexp_replace(trim(field), '^"(.*)"$', '\\1')) AS fields FROM raw
    ),
    told AS (
      SELECT *, CASE
        WHEN fields IS NOT NULL THEN ${kindOfRow}
        ELSE CASE coalesce(o.EventType, o.EventType_s) WHEN 'proxylogs' THEN 'proxy' WHEN 'dnslogs' THEN 'dns'
          WHEN 'iplogs' THEN 'ip' WHEN 'cloudfirewalllogs' THEN 'firewall' END
      END AS kind
      FROM cleaned
    ),
    rows AS (SELECT *, ${columnsOfRow} AS v, ${PROXY_COLUMNS} AS known_columns FROM told)
    ${requests}`),
};
