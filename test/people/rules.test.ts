import { expect, test } from 'vitest';
import { findPeople } from '../../electron/engine/people/find-people.ts';
import { readPerson } from '../../electron/engine/people/read-person.ts';
import { Person } from '../../shared/people.ts';
import type { Connection } from '../../electron/engine/db/database.ts';
import { Random } from '../support/fixtures/random.ts';
import { clearEvents, emptyCase, seed, type Columns } from '../support/seed.ts';

const database = await emptyCase();

const okta = (user_name: string, user_id: string | null = null): Columns => ({
  event_dataset: 'okta.system',
  user_name,
  user_id,
  user_type: 'User',
});
const entra = (user_name: string | null, user_id: string): Columns => ({
  event_dataset: 'azure.signinlogs',
  user_name,
  user_id,
  user_type: 'member',
});
const session = (role: string, name: string, account = '111122223333'): Columns => ({
  event_dataset: 'aws.cloudtrail',
  user_name: role,
  user_type: 'AssumedRole',
  principal_arn: `arn:aws:sts::${account}:assumed-role/${role}/${name}`,
  principal_id: `AROA${role.replaceAll(/\W/g, '').toUpperCase().slice(0, 12)}:${name}`,
  user_id: `AROA${role.replaceAll(/\W/g, '').toUpperCase().slice(0, 12)}:${name}`,
  role_arn: `arn:aws:iam::${account}:role/${role}`,
});
const iamUser = (name: string, account = '111122223333'): Columns => ({
  event_dataset: 'aws.cloudtrail',
  user_name: name,
  user_type: 'IAMUser',
  principal_arn: `arn:aws:iam::${account}:user/${name}`,
  principal_id: `AIDA${name.replaceAll(/\W/g, '').toUpperCase()}${account}`,
  user_id: `AIDA${name.replaceAll(/\W/g, '').toUpperCase()}${account}`,
});
const endpoint = (
  user_name: string,
  user_id: string | null = null,
  event_dataset = 'windows.security',
): Columns => ({
  event_dataset,
  user_name,
  user_id,
});
const kubernetes = (user_name: string, arn: string | null = null): Columns => ({
  event_dataset: 'kubernetes.audit',
  user_name,
  user_type: 'user',
  user_id: arn ? 'aws-iam-authenticator:111122223333:AROASSO' : null,
  principal_arn: arn,
});

const SSO = 'AWSReservedSSO_Admin_0123456789abcdef';
const ADA = 'ada.lovelace@example.com';
const GUID = '6f1f2a34-0a1b-4c2d-8e3f-1234567890ab';
const GUID2 = '7f1f2a34-0a1b-4c2d-8e3f-1234567890ab';
const SID = 'S-1-5-21-1004336348-1177238915-682003330-1104';
const SID2 = 'S-1-5-21-2222222222-1177238915-682003330-1104';

/** The person that each event is of; `null` where it is nobody's. */
interface Case {
  title: string;
  events: Columns[];
  persons: (string | null)[];
}

const CASES: Case[] = [
  {
    title: 'an Okta login and an Entra UPN in other letters are one address',
    events: [okta(ADA, '00u1ada0000000000001'), entra('Ada.Lovelace@Example.com', GUID)],
    persons: [ADA, ADA],
  },
  {
    title: 'a record that has the object id only is resolved by one that has both',
    events: [entra(ADA, GUID), { ...entra(null, GUID), event_dataset: 'azure.graphactivitylogs' }],
    persons: [ADA, ADA],
  },
  {
    title: 'an object id in other letters, and as a user name, is the same',
    events: [entra(ADA, GUID), entra(null, GUID.toUpperCase()), { event_dataset: 'gke', user_name: GUID }],
    persons: [ADA, ADA, ADA],
  },
  {
    title: 'an object id that no record resolves stands for itself',
    events: [entra(null, GUID), entra('bob@example.com', GUID2)],
    persons: [GUID, 'bob@example.com'],
  },
  {
    title: 'an address that changed is one person by its id',
    events: [entra('ada.byron@example.com', GUID), entra(ADA, GUID)],
    persons: ['ada.byron@example.com', 'ada.byron@example.com'],
  },
  {
    title: 'sessions of AWS IAM Identity Center are named by the address',
    events: [
      okta(ADA),
      session(SSO, ADA),
      session('AWSReservedSSO_Read_1', 'Ada.Lovelace@example.com', '444455556666'),
    ],
    persons: [ADA, ADA, ADA],
  },
  {
    title: 'the name of a role is nobody, though many have it as their user name',
    events: [okta(ADA), session('deploy-app', ADA), session('deploy-app', 'bob@example.com')],
    persons: [ADA, ADA, 'bob@example.com'],
  },
  {
    title: 'sessions of instances are machines, not people, whatever their role',
    events: [
      session('web-frontend', 'i-0a1b2c3d4e5f67890'),
      session('other-role', 'i-0a1b2c3d4e5f67890'),
      session('web-frontend', 'i-0ffffffffffffffff'),
    ],
    persons: ['i-0a1b2c3d4e5f67890', 'i-0a1b2c3d4e5f67890', 'i-0ffffffffffffffff'],
  },
  {
    title: 'a session name that is chosen and no address joins nothing',
    events: [okta(ADA), session('deploy-app', 'ada.lovelace'), session('other-app', 'ada.lovelace')],
    persons: [
      ADA,
      'arn:aws:sts::111122223333:assumed-role/deploy-app/ada.lovelace',
      'arn:aws:sts::111122223333:assumed-role/other-app/ada.lovelace',
    ],
  },
  {
    title: 'an account name of two parts is that of the one address with this local part',
    events: [okta(ADA), endpoint('Ada.Lovelace'), endpoint('CORP\\ada.lovelace', null, 'zscaler.web')],
    persons: [ADA, ADA, ADA],
  },
  {
    title: 'two people with the same local part in two domains, and the account name is nobody’s',
    events: [okta(ADA), okta('ada.lovelace@example.org'), endpoint('ada.lovelace')],
    persons: [ADA, 'ada.lovelace@example.org', 'ada.lovelace'],
  },
  {
    title: 'the same local part at a provider of free mail does not confuse, and is not joined',
    events: [okta(ADA), okta('ada.lovelace@gmail.com'), endpoint('ada.lovelace')],
    persons: [ADA, 'ada.lovelace@gmail.com', ADA],
  },
  {
    title: 'two addresses of one person are one candidate',
    events: [
      entra(ADA, GUID),
      entra('ada.lovelace@fabrikam.onmicrosoft.com', GUID),
      endpoint('ada.lovelace'),
    ],
    persons: [ADA, ADA, ADA],
  },
  {
    title: 'the same account name in two Windows domains is nobody’s',
    events: [
      okta(ADA),
      endpoint('CORP\\ada.lovelace', null, 'zscaler.web'),
      endpoint('LAB\\ada.lovelace', null, 'zscaler.web'),
    ],
    persons: [ADA, 'CORP\\ada.lovelace', 'LAB\\ada.lovelace'],
  },
  {
    title: 'a security id is a person, and its account name leads to the address',
    events: [okta(ADA), endpoint('ada.lovelace', SID), endpoint('ada.lovelace', null, 'jamf.protect')],
    persons: [ADA, ADA, ADA],
  },
  {
    title: 'an account name with two security ids is ambiguous: each id stands for itself',
    events: [okta(ADA), endpoint('ada.lovelace', SID), endpoint('ada.lovelace', SID2)],
    persons: [ADA, SID, SID2],
  },
  {
    title: 'a bare first name joins nothing',
    events: [
      okta('ada@example.com'),
      endpoint('ada'),
      endpoint('ada', SID),
      endpoint('ada', '501', 'jamf.protect'),
    ],
    persons: ['ada@example.com', 'ada', SID, 'ada'],
  },
  {
    title: 'accounts that every system has join nothing',
    events: [
      okta('admin@example.com'),
      endpoint('admin'),
      endpoint('Administrator', SID),
      endpoint('root'),
      iamUser('admin'),
      iamUser('admin', '444455556666'),
      {
        ...iamUser('root'),
        principal_arn: 'arn:aws:iam::111122223333:root',
        principal_id: '111122223333',
        user_id: '111122223333',
      },
    ],
    persons: [
      'admin@example.com',
      'admin',
      SID,
      'root',
      'arn:aws:iam::111122223333:user/admin',
      'arn:aws:iam::444455556666:user/admin',
      'arn:aws:iam::111122223333:root',
    ],
  },
  {
    title: 'service accounts join nothing',
    events: [
      okta('svc-backup@example.com'),
      endpoint('svc-backup'),
      kubernetes('system:serviceaccount:default:builder'),
      endpoint('DESKTOP-7$', 'S-1-5-18'),
    ],
    persons: ['svc-backup@example.com', 'svc-backup', 'system:serviceaccount:default:builder', 'DESKTOP-7$'],
  },
  {
    title: 'IAM users of several accounts are the person who has that local part',
    events: [okta(ADA), iamUser('ada.lovelace'), iamUser('ada.lovelace', '444455556666'), iamUser(ADA)],
    persons: [ADA, ADA, ADA, ADA],
  },
  {
    title: 'the number of a local user is no id',
    events: [
      { ...endpoint('ada.lovelace', '501'), event_dataset: 'jamf.protect' },
      { ...endpoint('bob.babbage', '501'), event_dataset: 'jamf.protect' },
    ],
    persons: ['ada.lovelace', 'bob.babbage'],
  },
  {
    title: 'in Kubernetes the ARN says who it is, and the name without one is resolved by it',
    events: [
      okta(ADA),
      kubernetes('sso:ada.lovelace-example.com', `arn:aws:sts::111122223333:assumed-role/${SSO}/${ADA}`),
      kubernetes('sso:ada.lovelace-example.com'),
    ],
    persons: [ADA, ADA, ADA],
  },
  {
    title: 'in Kubernetes @ is written as -',
    events: [okta(ADA), kubernetes('ada.lovelace-example.com')],
    persons: [ADA, ADA],
  },
  {
    title: 'a Kubernetes name that several sessions share is nobody’s',
    events: [
      kubernetes('platform-team', `arn:aws:sts::111122223333:assumed-role/${SSO}/${ADA}`),
      kubernetes('platform-team', `arn:aws:sts::111122223333:assumed-role/${SSO}/bob@example.com`),
      kubernetes('platform-team'),
    ],
    persons: [ADA, 'bob@example.com', 'platform-team'],
  },
  {
    title: 'a guest account is the address inside it',
    events: [okta(ADA), entra('ada.lovelace_example.com#EXT#@fabrikam.onmicrosoft.com', GUID)],
    persons: [ADA, ADA],
  },
  {
    title: 'a console role switch says which session was before',
    events: [
      { ...session(SSO, ADA), event_action: 'ConsoleLogin' },
      {
        ...session('AuditRole', 'audit', '444455556666'),
        event_provider: 'signin.amazonaws.com',
        event_action: 'SwitchRole',
        event_outcome: 'success',
        event_detail: `switched from: arn:aws:sts::111122223333:assumed-role/${SSO}/${ADA}`,
      },
    ],
    persons: [ADA, ADA],
  },
  {
    title: 'an id that many addresses share joins none of them',
    events: Array.from({ length: 6 }, (_none, index) => entra(`person.${index}@example.com`, GUID)),
    persons: Array.from({ length: 6 }, () => GUID),
  },
  {
    title: 'single sign-on names without an address are one person in all accounts of the organisation',
    events: [session(SSO, 'ada'), session('AWSReservedSSO_Read_1', 'ada', '444455556666'), endpoint('ada')],
    persons: ['aws sso\\ada', 'aws sso\\ada', 'ada'],
  },
];

async function personsOf(job: Connection, events: readonly Columns[]): Promise<(string | null)[]> {
  await clearEvents(job);
  await seed(
    job,
    events.map((event, index) => ({
      event_action: 'any',
      timestamp: `2024-05-01T10:00:${String(index).padStart(2, '0')}Z`,
      record: index + 1,
      ...event,
    })),
  );
  await findPeople(job);
  const rows = await job.rows<{ person: string | null }>('SELECT person FROM events ORDER BY record');
  return rows.map(({ person }) => person);
}

test.each(CASES.map((one) => [one.title, one] as const))(
  'H-X4 who is who: %s',
  async (_title, { events, persons }) => {
    expect(await personsOf(database.job, events)).toEqual(persons);
  },
);

test('H-X4 who is who does not depend on the order of the evidence', async () => {
  const random = new Random(11);
  for (const { title, events } of CASES) {
    const inOrder = await personsOf(database.job, events);
    const before = await named();
    const order = events
      .map((_event, index) => [random.next(), index] as const)
      .sort(([a], [b]) => a - b)
      .map(([, index]) => index);
    const shuffled = await personsOf(
      database.job,
      order.map((index) => events[index] as Columns),
    );
    expect(
      order.map((from, place) => [from, shuffled[place]]).sort(([a], [b]) => Number(a) - Number(b)),
      title,
    ).toEqual(inOrder.map((person, index) => [index, person]));
    expect(await named(), title).toEqual(before);
  }
});

const named = () =>
  database.job.rows(
    `SELECT person_id, name_id, column_name, event_dataset, name, rule, certainty, via, events
     FROM person_names ORDER BY ALL`,
  );

test('H-X4 each name says by which rule, how sure, over which name, and the records that show it', async () => {
  await personsOf(database.job, [
    okta(ADA, '00u1ada0000000000001'),
    entra('Ada.Lovelace@Example.com', GUID),
    session(SSO, ADA),
    endpoint('ada.lovelace', SID),
    session('deploy-app', ADA),
  ]);
  const person = await readPerson(database.desk, { kind: 'user', value: 'ada.lovelace' });
  expect(Person.parse(person)).toEqual(person);
  expect(person).toMatchObject({ person: ADA, kind: 'person', candidates: [], decisions: [] });
  const told = person?.names.map(({ column_name, event_dataset, name, rule, certainty, via, records }) =>
    [
      column_name,
      event_dataset,
      name.slice(0, 24),
      rule,
      certainty,
      via?.slice(0, 24),
      ...records.map(({ record }) => record),
    ].join(' | '),
  );
  expect(told).toMatchInlineSnapshot(`
    [
      "user_name | azure.signinlogs | Ada.Lovelace@Example.com | same-address | same text |  | 2",
      "user_name | okta.system | ada.lovelace@example.com | same-address | same text |  | 1",
      "principal_arn | aws.cloudtrail | arn:aws:sts::11112222333 | sso-session-address | same text | ada.lovelace@example.com | 3",
      "principal_arn | aws.cloudtrail | arn:aws:sts::11112222333 | session-address | likely | ada.lovelace@example.com | 5",
      "principal_id | aws.cloudtrail | AROAAWSRESERVEDS:ada.lov | seen-together | same text | arn:aws:sts::11112222333 | 3",
      "principal_id | aws.cloudtrail | AROADEPLOYAPP:ada.lovela | session-address | likely | ada.lovelace@example.com | 5",
      "user_id | azure.signinlogs | 6f1f2a34-0a1b-4c2d-8e3f- | seen-together | exact | ada.lovelace@example.com | 2",
      "user_id | okta.system | 00u1ada0000000000001 | seen-together | exact | ada.lovelace@example.com | 1",
      "user_id | windows.security | S-1-5-21-1004336348-1177 | seen-together | likely | ada.lovelace | 4",
      "user_name | windows.security | ada.lovelace | local-part | likely | ada.lovelace@example.com | 4",
    ]
  `);
  expect(await readPerson(database.desk, { kind: 'user', value: 'deploy-app' })).toBeNull();
  expect(await readPerson(database.desk, { kind: 'address', value: ADA })).toBeNull();
});

test('H-X4 who might be the same is named, and not taken for it', async () => {
  const candidates = async (value: string) =>
    (await readPerson(database.desk, { kind: 'user', value }))?.candidates.map(({ person, reason }) => [
      person,
      reason,
    ]);
  await personsOf(database.job, [okta('ada@example.com'), endpoint('ada')]);
  expect(await candidates('ada')).toEqual([['ada@example.com', 'one word that may be a first name']]);
  expect(await candidates('ada@example.com')).toEqual([['ada', 'one word that may be a first name']]);
  await personsOf(database.job, [okta(ADA), okta('ada.lovelace@example.org'), endpoint('ada.lovelace')]);
  expect(await candidates('ada.lovelace')).toEqual([
    [ADA, 'several people have this account name'],
    ['ada.lovelace@example.org', 'several people have this account name'],
  ]);
  expect(await candidates(ADA)).toEqual([
    ['ada.lovelace', 'several people have this account name'],
    ['ada.lovelace@example.org', 'the same name in another domain'],
  ]);
});
