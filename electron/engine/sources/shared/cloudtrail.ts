import type { JsonColumns } from '../../../../shared/definitions.ts';
import { columnsStructure } from './columns.ts';
import { readInside } from './inside.ts';
import { texts } from './plain.ts';
import normalise from './cloudtrail.sql?raw';
import table from './cloudtrail-table.sql?raw';

/** What `cloudtrail.sql` reads of a CloudTrail event. */
export const cloudTrailEvent: JsonColumns = {
  digestEndTime: 'text',
  eventTime: 'text',
  eventType: 'text',
  eventSource: 'text',
  eventName: 'text',
  eventID: 'text',
  awsRegion: 'text',
  sourceIPAddress: 'text',
  userAgent: 'text',
  errorCode: 'text',
  errorMessage: 'text',
  readOnly: 'text',
  recipientAccountId: 'text',
  sharedEventID: 'text',
  vpcEndpointId: 'text',
  sessionCredentialFromConsole: 'text',
  requestParameters: 'text',
  responseElements: {
    ConsoleLogin: 'text',
    CheckMfa: 'text',
    SwitchRole: 'text',
    ExitRole: 'text',
    RenewRole: 'text',
    GetSigninToken: 'text',
    credentials: { accessKeyId: 'text' },
    accessKey: { accessKeyId: 'text' },
    // What EC2 answers to calls that give addresses; of a list as JSON.
    publicIp: 'text',
    allocationId: 'text',
    associationId: 'text',
    instancesSet: 'text',
    reservationSet: 'text',
    addressesSet: 'text',
    networkInterface: 'text',
    CreateNatGatewayResponse: 'text',
    CreateVpcEndpointResponse: 'text',
    assumedRoleUser: { arn: 'text' },
  },
  serviceEventDetails: {
    UserAuthentication: 'text',
    CredentialVerification: 'text',
    CredentialChallenge: 'text',
  },
  additionalEventData: { MFAUsed: 'text', CredentialType: 'text', SwitchFrom: 'text' },
  resources: [{ ARN: 'text' }],
  userIdentity: {
    type: 'text',
    principalId: 'text',
    arn: 'text',
    accountId: 'text',
    accessKeyId: 'text',
    userName: 'text',
    invokedBy: 'text',
    onBehalfOf: { userId: 'text' },
    inScopeOf: { issuerType: 'text' },
    sessionContext: {
      ec2RoleDelivery: 'text',
      attributes: { mfaAuthenticated: 'text' },
      sessionIssuer: { arn: 'text', userName: 'text' },
    },
  },
};

export const CLOUDTRAIL_DATASETS: readonly string[] = ['aws.cloudtrail'];

/**
 * Reads `cloudTrailEvent`. Also wants in `raw`: `inside` (the text of a wrapped event), `wrapping` (what the wrapper says it holds)
 * and `note` (what the export leaves open).
 */
export const normaliseCloudTrail = normalise;

/** Columns of a table of CloudTrail events in Lake; Athena has them in lower case. Single fields of the identity may stand alone. */
const tableNames = [
  ...['eventTime', 'eventType', 'eventSource', 'eventName', 'eventID', 'awsRegion', 'sourceIPAddress'],
  ...['userAgent', 'errorCode', 'errorMessage', 'readOnly', 'recipientAccountId', 'vpcEndpointId'],
  ...['sessionCredentialFromConsole', 'requestParameters', 'responseElements', 'serviceEventDetails'],
  ...['sharedEventID'],
  ...['additionalEventData', 'resources', 'userIdentity'],
];
const identityNames = ['type', 'principalId', 'arn', 'accountId', 'accessKeyId', 'userName', 'invokedBy'];
const allNames = [...tableNames, ...identityNames, ...identityNames.map((name) => `userIdentity.${name}`)];

/** Also which columns the table has: one that was not asked for says nothing. */
export const lakeColumns: JsonColumns = texts([...allNames, '@columns']);
export const athenaColumns: JsonColumns = texts([...allNames.map((name) => name.toLowerCase()), '@columns']);

/**
 * The `normalise` of a source whose records are rows of either table: names in the database do not differ by case. The source has
 * `whole`, since a row of JSON tells by its keys what was asked for.
 */
export const normaliseTable = (columns: JsonColumns): string => `SELECT * FROM (
WITH rows AS (
  SELECT evidence_id, record, array_to_string(json_keys(o), chr(10)) AS keys, from_json(o, '${columnsStructure(columns)}') AS o FROM raw
),
raw AS (SELECT * FROM rows)
${readInside(cloudTrailEvent, table, normalise)})`;
