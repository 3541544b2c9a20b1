import type { SourceDefinition } from '../../../../shared/definitions.ts';
import { objectIn } from '../shared/inside.ts';
import { normaliseProxy } from '../shared/proxy.ts';
import { isText } from '../shared/plain.ts';
import requests from './normalise.sql?raw';

export const source: SourceDefinition = {
  id: 'zscaler-web',
  title: 'Zscaler Internet Access web log',
  datasets: ['zscaler_zia.web'],
  agents: [
    {
      dataset: 'zscaler_zia.web',
      address: 'host_external_ip',
      why: 'cpubip or cintip, else cip where it is no private address: where the client reached the proxy from; the inner address does not count',
    },
  ],
  containers: [],
  shapes: [
    {
      id: 'nss',
      title: 'NSS web feed, fields by their NSS names (times as UTC)',
      recognise: (record) => {
        const event = objectIn(record.event);
        return (
          event !== null &&
          isText(event.eurl) &&
          isText(event.action) &&
          isText(event.cip) &&
          ('login' in event || 'reqmethod' in event)
        );
      },
      basis: 'real sample',
    },
    {
      id: 'splunk',
      title: 'NSS web feed in the format for Splunk (times as UTC)',
      recognise: (record) => {
        const event = objectIn(record.event);
        return (
          event !== null &&
          event.product === 'NSS' &&
          isText(event.ClientIP) &&
          isText(event.action) &&
          isText(event.url)
        );
      },
      basis: 'documentation',
    },
  ],
  columns: {
    event: Object.fromEntries(
      [
        ...['time', 'login', 'proto', 'eurl', 'action', 'appname', 'appclass', 'reqsize', 'respsize'],
        ...['urlcat', 'urlsupercat', 'malwarecat', 'threatname', 'riskscore', 'dlpeng', 'location', 'dept'],
        ...[
          'cip',
          'cintip',
          'cpubip',
          'sip',
          'reqmethod',
          'respcode',
          'eua',
          'ereferer',
          'ruletype',
          'rulelabel',
        ],
        ...['contenttype', 'deviceowner', 'devicehostname', 'recordid', 'reason', 'filename', 'sha256'],
        ...['datetime', 'event_id', 'protocol', 'user', 'url', 'hostname', 'requestsize', 'responsesize'],
        ...['urlcategory', 'urlsupercategory', 'threatcategory', 'pagerisk', 'dlpengine', 'department'],
        ...['ClientIP', 'clientpublicIP', 'serverip', 'requestmethod', 'status', 'useragent', 'refererURL'],
      ].map((name) => [name, 'text' as const]),
    ),
  },
  normalise: normaliseProxy(requests),
};
