import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { beforeEach, expect, test } from 'vitest';
import { createEngine } from '../../electron/engine/engine.ts';
import { run } from '../../electron/cli/run.ts';
import { Report } from '../../shared/report.ts';
import { FakeTerminal } from '../support/fixtures/terminal.ts';

const OPTIONS = {
  resourcesPath: join(resolve(import.meta.dirname, '../..'), 'resources'),
  toolVersion: '0.0.0',
  clock: () => new Date('2024-06-01T00:00:00Z'),
};

let folder: string;
let terminal: FakeTerminal;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'interloper-'));
  terminal = new FakeTerminal();
});

const call = (...words: string[]) => {
  terminal.stdout = '';
  terminal.stderr = '';
  return run(words, terminal, OPTIONS);
};
const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const HUNT = `id: my-listing
title: My listing
question: Who lists?
severity: low
entity: user
needs: { missing: AWS CloudTrail }
rule:
  kind: match
  where: { column: event_action, is: ListBuckets }
summary: '{events} events'
bundles:
  every: { event_dataset: aws.cloudtrail, event_outcome: success, user_name: ada }
cases:
  - name: one
    events: ['2024-05-01T08:00:00Z event_action=ListBuckets']
    findings: [{ entity: { kind: user, value: ada }, values: { events: 1 } }]
`;
const SIGMA = `title: Lists with Sigma
id: 00000000-0000-4000-8000-000000000001
logsource: { product: aws, service: cloudtrail }
detection:
  selection: { eventName: listbuckets }
  condition: selection
`;
const RECORD = {
  eventVersion: '1.09',
  eventTime: '2024-05-01T08:00:00Z',
  eventSource: 's3.amazonaws.com',
  eventName: 'ListBuckets',
  awsRegion: 'us-east-1',
  sourceIPAddress: '203.0.113.7',
  userAgent: 'aws-cli/2',
  eventID: '00000000-0000-4000-8000-00000000000a',
  eventType: 'AwsApiCall',
  userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/ada', userName: 'ada' },
};

test('hunts template writes a file that hunts check and hunts test take', async () => {
  expect(await call('hunts', 'template')).toBe(0);
  const file = write('template.yaml', terminal.stdout);
  expect(await call('hunts', 'check', file), terminal.stderr).toBe(0);
  expect(terminal.stdout).toBe('7 hunts without a mistake\n');
  expect(await call('hunts', 'test', file), terminal.stdout).toBe(0);
  expect(terminal.stdout).toMatch(/^passed {2}my-console-sign-in: two sign-ins are one finding\n/);
  expect(terminal.stdout).toMatch(/\n\d+ passed, 0 failed\n$/);
});

test('hunts test says in what a case differs: 1', async () => {
  const cases = `  - name: another number
    events: ['2024-05-01T08:00:00Z event_action=ListBuckets x2']
    findings: [{ entity: { kind: user, value: bob }, values: { events: 3 } }]
  - name: no finding
    events: ['2024-05-01T08:00:00Z event_action=Other']
    findings: [{}]
  - name: a bundle that is not there
    events: ['2024-05-01T08:00:00Z nobody']
    findings: []
  - name: a parameter that is not there
    parameters: { gap: 1 }
    events: ['2024-05-01T08:00:00Z']
    findings: []
`;
  expect(await call('hunts', 'test', write('a.yaml', HUNT + cases))).toBe(1);
  expect(terminal.stdout).toBe(`passed  my-listing: one
FAILED  my-listing: another number
        finding 1.entity.value: "ada", not "bob"
        finding 1.values.events: 2, not 3
FAILED  my-listing: no finding
        0 findings, not 1: none
FAILED  my-listing: a bundle that is not there
        no such bundle of columns: nobody
FAILED  my-listing: a parameter that is not there
        ${/"my-listing" has no parameter "gap", only [^\n]*/.exec(terminal.stdout)?.[0]}
1 passed, 4 failed
`);
});

test('a hunt without cases has not passed, a mistake is told with its place: 1; a file that cannot be read: 2', async () => {
  expect(await call('hunts', 'test', write('a.yaml', HUNT.slice(0, HUNT.indexOf('bundles:'))))).toBe(1);
  expect(terminal.stdout).toContain('FAILED  my-listing: no cases\n');
  const bad = write('b.yaml', HUNT.replace('low', 'lower'));
  for (const what of ['check', 'test']) {
    expect(await call('hunts', what, bad)).toBe(1);
    expect(terminal.stderr).toMatch(/b\.yaml:4:11: "lower" is none of informational, /);
    expect(await call('hunts', what, join(folder, 'none.yaml'))).toBe(2);
    expect(terminal.stderr).toMatch(/none\.yaml/);
  }
  writeFileSync(join(folder, 'c.yaml'), Buffer.from([0xff, 0xfe, 0x00]));
  expect(await call('hunts', 'check', join(folder, 'c.yaml'))).toBe(2);
  expect(terminal.stderr).toContain('c.yaml is no text in UTF-8');
  for (const words of [['hunts'], ['hunts', 'check'], ['hunts', 'run', 'x'], ['hunts', 'test', '--all']])
    expect(await call(...words)).toBe(2);
});

test('S-G3 analyze runs own hunts and Sigma rules beside the built-in ones, and the report names their texts', async () => {
  const evidence = write('trail.json', JSON.stringify({ Records: [RECORD] }));
  const hunts = join(folder, 'hunts');
  mkdirSync(join(hunts, 'aws'), { recursive: true });
  writeFileSync(join(hunts, 'mine.yaml'), HUNT);
  writeFileSync(join(hunts, 'aws', 'list.yml'), SIGMA);
  writeFileSync(
    join(hunts, 'aws', 'bad.yml'),
    SIGMA.replace('eventName', 'eventVersion').replace('0001', '0002'),
  );
  const report = join(folder, 'report.json');
  const kept = join(folder, 'a.interloper');
  const words = ['analyze', evidence, '--case', kept, '--json', report, '--custody'];
  expect(await call(...words, '--hunts', hunts), terminal.stderr).toBe(1);
  expect(terminal.stderr).toMatch(
    /bad\.yml:5:\d+: the field "eventVersion" is not kept of aws\/cloudtrail\n/,
  );
  expect(terminal.stdout).toContain('my-listing');
  const { own_hunts, findings, custody } = Report.parse(JSON.parse(readFileSync(report, 'utf8')));
  expect(own_hunts.map((one) => [one.id, one.format, one.problem])).toEqual([
    ['my-listing', 'interloper', null],
    ['sigma-00000000-0000-4000-8000-000000000001', 'sigma', null],
  ]);
  for (const one of own_hunts) {
    const [finding, ...more] = findings.filter(({ hunt }) => hunt === one.id);
    expect(finding).toMatchObject({
      title: one.title,
      own: one.sha256,
      entity: { kind: 'user', value: 'ada' },
    });
    expect(more).toEqual([]);
  }
  expect(findings.filter(({ own }) => own === null).every(({ hunt }) => !hunt.startsWith('sigma-'))).toBe(
    true,
  );
  const saved = custody?.filter(({ action }) => action === 'own hunt.saved');
  expect(saved?.map(({ subject }) => subject)).toEqual(own_hunts.map(({ id }) => id));
  expect(saved?.[0]?.detail).toContain(own_hunts[0]?.sha256);
});

test('analyze with a file of hunts that has a mistake could not run: 2', async () => {
  const evidence = write('trail.json', JSON.stringify({ Records: [RECORD] }));
  const bad = write('b.yaml', HUNT.replace('ListBuckets }', 'ListBuckets'));
  expect(await call('analyze', evidence, '--hunts', bad)).toBe(2);
  expect(terminal.stderr).toMatch(/b\.yaml:10:\d+: .*\n.*b\.yaml have mistakes: nothing was analysed\n$/);
  expect(await call('analyze', evidence, '--hunts', join(folder, 'none'))).toBe(2);
});

test('S-G3 hunts sigma writes what Sigma can say, names the rest with the reasons, and takes the parameters of a case', async () => {
  expect(await call('hunts', 'sigma'), terminal.stderr).toBe(0);
  const all = terminal.stdout;
  expect(all).toContain("title: 'Single sign-on with many user agents'");
  expect(terminal.stderr).toContain(
    'not exported: impossible-travel\n        Sigma has no rule for places too far apart\n',
  );
  expect(terminal.stderr).toContain('key-many-services: the window is of whole seconds, 10m');
  expect(await call('hunts', 'check', write('all.yml', all)), terminal.stderr).toBe(0);

  const rules = join(folder, 'rules');
  expect(await call('hunts', 'sigma', '--out', rules, '-q')).toBe(0);
  expect(readdirSync(rules)).toContain('key-many-services.yml');
  expect(await call('hunts', 'check', rules), terminal.stderr).toBe(0);
  expect(await call('hunts', 'sigma', '--hunt', 'impossible-travel')).toBe(1);
  expect(terminal.stdout).toBe('');

  const evidence = write('trail.json', JSON.stringify({ Records: [RECORD] }));
  const kept = join(folder, 'a.interloper');
  const own = write('own.yaml', HUNT);
  expect(await call('analyze', evidence, '--case', kept, '--hunts', own, '-q'), terminal.stderr).toBe(0);
  const engine = createEngine(OPTIONS);
  const client = createRouterClient(engine.router);
  await client.case.open({ path: kept });
  await client.hunts.configure({ hunt: 'key-many-services', values: { more_services_than: 9 } });
  await engine.close();
  const one = join(folder, 'one.yml');
  const asked = ['--hunt', 'key-many-services', '--hunt', 'my-listing', '--out', one];
  expect(await call('hunts', 'sigma', kept, ...asked), terminal.stderr).toBe(0);
  const text = readFileSync(one, 'utf8');
  expect(text).toContain('gt: 9');
  expect(text).toContain("title: 'My listing (aws/cloudtrail)'");
  expect(terminal.stderr).toContain(`2 hunts written to ${one}\n`);
  expect(await call('hunts', 'check', one), terminal.stderr).toBe(0);

  for (const words of [
    [kept, kept],
    ['--out'],
    ['--out', ''],
    ['--all'],
    [join(folder, 'none')],
    ['--hunt', 'x'],
    [kept, '--out', kept],
  ])
    expect(await call('hunts', 'sigma', ...words)).toBe(2);
});
