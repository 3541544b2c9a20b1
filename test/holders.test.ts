import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEngine } from '../electron/engine/engine.ts';
import { lines } from './support/fixtures/agents.ts';

const ROOT = resolve(import.meta.dirname, '..');
const ACCOUNT = '111122223333';

let folder: string;
let engine: ReturnType<typeof createEngine>;
let client: ReturnType<typeof clientOf>;
const clientOf = (one: ReturnType<typeof createEngine>) => createRouterClient(one.router);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'interloper-holders-'));
  engine = createEngine({
    resourcesPath: join(ROOT, 'resources'),
    toolVersion: '0.0.0-test',
    clock: () => new Date('2024-06-01T00:00:00Z'),
  });
  client = clientOf(engine);
  await client.case.create({ path: join(folder, 'a.interloper') });
});
afterEach(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

type Answer = Record<string, unknown> | null;
let numbers = 0;

/** A call of EC2 as CloudTrail writes it, at `HH:MM` of one day. */
const call = (
  at: string,
  eventName: string,
  requestParameters: object,
  responseElements: Answer,
  error?: string,
) => ({
  eventVersion: '1.09',
  userIdentity: {
    type: 'IAMUser',
    principalId: 'AIDAEXAMPLE',
    arn: `arn:aws:iam::${ACCOUNT}:user/ops`,
    accountId: ACCOUNT,
    accessKeyId: 'AKIAEXAMPLE00000001',
    userName: 'ops',
  },
  eventTime: `2024-05-01T${at}:00Z`,
  eventSource: 'ec2.amazonaws.com',
  eventName,
  awsRegion: 'eu-west-1',
  sourceIPAddress: '198.51.100.7',
  userAgent: 'aws-cli/2.15.30',
  ...(error ? { errorCode: error, errorMessage: 'no' } : {}),
  requestParameters,
  responseElements,
  requestID: 'r',
  eventID: `30000000-0000-4000-8000-${String(++numbers).padStart(12, '0')}`,
  readOnly: eventName.startsWith('Describe'),
  eventType: 'AwsApiCall',
  managementEvent: true,
  recipientAccountId: ACCOUNT,
  eventCategory: 'Management',
});

const [I1, I2] = ['i-0a1b2c3d4e5f60001', 'i-0a1b2c3d4e5f60002'];
const machine = (instanceId: string, more: object) => ({
  instancesSet: {
    items: [{ instanceId, imageId: 'ami-1', instanceState: { code: 0, name: 'pending' }, ...more }],
  },
});
const started = (at: string, id: string, inner: string, outer: string | null, eni = 'eni-00000001') =>
  call(
    at,
    'RunInstances',
    { instancesSet: { items: [{ imageId: 'ami-1' }] } },
    {
      requestId: 'r',
      ownerId: ACCOUNT,
      ...machine(id, {
        privateIpAddress: inner,
        ...(outer ? { ipAddress: outer } : {}),
        networkInterfaceSet: {
          items: [
            {
              networkInterfaceId: eni,
              privateIpAddress: inner,
              privateIpAddressesSet: { item: [{ privateIpAddress: inner, primary: true }] },
              ipv6AddressesSet: { items: [{ ipv6Address: '2a05:d018:1::A' }] },
            },
          ],
        },
      }),
    },
  );
const ordered = (at: string, name: string, id: string, error?: string) =>
  call(
    at,
    name,
    { instancesSet: { items: [{ instanceId: id }] } },
    error ? null : { instancesSet: { items: [] } },
    error,
  );
const allocated = (at: string, allocationId: string, publicIp: string) =>
  call(at, 'AllocateAddress', { domain: 'vpc' }, { requestId: 'r', publicIp, domain: 'vpc', allocationId });

async function load(records: readonly object[], name = 'trail.json'): Promise<void> {
  const path = join(folder, name);
  writeFileSync(path, name.endsWith('.json') ? JSON.stringify({ Records: records }) : lines(records));
  await follow(path);
}

async function follow(path: string): Promise<void> {
  await client.evidence.import({ inputs: [{ path }] });
  let last;
  for await (const progress of await client.job.watch({})) last = progress;
  expect(last?.message ?? null).toBeNull();
  expect((await client.evidence.list({})).totals).toMatchObject({ rejects: 0, balanced: true });
}

/** Who held the address, short: holder, from, until, what says so and what ended it. */
async function held(address: string): Promise<string[]> {
  const { holders } = await client.entities.get({ kind: 'address', value: address });
  const time = (iso: string | null) => iso?.slice(11, 16) ?? '?';
  return holders.map(
    (one) =>
      `${one.holder_kind} ${one.holder_id} ${time(one.held_from)}-${time(one.held_until)} ${one.stated_by}#${one.record} ${one.ended_by ?? 'open'}${one.ended_record ? `#${one.ended_record}` : ''}`,
  );
}

describe('H-A11 the evidence itself knows who held an address', () => {
  test('an instance has its inner address to its end, its public one until it stops; a denied order ends nothing', async () => {
    await load([
      started('08:00', I1, '10.0.1.5', '3.80.1.1'),
      started('08:05', I2, '10.0.1.6', '3.80.1.2', 'eni-00000002'),
      ordered('09:00', 'StopInstances', I1, 'Client.UnauthorizedOperation'),
      ordered('10:00', 'StopInstances', I1),
      ordered('11:00', 'StartInstances', I1),
      ordered('12:00', 'TerminateInstances', I1),
    ]);
    expect(await held('3.80.1.1')).toEqual([`instance ${I1} 08:00-10:00 RunInstances#1 StopInstances#4`]);
    expect(await held('10.0.1.5')).toEqual([
      `instance ${I1} 08:00-12:00 RunInstances#1 TerminateInstances#6`,
    ]);
    expect(await held('3.80.1.2')).toEqual([`instance ${I2} 08:05-? RunInstances#2 open`]);
    expect(await held('2a05:d018:1::a')).toHaveLength(2);
    const [one] = (await client.entities.get({ kind: 'address', value: '3.80.1.1' })).holders;
    expect(one).toMatchObject({ cloud_account_id: ACCOUNT, cloud_region: 'eu-west-1' });
  });

  test('an Elastic IP: allocated, on an instance, taken off, on its interface, released', async () => {
    const alloc = 'eipalloc-0aa';
    const associate = (at: string, to: object, associationId: string) =>
      call(
        at,
        'AssociateAddress',
        { allocationId: alloc, ...to },
        { requestId: 'r', _return: true, associationId },
      );
    await load([
      started('08:00', I1, '10.0.1.5', '3.80.1.1'),
      allocated('08:30', alloc, '52.0.0.10'),
      associate('09:00', { instanceId: I1 }, 'eipassoc-01'),
      call(
        '10:00',
        'DisassociateAddress',
        { associationId: 'eipassoc-01' },
        { requestId: 'r', _return: true },
      ),
      associate('11:00', { networkInterfaceId: 'eni-00000001' }, 'eipassoc-02'),
      call('12:00', 'ReleaseAddress', { allocationId: alloc }, { requestId: 'r', _return: true }),
    ]);
    expect(await held('52.0.0.10')).toEqual([
      `elastic ip ${alloc} 08:30-12:00 AllocateAddress#2 ReleaseAddress#6`,
      `instance ${I1} 09:00-10:00 AssociateAddress#3 DisassociateAddress#4`,
      `instance ${I1} 11:00-12:00 AssociateAddress#5 ReleaseAddress#6`,
      `network interface eni-00000001 11:00-12:00 AssociateAddress#5 ReleaseAddress#6`,
    ]);
    // An instance that gets an Elastic IP loses the public address it had.
    expect(await held('3.80.1.1')).toEqual([`instance ${I1} 08:00-09:00 RunInstances#1 AssociateAddress#3`]);
  });

  test('an Elastic IP goes from one instance to another without being taken off first', async () => {
    const associate = (at: string, instanceId: string) =>
      call(
        at,
        'AssociateAddress',
        { publicIp: '52.0.0.11', instanceId, allowReassociation: true },
        { _return: true },
      );
    await load([associate('09:00', I1), associate('10:00', I2)]);
    expect(await held('52.0.0.11')).toEqual([
      `instance ${I1} 09:00-10:00 AssociateAddress#1 AssociateAddress#2`,
      `instance ${I2} 10:00-? AssociateAddress#2 open`,
    ]);
  });

  test('a NAT gateway has the address of its allocation until it is deleted', async () => {
    const gateway = {
      natGatewayId: 'nat-0bb',
      natGatewayAddressSet: { item: { allocationId: 'eipalloc-0bb' } },
      subnetId: 'subnet-1',
      state: 'pending',
    };
    await load([
      allocated('08:00', 'eipalloc-0bb', '52.0.0.20'),
      call(
        '09:00',
        'CreateNatGateway',
        { CreateNatGatewayRequest: { AllocationId: 'eipalloc-0bb', SubnetId: 'subnet-1' } },
        {
          CreateNatGatewayResponse: {
            xmlns: 'http://ec2.amazonaws.com/',
            natGateway: gateway,
            requestId: 'r',
          },
        },
      ),
      call('11:00', 'DeleteNatGateway', { DeleteNatGatewayRequest: { NatGatewayId: 'nat-0bb' } }, null),
    ]);
    expect(await held('52.0.0.20')).toEqual([
      'elastic ip eipalloc-0bb 08:00-? AllocateAddress#1 open',
      'nat gateway nat-0bb 09:00-11:00 CreateNatGateway#2 DeleteNatGateway#3',
    ]);
  });

  test('an interface, and the VPC endpoint that it belongs to', async () => {
    const created = {
      networkInterface: { networkInterfaceId: 'eni-0cc', privateIpAddress: '10.0.9.9', subnetId: 'subnet-1' },
    };
    const endpoint = { vpcEndpointId: 'vpce-0dd', networkInterfaceIdSet: { item: ['eni-0cc'] } };
    await load([
      call('08:00', 'CreateNetworkInterface', { subnetId: 'subnet-1' }, created),
      call(
        '08:01',
        'CreateVpcEndpoint',
        { CreateVpcEndpointRequest: { VpcId: 'vpc-1' } },
        {
          CreateVpcEndpointResponse: { vpcEndpoint: endpoint },
        },
      ),
      call(
        '10:00',
        'DeleteVpcEndpoints',
        { DeleteVpcEndpointsRequest: { VpcEndpointId: { content: 'vpce-0dd' } } },
        {
          DeleteVpcEndpointsResponse: {},
        },
      ),
    ]);
    expect(await held('10.0.9.9')).toEqual([
      'network interface eni-0cc 08:00-? CreateNetworkInterface#1 open',
      'vpc endpoint vpce-0dd 08:00-10:00 CreateNetworkInterface#1 DeleteVpcEndpoints#3',
    ]);
  });

  test('where the beginning is not in the log, it is said to be unknown', async () => {
    const listed = {
      requestId: 'r',
      reservationSet: { items: [machine(I1, { privateIpAddress: '10.0.1.5', ipAddress: '3.80.1.1' })] },
    };
    const addresses = {
      addressesSet: { item: [{ publicIp: '52.0.0.30', allocationId: 'eipalloc-0ee', instanceId: I2 }] },
    };
    await load([
      call('09:00', 'DescribeInstances', {}, listed),
      call('09:01', 'DescribeAddresses', {}, addresses),
      call('10:00', 'DisassociateAddress', { publicIp: '52.0.0.30' }, { _return: true }),
    ]);
    expect(await held('3.80.1.1')).toEqual([`instance ${I1} ?-? DescribeInstances#1 open`]);
    expect(await held('52.0.0.30')).toEqual([
      'elastic ip eipalloc-0ee ?-? DescribeAddresses#2 open',
      `instance ${I2} ?-10:00 DescribeAddresses#2 DisassociateAddress#3`,
    ]);
  });

  test('a finding of GuardDuty says which addresses its instance had then', async () => {
    const sample = join(ROOT, 'electron/engine/sources/guardduty/sample.s3.ndjson');
    const finding = readFileSync(sample, 'utf8')
      .split('\n')
      .filter((line) => line.includes('"instanceId"') && line.includes('"publicIp"'))
      .map((line) => JSON.parse(line) as object)[0];
    expect(finding).toBeDefined();
    await load([finding ?? {}], 'guardduty.ndjson');
    const { instanceDetails } = (finding as { resource: { instanceDetails: InstanceDetails } }).resource;
    const [network] = instanceDetails.networkInterfaces;
    const found = await held(network?.publicIp ?? '');
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(new RegExp(`^instance ${instanceDetails.instanceId} \\?-\\? GuardDuty: `));
  });

  test('an address that nothing is said of has no holder, and calls of others’ services say nothing', async () => {
    const other = {
      ...allocated('08:00', 'eipalloc-0ff', '52.0.0.40'),
      eventSource: 'lightsail.amazonaws.com',
    };
    await load([other]);
    expect(await held('52.0.0.40')).toEqual([]);
    expect(await held('198.51.100.7')).toEqual([]);
  });

  test('an answer that is nested without end is read as far as it says something, and ends nothing', async () => {
    const deep = `${'{"privateIpAddress":'.repeat(30_000)}1${'}'.repeat(30_000)}`;
    const good = call(
      '08:00',
      'CreateNetworkInterface',
      {},
      {
        networkInterface: { networkInterfaceId: 'eni-0cc', privateIpAddress: '10.0.9.9', tagSet: 'HERE' },
      },
    );
    const text = JSON.stringify(good).replace('"HERE"', deep);
    const path = join(folder, 'lookup.json');
    writeFileSync(
      path,
      JSON.stringify({
        Events: [{ EventId: good.eventID, EventName: good.eventName, CloudTrailEvent: text }],
      }),
    );
    await follow(path);
    expect(await held('10.0.9.9')).toEqual([
      'network interface eni-0cc 08:00-? CreateNetworkInterface#1 open',
    ]);
  });

  test('a row of Athena says the same as the record', async () => {
    const { responseElements, requestParameters, ...record } = allocated(
      '08:00',
      'eipalloc-0ab',
      '52.0.0.50',
    );
    const columns = {
      eventversion: record.eventVersion,
      useridentity: JSON.stringify(record.userIdentity),
      eventtime: record.eventTime,
      eventsource: record.eventSource,
      eventname: record.eventName,
      awsregion: record.awsRegion,
      sourceipaddress: record.sourceIPAddress,
      useragent: record.userAgent,
      errorcode: '',
      errormessage: '',
      requestparameters: JSON.stringify(requestParameters),
      responseelements: JSON.stringify(responseElements),
      eventid: record.eventID,
      readonly: 'false',
      recipientaccountid: ACCOUNT,
    };
    const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const path = join(folder, 'athena.csv');
    const rows = [Object.keys(columns), Object.values(columns)].map((row) => row.map(cell).join(','));
    writeFileSync(path, `${rows.join('\n')}\n`);
    await follow(path);
    expect(await held('52.0.0.50')).toEqual(['elastic ip eipalloc-0ab 08:00-? AllocateAddress#1 open']);
  });
});

interface InstanceDetails {
  instanceId: string;
  networkInterfaces: { publicIp: string }[];
}
