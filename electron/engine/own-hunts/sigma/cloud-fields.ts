import type { Condition } from '../../../../shared/rules.ts';
import { isDeepStrictEqual } from 'node:util';
import { columnRule, guarded, Refused, wordOf, wordsRule, type Asked, type FieldRule } from './asked.ts';

/** Fields of cloud and identity logs, by their names in Sigma: the column that holds one as it is, or how it is asked. */
export type Fields = Readonly<Record<string, string | FieldRule>>;

const is = (column: string, value: string | string[]): Condition => ({ column, is: value });
const like = (column: string, value: string | string[]): Condition => ({ column, like: value });

/** The session of a role has no name of its own; `user_name` then is its role's. */
export const OF_ROLE = is('user_type', ['AssumedRole']);
export const UNNAMED_BY_ITSELF: Condition = { not: is('user_type', ['AssumedRole', 'Root']) };

export const CONSOLE_FAILURE: Condition = {
  all: [is('event_action', 'ConsoleLogin'), is('event_outcome', 'failure')],
};

export const CLOUDTRAIL: Fields = {
  eventSource: 'event_provider',
  eventName: 'event_action',
  eventID: 'event_id',
  errorCode: 'error_code',
  errorMessage: 'error_message',
  awsRegion: 'cloud_region',
  sourceIPAddress: 'source_address',
  userAgent: 'user_agent_original',
  recipientAccountId: 'recipient_account_id',
  vpcEndpointId: 'vpc_endpoint_id',
  'userIdentity.type': 'user_type',
  'userIdentity.arn': 'principal_arn',
  'userIdentity.principalId': 'principal_id',
  'userIdentity.accountId': 'cloud_account_id',
  'userIdentity.accessKeyId': 'access_key_id',
  'userIdentity.invokedBy': 'invoked_by',
  'userIdentity.userName': guarded(UNNAMED_BY_ITSELF, columnRule('user_name')),
  'userIdentity.sessionContext.sessionIssuer.userName': guarded(OF_ROLE, columnRule('user_name')),
  'userIdentity.sessionContext.sessionIssuer.arn': guarded(OF_ROLE, columnRule('role_arn')),
  'responseElements.ConsoleLogin': wordsRule({
    success: { all: [is('event_action', 'ConsoleLogin'), is('event_outcome', 'success')] },
    failure: CONSOLE_FAILURE,
  }),
};

const SUCCESS = is('event_outcome', 'success');
const FAILURE = is('event_outcome', 'failure');

/** Words of the log that are one outcome here must all be asked for. */
const OUTCOMES: readonly (readonly [words: readonly string[], outcome: Condition])[] = [
  [['SUCCESS', 'ALLOW'], SUCCESS],
  [['FAILURE', 'DENY'], FAILURE],
];

function outcomesOf(asked: readonly Asked[]): Condition {
  const words = asked.map((one) => wordOf(one)?.toUpperCase() ?? '');
  const held = OUTCOMES.filter(([all]) => all.every((word) => words.includes(word)));
  if (words.some((word) => !held.some(([all]) => all.includes(word))))
    throw new Refused(
      'SUCCESS and ALLOW are one outcome here, and so are FAILURE and DENY: which of them it was is not kept, nor whether there was one',
    );
  const [first, ...more] = held.map(([, outcome]) => outcome);
  return first && more.length === 0 ? first : { any: held.map(([, outcome]) => outcome) };
}

const outcomes: FieldRule = {
  ask: (asked) => outcomesOf([asked]),
  together: outcomesOf,
  say: (condition) => {
    const [words] = OUTCOMES.find(([, outcome]) => isDeepStrictEqual(outcome, condition)) ?? [];
    return words ? { modifiers: [], values: words } : null;
  },
};

export const OKTA: Fields = {
  eventType: 'event_action',
  displayMessage: 'event_description',
  uuid: 'event_id',
  'outcome.result': outcomes,
  'actor.alternateId': 'user_name',
  'actor.id': 'user_id',
  'actor.type': 'user_type',
  'client.ipAddress': 'source_address',
  'client.userAgent.rawUserAgent': 'user_agent_original',
  'client.geographicalContext.country': 'log_country_name',
  'client.geographicalContext.state': 'log_region_name',
  'client.geographicalContext.city': 'log_city_name',
  'securityContext.isProxy': 'log_is_proxy',
  'securityContext.asNumber': 'log_as_number',
  'securityContext.asOrg': 'log_as_organization_name',
  'authenticationContext.externalSessionId': 'session_id',
  'debugContext.debugData.deviceFingerprint': 'device_fingerprint',
};

/** In Sigma with and without the `properties` that Azure wraps them in. */
const both = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, rule]) => [
      [name, rule],
      [`properties.${name}`, rule],
    ]),
  );

/** Error 0 is a success; the others stand as they are. */
const resultType: FieldRule = {
  ask: (asked) => {
    if (asked.kind === 'exists') throw new Refused('whether it is there is not kept');
    return wordOf(asked) === '0' ? SUCCESS : columnRule('error_code').ask(asked);
  },
  say: (condition) => {
    if (isDeepStrictEqual(condition, SUCCESS)) return { modifiers: [], values: ['0'] };
    const said = columnRule('error_code').say(condition);
    // A part of a code would also be found in the 0 of a success.
    return said?.values.every((value) => /^[1-9]\d*$/.test(String(value))) ? said : null;
  },
};

export const SIGN_IN_LOGS: Fields = both({
  ResultType: resultType,
  'status.errorCode': resultType,
  Status: wordsRule({ success: SUCCESS, failure: FAILURE }),
  ResultDescription: 'error_message',
  OperationName: 'event_action',
  Category: 'event_provider',
  Id: 'event_id',
  UserPrincipalName: 'user_name',
  UserId: 'user_id',
  IPAddress: 'source_address',
  UserAgent: 'user_agent_original',
  AutonomousSystemNumber: 'log_as_number',
  AppDisplayName: 'application_name',
  ResourceDisplayName: 'resource_name',
  IsInteractive: 'is_interactive',
  SessionId: 'session_id',
  UniqueTokenIdentifier: 'token_id',
  'DeviceDetail.deviceId': 'device_id',
  'DeviceDetail.operatingSystem': 'device_os_name',
  'DeviceDetail.isManaged': 'device_managed',
  'Location.countryOrRegion': 'log_country_iso_code',
  'Location.state': 'log_region_name',
  'Location.city': 'log_city_name',
});

export const AUDIT_LOGS: Fields = both({
  OperationName: 'event_action',
  ActivityDisplayName: 'event_action',
  message: 'event_action',
  LoggedByService: 'event_provider',
  Result: wordsRule({ success: SUCCESS }),
  Id: 'event_id',
  'InitiatedBy.user.userPrincipalName': guarded(is('user_type', 'user'), columnRule('user_name')),
  'InitiatedBy.user.id': guarded(is('user_type', 'user'), columnRule('user_id')),
  'InitiatedBy.user.ipAddress': 'source_address',
  'InitiatedBy.app.displayName': guarded(is('user_type', 'service principal'), columnRule('user_name')),
  'InitiatedBy.app.servicePrincipalId': guarded(is('user_type', 'service principal'), columnRule('user_id')),
});

const RESOURCE = 'orchestrator_resource_type';
const PART: Condition = like(RESOURCE, '*/*');

function nameOf(asked: Asked): string {
  const [name] = asked.kind === 'text' ? asked.pieces : [];
  if (asked.kind !== 'text' || asked.cased || asked.pieces.length !== 1 || typeof name !== 'string')
    throw new Refused('only whole names can be asked for');
  return name;
}

const likesOf = (condition: Condition): string[] =>
  'like' in condition && condition.column === RESOURCE ? [condition.like].flat() : [];

/** The column holds `pods/exec`, where the resource is `pods` and its part `exec`. */
const resource: FieldRule = {
  ask: (asked) => {
    if (asked.kind === 'exists') return { column: RESOURCE, exists: asked.exists };
    const name = nameOf(asked);
    return like(RESOURCE, [name, `${name}/*`]);
  },
  say: (condition) => {
    if ('exists' in condition) return columnRule(RESOURCE).say(condition);
    const [name, parts, ...more] = likesOf(condition);
    return name !== undefined && parts === `${name}/*` && more.length === 0
      ? { modifiers: [], values: [name] }
      : null;
  },
};

const subresource: FieldRule = {
  ask: (asked) => {
    if (asked.kind === 'exists') return asked.exists ? PART : { not: PART };
    return like(RESOURCE, `*/${nameOf(asked)}`);
  },
  say: (condition) => {
    if (isDeepStrictEqual(condition, PART)) return { modifiers: ['exists'], values: [true] };
    if (isDeepStrictEqual(condition, { not: PART })) return { modifiers: ['exists'], values: [false] };
    const [name = '', ...more] = likesOf(condition);
    return name.startsWith('*/') && more.length === 0 ? { modifiers: [], values: [name.slice(2)] } : null;
  },
};

/** Of the codes those of failures are kept, from 400 on; below are successes. */
const statusCode: FieldRule = {
  ask: (asked) => {
    if (asked.kind === 'number' && asked.value === 400 && asked.test === 'gte') return FAILURE;
    if (asked.kind === 'number' && asked.value === 400 && asked.test === 'lt') return SUCCESS;
    if (!(Number(wordOf(asked) ?? Number.NaN) >= 400))
      throw new Refused('only the codes of failures, from 400 on, are kept');
    return columnRule('error_code').ask(asked);
  },
  say: (condition) => {
    if (isDeepStrictEqual(condition, FAILURE)) return { modifiers: ['gte'], values: [400] };
    if (isDeepStrictEqual(condition, SUCCESS)) return { modifiers: ['lt'], values: [400] };
    return columnRule('error_code').say(condition);
  },
};

export const KUBERNETES: Fields = {
  verb: 'event_action',
  'user.username': 'user_name',
  'user.uid': 'user_id',
  userAgent: 'user_agent_original',
  'objectRef.resource': resource,
  'objectRef.subresource': subresource,
  'objectRef.namespace': 'orchestrator_namespace',
  'objectRef.name': 'orchestrator_resource_name',
  'responseStatus.code': statusCode,
};
