// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useJob } from '../app/job.ts';
import { filtersOf, parseRoute } from '../app/route.ts';
import { fakeEngine } from '../testing/fake-engine.ts';
import { engineWith, show } from '../testing/render.tsx';
import { OverviewView } from './View.tsx';

test('every figure leads to its records', async () => {
  show(<OverviewView />);
  const users = (await screen.findByText('Users')).parentElement!;
  const link = within(users).getByRole('link');
  expect(filtersOf(parseRoute(link.getAttribute('href')!))).toEqual([{ column: 'user_name', op: 'exists' }]);
  const cloudtrail = screen.getByRole('link', { name: 'CloudTrail' });
  expect(filtersOf(parseRoute(cloudtrail.getAttribute('href')!))).toEqual([
    { column: 'event_dataset', op: 'is', values: ['aws.cloudtrail'] },
  ]);
  expect(screen.getByRole('link', { name: /Malicious 1/ }).getAttribute('href')).toBe(
    '#/verdicts?verdict=malicious',
  );
});

test('a missing log is named with what it leaves open', async () => {
  show(<OverviewView />);
  expect(await screen.findByText('First-seen kubectl command')).toBeTruthy();
  expect(screen.getByText(/process events \(EDR or Jamf Protect\)/)).toBeTruthy();
});

test('a case without evidence says what comes next', async () => {
  const engine = fakeEngine({ open: false });
  show(<OverviewView />, { engine });
  expect(await screen.findByText('This case has no evidence yet')).toBeTruthy();
  expect(screen.getByRole('link', { name: /Add evidence/ }).getAttribute('href')).toBe('#/evidence');
});

test('while hunts have not run, nothing is called "none"', async () => {
  const full = await fakeEngine().overview.get({});
  const early = { ...full, top_findings: [], top_verdicts: [], coverage: { sources: [], missing: [] } };
  useJob.setState({
    progress: { ...(await firstProgress()), state: 'running', stage: 'importing' },
  });
  show(<OverviewView />, { engine: engineWith({ overview: { get: () => Promise.resolve(early) } }) });
  expect(await screen.findAllByText(/Not yet/)).toHaveLength(3);
  expect(screen.queryByText(/No hunt found anything/)).toBeNull();
});

async function firstProgress() {
  const engine = fakeEngine({ pace: 0 });
  await engine.evidence.import({ inputs: [{ path: '/x' }] });
  for await (const progress of await engine.job.watch({})) return progress;
  throw new Error('no progress');
}
