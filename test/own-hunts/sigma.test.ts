import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../electron/engine/db/database.ts';
import { readFindings, runHunts } from '../../electron/engine/hunting.ts';
import { checkHunts } from '../../electron/engine/own-hunts/check.ts';
import { networkExpression } from '../../shared/ip-network.ts';
import { keepHunts } from '../../electron/engine/own-hunts/store.ts';
import { AWS, CASES, CLOUDTRAIL, ID, OKTA, rule, SIGN_IN, WINDOWS } from '../support/fixtures/sigma-rules.ts';
import { clearEvents, emptyCase, seed, type Columns } from '../support/seed.ts';

/** Rules in the style of SigmaHQ, written for these tests. */
let database: Database;
beforeAll(async () => {
  database = await emptyCase();
});
beforeEach(async () => {
  await clearEvents(database.job);
  await database.job.run('DELETE FROM own_hunts');
});
afterAll(() => database.close());

/** Runs the rules over the events; gives the findings' records, by hunt. */
async function found(
  texts: string | string[],
  events: readonly Columns[],
): Promise<Record<string, number[][]>> {
  const files = [texts].flat().map((text, at) => ({ name: `${at + 1}.yml`, text }));
  const { hunts, problems } = await checkHunts(database.desk, files);
  expect(problems).toEqual([]);
  await keepHunts(database.job, hunts);
  await seed(
    database.job,
    events.map((event, at) => ({ timestamp: `2024-05-01T08:00:${String(at).padStart(2, '0')}Z`, ...event })),
  );
  const ids = hunts.map(({ declaration }) => declaration.id);
  await runHunts(database.job, ids);
  const { findings } = await readFindings(database.desk, { offset: 0, limit: 1000 });
  const cited = await database.desk.rows<{ finding_id: string; record: number }>(
    'SELECT finding_id, record FROM finding_events ORDER BY ordinal',
  );
  const records = (id: string) => cited.filter((one) => one.finding_id === id).map(({ record }) => record);
  return Object.fromEntries(
    ids.map((id) => [
      id,
      findings
        .filter(({ hunt }) => hunt === id)
        .map((finding) => records(finding.finding_id))
        .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0)),
    ]),
  );
}

const refused = async (...texts: string[]) => {
  const files = texts.map((text, at) => ({ name: `${at + 1}.yml`, text }));
  const { hunts, problems } = await checkHunts(database.desk, files);
  return {
    ids: hunts.map((one) => one.declaration.id),
    problems: problems.map((one) => `${one.file}:${one.line}:${one.column} ${one.message}`),
  };
};

describe('Sigma: each log source, a hit and what is no hit', () => {
  test.each(CASES)('S-G2 %s', async (_name, logsource, detection, hits, misses) => {
    const records = (await found(rule(logsource, detection), [...hits, ...misses]))[ID] ?? [];
    expect(records.flat().sort((a, b) => a - b)).toEqual(hits.map((_, at) => at + 1));
  });
});

test('names of selections may have hyphens', async () => {
  const text = rule(
    AWS,
    '    sel-a:\n        eventName: a\n    sel-b:\n        eventName: b\n    selab:\n        eventName: c\n    condition: 1 of sel-*',
  );
  const events = ['a', 'b', 'c'].map((event_action) => ({ ...CLOUDTRAIL, event_action }));
  expect(await found(text, events)).toEqual({ [ID]: [[1, 2]] });
});

test('a rule becomes a hunt with what it says of itself', async () => {
  const { hunts } = await checkHunts(database.desk, [
    { name: 'a.yml', text: rule(AWS, '    a:\n        eventName: x\n    condition: a') },
  ]);
  expect(hunts[0]).toMatchObject({
    format: 'sigma',
    declaration: {
      id: ID,
      title: 'A rule',
      question: 'Written for a test.',
      attack: ['T1078.004'],
      severity: 'high',
      entity: 'user',
      needs: { datasets: ['aws.cloudtrail'], missing: 'AWS CloudTrail' },
      next_steps: 'https://example.com/rule',
      false_positives: 'Administrators',
    },
  });
});

describe('Sigma: what cannot be said is refused by name', () => {
  const one = (line: string, condition = 'a') =>
    rule(AWS, `    a:\n        ${line}\n    condition: ${condition}`);
  test.each([
    [
      one('requestParameters.x: 1'),
      '1.yml:17:30 the field "requestParameters.x" is not kept of aws/cloudtrail',
    ],
    [
      one('eventName|base64: x'),
      '1.yml:17:27 the field "eventName": the modifier "base64" is not known here',
    ],
    [
      one('eventName|re|contains: x'),
      '1.yml:17:32 the field "eventName": the modifiers re|contains cannot be asked together',
    ],
    [
      one('eventName|contains|endswith: x'),
      '1.yml:17:38 the field "eventName": the modifiers contains|endswith cannot be asked together',
    ],
    [
      one('eventName|gt: 5'),
      '1.yml:17:23 the field "eventName": gt needs a number, and event_action is none',
    ],
    [one('eventName|cidr: 2001:db8::/129'), /cidr: only networks such as/],
    [one('eventName: []'), /the list of values is empty/],
    [one('eventName: { a: 1 }'), /a value must be a text/],
    [one("eventName|re: 'a(?=b)'"), /^1.yml:17:23 no regular expression that the database takes/],
    [one("responseElements.ConsoleLogin: 'Succ*'"), /only these values are kept: success, failure/],
    [one('eventName: x', 'b'), '1.yml:18:16 the condition names "b", which is not there'],
    [one('eventName: x', '1 of b*'), /no selection is called so/],
    [one('eventName: x', '2 of them'), '1.yml:18:16 "2 of" is not known here: only 1, any and all'],
    [one('eventName: x', 'a and'), '1.yml:18:16 the end of the condition is not expected here'],
    [one('eventName: x', 'a a'), '1.yml:18:16 "a" is not expected here'],
    [one('eventName: x', '(a'), '1.yml:18:16 a bracket is not closed'],
    [one('eventName: x', 'a | count() > 5'), /an aggregation in the condition/],
    [
      rule(AWS, '    keywords:\n        - mimikatz\n    condition: keywords'),
      '1.yml:17:9 keywords without a field cannot be searched: the records are not in the case',
    ],
    [
      rule(AWS, '    a:\n        eventName: x\n    timeframe: 5m\n    condition: a'),
      /a timeframe in the detection/,
    ],
    [
      rule('    product: gcp\n    service: gcp.audit', '    a:\n        b: c\n    condition: a'),
      '1.yml:13:5 the log source gcp/gcp.audit is not known here',
    ],
    [
      rule(`${WINDOWS}\n    service: sysmon`, '    a:\n        Image: c\n    condition: a'),
      /the log source process_creation\/windows\/sysmon is not known here/,
    ],
    [
      rule(OKTA, '    a:\n        outcome.result: SUCCESS\n    condition: a'),
      /the field "outcome.result": SUCCESS and ALLOW are one outcome here/,
    ],
    [
      rule(WINDOWS, "    a:\n        ParentImage|contains: '\\\\Temp\\\\'\n    condition: a"),
      /the field "ParentImage": only the name of the file is kept/,
    ],
    [
      rule(WINDOWS, '    a:\n        OriginalFileName: c\n    condition: a'),
      /the field "OriginalFileName" is not kept of process_creation\/windows/,
    ],
    [
      rule(AWS, '    a:\n        eventName: c\n    condition: a').replace('level: high', 'level: awful'),
      /"awful" is none of informational, /,
    ],
    [
      'title: A filter\nfilter:\n    rules: [a]\n    condition: not a\nlogsource:\n    product: aws\n',
      /filters of Sigma are not known here/,
    ],
  ])('%#', async (text, message) => {
    const { ids, problems } = await refused(text);
    expect(ids).toEqual([]);
    if (typeof message === 'string') expect(problems).toEqual([message]);
    else expect(problems).toEqual([expect.stringMatching(message)]);
  });

  test('everything in a file at once, and the other files are taken', async () => {
    const bad = one('a: 1\n        eventName|base64: x\n        b|all: y', 'a or c');
    const { ids, problems } = await refused(bad, one('eventName: x').replace('0001', '0002'));
    expect(problems.map((text) => text.replace(/^\S+ /, ''))).toEqual([
      'the field "a" is not kept of aws/cloudtrail',
      'the field "eventName": the modifier "base64" is not known here',
      'the field "b" is not kept of aws/cloudtrail',
      'the condition names "c", which is not there',
    ]);
    expect(ids).toEqual(['sigma-00000000-0000-4000-8000-000000000002'].slice(0, ids.length));
    expect(ids).toHaveLength(1);
  });
});

describe('networks', () => {
  test.each([
    [
      '10.0.0.0/8',
      ['10.0.0.0', '10.255.255.255', '::ffff:10.1.2.3'],
      ['11.0.0.0', '110.0.0.1', '10.1.2', '10.1.2.3.4', '10.1.2.256'],
    ],
    ['192.0.2.77/27', ['192.0.2.64', '192.0.2.95'], ['192.0.2.63', '192.0.2.96', '192.0.2.9', '192.0.20.70']],
    ['172.16.0.0/12', ['172.16.0.0', '172.31.255.255'], ['172.15.255.255', '172.32.0.0', '172.1.0.0']],
    ['203.0.113.5/32', ['203.0.113.5'], ['203.0.113.50', '203.0.113.4']],
    [
      '2001:db8::/32',
      ['2001:db8::1', '2001:0DB8:0:0::1', '[2001:db8:ffff::]:443'],
      ['2001:db9::', '2001:db80::1', '10.0.0.1'],
    ],
    ['0.0.0.0/0', ['0.0.0.0', '255.255.255.255'], ['256.0.0.1', 'abc', '']],
  ])('%s', async (cidr, inside, outside) => {
    const expression = networkExpression(cidr);
    const rows = await database.desk.rows<{ address: string }>({
      text: 'SELECT address FROM (SELECT unnest($all) AS address) WHERE regexp_matches(address, $expression)',
      values: { all: [...inside, ...outside], expression },
    });
    expect(rows.map((row) => row.address)).toEqual(inside);
  });
});

const named = (name: string, action: string) =>
  rule(AWS, `    a:\n        eventName: ${action}\n    condition: a`, `name: ${name}\n`).replace(
    /^id: .*$/m,
    `id: 00000000-0000-4000-8000-00000000000${name.length}`,
  );
const correlation = (body: string) => `title: A correlation
id: 00000000-0000-4000-8000-0000000000c0
correlation:
${body}
level: critical
`;
const CORRELATION = 'sigma-00000000-0000-4000-8000-0000000000c0';
const at = (time: string, action: string, user: string, more: Columns = {}): Columns => ({
  ...CLOUDTRAIL,
  event_action: action,
  user_name: user,
  timestamp: `2024-05-01T${time}Z`,
  ...more,
});

describe('Sigma: correlations', () => {
  test('S-R3 event_count: more than so many in a window that no clock bounds, failures and roles too', async () => {
    const events = [
      ...['08:56:00', '08:58:00', '09:01:00', '09:04:59'].map((time) =>
        at(time, 'one', 'arn:ada', { principal_arn: 'arn:ada', event_outcome: 'failure' }),
      ),
      ...['08:00:00', '08:05:00', '08:10:00', '08:15:00'].map((time) =>
        at(time, 'one', 'bob', { principal_arn: 'arn:bob' }),
      ),
      ...['08:00:00', '08:00:01', '08:00:02', '08:00:03'].map((time) =>
        at(time, 'two', 'eve', { principal_arn: 'arn:eve' }),
      ),
    ];
    const text = correlation(
      '    type: event_count\n    rules: [base]\n    group-by: [userIdentity.arn]\n    timespan: 10m\n    condition:\n        gte: 4',
    );
    const result = await found([named('base', 'one'), text], events);
    expect(Object.keys(result)).toEqual([CORRELATION]);
    expect(result[CORRELATION]?.map((records) => records[0])).toEqual([1]);
  });

  test('S-R1 value_count: different values per group, over two rules', async () => {
    const text = correlation(
      '    type: value_count\n    rules:\n        - a\n        - bb\n    group-by: [userIdentity.arn, awsRegion]\n    timespan: 1h\n    condition:\n        field: sourceIPAddress\n        gt: 2',
    );
    const from = (time: string, action: string, user: string, address: string, region = 'r') =>
      at(time, action, user, {
        principal_arn: user,
        source_address: address,
        source_ip: address,
        cloud_region: region,
      });
    const result = await found(
      [`${named('a', 'one')}---\n${named('bb', 'two')}---\n${text}`],
      [
        from('08:00:00', 'one', 'ada', '192.0.2.1'),
        from('08:10:00', 'two', 'ada', '192.0.2.2'),
        from('08:20:00', 'two', 'ada', '192.0.2.3'),
        from('08:00:00', 'one', 'bob', '192.0.2.1'),
        from('08:10:00', 'two', 'bob', '192.0.2.2'),
        from('08:20:00', 'two', 'bob', '192.0.2.3', 'other'),
        from('08:25:00', 'three', 'bob', '192.0.2.3'),
      ],
    );
    // The first and the last event of each network and client are cited.
    expect(result).toEqual({ [CORRELATION]: [[1, 3]] });
  });

  test.each([
    [
      'temporal',
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ['temporal_ordered', [[1, 2]]],
  ])('%s: all rules within the timespan, of one group', async (type, expected) => {
    const text = correlation(
      `    type: ${type}\n    rules: [a, bb]\n    group-by: [userIdentity.accessKeyId]\n    timespan: 5m\n    generate: true`,
    );
    const key = (access_key_id: string) => ({ access_key_id });
    const result = await found(
      [named('a', 'one'), named('bb', 'two'), text],
      [
        at('08:00:00', 'one', 'x', key('A')),
        at('08:05:00', 'two', 'y', key('A')),
        at('09:00:00', 'two', 'x', key('B')),
        at('09:01:00', 'one', 'x', key('B')),
        at('10:00:00', 'one', 'x', key('C')),
        at('10:05:01', 'two', 'x', key('C')),
        at('11:00:00', 'one', 'x', key('D')),
        at('11:01:00', 'two', 'x', key('E')),
      ],
    );
    // With `generate` the rules are hunts as well.
    expect(Object.keys(result)).toHaveLength(3);
    expect(result[CORRELATION]).toEqual(expected);
  });

  test('an alias gives a field of other names in other rules', async () => {
    const sign_in = rule(SIGN_IN, '    a:\n        ResultType: 0\n    condition: a', 'name: entra\n');
    const key = named('aws', 'one');
    const text = correlation(
      '    type: temporal\n    rules: [entra, aws]\n    aliases:\n        who:\n            entra: IPAddress\n            aws: sourceIPAddress\n    group-by: [who]\n    timespan: 1h',
    );
    const result = await found(
      [sign_in, key, text],
      [
        {
          event_dataset: 'azure.signinlogs',
          event_outcome: 'success',
          source_address: '192.0.2.1',
          source_kind: 'public',
        },
        at('08:30:00', 'one', 'ada', { source_address: '192.0.2.1', source_kind: 'public' }),
      ],
    );
    expect(result[CORRELATION]).toEqual([[1, 2]]);
  });

  const base = '    rules: [a]\n    group-by: [userIdentity.arn]\n    timespan: 1h\n';
  test.each([
    [
      `    type: value_avg\n${base}    condition: { gte: 1, field: x }`,
      /the type of correlation "value_avg" is not known here/,
    ],
    [
      `    type: value_sum\n${base}    condition: { gte: 1, field: awsRegion }`,
      /value_sum: the field "awsRegion" is no number/,
    ],
    [`    type: event_count\n${base}    condition: { lt: 5 }`, /only one of gt and gte can be asked, not lt/],
    [
      `    type: event_count\n${base}    condition: { gte: 5, lte: 9 }`,
      /only one of gt and gte can be asked, not gte and lte/,
    ],
    [`    type: event_count\n${base}    condition: { gte: 5, field: awsRegion }`, /event_count has no field/],
    [`    type: value_count\n${base}    condition: { gte: 5 }`, /value_count needs exactly one field/],
    [
      `    type: value_count\n${base}    condition: { gte: 5, field: x }`,
      /the field "x" is not kept of aws\/cloudtrail/,
    ],
    [`    type: event_count\n${base.replace('1h', '1M')}    condition: { gte: 5 }`, /"1M" is no timespan/],
    [
      `    type: event_count\n${base.replace('1h', '10s')}    condition: { gte: 5 }`,
      /the timespan 10s is not from 36 seconds/,
    ],
    [
      `    type: event_count\n${base.replace('[a]', '[nobody]')}    condition: { gte: 5 }`,
      /no rule "nobody" among the files/,
    ],
    [
      `    type: event_count\n${base.replace(/ {4}group.*\n/, '')}    condition: { gte: 5 }`,
      /a correlation without group-by/,
    ],
    [
      `    type: event_count\n${base.replace('userIdentity.arn', 'awsRegion')}    condition: { gte: 5 }`,
      /none of "awsRegion" names somebody/,
    ],
    [
      `    type: event_count\n${base.replace('userIdentity.arn', 'userIdentity.userName')}    condition: { gte: 5 }`,
      /is not kept as it is, and cannot be grouped by/,
    ],
    [
      `    type: temporal\n${base.replace('userIdentity.arn', 'userIdentity.arn, awsRegion')}`,
      /temporal can only be grouped by one field/,
    ],
    [
      `    type: temporal_ordered\n${base.replace('[a]', '[a, a, a, a, a]')}`,
      /more than 4 rules in temporal_ordered/,
    ],
    [`    type: event_count\n${base}    condition: { gte: 5 }\n    within: 5`, /"within" is not known here/],
  ])('refused by name %#', async (body, message) => {
    const { ids, problems } = await refused(named('a', 'one'), correlation(body));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^2.yml:/);
    expect(problems[0]).toMatch(message);
    expect(ids).not.toContain(CORRELATION);
  });

  test('one whose rule is refused is refused with it', async () => {
    const { problems } = await refused(
      named('a', 'one').replace('eventName', 'eventVersion'),
      correlation(`    type: event_count\n${base}    condition: { gte: 5 }`),
    );
    expect(problems).toEqual([
      expect.stringMatching(/^1.yml:.* the field "eventVersion" is not kept/),
      expect.stringMatching(/^2.yml:5:13 the rule "a" is refused itself, in 1.yml$/),
    ]);
  });
});
