import { expect, test } from 'vitest';
import { sql } from '../../electron/engine/db/sql.ts';
import { huntFrom } from '../../electron/engine/hunts/index.ts';
import { compileRule } from '../../electron/engine/hunts/kinds/compile.ts';
import { completeValues } from '../../electron/engine/parameters.ts';
import { findPeople } from '../../electron/engine/people/find-people.ts';
import type { Condition } from '../../shared/rules.ts';
import { emptyCase, seed } from '../support/seed.ts';

const ADA = 'ada.lovelace@example.com';
const database = await emptyCase();
await seed(database.job, [
  {
    timestamp: '2024-05-01T08:00:00Z',
    event_dataset: 'okta.system',
    event_action: 'a',
    event_outcome: 'success',
    user_name: ADA,
  },
  {
    timestamp: '2024-05-01T08:01:00Z',
    event_dataset: 'aws.cloudtrail',
    event_action: 'a',
    event_outcome: 'success',
    user_name: 'deploy',
    user_type: 'AssumedRole',
    principal_arn: `arn:aws:sts::111122223333:assumed-role/deploy/${ADA}`,
  },
  {
    timestamp: '2024-05-01T08:02:00Z',
    event_dataset: 'okta.system',
    event_action: 'a',
    event_outcome: 'success',
    user_name: 'bob@example.com',
  },
  {
    timestamp: '2024-05-01T08:03:00Z',
    event_dataset: 'okta.system',
    event_action: 'a',
    event_outcome: 'success',
  },
]);
await findPeople(database.job);

async function found(entity: 'person' | 'user', where: Condition, by: string[] = []) {
  const hunt = huntFrom({
    id: 'test',
    title: '',
    delivers: [],
    question: '',
    hypotheses: [],
    attack: [],
    severity: 'low',
    entity,
    needs: { columns: [], datasets: [], missing: '' },
    rule: { kind: 'match', where, by, gap_hours: 24 },
    summary: '',
    next_steps: '',
    false_positives: '',
  });
  const values = completeValues(hunt, entity === 'user' ? { include_roles: true } : {});
  const rows = await database.job.rows<{ entity_value: string; cited: { record: number }[] }>(
    sql`SELECT entity_value, cited FROM (${compileRule(hunt.rule, hunt.entity, values)}) ORDER BY entity_value`,
  );
  return rows.map((row) => [row.entity_value, row.cited.map(({ record }) => record)]);
}
const ANY: Condition = { column: 'event_action', is: ['a'] };

test('H-X4 a hunt can be of persons: by the principal, else by the user name', async () => {
  expect(await found('person', ANY)).toEqual([
    [ADA, [1, 2]],
    ['bob@example.com', [3]],
  ]);
});

test('H-X4 a condition and a field of a hunt can be the person', async () => {
  expect(await found('person', { column: 'person', is: [ADA] })).toEqual([[ADA, [1, 2]]]);
  expect(await found('user', { all: [ANY, { column: 'person', is: [ADA] }] }, ['person'])).toEqual([
    [ADA, [1]],
    ['deploy', [2]],
  ]);
});
