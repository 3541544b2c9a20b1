import type { SourceDefinition } from '../../../../shared/definitions.ts';
import { lineOf, normaliseProxy } from '../shared/proxy.ts';
import requests from './normalise.sql?raw';
import { isProxySgLine, namesOfFormat } from './proxysg-formats.ts';
import { isText } from '../shared/plain.ts';
import split from './split.sql?raw';

/** The fields that are read, in lower case: names of the standard, then those of ProxySG, IIS, TMG and CloudFront. */
const names = [
  ...['date', 'time', 'time-taken', 'c-ip', 'c-port', 's-ip', 's-port', 'r-ip', 'r-port', 'r-host'],
  ...['cs-ip', 'cs-host', 'cs(host)', 'cs-method', 'cs-uri', 'cs-uri-scheme', 'cs-uri-stem', 'cs-uri-path'],
  ...['cs-uri-port', 'cs-uri-query', 'cs-username', 'cs-userdn', 'cs-auth-group', 'cs-auth-groups'],
  ...['cs-bytes', 'sc-bytes', 'sr-bytes', 'rs-bytes', 'sc-status', 'cs(user-agent)', 'cs(referer)'],
  ...['rs(content-type)', 'sc(content-type)', 'gmttime', 'localtime', 'timestamp', 'x-timestamp-unix'],
  ...['s-action', 'sc-filter-result', 'sc-filter-category', 'cs-categories', 'cs-category'],
  ...['x-exception-id', 'x-virus-id', 'cs-threat-risk', 's-hierarchy', 's-supplier-name', 's-supplier-ip'],
  ...['r-supplier-ip', 's-supplier-country', 'x-cs-client-ip-country', 'x-bluecoat-application-name'],
  ...['x-bluecoat-application-operation', 'x-bluecoat-transaction-uuid', 's-sitename', 's-computername'],
  ...['sc-substatus', 'sc-win32-status', 'cs-version', 'c-agent', 'cs-referred', 'cs-mime-type', 'action'],
  ...['rule', 's-operation', 's-object-source', 'cs-protocol', 'x-edge-result-type', 'x-edge-request-id'],
  ...['x-edge-location', 'x-host-header'],
];

/** Those fields by their places; null where the log writes that there is nothing. */
const fields = `{${names
  .map((name) => `'${name}': nullif(nullif(tokens[list_position(names, '${name}')], '-'), '')`)
  .join(', ')}}`;

export const source: SourceDefinition = {
  id: 'w3c-extended',
  title: 'W3C extended log (IIS, Blue Coat and Symantec ProxySG, TMG and others)',
  datasets: ['proxysg.log', 'iis.access', 'w3c.log'],
  containers: [],
  shapes: [
    {
      id: 'directives',
      title: 'Line below #Fields (times as UTC)',
      recognise: ({ line, directives }) =>
        isText(line) &&
        /(?:^|\s)(?:c-ip|cs-|cs\(|sc-)/i.test(String((directives as { Fields?: unknown } | null)?.Fields)),
      basis: 'documentation',
    },
    {
      id: 'proxysg-line',
      title: 'Line of a ProxySG without directives, also behind a syslog header',
      recognise: (record) => isProxySgLine(lineOf(record) ?? ''),
      basis: 'documentation',
    },
    {
      id: 'proxysg-row',
      title: 'Line of a ProxySG in a row of the Syslog table of Log Analytics',
      recognise: ({ SyslogMessage }) => isText(SyslogMessage) && isProxySgLine(SyslogMessage),
      basis: 'real sample',
    },
  ],
  columns: {
    line: 'text',
    directives: { Fields: 'text', Date: 'text', Software: 'text' },
    SyslogMessage: 'text',
  },
  normalise: normaliseProxy(`
    WITH cut AS (${split}),
    named AS (SELECT *, coalesce(declared, ${namesOfFormat}) AS names FROM cut),
    fields AS (SELECT *, ${fields} AS v FROM named)
    ${requests}`),
};
