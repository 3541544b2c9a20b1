import { expect, test } from 'vitest';
import { lineage } from '../../electron/engine/desk/lineage/lineage.ts';
import { Lineage, LINEAGE_LIMITS } from '../../shared/lineage.ts';
import { clearEvents, emptyCase, seed, type Columns } from '../support/seed.ts';

const database = await emptyCase();

const at = (second: number): string => new Date(Date.UTC(2024, 4, 1, 10) + second * 1000).toISOString();
const use = (second: number, access_key_id: string | null, more: Columns = {}): Columns => ({
  event_dataset: 'aws.cloudtrail',
  event_provider: 'sts.amazonaws.com',
  event_action: 'GetCallerIdentity',
  event_outcome: 'success',
  timestamp: at(second),
  access_key_id,
  ...more,
});
const issue = (second: number, by: string | null, issued: string, more: Columns = {}): Columns =>
  use(second, by, { event_action: 'AssumeRole', issued_access_key_id: issued, ...more });

async function chainOf(value: string, events: readonly Columns[]): Promise<Lineage> {
  await clearEvents(database.job);
  await seed(database.job, events);
  const found = await lineage(database.desk, { kind: 'access_key', value });
  expect(Lineage.parse(found)).toEqual(found);
  return found;
}
const told = ({ keys }: Lineage) => keys.map((key) => [key.access_key_id, key.step]);

test('S-P1 keys that issue each other in a circle end, each once', async () => {
  const found = await chainOf('ASIAB', [
    issue(1, 'ASIAA', 'ASIAB'),
    issue(2, 'ASIAB', 'ASIAC'),
    issue(3, 'ASIAC', 'ASIAA'),
    issue(4, 'ASIAD', 'ASIAD'),
  ]);
  expect(told(found)).toEqual([
    ['ASIAB', 0],
    ['ASIAC', -2],
    ['ASIAA', -1],
  ]);
  const own = await lineage(database.desk, { kind: 'access_key', value: 'ASIAD' });
  expect(own.keys[0]?.issuance?.by_access_key_id).toBeNull();
  expect(own.keys).toHaveLength(1);
});

test('S-P1 a denied call is an attempt and issues nothing; an alert about a key is no use of it', async () => {
  const { keys } = await chainOf('ASIAA', [
    use(1, 'ASIAA'),
    use(2, 'ASIAA', { event_action: 'AssumeRole', event_outcome: 'failure' }),
    issue(3, 'ASIAA', 'ASIAX', { event_outcome: 'failure' }),
    use(4, 'ASIAA', { event_kind: 'alert', event_dataset: 'aws.guardduty' }),
    use(5, 'ASIAA', { event_outcome: 'failure', event_action: 'ListUsers' }),
  ]);
  expect(keys).toHaveLength(1);
  expect(keys[0]).toMatchObject({
    uses: 4,
    failures: 3,
    attempts: 2,
    issued_total: 0,
    last_use: '2024-05-01T10:00:05.000000Z',
  });
  expect(keys[0]?.attempt_records).toEqual([
    { evidence_id: 1, record: 2 },
    { evidence_id: 1, record: 3 },
  ]);
});

test('S-P1 a call that was delivered to two accounts is one use and one issuance', async () => {
  const shared = {
    event_detail:
      'session given: arn:aws:sts::2:assumed-role/r/s; shared event: 11111111-0000-4000-8000-000000000001',
  };
  const { keys } = await chainOf('ASIAA', [
    issue(1, 'ASIAA', 'ASIAB', { ...shared, recipient_account_id: '1' }),
    issue(1, 'ASIAA', 'ASIAB', { ...shared, recipient_account_id: '2' }),
    issue(1, null, 'ASIAB', { ...shared, recipient_account_id: '3' }),
    use(2, 'ASIAA'),
  ]);
  expect(keys.map((key) => [key.access_key_id, key.uses, key.issuance?.records.length ?? 0])).toEqual([
    ['ASIAA', 2, 0],
    ['ASIAB', 0, 3],
  ]);
  expect(keys[1]?.issuance).toMatchObject({
    by_access_key_id: 'ASIAA',
    session_arn: 'arn:aws:sts::2:assumed-role/r/s',
  });
});

test('S-P1 the limits of a chain are said', async () => {
  const name = (index: number) => `ASIA${String(index).padStart(3, '0')}`;
  const long = Array.from({ length: 30 }, (_none, index) => issue(index, name(index), name(index + 1)));
  const deep = await chainOf(name(15), long);
  expect(told(deep)).toHaveLength(LINEAGE_LIMITS.up + 1 + LINEAGE_LIMITS.down);
  expect(deep.notes).toEqual(['stops 10 steps before the asked keys', 'stops 10 steps after the asked keys']);
  const exact = await chainOf(name(10), long.slice(0, 20));
  expect(told(exact)).toHaveLength(21);
  expect(exact.notes).toEqual([]);
  const wide = await chainOf(
    'ASIAROOT',
    Array.from({ length: 250 }, (_none, index) => issue(index, 'ASIAROOT', name(index))),
  );
  expect(told(wide)).toHaveLength(LINEAGE_LIMITS.keys);
  expect(wide.notes).toEqual(['shows 200 keys; there are more']);
  expect(wide.keys[0]).toMatchObject({ access_key_id: 'ASIAROOT', issued_total: 250 });
});

test('S-P1 where a key comes from that no record issued', async () => {
  const arn = (name: string) => `arn:aws:sts::111122223333:assumed-role/${name}`;
  const origin = async (key: string, more: Columns) =>
    (await chainOf(key, [use(1, key, more)])).keys[0]?.origin;
  expect(await origin('ASIAA', { credential_origin: 'ec2 imds v2' })).toBe('instance');
  expect(await origin('ASIAA', { principal_arn: arn('web/i-0a1b2c3d4e5f67890') })).toBe('instance');
  expect(await origin('ASIAA', { credential_origin: 'lambda' })).toBe('lambda');
  expect(await origin('ASIAA', { credential_origin: 'console' })).toBe('console');
  expect(await origin('AKIAA', { principal_arn: 'arn:aws:iam::111122223333:user/backup' })).toBe('long-term');
  expect(await origin('ASIAA', { principal_arn: arn('web/deployer') })).toBe('not in evidence');
});

test('S-P1 a sign-in, role switch or portal call before the first use is named as likely, within twelve hours', async () => {
  const session = 'arn:aws:sts::444455556666:assumed-role/Audit/audit';
  const signIn = { access_key_id: null, event_provider: 'signin.amazonaws.com', principal_arn: session };
  const used = use(7200, 'ASIAA', { credential_origin: 'console', principal_arn: session });
  const before = use(3600, null, {
    ...signIn,
    event_action: 'SwitchRole',
    event_detail: 'switched from: arn:aws:sts::111122223333:assumed-role/Admin/ada',
  });
  const { keys } = await chainOf('ASIAA', [
    use(0, null, { ...signIn, event_action: 'ConsoleLogin' }),
    before,
    used,
  ]);
  expect(keys[0]?.beginning).toEqual({
    event_action: 'SwitchRole',
    timestamp: '2024-05-01T11:00:00.000000Z',
    switched_from: 'arn:aws:sts::111122223333:assumed-role/Admin/ada',
    evidence_id: 1,
    record: 2,
  });
  const begun = async (events: readonly Columns[]) =>
    (await chainOf('ASIAA', events)).keys[0]?.beginning ?? null;
  expect(await begun([{ ...before, event_outcome: 'failure' }, used])).toBeNull();
  expect(await begun([{ ...before, principal_arn: `${session}2` }, used])).toBeNull();
  expect(await begun([before, { ...used, timestamp: at(3600 + 12 * 3600) }])).not.toBeNull();
  expect(await begun([before, { ...used, timestamp: at(3601 + 12 * 3600) }])).toBeNull();
  expect(await begun([before, { ...used, timestamp: at(3599) }])).toBeNull();
  expect(await begun([before, used, issue(3601, 'ASIAZ', 'ASIAA')])).toBeNull();
});
