import type { SourceDefinition } from '../../../../shared/definitions.ts';
import { isText } from '../shared/plain.ts';
import normalise from './normalise.sql?raw';
import split from './split.sql?raw';

/** A line of CEF, also behind a header of syslog: version, then seven fields that may hold escaped bars. */
const CEF = /(?:^|[\s:"])CEF: ?\d+\|(?:(?:[^|\\]|\\.)*\|){5}/;

/** The keys of the dictionary that are read, by their names in a line; those with a label are read apart. */
const keys = [
  ...[
    'rt',
    'start',
    'end',
    'dtz',
    'deviceTimeZone',
    'FTNTFGTeventtime',
    'act',
    'app',
    'cat',
    'cnt',
    'in',
    'out',
  ],
  ...[
    'msg',
    'outcome',
    'reason',
    'externalId',
    'proto',
    'deviceDirection',
    'dvc',
    'dvchost',
    'deviceExternalId',
  ],
  ...['src', 'spt', 'shost', 'smac', 'sntdom', 'suser', 'suid', 'spid', 'sproc', 'sourceServiceName'],
  ...['sourceTranslatedAddress', 'destinationTranslatedAddress', 'sourceDnsDomain', 'destinationDnsDomain'],
  ...['dst', 'dpt', 'dhost', 'dntdom', 'duser', 'duid', 'dpid', 'dproc', 'destinationServiceName'],
  ...['request', 'requestMethod', 'requestContext', 'requestClientApplication', 'requestCookies'],
  ...['fname', 'filePath', 'fileHash', 'fsize', 'fileType', 'oldFileName', 'oldFilePath', 'oldFileHash'],
];
const labelled = [
  ...[1, 2, 3, 4, 5, 6].map((n) => `cs${n}`),
  ...[1, 2, 3].flatMap((n) => [`cn${n}`, `cfp${n}`]),
  ...['c6a1', 'c6a2', 'c6a3', 'c6a4', 'flexString1', 'flexString2', 'flexNumber1', 'flexNumber2'],
  ...['deviceCustomDate1', 'deviceCustomDate2'],
];

const valueOf = (key: string): string => `nullif(texts[list_position(names, '${key}')], '')`;
const fields = `{${keys.map((key) => `'${key}': ${valueOf(key)}`).join(', ')}}`;
const custom = `[${labelled
  .map((key) => `{'key': coalesce(${valueOf(`${key}Label`)}, '${key}'), 'value': ${valueOf(key)}}`)
  .join(', ')}]`;

export const source: SourceDefinition = {
  id: 'cef',
  title: 'ArcSight Common Event Format (CEF)',
  datasets: ['cef.log'],
  containers: [],
  shapes: [
    {
      id: 'line',
      title: 'CEF line, also behind a syslog header (times without a zone as UTC)',
      recognise: ({ line }) => isText(line) && CEF.test(line),
      basis: 'real sample',
    },
    {
      id: 'syslog-row',
      title: 'CEF in a row of the Syslog table of Log Analytics',
      recognise: ({ SyslogMessage }) => isText(SyslogMessage) && CEF.test(SyslogMessage),
      basis: 'documentation',
    },
  ],
  // A header without a year gets that in which its day is nearest to that of the lines around it.
  columns: { line: 'text', '@day': 'text', SyslogMessage: 'text', TimeGenerated: 'text', EventTime: 'text' },
  normalise: `SELECT * FROM (
    WITH cut AS (${split}), events AS (SELECT *, ${fields} AS v, ${custom} AS custom FROM cut)
    ${normalise})`,
};
