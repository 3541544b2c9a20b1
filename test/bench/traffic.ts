import { TOOL } from '../support/fixtures/clients.ts';
import {
  ACCOUNT,
  accessKey,
  at,
  type Call,
  DAY,
  HOUR,
  instanceId,
  instanceIdentity,
  type JsonObject,
  objectCall,
  recordOf,
  type Role,
  roleIdentity,
  uniqueId,
  userIdentity,
} from '../support/fixtures/cloudtrail.ts';
import { ALPHANUMERIC, type Random } from '../support/fixtures/random.ts';

/** Thirty days of one account: who calls, from where, with what, and what they call. */
export interface Traffic {
  busy: Caller[];
  people: Caller[];
}

interface Caller {
  identity: (time: number) => JsonObject;
  address: (time: number) => string;
  client: string;
}

const START = at('2024-05-01T00:00:00Z');
const DAYS = 30;
const SPAN = DAYS * DAY;

export const timeOf = (index: number, of: number): number => START + Math.floor((index / of) * SPAN);

const REGIONS = ['us-east-1', 'us-east-1', 'us-east-1', 'eu-west-1', 'ap-southeast-2'];
const CLIENTS = Object.values(TOOL);

/** 120 instances and 12 pipelines, which call most; 240 people with a new key each day: 22,000 keys, some 4,000 addresses. */
export function traffic(random: Random): Traffic {
  const roles = Array.from({ length: 24 }, (_, index) => role(`service-${index}`, random));
  const instances = Array.from({ length: 120 }, () => instanceCaller(random.pick(roles), random));
  const pipelines = Array.from({ length: 12 }, (_, index) => pipelineCaller(index, random));
  const people = Array.from({ length: 240 }, (_, index) => personCaller(index, random.pick(roles), random));
  return { busy: [...instances, ...pipelines], people };
}

const role = (name: string, random: Random): Role => ({ name, id: uniqueId('AROA', random) });
const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
const slotOf = (time: number, length: number): number => Math.floor((time - START) / length);

/** Public unicast space without the blocks that are reserved. */
const block = (random: Random): string =>
  [random.whole(20, 99), random.whole(0, 255), random.whole(0, 255)].join('.');
const hostIn = (network: string, random: Random): string => `${network}.${random.whole(1, 254)}`;

function instanceCaller(of: Role, random: Random): Caller {
  const instance = instanceId(random);
  const length = 6 * HOUR;
  const keys = times(SPAN / length, () => accessKey('ASIA', random));
  const address = hostIn(block(random), random);
  return {
    identity: (time) => {
      const slot = slotOf(time, length);
      return instanceIdentity(of, instance, keys[slot] ?? '', START + slot * length);
    },
    address: () => address,
    client: random.pick(CLIENTS),
  };
}

/** Each day a key and an address, nearly always of the same network; one day in fifty from somewhere else. */
function personCaller(person: number, of: Role, random: Random): Caller {
  const keys = times(DAYS, () => accessKey('ASIA', random));
  const home = block(random);
  const addresses = times(DAYS, () => hostIn(random.chance(0.98) ? home : block(random), random));
  return {
    identity: (time) => {
      const day = slotOf(time, DAY);
      return roleIdentity(of, `person.${person}@example.com`, keys[day] ?? '', START + day * DAY);
    },
    address: (time) => addresses[slotOf(time, DAY)] ?? '',
    client: `${random.pick(CLIENTS)} exec/${random.whole(1, 40)}`,
  };
}

/** A key for ever, on runners of one provider. */
function pipelineCaller(index: number, random: Random): Caller {
  const name = `pipeline-${index}`;
  const identity = userIdentity(name, uniqueId('AIDA', random), accessKey('AKIA', random));
  const network = block(random);
  const addresses = times(DAYS * 24, () => hostIn(network, random));
  return {
    identity: () => identity,
    address: (time) => addresses[slotOf(time, HOUR)] ?? '',
    client: TOOL.terraform,
  };
}

type Kind = { weight: number; make(call: Base, random: Random): JsonObject };
type Base = Pick<Call, 'time' | 'identity' | 'address' | 'client' | 'region'>;

const filters = (random: Random): JsonObject => ({
  maxResults: 1000,
  filterSet: {
    items: [
      { name: 'vpc-id', valueSet: { items: [{ value: `vpc-0${random.hex(16)}` }] } },
      { name: 'tag:Environment', valueSet: { items: [{ value: 'production' }, { value: 'staging' }] } },
      { name: 'instance-state-name', valueSet: { items: [{ value: 'running' }, { value: 'stopped' }] } },
    ],
  },
});

const read =
  (service: string, name: string, request: (random: Random) => JsonObject): Kind['make'] =>
  (call, random) =>
    recordOf({ ...call, service, name, request: request(random) }, random);

const refused =
  (service: string, name: string): Kind['make'] =>
  (call, random) =>
    recordOf(
      {
        ...call,
        service,
        name,
        request: null,
        error: service === 'ec2' ? 'Client.UnauthorizedOperation' : 'AccessDenied',
        message: `You are not authorized to perform this operation. Encoded authorization failure message: ${random.text(300, ALPHANUMERIC)}`,
      },
      random,
    );

const write =
  (
    service: string,
    name: string,
    request: (random: Random) => JsonObject,
    response: (random: Random) => JsonObject,
  ): Kind['make'] =>
  (call, random) =>
    recordOf({ ...call, service, name, request: request(random), response: response(random) }, random);

const object =
  (name: 'GetObject' | 'PutObject'): Kind['make'] =>
  (call, random) =>
    objectCall(
      { ...call, name },
      `data-${random.whole(1, 60)}`,
      `year=2024/part-${random.hex(12)}.parquet`,
      random,
    );

const assumed = (random: Random): JsonObject => ({
  credentials: {
    accessKeyId: accessKey('ASIA', random),
    sessionToken: random.text(360, ALPHANUMERIC),
    expiration: 'May 30, 2024, 11:59:59 PM',
  },
  assumedRoleUser: {
    assumedRoleId: `${uniqueId('AROA', random)}:session`,
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/service/session`,
  },
});

const launched = (random: Random): JsonObject => ({
  requestId: random.uuid(),
  reservationId: `r-0${random.hex(16)}`,
  ownerId: ACCOUNT,
  instancesSet: {
    items: Array.from({ length: 2 }, () => ({
      instanceId: instanceId(random),
      imageId: `ami-0${random.hex(16)}`,
      instanceState: { code: 0, name: 'pending' },
      privateDnsName: `ip-10-0-${random.whole(0, 255)}-${random.whole(1, 254)}.ec2.internal`,
      instanceType: 'm6i.large',
      placement: { availabilityZone: 'us-east-1a', tenancy: 'default' },
      subnetId: `subnet-0${random.hex(16)}`,
      vpcId: `vpc-0${random.hex(16)}`,
      tagSet: {
        items: [
          { key: 'Name', value: `worker-${random.hex(6)}` },
          { key: 'Environment', value: 'production' },
        ],
      },
    })),
  },
});

/** About 85 in 100 only read, 4 in 100 are refused. */
const KINDS: readonly Kind[] = [
  { weight: 22, make: read('ec2', 'DescribeInstances', filters) },
  { weight: 9, make: read('ec2', 'DescribeNetworkInterfaces', filters) },
  { weight: 14, make: object('GetObject') },
  {
    weight: 8,
    make: read('s3', 'ListObjects', (random) => ({
      bucketName: `data-${random.whole(1, 60)}`,
      prefix: 'year=2024/',
      'max-keys': '1000',
    })),
  },
  { weight: 9, make: read('sts', 'GetCallerIdentity', () => ({})) },
  {
    weight: 8,
    make: (call, random) =>
      recordOf(
        {
          ...call,
          service: 'sts',
          name: 'AssumeRole',
          request: {
            roleArn: `arn:aws:iam::${ACCOUNT}:role/service-${random.whole(0, 23)}`,
            roleSessionName: `s-${random.hex(12)}`,
          },
          response: assumed(random),
        },
        random,
      ),
  },
  {
    weight: 7,
    make: read('kms', 'Decrypt', (random) => ({
      encryptionContext: { 'aws:s3:arn': `arn:aws:s3:::data-${random.whole(1, 60)}` },
      encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    })),
  },
  {
    weight: 4,
    make: read('logs', 'FilterLogEvents', (random) => ({
      logGroupName: `/aws/lambda/f-${random.whole(1, 90)}`,
      startTime: 1714521600000,
    })),
  },
  { weight: 2, make: refused('ec2', 'DescribeSnapshots') },
  { weight: 2, make: refused('iam', 'ListUsers') },
  { weight: 8, make: object('PutObject') },
  { weight: 3, make: write('ec2', 'RunInstances', filters, launched) },
  {
    weight: 2,
    make: write(
      'ecs',
      'UpdateService',
      (random) => ({
        cluster: 'production',
        service: `service-${random.whole(0, 23)}`,
        desiredCount: random.whole(1, 9),
      }),
      launched,
    ),
  },
  {
    weight: 2,
    make: write(
      'iam',
      'PutRolePolicy',
      (random) => ({
        roleName: `service-${random.whole(0, 23)}`,
        policyName: 'inline',
        policyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: ['s3:GetObject', 's3:PutObject'],
              Resource: `arn:aws:s3:::data-${random.whole(1, 60)}/*`,
            },
          ],
        }),
      }),
      () => ({}),
    ),
  },
];
const WHEEL = KINDS.flatMap((kind) => Array.from({ length: kind.weight }, () => kind));

/** The record of the event at `time`. Machines make seven calls of ten. */
export function eventAt(time: number, { busy, people }: Traffic, random: Random): JsonObject {
  const caller = random.pick(random.chance(0.7) ? busy : people);
  const call: Base = {
    time,
    identity: caller.identity(time),
    address: caller.address(time),
    client: caller.client,
    region: random.pick(REGIONS),
  };
  return random.pick(WHEEL).make(call, random);
}
