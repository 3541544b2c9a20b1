import type { JsonColumns, SourceDefinition } from '../../../../shared/definitions.ts';
import { dataOfLists, dataFields, dataOfRecord, dataWithoutPlaceholders, eventData } from './event-data.ts';
import { columnsStructure } from '../shared/columns.ts';
import { isObject, isText } from '../shared/plain.ts';
import actions from './actions.sql?raw';
import normalise from './normalise.sql?raw';
import unwrap from './unwrap.sql?raw';

const isId = (value: unknown): boolean =>
  typeof value === 'number' || (isText(value) && /^\d{1,5}$/.test(value));

/** An event as XML, after a short head such as that of syslog. */
const EVENT_XML = /^[^<]{0,200}<Event(?: [^>]*)?>\s*<System>.*<EventID/s;
const isEventXml = (value: unknown): boolean => isText(value) && EVENT_XML.test(value);

const subject = { SubjectUserSid: 'text', SubjectUserName: 'text', SubjectDomainName: 'text' } as const;

const winlog: JsonColumns = {
  channel: 'text',
  provider_name: 'text',
  event_id: 'text',
  computer_name: 'text',
  record_id: 'text',
  time_created: 'text',
  keywords: ['text'],
  event_data: eventData,
  user_data: subject,
};

const exported: JsonColumns = {
  System: {
    Provider: { '#attributes': { Name: 'text' } },
    Provider_attributes: { Name: 'text' },
    EventID: 'text',
    Keywords: 'text',
    TimeCreated: { '#attributes': { SystemTime: 'text' } },
    TimeCreated_attributes: { SystemTime: 'text' },
    EventRecordID: 'text',
    Channel: 'text',
    Computer: 'text',
  },
  EventData: eventData,
  UserData: { LogFileCleared: subject },
};

/** Most records have neither: reading their many fields with each record would take as long as all others. */
const opened = (column: string, columns: JsonColumns): string =>
  `CASE WHEN o.${column} IS NOT NULL THEN TRY(from_json(o.${column}, '${columnsStructure(columns)}')) END`;

const events = `
  WITH opened AS (SELECT evidence_id, record, o, ${opened('winlog', winlog)} AS winlog, ${opened('Event', exported)} AS event FROM raw)
  SELECT * EXCLUDE (d), ${dataWithoutPlaceholders} AS text FROM (SELECT *, ${dataFields} FROM (SELECT *, CASE
    WHEN xml IS NOT NULL THEN ${dataOfLists}
    WHEN winlog IS NOT NULL THEN winlog.event_data
    WHEN event IS NOT NULL THEN event.EventData
    ELSE ${dataOfRecord}
  END AS d FROM (${unwrap}) AS unwrapped) AS given) AS opened_up`;

export const source: SourceDefinition = {
  id: 'windows-events',
  title: 'Windows event channels and Sysmon',
  datasets: [
    'windows.sysmon_operational',
    'sysmon_linux.log',
    'system.security',
    'system.system',
    'system.application',
    'windows.powershell_operational',
    'windows.windows_defender',
    'windows.forwarded',
  ],
  agents: [
    {
      dataset: 'windows.sysmon_operational',
      address: 'host_ip',
      why: 'the own end of a connection (event 3), outward only where it is a public address: Sysmon does not see the address behind a NAT',
    },
    {
      dataset: 'sysmon_linux.log',
      address: 'host_ip',
      why: 'the own end of a connection (event 3), outward only where it is a public address: Sysmon does not see the address behind a NAT',
    },
  ],
  containers: ['events'],
  shapes: [
    {
      id: 'winlogbeat',
      title: 'Event of Winlogbeat or Elastic Agent, also of Sysmon for Linux',
      recognise: ({ winlog }) =>
        isObject(winlog) && isId(winlog.event_id) && (isText(winlog.channel) || isText(winlog.provider_name)),
      basis: 'real sample',
    },
    {
      id: 'nxlog',
      title: 'Flat event of NXLog (times without an offset are taken as UTC)',
      recognise: (record) =>
        isText(record.SourceName) &&
        isText(record.Channel) &&
        isId(record.EventID) &&
        ['UtcTime', 'EventTime', 'TimeCreated', '@timestamp'].some((name) => isText(record[name])),
      basis: 'real sample',
    },
    {
      id: 'evtx-json',
      title: 'EVTX exported as JSON (evtx_dump, Chainsaw)',
      recognise: ({ Event }) => isObject(Event) && isObject(Event.System) && 'EventID' in Event.System,
      basis: 'real sample',
    },
    {
      id: 'xml',
      title: 'Event XML: one event a line, or a document of events as Event Viewer saves it',
      recognise: ({ line }) => isEventXml(line),
      basis: 'documentation',
    },
    {
      id: 'syslog-row',
      title: 'Event XML in a row of the Syslog table of Log Analytics',
      recognise: ({ SyslogMessage }) => isEventXml(SyslogMessage),
      basis: 'real sample',
    },
  ],
  columns: {
    ...eventData,
    '@timestamp': 'text',
    SourceName: 'text',
    Channel: 'text',
    EventID: 'text',
    Hostname: 'text',
    EventTime: 'text',
    TimeCreated: 'text',
    Message: 'text',
    EventType: 'text',
    RecordNumber: 'text',
    line: 'text',
    SyslogMessage: 'text',
    HostIP: 'text',
    winlog: 'text',
    Event: 'text',
  },
  normalise: `SELECT * FROM (WITH actions AS (${actions}), events AS (${events}) ${normalise})`,
};
