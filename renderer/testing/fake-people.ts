import type { Lineage, LineageKey } from '../../shared/lineage.ts';
import type { Entity } from '../../shared/model.ts';
import type { Person, PersonName } from '../../shared/people.ts';

const name = (
  column_name: string,
  event_dataset: string,
  text: string,
  more: Partial<PersonName>,
): PersonName => ({
  name_id: `address:${text}`,
  column_name,
  event_dataset,
  name: text,
  rule: 'itself',
  certainty: 'exact',
  via: null,
  events: 812,
  records: [{ evidence_id: 1, record: 17 }],
  ...more,
});

const ALICE = 'alice@example.com';
const SESSION =
  'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/alice@example.com';

/** The person behind a name: of `alice@example.com` over four sources, nobody for the rest. */
export function fakePerson({ value }: Entity): Person | null {
  if (value !== ALICE) return null;
  return {
    person_id: '00aa11bb22cc33dd',
    person: ALICE,
    kind: 'person',
    names: [
      name('user_name', 'okta.system', ALICE, { rule: 'same-address', certainty: 'same text' }),
      name('user_id', 'okta.system', '00u1alice00000000001', {
        name_id: 'id:00u1alice00000000001',
        rule: 'seen-together',
        via: ALICE,
      }),
      name('principal_arn', 'aws.cloudtrail', SESSION, {
        name_id: `arn:${SESSION.toLowerCase()}`,
        rule: 'sso-session-address',
        certainty: 'same text',
        via: ALICE,
      }),
      name('user_name', 'jamf.protect', 'alice.example', {
        name_id: 'login:alice.example',
        rule: 'local-part',
        certainty: 'likely',
        via: ALICE,
      }),
    ],
    names_total: 4,
    candidates: [
      { person_id: '99aa11bb22cc33dd', person: 'alice', reason: 'one word that may be a first name' },
    ],
    decisions: [
      {
        decision: 1,
        kind: 'split',
        name: 'alice.test',
        with_name: ALICE,
        reason: 'a test account',
        decided_at: '2024-05-20T10:00:00.000000Z',
        decided_by: 'A. Nalyst',
        undone_at: null,
        undone_by: null,
      },
    ],
  };
}

const key = (access_key_id: string, step: number, more: Partial<LineageKey>): LineageKey => ({
  access_key_id,
  step,
  origin: 'not in evidence',
  issuance: null,
  beginning: null,
  uses: 88,
  failures: 0,
  first_use: '2024-05-14T09:03:00.000000Z',
  last_use: '2024-05-14T11:03:00.000000Z',
  datasets: ['aws.cloudtrail'],
  principal_arns: [SESSION],
  persons: [ALICE],
  source_addresses: ['198.51.100.23'],
  addresses_total: 1,
  records: [{ evidence_id: 1, record: 21 }],
  issued_total: 0,
  attempts: 0,
  attempt_records: [],
  ...more,
});

/** A session key, and one that it was used to get, where Kubernetes saw it too. */
export function fakeLineage(entity: Entity): Lineage {
  return {
    entity,
    focus_total: 1,
    notes: ['stops 10 steps after the asked keys'],
    keys: [
      key('ASIAEXAMPLE1000', -1, {
        origin: 'console',
        beginning: {
          event_action: 'ConsoleLogin',
          timestamp: '2024-05-14T09:00:00.000000Z',
          switched_from: null,
          evidence_id: 1,
          record: 20,
        },
        attempts: 2,
        attempt_records: [{ evidence_id: 1, record: 22 }],
        issued_total: 1,
      }),
      key('ASIAEXAMPLE1004', 0, {
        origin: 'issued',
        datasets: ['aws.cloudtrail', 'kubernetes.audit'],
        issuance: {
          event_action: 'AssumeRole',
          timestamp: '2024-05-14T09:05:00.000000Z',
          by_access_key_id: 'ASIAEXAMPLE1000',
          by_principal_arn: SESSION,
          by_user_name: 'AWSReservedSSO_Admin_0123456789abcdef',
          by_person: ALICE,
          source_address: '198.51.100.23',
          role_arn: 'arn:aws:iam::444455556666:role/deploy-app',
          session_arn: 'arn:aws:sts::444455556666:assumed-role/deploy-app/release-42',
          records: [{ evidence_id: 1, record: 23 }],
        },
      }),
    ],
  };
}
