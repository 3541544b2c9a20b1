import { expect, test } from 'vitest';
import { learnedRow } from './analyst.ts';
import { offsetRow } from './evidence.ts';
import { ownHunt, ownTree } from './method.ts';

const HOSTILE = '<img src=x onerror=alert(1)>';
const SAFE = '&lt;img src=x onerror=alert(1)&gt;';

test('a tree of the case stands in the page with its text, line by line, and nothing of it is markup', () => {
  const { text } = ownTree({
    id: 'own-tree',
    title: HOSTILE,
    version: 3,
    current: false,
    file: 'tree.yaml',
    sha256: 'ab'.repeat(32),
    text: `tree: own-tree\ntitle: "${HOSTILE}"\n`,
    problem: 'no such column',
  });
  expect(text).not.toContain('<img');
  expect(text).toContain(`${SAFE} (own-tree), version 3, which walks no more`);
  expect(text).toContain(`<pre>tree: own-tree\ntitle: &quot;${SAFE}&quot;\n\n</pre>`);
  expect(text).toContain('Cannot be run here: no such column');
});

test('a hunt of the case is named with its file and its hash', () => {
  const hunt = { id: 'h', title: 'A hunt', file: HOSTILE, sha256: 'cd', problem: null };
  const { text } = ownHunt({ ...hunt, format: 'sigma' });
  expect(text.replace(/\s+/g, ' ')).toContain(`A hunt (h), sigma, from ${SAFE}, SHA-256 <code>cd</code>`);
});

test('a learned network tells how surely it is known, and what speaks against it', () => {
  const { text } = learnedRow({
    prefix: '203.0.113.7/32',
    name: 'office',
    kind: 'office',
    decision: null,
    devices: 4,
    days: 9,
    event_count: 120,
    first_timestamp: '2024-05-01T00:00:00.000000Z',
    last_timestamp: '2024-05-10T00:00:00.000000Z',
    datasets: ['crowdstrike.fdr', 'jamf_protect.telemetry'],
    cloud: 'aws ~eu-west-1',
    hosting_reason: null,
    events: [],
  });
  for (const said of ['203.0.113.7/32', 'none yet', '>4<', '>9<', 'crowdstrike.fdr, jamf_protect.telemetry'])
    expect(text).toContain(said);
  expect(text).toContain('<td>aws ~eu-west-1</td>');
});

test('times without an offset are told apart from those with one', () => {
  const { text } = offsetRow({ source: 'w3c', files: 2, events: 30, offsets: { '+02:00': 10, none: 20 } });
  expect(text).toContain('+02:00: 10, without one: 20');
});
