import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Condition, RuleInput } from '../../shared/rules.ts';
import type { Database } from '../../electron/engine/db/database.ts';
import { sql } from '../../electron/engine/db/sql.ts';
import { huntFrom } from '../../electron/engine/hunts/index.ts';
import { compileRule } from '../../electron/engine/hunts/kinds/compile.ts';
import { completeValues, type ParameterValues } from '../../electron/engine/parameters.ts';
import { huntOf } from '../support/hunt-of.ts';
import { clearEvents, emptyCase, expand, seed, type Columns } from '../support/seed.ts';

/** What every hunt does alike: conditions over events, and the parameters that leave events or entities out. */
let database: Database;
beforeAll(async () => {
  database = await emptyCase();
});
beforeEach(() => clearEvents(database.job));
afterAll(() => database.close());

async function found(rule: RuleInput, values: ParameterValues = {}) {
  const hunt = huntOf(rule);
  const statement = compileRule(hunt.rule, hunt.entity, completeValues(hunt, values));
  const rows = await database.job.rows<{ entity_value: string; cited: { record: number }[] }>(
    sql`SELECT entity_value, cited FROM (${statement}) ORDER BY entity_value`,
  );
  return rows.map((row) => [row.entity_value, row.cited.map(({ record }) => record)]);
}

const EVENT: Columns = {
  timestamp: '2024-05-01T08:00:00Z',
  event_outcome: 'success',
  event_action: 'ConsoleLogin',
  user_agent_original: 'aws-cli/2.15 Python',
  source_address: '203.0.113.10',
  source_bytes: 100,
  is_interactive: true,
  process_command_line: 'c:\\dir\\*.exe /a[1]\\n\nnext line',
};

const CONDITIONS: [Condition, boolean][] = [
  [{ column: 'event_action', is: 'ConsoleLogin' }, true],
  [{ column: 'event_action', is: 'consolelogin' }, false],
  [{ column: 'event_action', is: ['SwitchRole', 'ConsoleLogin'] }, true],
  [{ column: 'error_code', is: null }, true],
  [{ column: 'event_action', is: null }, false],
  // A column of a table in which the event has no row, and of one in which it has.
  [{ column: 'session_id', is: null }, true],
  [{ column: 'session_id', is: [null, 'x'] }, true],
  [{ not: { column: 'session_id', is: null } }, false],
  [{ column: 'client_name', is: null }, true],
  [{ column: 'event_action', is: [null, 'ConsoleLogin'] }, true],
  [{ column: 'event_action', like: 'consolelogin' }, true],
  [{ column: 'event_action', like: 'console' }, false],
  [{ column: 'event_action', like: ['SwitchRole', 'CONSOLE*'] }, true],
  [{ column: 'event_action', like: '*sole?ogin' }, true],
  [{ column: 'event_action', like: '*sole??ogin' }, false],
  [{ column: 'event_action', like: '*' }, true],
  [{ column: 'error_code', like: '*' }, false],
  [{ column: 'error_code', like: '' }, false],
  [{ column: 'user_agent_original', like: 'AWS-CLI/2.15 python' }, true],
  [{ column: 'user_agent_original', like: 'aws-cli/2?15*' }, true],
  [{ column: 'user_agent_original', like: 'aws-cli/2.1. *' }, false],
  [{ column: 'process_command_line', like: 'C:\\dir\\*.EXE /a[1]' }, false],
  [{ column: 'process_command_line', like: 'C:\\dir\\\\*.EXE /a[1]\\n*' }, true],
  [{ column: 'process_command_line', like: '*\\*.exe*' }, true],
  [{ column: 'process_command_line', like: '*\\?.exe*' }, false],
  [{ column: 'user_agent_original', contains: 'PYTHON' }, true],
  [{ column: 'user_agent_original', contains: ['Java', 'cli/2'] }, true],
  [{ column: 'user_agent_original', contains: '%' }, false],
  [{ column: 'user_agent_original', starts_with: 'AWS-' }, true],
  [{ column: 'user_agent_original', starts_with: 'Python' }, false],
  [{ column: 'user_agent_original', ends_with: 'python' }, true],
  [{ column: 'event_action', matches: '^Console(Login|Out)$' }, true],
  [{ column: 'event_action', matches: '^console' }, false],
  [{ column: 'event_action', matches: '(?i)^console' }, true],
  [{ column: 'source_bytes', at_least: 100 }, true],
  [{ column: 'source_bytes', at_least: 101 }, false],
  [{ column: 'source_bytes', at_most: 100 }, true],
  [{ column: 'destination_bytes', at_most: 100 }, false],
  [{ column: 'is_interactive', is: true }, true],
  [{ column: 'error_code', exists: false }, true],
  [{ column: 'error_code', exists: true }, false],
  [{ column: 'user_agent_original', exists: true }, true],
  [{ not: { column: 'error_code', is: 'AccessDenied' } }, true],
  [{ not: { column: 'event_action', is: 'ConsoleLogin' } }, false],
  [
    {
      all: [
        { column: 'event_action', is: 'ConsoleLogin' },
        {
          any: [
            { column: 'error_code', exists: true },
            { column: 'source_bytes', at_least: 1 },
          ],
        },
      ],
    },
    true,
  ],
  [{ column: 'event_action', is: "x' OR 1=1 --" }, false],
];

test.each(CONDITIONS.map(([condition, held]) => [JSON.stringify(condition), condition, held] as const))(
  'S-G2 the condition %s',
  async (_, where, held) => {
    await seed(database.job, [{ ...EVENT, user_name: 'ada' }]);
    expect(await found({ kind: 'match', where })).toEqual(held ? [['ada', [1]]] : []);
  },
);

test('S-G2 events that name nobody are told together where that is asked', async () => {
  await seed(database.job, [EVENT, { ...EVENT, user_name: 'ada' }, { ...EVENT, event_action: 'Other' }]);
  const where = { column: 'event_action', like: 'consolelogin' };
  expect(await found({ kind: 'match', where })).toEqual([['ada', [2]]]);
  const rule = { kind: 'match', where, unnamed: 'together' } satisfies RuleInput;
  expect(await found(rule)).toEqual([
    ['(none)', [1]],
    ['ada', [2]],
  ]);
  expect(await found(rule, { ignore_users: ['ada'] })).toEqual([['(none)', [1]]]);
  expect(await found(rule, { only_users: ['ada'] })).toEqual([['ada', [2]]]);
});

test('a column that events do not have, and a value that is no column, are refused by name', async () => {
  await expect(found({ kind: 'match', where: { column: 'nothing', exists: true } })).rejects.toThrow(
    'no such column in events: "nothing"',
  );
  await expect(found({ kind: 'rare', values: ['nothing'] })).rejects.toThrow(
    'no such column in events: "nothing"',
  );
  expect(() => huntFrom({ rule: { kind: 'guess' } } as never)).toThrow(/kind/);
});

const PEOPLE = {
  every: { event_outcome: 'success', source_kind: 'public' },
  ada: { user_name: 'ada@example.com' },
  bob: { user_name: 'bob@example.com' },
  role: { user_name: 'deploy', user_type: 'AssumedRole' },
  office: {
    source_address: '203.0.113.10',
    source_as_number: 3320,
    source_known_network_status: 'confirmed',
  },
  guest: { source_address: '203.0.113.11', source_as_number: 3209, source_known_network_status: 'learned' },
  abroad: { source_address: '198.51.100.1', source_as_number: 7922 },
  logged: { source_address: '198.51.100.2', log_as_number: 64500 },
  terraform: { client_name: 'Terraform', user_agent_original: 'APN/1.0 Terraform/1.7' },
} satisfies Record<string, Columns>;

const LINES = [
  '2024-05-01T08:00:00Z ada office',
  '2024-05-02T08:00:00Z ada guest event_outcome=failure',
  '2024-05-03T08:00:00Z bob abroad terraform',
  '2024-05-04T08:00:00Z bob logged',
  '2024-05-05T08:00:00Z role guest',
];

const ALL = { kind: 'match', gap_hours: 8760 } satisfies RuleInput;
const SHARED: [string, ParameterValues, unknown[]][] = [
  [
    'as they stand',
    {},
    [
      ['ada@example.com', [1]],
      ['bob@example.com', [3, 4]],
    ],
  ],
  [
    'failures too',
    { successes_only: false },
    [
      ['ada@example.com', [1, 2]],
      ['bob@example.com', [3, 4]],
    ],
  ],
  [
    'roles too',
    { include_roles: true },
    [
      ['ada@example.com', [1]],
      ['bob@example.com', [3, 4]],
      ['deploy', [5]],
    ],
  ],
  ['only some, in any case', { only_users: ['ADA@example.com'] }, [['ada@example.com', [1]]]],
  ['all but some', { ignore_users: ['Bob@Example.com'] }, [['ada@example.com', [1]]]],
  [
    'not from an address',
    { ignore_addresses: ['198.51.100.1'] },
    [
      ['ada@example.com', [1]],
      ['bob@example.com', [4]],
    ],
  ],
  ['not from a network', { ignore_networks: ['AS3320', '7922'] }, [['bob@example.com', [4]]]],
  [
    'nor from one that the log names',
    { ignore_networks: ['64500'] },
    [
      ['ada@example.com', [1]],
      ['bob@example.com', [3]],
    ],
  ],
  [
    'not with a program',
    { ignore_clients: ['terraform'] },
    [
      ['ada@example.com', [1]],
      ['bob@example.com', [4]],
    ],
  ],
  [
    'not with a whole user agent',
    { ignore_clients: ['apn/1.0 terraform/1.7'] },
    [
      ['ada@example.com', [1]],
      ['bob@example.com', [4]],
    ],
  ],
  [
    'not from networks that were confirmed',
    { ignore_known_networks: 'confirmed', include_roles: true },
    [
      ['bob@example.com', [3, 4]],
      ['deploy', [5]],
    ],
  ],
  [
    'nor from learned ones',
    { ignore_known_networks: 'confirmed and learned', include_roles: true },
    [['bob@example.com', [3, 4]]],
  ],
  ['a text that is SQL matches nothing', { only_users: ["' OR 1=1 --"] }, []],
];

test.each(SHARED)('S-G3 whose events count: %s', async (_, values, expected) => {
  await seed(database.job, expand(LINES, PEOPLE));
  expect(await found(ALL, values)).toEqual(expected);
});
