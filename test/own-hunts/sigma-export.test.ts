import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { HuntDefinition } from '../../shared/definitions.ts';
import type { Condition, RuleInput } from '../../shared/rules.ts';
import type { Database } from '../../electron/engine/db/database.ts';
import { sql } from '../../electron/engine/db/sql.ts';
import { huntFrom, hunts } from '../../electron/engine/hunts/index.ts';
import { compileRule } from '../../electron/engine/hunts/kinds/compile.ts';
import { checkHunts } from '../../electron/engine/own-hunts/check.ts';
import { sigmaOfAll, sigmaOfCase } from '../../electron/engine/own-hunts/sigma/export/case.ts';
import { sigmaOf, type SigmaText } from '../../electron/engine/own-hunts/sigma/export/export.ts';
import { LOG_SOURCES } from '../../electron/engine/own-hunts/sigma/log-sources.ts';
import { uuidOf } from '../../electron/engine/own-hunts/sigma/export/uuid.ts';
import { keepHunts } from '../../electron/engine/own-hunts/store.ts';
import template from '../../electron/engine/own-hunts/template.yaml?raw';
import { completeValues, keepValues, type ParameterValues } from '../../electron/engine/parameters.ts';
import { huntOf } from '../support/hunt-of.ts';
import { clearEvents, emptyCase, seed } from '../support/seed.ts';
import { drawRecords } from '../support/sigma-logs.ts';
import { CASES, ID, rule as sigmaRule } from '../support/fixtures/sigma-rules.ts';

let database: Database;
beforeAll(async () => {
  database = await emptyCase();
});
beforeEach(async () => {
  await clearEvents(database.job);
  await database.job.run('DELETE FROM own_hunts');
});
afterAll(() => database.close());

type Row = Record<string, unknown> & { finding_values: Record<string, unknown> };

async function rowsOf(hunt: HuntDefinition, values: ParameterValues): Promise<Row[]> {
  const statement = compileRule(hunt.rule, hunt.entity, completeValues(hunt, values));
  return database.job.rows<Row>(
    sql`SELECT entity_value, window_start, window_end, event_count, finding_values, cited FROM (${statement})
      ORDER BY entity_value, window_start, window_end, event_count, CAST(to_json(finding_values) AS VARCHAR)`,
  );
}

/** Our own reader's hunts of an exported text. */
async function readBack(text: string): Promise<HuntDefinition[]> {
  const { hunts: read, problems } = await checkHunts(database.job, [{ name: 'exported.yml', text }]);
  expect(problems).toEqual([]);
  return read.map(({ declaration }) => huntFrom(declaration));
}

const without = (values: ParameterValues): ParameterValues => ({
  successes_only: false,
  ...('include_roles' in values ? { include_roles: true } : {}),
});

/** The hunt with what the rules ask in place of what it asks itself: what is no matter of Sigma, it groups as it does. */
function withCondition(hunt: HuntDefinition, where: Condition, unnamed: boolean): HuntDefinition {
  if (hunt.rule.kind !== 'match') throw new Error('no match');
  return { ...hunt, rule: { ...hunt.rule, where, ...(unnamed ? { unnamed: 'together' as const } : {}) } };
}

/** What a correlation and a hunt both say of a finding. */
function toldOf({ finding_values, ...row }: Row, by: readonly string[]) {
  const kept = Object.entries(finding_values).filter(
    ([name]) => name.startsWith('most_') || ['minutes', 'started_at', ...by].includes(name),
  );
  const { cited: _, ...said } = row;
  return { ...said, ...Object.fromEntries(kept) };
}

/** Both sides over the same records. Gives the number of findings, which are equal. */
async function compare(hunt: HuntDefinition, exported: SigmaText, values: ParameterValues): Promise<number> {
  const back = await readBack(exported.text);
  if (hunt.rule.kind === 'match') {
    const any = back.map((one) => ('where' in one.rule && one.rule.where ? one.rule.where : { any: [] }));
    // Of the records that are those of Sigma's log sources.
    const scope = LOG_SOURCES.filter(({ title }) => exported.sources.includes(title)).map(({ where }) => ({
      all: where,
    }));
    const asked: Condition = { all: [...(hunt.rule.where ? [hunt.rule.where] : []), { any: scope }] };
    const own = withCondition(hunt, asked, exported.unnamed);
    const told = withCondition(hunt, { any }, exported.unnamed);
    const expected = await rowsOf(own, exported.values);
    const gap_hours = exported.values.gap_hours ?? 24;
    expect(await rowsOf(told, { ...without(values), gap_hours })).toEqual(expected);
    return expected.length;
  }
  const [correlation] = back;
  if (!correlation || back.length !== 1)
    throw new Error(`not one hunt: ${back.map(({ id }) => id).join(', ')}`);
  const by = 'by' in hunt.rule ? hunt.rule.by : [];
  const expected = (await rowsOf(hunt, exported.values)).map((row) => toldOf(row, by));
  expect((await rowsOf(correlation, {})).map((row) => toldOf(row, by))).toEqual(expected);
  return expected.length;
}

const SEEDS = [1, 2];
const LOGS = 60;

async function roundTrips(hunt: HuntDefinition, given: ParameterValues = {}): Promise<SigmaText> {
  const values = completeValues(hunt, given);
  const exported = sigmaOf(hunt, values);
  let findings = 0;
  for (const number of SEEDS) {
    await clearEvents(database.job);
    await seed(database.job, drawRecords(number, LOGS, exported.sources));
    findings += await compare(hunt, exported, values);
  }
  expect(findings, hunt.id).toBeGreaterThan(10);
  return exported;
}

const EXPORTED = [
  'aws-credentials-file-read',
  'instance-role-console-sign-in',
  'key-many-services',
  'push-bombing',
  'sso-many-user-agents',
  'user-many-sessions',
  'user-many-user-agents',
];

const LOW: Readonly<Record<string, ParameterValues>> = {
  'push-bombing': { more_events_than: 1 },
  'sso-many-user-agents': { more_user_agents_than: 1 },
};

describe('built-in hunts as rules of Sigma', () => {
  test.each(EXPORTED)('S-G2 S-G3 %s: read back, the rules find the same on random logs', async (id) => {
    const hunt = hunts.find((one) => one.id === id);
    if (!hunt) throw new Error(`no such hunt: ${id}`);
    // A lower threshold, so that random logs have findings.
    const low: ParameterValues = LOW[id] ?? {};
    await roundTrips(hunt, low);
  });

  test('what cannot be said is refused by name, each with its reasons', () => {
    const { rules, refused } = sigmaOfAll(hunts);
    expect(rules.map(({ hunt }) => hunt)).toEqual(EXPORTED);
    const reasons = Object.fromEntries(refused.map((one) => [one.hunt, one.reasons.join('\n')]));
    expect(Object.keys(reasons)).toHaveLength(hunts.length - EXPORTED.length);
    expect(reasons).toMatchObject({
      'application-without-session': 'the missing step "sign-in": Sigma cannot ask for what is absent',
      'impossible-travel': 'Sigma has no rule for places too far apart',
      'rare-session-profiles': 'Sigma has no rule for what is rare',
      'new-network-of-user': 'Sigma has no rule for what is seen for the first time',
      'unusual-number-of-calls': 'Sigma has no rule for what is more than usual',
      'user-many-networks': 'network: made here of other fields and data, no field of a log holds it',
      'user-many-networks-countries':
        'more_networks_than and more_countries_than at once in one window: a correlation counts one thing',
      'eks-identity-many-addresses':
        'public_address: made here of other fields and data, no field of a log holds it',
      'web-identity-outside-amazon':
        'source_kind: made here of other fields and data, no field of a log holds it (aws/cloudtrail)',
      'sign-in-from-hosting': expect.stringContaining(
        'source_is_hosting: made here of other fields and data, no field of a log holds it (azure/signinlogs)',
      ) as string,
    });
    for (const one of Object.values(reasons)) expect(one).not.toBe('');
  });

  test('what differs in meaning is told in the rule itself', () => {
    const texts = new Map(sigmaOfAll(hunts).rules.map((one) => [one.hunt, one]));
    const services = texts.get('key-many-services');
    expect(services?.differences).toEqual([
      'the window is of whole seconds, 10m; that of the hunt is 600.12 s',
    ]);
    for (const { differences, text } of texts.values())
      for (const one of differences) expect(text).toContain(`  - ${one}\n`);
    expect(texts.get('push-bombing')?.differences).toContain(
      'not asked of okta/okta: mfa_method: no one field holds it',
    );
  });

  test('ids are the same in every run and stand once; nothing is taken from a clock', () => {
    const all = sigmaOfAll(hunts).rules;
    expect(sigmaOfAll(hunts).rules).toEqual(all);
    const documents = all.flatMap(({ text }) =>
      [...parseAllDocuments(text)].map((one) => one.toJS() as Record<string, unknown>),
    );
    const ids = documents.map(({ id }) => String(id));
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(uuidOf('push-bombing')).toBe('29f98169-bad9-58fd-877c-e19470417138');
    for (const one of documents) {
      expect(one).not.toHaveProperty('date');
      expect(one).toMatchObject({
        title: expect.any(String) as string,
        author: 'Interloper',
        status: 'experimental',
      });
    }
  });
});

function own(entity: HuntDefinition['entity'], datasets: string[], rule: RuleInput): HuntDefinition {
  return huntFrom({
    ...huntOf({ kind: 'match' }),
    id: 'my-hunt',
    title: 'My hunt',
    question: 'What?',
    entity,
    needs: { columns: [], datasets, missing: 'a log' },
    rule,
  });
}
const OKTA = ['okta.system'];
const AWS = ['aws.cloudtrail'];
const c = (column: string, test: object): Condition => ({ column, ...test }) as Condition;

describe('own hunts as rules of Sigma', () => {
  const HUNTS: [name: string, hunt: HuntDefinition, values: ParameterValues][] = [
    [
      'texts in every form, numbers, truth values, lists and what is absent',
      own('user', OKTA, {
        kind: 'match',
        outcomes: 'all',
        by: ['session_id'],
        where: {
          any: [
            {
              all: [
                c('event_description', { contains: ['% *NEW*', 'policy'] }),
                { not: c('log_as_number', { at_least: 200 }) },
              ],
            },
            { all: [c('event_action', { like: '*.RULE.del?te' }), c('log_as_number', { at_most: 200 })] },
            { all: [c('log_is_proxy', { is: true }), c('event_description', { starts_with: 'USER' })] },
            { all: [c('session_id', { is: [null, 's1', 'S2'] }), c('log_as_number', { is: [100, 300] })] },
            {
              not: {
                any: [c('event_description', { exists: true }), c('event_action', { ends_with: '.start' })],
              },
            },
            c('event_description', { matches: '(?i)^delete\\s' }),
          ],
        },
      }),
      {},
    ],
    [
      'those who are left out and asked for, roles and successes',
      own('principal', AWS, {
        kind: 'match',
        roles: true,
        where: c('event_action', { is: ['ConsoleLogin', 'CreateAccessKey', 'GetObject'] }),
        gap_hours: 2,
      }),
      { ignore_principals: ['ARN:aws:iam::1:user/user 1 of 0'], ignore_addresses: ['192.0.2.1'] },
    ],
    [
      'a user of CloudTrail, whom several fields name',
      own('user', AWS, {
        kind: 'match',
        roles: true,
        where: {
          all: [
            c('event_action', { is: ['ConsoleLogin', 'ListBuckets'] }),
            { not: c('user_name', { like: ['user 1 *', 'user 2 *'] }) },
          ],
        },
      }),
      { ignore_users: ['user 3 of 0', 'nobody'] },
    ],
    [
      'a device, with those that name none',
      own('device', OKTA, {
        kind: 'match',
        where: c('event_action', { is: 'user.session.start' }),
        unnamed: 'together',
      }),
      { gap_hours: 0.01 },
    ],
    [
      'a session in a log that names none',
      own('session', ['azure.auditlogs'], { kind: 'match', where: c('event_action', { is: 'Update user' }) }),
      { gap_hours: 0.01 },
    ],
    [
      'events in tumbling windows, told apart by region',
      own('access_key', AWS, {
        kind: 'aggregation',
        outcomes: 'all',
        by: ['cloud_region'],
        measures: [{ events: true, more_than: 1 }],
        window_hours: 1,
        windows: 'tumbling',
      }),
      { only_keys: Array.from({ length: 60 }, (_, at) => `akia user ${at} of 1`) },
    ],
    [
      'a sum',
      own('user', ['squid.log', 'zscaler_zia.web'], {
        kind: 'aggregation',
        outcomes: 'all',
        where: { not: c('http_request_method', { is: 'GET' }) },
        measures: [{ sum: 'source_bytes', more_than: 100 }],
        window_hours: 3,
      }),
      { ignore_users: ['USER 3 of 0'] },
    ],
    [
      'one step after another, in two logs with other names for the address',
      own('address', [...OKTA, ...AWS], {
        kind: 'sequence',
        steps: [
          {
            name: 'sign-in',
            where: {
              all: [
                c('event_dataset', { is: 'okta.system' }),
                c('event_action', { is: 'user.session.start' }),
              ],
            },
          },
          {
            name: 'new key',
            where: {
              all: [
                c('event_dataset', { is: 'aws.cloudtrail' }),
                c('event_action', { is: 'CreateAccessKey' }),
              ],
            },
          },
        ],
        within_minutes: 30.5,
      }),
      {},
    ],
    [
      'three steps in whatever order',
      own('user', OKTA, {
        kind: 'sequence',
        order: 'any',
        steps: ['user.session.start', 'policy.rule.delete', 'user.authentication.sso'].map((is) => ({
          name: is,
          where: c('event_action', { is }),
        })),
        within_minutes: 45,
      }),
      {},
    ],
    [
      'names and paths of programs',
      own('host', [], {
        kind: 'match',
        outcomes: 'all',
        unnamed: 'together',
        where: {
          any: [
            c('process_name', { like: ['certutil.exe', 'nothing.exe'] }),
            {
              all: [
                c('process_executable', { starts_with: '/USR/bin/' }),
                c('process_parent_name', { is: 'bash' }),
              ],
            },
          ],
        },
      }),
      {},
    ],
    [
      'parts of Kubernetes, and failures',
      own('user', ['kubernetes.audit'], {
        kind: 'match',
        outcomes: 'all',
        where: {
          any: [
            {
              all: [
                c('orchestrator_resource_type', { like: ['pods', 'pods/*'] }),
                c('event_outcome', { is: 'success' }),
              ],
            },
            {
              all: [
                c('orchestrator_resource_type', { like: '*/exec' }),
                c('event_outcome', { is: 'failure' }),
              ],
            },
            c('error_code', { is: '404' }),
          ],
        },
      }),
      {},
    ],
    [
      'the logs of Entra, in which one word is the same in every record',
      own('user', ['azure.signinlogs', 'azure.auditlogs'], {
        kind: 'match',
        where: {
          any: [
            c('event_category', { is: ['authentication', 'web'] }),
            c('event_action', { contains: 'ROLE' }),
          ],
        },
      }),
      {},
    ],
  ];
  test.each(HUNTS)('S-G2 S-G3 %s: read back, the rules find the same', async (_, hunt, values) => {
    await roundTrips(hunt, values);
  });

  test('tumbling windows and whole seconds are told, and those who name nobody', () => {
    const differences = HUNTS.map(([name, hunt, values]) => {
      const exported = sigmaOf(hunt, completeValues(hunt, values));
      return [name, exported.differences.join('\n')] as const;
    });
    const told = Object.fromEntries(differences);
    expect(told['events in tumbling windows, told apart by region']).toMatch(
      /^windows slide over any stretch .* UTC calendar/,
    );
    expect(told['one step after another, in two logs with other names for the address']).toMatch(
      /^success in aws\/cloudtrail: of sign-in events only .*\naddresses that are names of services/,
    );
    expect(told['a user of CloudTrail, whom several fields name']).toContain('GetFederationToken');
    expect(told['a session in a log that names none']).toContain('events that name no session_id count');
  });

  test.each([
    ['a network', { ignore_networks: ['64500'] }, /^the parameter ignore_networks: /],
    ['a client', { ignore_clients: ['Terraform'] }, /^the parameter ignore_clients: /],
    ['known networks', { ignore_known_networks: 'confirmed' }, /^the parameter ignore_known_networks: /],
  ])('a parameter that leaves out %s is refused by name', (_, values, reason) => {
    const hunt = own('user', OKTA, { kind: 'match', where: c('event_action', { is: 'a' }) });
    expect(() => sigmaOf(hunt, completeValues(hunt, values))).toThrow(reason);
  });

  test.each([
    ['person', { kind: 'match', where: c('person', { is: 'ada' }) }, /person: made here of other fields/],
    [
      'user',
      { kind: 'match', where: c('timestamp', { is: '2024-05-01T00:00:00Z' }) },
      /timestamp: no one field holds it/,
    ],
    [
      'user',
      { kind: 'match', where: c('event_action', { like: '' }) },
      /event_action: this cannot be asked of its field/,
    ],
    ['user', { kind: 'match', outcomes: 'all', unnamed: 'together' }, /nothing is asked of its records/],
    [
      'user',
      { kind: 'sequence', steps: [{ name: 'a', where: c('event_action', { is: 'a' }) }], within_minutes: 5 },
      /one step by itself/,
    ],
  ] as [HuntDefinition['entity'], RuleInput, RegExp][])('refused by name %#', (entity, rule, reason) => {
    const hunt = own(entity, OKTA, rule);
    expect(() => sigmaOf(hunt, completeValues(hunt, {}))).toThrow(reason);
  });

  test('a step that may be in several logs', () => {
    const hunt = own('user', ['okta.system', 'azure.signinlogs'], {
      kind: 'sequence',
      steps: ['a', 'b'].map((name) => ({ name, where: c('event_action', { is: name }) })),
      within_minutes: 5,
    });
    expect(() => sigmaOf(hunt, completeValues(hunt, {}))).toThrow(
      'the step "a" may be in several logs (okta/okta, azure/signinlogs): let it ask for one event_dataset',
    );
  });

  test('of the template, what is in the way', async () => {
    const { hunts: read } = await checkHunts(database.job, [{ name: 'a.yaml', text: template }]);
    const { rules, refused } = sigmaOfAll(read.map(({ declaration }) => huntFrom(declaration)));
    expect(rules).toEqual([]);
    expect(refused.map(({ hunt, reasons }) => [hunt, ...reasons])).toEqual([
      [
        'my-console-sign-in',
        'source_known_network_status: made here of other fields and data, no field of a log holds it (aws/cloudtrail)',
      ],
      ['my-many-buckets', 'resource_name: no one field holds it (aws/cloudtrail)'],
      ['my-key-after-sign-in', 'user_name: no one field holds it (aws/cloudtrail)'],
      ['my-new-region', 'Sigma has no rule for what is seen for the first time'],
      ['my-unusual-downloads', 'Sigma has no rule for what is more than usual'],
      ['my-rare-client', 'Sigma has no rule for what is rare'],
      ['my-fast-travel', 'Sigma has no rule for places too far apart'],
    ]);
  });
});

describe('rules that came as Sigma', () => {
  const keep = async (text: string) => {
    const { hunts: read, problems } = await checkHunts(database.job, [{ name: 'a.yml', text }]);
    expect(problems).toEqual([]);
    await keepHunts(database.job, read);
  };

  test.each(CASES)(
    '%s: unchanged it leaves as it came; changed, it finds the same',
    async (name, logsource, detection, hits, misses) => {
      const text = sigmaRule(logsource, detection);
      await keep(text);
      const { rules } = await sigmaOfCase(database.job, [ID]);
      expect(rules.map((one) => one.text)).toEqual([text]);
      await keepValues(database.job, { id: ID, parameters: [] }, { gap_hours: 12 });
      const changed = await sigmaOfCase(database.job, [ID]);
      if (REFUSED[name]) {
        expect(changed.refused.map(({ reasons }) => reasons.join('\n'))).toEqual([
          expect.stringMatching(REFUSED[name]),
        ]);
        return;
      }
      expect(changed.refused).toEqual([]);
      await seed(
        database.job,
        [...hits, ...misses].map((event, at) => ({
          timestamp: `2024-05-01T08:00:${String(at).padStart(2, '0')}Z`,
          ...event,
        })),
      );
      const back = await readBack(changed.rules[0]?.text ?? '');
      const found = (await Promise.all(back.map((one) => rowsOf(one, {})))).flat();
      const records = found.flatMap(({ cited }) =>
        (cited as { record: number }[]).map(({ record }) => record),
      );
      expect([...new Set(records)].sort((a, b) => a - b)).toEqual(hits.map((_, at) => at + 1));
    },
  );
  // A network of addresses becomes a pattern over several columns.
  const REFUSED: Record<string, RegExp> = { 'azure signinlogs': /^source_ip: made here of other fields/ };
});
