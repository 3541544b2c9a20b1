import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { run } from '../../electron/cli/run.ts';
import { Report } from '../../shared/report.ts';
import { FakeTerminal } from '../support/fixtures/terminal.ts';
import { oneQuestion, YES_NO } from './support.ts';

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

const TREE = oneQuestion(
  `      kind: exists
      where: { column: event_action, is: GetObject }
      within: { after_hours: 1 }
      needs: { datasets: [aws.cloudtrail], missing: AWS CloudTrail of the hour after }`,
  YES_NO,
).replace('is: alert', 'is: CreateAccessKey');
const CASES = `bundles:
  every: { event_dataset: aws.cloudtrail, event_outcome: success, user_name: ada }
  key: { event_action: CreateAccessKey }
cases:
  - name: one
    events: ['2024-05-01T08:00:00Z key', '2024-05-01T08:30:00Z event_action=GetObject']
    verdicts: [{ subject: ada, verdict: bad, path: { q: yes }, score: 10 }]
`;
const HUNT = `id: my-key
title: A key is made
question: x
severity: low
entity: user
needs: { missing: AWS CloudTrail }
rule: { kind: match, where: { column: event_action, is: CreateAccessKey } }
summary: x
`;

test('trees template writes a file that trees check and trees test take', async () => {
  expect(await call('trees', 'template')).toBe(0);
  const file = write('template.yaml', terminal.stdout);
  expect(await call('trees', 'check', file), terminal.stderr).toBe(0);
  expect(terminal.stdout).toBe('2 trees without a mistake\n');
  expect(await call('trees', 'test', file), terminal.stdout).toBe(0);
  expect(terminal.stdout).toMatch(/^passed {2}my-risky-sign-in: a factor was reset /);
  expect(terminal.stdout).toMatch(/\n\d+ passed, 0 failed\n$/);
});

test('trees test says in what a case differs: 1', async () => {
  const more = `  - name: another way
    events: ['2024-05-01T08:00:00Z key', '2024-05-01T10:00:00Z']
    verdicts: [{ subject: bob, verdict: bad, path: { q: yes }, score: 10 }]
  - name: no verdict
    events: ['2024-05-01T08:00:00Z']
    verdicts: [{}]
  - name: one too many
    events: ['2024-05-01T08:00:00Z key']
    verdicts: []
  - name: a verdict that is not there
    events: ['2024-05-01T08:00:00Z key']
    verdicts: [{ verdict: worst }]
`;
  expect(await call('trees', 'test', write('a.yaml', TREE + CASES + more))).toBe(1);
  expect(terminal.stdout).toBe(`passed  my-tree: one
FAILED  my-tree: another way
        verdict 1.subject: "ada", not "bob"
        verdict 1.verdict: "good", not "bad"
        verdict 1.score: 0, not 10
        verdict 1.path: q no, not q yes
FAILED  my-tree: no verdict
        0 verdicts, not 1: none
FAILED  my-tree: one too many
        1 verdicts, not 0: ada (q unknown: inconclusive)
FAILED  my-tree: a verdict that is not there
        verdict 1.verdict: the tree has no verdict "worst"
1 passed, 4 failed
`);
});

test('a tree without cases has not passed, a mistake is told with its place: 1; a file that cannot be read: 2', async () => {
  expect(await call('trees', 'test', write('a.yaml', TREE))).toBe(1);
  expect(terminal.stdout).toContain('FAILED  my-tree: no cases\n');
  const bad = write('b.yaml', TREE.replace('kind: exists', 'kind: exits'));
  for (const what of ['check', 'test']) {
    expect(await call('trees', what, bad)).toBe(1);
    expect(terminal.stderr).toMatch(/b\.yaml:13:13: "exits" is none of exists, /);
    expect(await call('trees', what, join(folder, 'none.yaml'))).toBe(2);
  }
  for (const words of [
    ['trees'],
    ['trees', 'check'],
    ['trees', 'run', 'x'],
    ['trees', 'test', 'x', '--hunts'],
  ])
    expect(await call(...words)).toBe(2);
});

test('a tree that findings of an own hunt start is checked and tested beside it', async () => {
  const text = (TREE + CASES).replace(/starts:\n.*\n.*\n/, 'starts: { findings: [my-key] }\n');
  const tree = write('a.yaml', text);
  expect(await call('trees', 'check', tree)).toBe(1);
  expect(terminal.stderr).toMatch(/a\.yaml:6:22: no such hunt, built in or in this case: "my-key"/);
  const hunt = write('h.yaml', HUNT);
  expect(await call('trees', 'check', tree, '--hunts', hunt), terminal.stderr).toBe(0);
  expect(await call('trees', 'test', '--hunts', hunt, tree), terminal.stdout).toBe(0);
  expect(terminal.stdout).toBe('passed  my-tree: one\n1 passed, 0 failed\n');
});

const record = (time: string, name: string) => ({
  eventVersion: '1.09',
  eventTime: `2024-05-01T${time}Z`,
  eventSource: 'iam.amazonaws.com',
  eventName: name,
  awsRegion: 'us-east-1',
  sourceIPAddress: '203.0.113.7',
  userAgent: 'aws-cli/2',
  eventID: `00000000-0000-4000-8000-0000000${time.replaceAll(':', '')}`,
  eventType: 'AwsApiCall',
  userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/ada', userName: 'ada' },
});

test('H-X1 analyze --trees keeps own trees and walks them, and triage --tree walks one of them again', async () => {
  const trail = { Records: [record('08:00:00', 'CreateAccessKey'), record('08:30:00', 'GetObject')] };
  const evidence = write('trail.json', JSON.stringify(trail));
  const [tree, kept, report] = [write('a.yaml', TREE), join(folder, 'a.interloper'), join(folder, 'r.json')];
  const words = ['analyze', evidence, '--case', kept, '--json', report];
  expect(await call(...words, '--trees', tree), terminal.stderr).toBe(0);
  const { own_trees, verdicts } = Report.parse(JSON.parse(readFileSync(report, 'utf8')));
  expect(own_trees.map(({ id, text }) => [id, text])).toEqual([['my-tree', TREE]]);
  expect(verdicts.map((one) => [one.tree, one.verdict, one.title])).toEqual([
    ['my-tree', 'suspicious', 'A tree'],
  ]);
  expect(await call('triage', kept, '--tree', 'my-tree'), terminal.stderr).toBe(0);
  expect(terminal.stdout).toContain('Is it so? yes');
  expect(await call('triage', kept, '--tree', 'no-tree')).toBe(2);
  expect(terminal.stderr).toContain('no such tree: "no-tree"');
});

test('analyze with a file of trees that has a mistake could not run: 2', async () => {
  const evidence = write('trail.json', JSON.stringify({ Records: [record('08:00:00', 'CreateAccessKey')] }));
  const bad = write('b.yaml', TREE.replace('verdict:open', 'verdict:shut'));
  expect(await call('analyze', evidence, '--trees', bad)).toBe(2);
  expect(terminal.stderr).toMatch(
    /b\.yaml:20:33: .*\n.*the trees in .*b\.yaml have mistakes: nothing was analysed\n$/s,
  );
  expect(await call('analyze', evidence, '--trees', join(folder, 'none'))).toBe(2);
});
