import type { JsonColumns } from '../../../../shared/definitions.ts';

/** The names under `EventData` that are read; Sysmon's first, then those of the other channels. */
const names = [
  ...['RuleName', 'UtcTime', 'ProcessGuid', 'ProcessId', 'Image', 'CommandLine', 'User', 'Hashes', 'Hash'],
  ...['ParentProcessGuid', 'ParentProcessId', 'ParentImage', 'ParentCommandLine', 'TargetFilename'],
  ...['Protocol', 'Initiated', 'SourceIp', 'SourcePort', 'DestinationIp', 'DestinationPort'],
  ...['DestinationHostname', 'ImageLoaded', 'Device', 'SourceImage', 'SourceProcessId', 'SourceUser'],
  // Event 10 writes GUID, event 8 Guid; names of a structure differ by more than their case.
  ...['SourceProcessGUID', 'TargetImage', 'TargetProcessId', 'GrantedAccess', 'StartFunction', 'StartModule'],
  ...['TargetObject', 'Details', 'NewName', 'Configuration', 'PipeName', 'QueryName', 'QueryStatus'],
  ...['QueryResults', 'Operation', 'Name', 'Destination', 'Query', 'Consumer', 'Filter', 'Type', 'State'],
  ...['ID', 'Description', 'Signature', 'SignatureStatus', 'CreationUtcTime', 'IntegrityLevel', 'LogonId'],
  ...['ClientInfo', 'provider_name'],
  ...['SubjectUserSid', 'SubjectUserName', 'SubjectDomainName', 'SubjectLogonId', 'TargetUserSid'],
  ...['TargetSid', 'TargetUserName', 'TargetDomainName', 'TargetLogonId', 'LogonType', 'IpAddress', 'IpPort'],
  ...['WorkstationName', 'Workstation', 'ClientAddress', 'ClientName', 'Status', 'SubStatus', 'MemberName'],
  ...['MemberSid', 'NewProcessId', 'NewProcessName', 'ParentProcessName', 'ProcessName', 'CallerProcessId'],
  ...['CallerProcessName', 'ServiceName', 'ServiceFileName', 'TaskName', 'ShareName', 'RelativeTargetName'],
  ...['ObjectName', 'ObjectType', 'AccessMask', 'PrivilegeList', 'AuthenticationPackageName', 'Application'],
  ...['SourceAddress', 'DestAddress', 'DestPort', 'Direction', 'AuditSourceName', 'ImagePath', 'AccountName'],
  ...['ScriptBlockText', 'Path', 'Threat Name', 'Severity Name', 'Category Name', 'Process Name'],
  ...['Detection User', 'Action Name', 'Error Code', 'Error Description'],
];

export const eventData: JsonColumns = Object.fromEntries(names.map((name) => [name, 'text' as const]));

const structOf = (value: (name: string) => string): string =>
  `{${names.map((name) => `'${name}': ${value(name)}`).join(', ')}}`;

/** The same structure out of a record that holds the names itself. */
export const dataOfRecord = structOf((name) => `o."${name}"`);

/** The same structure out of the lists `data_names`, in lower case, and `data_texts`. */
export const dataOfLists = structOf(
  (name) => `data_texts[list_position(data_names, '${name.toLowerCase()}')]`,
);

/** The fields of `d` as columns: DuckDB plans longer where a field is taken out twice. */
export const dataFields = names.map((name, at) => `d."${name}" AS data_${at}`).join(', ');

/** The structure again, of `dataFields`, with null where a field says that it holds nothing. */
export const dataWithoutPlaceholders = `{${names
  .map((name, at) => `'${name}': CASE WHEN data_${at} NOT IN ('', '-', '(null)', 'N/A') THEN data_${at} END`)
  .join(', ')}}`;
