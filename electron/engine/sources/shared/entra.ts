import type { JsonColumns } from '../../../../shared/definitions.ts';
import activity from './entra-activity.sql?raw';
import kind from './entra-kind.sql?raw';
import signIns from './entra-sign-in.sql?raw';

/** A sign-in: what Graph gives, and what stands under `properties` in a diagnostic record. */
const entraSignIn = {
  id: 'text',
  createdDateTime: 'text',
  userPrincipalName: 'text',
  userId: 'text',
  userType: 'text',
  servicePrincipalId: 'text',
  servicePrincipalName: 'text',
  appDisplayName: 'text',
  resourceDisplayName: 'text',
  ipAddress: 'text',
  autonomousSystemNumber: 'text',
  userAgent: 'text',
  isInteractive: 'text',
  signInEventTypes: 'text',
  sessionId: 'text',
  uniqueTokenIdentifier: 'text',
  location: 'text',
  status: { errorCode: 'text', failureReason: 'text', additionalDetails: 'text' },
  deviceDetail: { deviceId: 'text', operatingSystem: 'text', isManaged: 'text' },
  mfaDetail: { authMethod: 'text' },
  authenticationDetails: [
    {
      authenticationMethod: 'text',
      authenticationStepRequirement: 'text',
      authenticationStepResultDetail: 'text',
      succeeded: 'text',
    },
  ],
  riskLevelDuringSignIn: 'text',
  riskLevelAggregated: 'text',
  riskState: 'text',
  riskDetail: 'text',
  riskEventTypes: 'text',
  riskEventTypes_v2: 'text',
} as const satisfies JsonColumns;

/** The other events of a directory: changes (audit), risk detections, and calls of Microsoft Graph. */
const entraActivity = {
  activityDisplayName: 'text',
  activityDateTime: 'text',
  loggedByService: 'text',
  result: 'text',
  resultReason: 'text',
  initiatedBy: {
    user: { id: 'text', userPrincipalName: 'text', ipAddress: 'text' },
    app: { displayName: 'text', servicePrincipalId: 'text' },
  },
  targetResources: [
    { id: 'text', displayName: 'text', userPrincipalName: 'text', modifiedProperties: 'text' },
  ],
  additionalDetails: [{ key: 'text', value: 'text' }],
  riskEventType: 'text',
  riskLevel: 'text',
  source: 'text',
  detectionTimingType: 'text',
  detectedDateTime: 'text',
  additionalInfo: 'text',
} as const satisfies JsonColumns;

/** What only the diagnostic form has. */
const diagnosticOnly = {
  riskType: 'text',
  timeGenerated: 'text',
  requestId: 'text',
  requestMethod: 'text',
  requestUri: 'text',
  responseStatusCode: 'text',
  signInActivityId: 'text',
  appId: 'text',
  scopes: 'text',
  roles: 'text',
} as const satisfies JsonColumns;

const head = {
  time: 'text',
  category: 'text',
  operationName: 'text',
  callerIpAddress: 'text',
  resultType: 'text',
  resultDescription: 'text',
} as const satisfies JsonColumns;

/** A sign-in as a diagnostic record, or as Graph gives it: its properties by themselves. */
export const entraSignInRecord = {
  ...head,
  properties: entraSignIn,
  ...entraSignIn,
} as const satisfies JsonColumns;

/** Any of these logs as a diagnostic record, or as Graph gives it. */
export const entraRecord = {
  ...head,
  properties: { ...entraSignIn, ...entraActivity, ...diagnosticOnly },
  ...entraSignIn,
  ...entraActivity,
} as const satisfies JsonColumns;

export const SIGN_IN_DATASETS: readonly string[] = ['azure.signinlogs'];
export const ACTIVITY_DATASETS: readonly string[] = [
  'azure.auditlogs',
  'azure.identity_protection',
  'azure.graphactivitylogs',
];

/** Reads `entraSignInRecord`. */
export const normaliseSignIns = signIns;

/** Reads `entraRecord`; a record of none of the three logs is left out. */
export const normaliseActivity = `SELECT * FROM (
WITH kinds AS (${kind}), raw AS (SELECT * FROM kinds WHERE kind IS NOT NULL) ${activity})`;

/** Reads `entraRecord`: one event hub carries several logs, and each is read by its own part. */
export const normaliseEntra = `SELECT * FROM (
WITH kinds AS MATERIALIZED (${kind}),
sign_ins AS (WITH raw AS (SELECT * FROM kinds WHERE kind IS NULL) ${signIns}),
activity AS (WITH raw AS (SELECT * FROM kinds WHERE kind IS NOT NULL) ${activity})
SELECT * FROM sign_ins UNION ALL BY NAME SELECT * FROM activity)`;
