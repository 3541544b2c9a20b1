import type { JsonColumns } from '../../../../shared/definitions.ts';
import normalise from './guardduty.sql?raw';

const remote = {
  ipAddressV4: 'text',
  ipAddressV6: 'text',
  organization: { asn: 'text', asnOrg: 'text' },
  country: { countryName: 'text' },
  city: { cityName: 'text' },
  geoLocation: { lat: 'text', lon: 'text' },
} as const satisfies JsonColumns;
const local = { ipAddressV4: 'text', ipAddressV6: 'text' } as const satisfies JsonColumns;
const port = { port: 'text' } as const satisfies JsonColumns;

/** What `guardduty.sql` reads of a finding as it is exported to S3 and EventBridge. */
export const guardDutyFinding = {
  accountId: 'text',
  region: 'text',
  id: 'text',
  type: 'text',
  severity: 'text',
  title: 'text',
  description: 'text',
  createdAt: 'text',
  updatedAt: 'text',
  resource: {
    resourceType: 'text',
    accessKeyDetails: { accessKeyId: 'text', principalId: 'text', userName: 'text', userType: 'text' },
    instanceDetails: {
      instanceId: 'text',
      networkInterfaces: [{ privateIpAddress: 'text', publicIp: 'text' }],
    },
    s3BucketDetails: [{ arn: 'text' }],
    lambdaDetails: { functionArn: 'text' },
    rdsDbInstanceDetails: { dbInstanceArn: 'text' },
    rdsDbUserDetails: { user: 'text' },
    eksClusterDetails: { name: 'text' },
    kubernetesDetails: {
      kubernetesUserDetails: { username: 'text', uid: 'text' },
      kubernetesWorkloadDetails: { name: 'text', type: 'text', namespace: 'text' },
    },
  },
  service: {
    archived: 'text',
    count: 'text',
    eventFirstSeen: 'text',
    eventLastSeen: 'text',
    resourceRole: 'text',
    additionalInfo: 'text',
    evidence: { threatIntelligenceDetails: [{ threatListName: 'text' }] },
    action: {
      actionType: 'text',
      awsApiCallAction: {
        api: 'text',
        serviceName: 'text',
        errorCode: 'text',
        userAgent: 'text',
        domainDetails: { domain: 'text' },
        remoteAccountDetails: { accountId: 'text', affiliated: 'text' },
        remoteIpDetails: remote,
      },
      kubernetesApiCallAction: {
        requestUri: 'text',
        verb: 'text',
        userAgent: 'text',
        remoteIpDetails: remote,
      },
      networkConnectionAction: {
        connectionDirection: 'text',
        protocol: 'text',
        localIpDetails: local,
        localPortDetails: port,
        remoteIpDetails: remote,
        remotePortDetails: port,
      },
      portProbeAction: { portProbeDetails: [{ localPortDetails: port, remoteIpDetails: remote }] },
      rdsLoginAttemptAction: { remoteIpDetails: remote },
      dnsRequestAction: { domain: 'text', protocol: 'text' },
    },
    runtimeDetails: {
      process: { name: 'text', executablePath: 'text', executableSha256: 'text', pid: 'text', user: 'text' },
    },
    detection: {
      sequence: {
        description: 'text',
        actors: [{ user: { name: 'text', uid: 'text', type: 'text', credentialUid: 'text' } }],
        endpoints: [{ ip: 'text' }],
      },
    },
  },
} as const satisfies JsonColumns;

export const GUARDDUTY_DATASETS: readonly string[] = ['aws.guardduty'];

/**
 * Reads `guardDutyFinding`, and also what the API names with capitals: names in the database do not differ by case. Also wants
 * `inside` (the text of a wrapped finding) and `wrapping` (what the wrapper says it holds) in `raw`.
 */
export const normaliseGuardDuty = normalise;

/** The columns as the API names them: `AccessKeyDetails` for `accessKeyDetails`. */
export function capitalised(columns: JsonColumns): JsonColumns {
  return Object.fromEntries(
    Object.entries(columns).map(([name, kind]) => [
      `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`,
      capitalisedKind(kind),
    ]),
  );
}

function capitalisedKind(kind: JsonColumns[string]): JsonColumns[string] {
  if (kind === 'text') return kind;
  if (!Array.isArray(kind)) return capitalised(kind as JsonColumns);
  const [element] = kind as readonly [JsonColumns] | readonly ['text'];
  return element === 'text' ? ['text'] : [capitalised(element)];
}
