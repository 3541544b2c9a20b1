// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useJob } from '../app/job.ts';
import { aboutOf, filtersOf, parseRoute } from '../app/route.ts';
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

test('the clients are the user agents that their link filters by, and what is unusual leads to its findings and verdicts', async () => {
  show(<OverviewView />);
  const clients = (await screen.findByText('User agents')).parentElement!;
  const filter = within(clients).getByRole('link').getAttribute('href')!;
  expect(filtersOf(parseRoute(filter))).toEqual([{ column: 'user_agent_original', op: 'exists' }]);
  const { unusual } = await fakeEngine().overview.get({});
  const one = unusual.find(({ findings, verdicts }) => findings > 0 && verdicts > 0)!;
  const panel = screen.getByRole('region', { name: 'Who is most unusual' });
  const row = within(panel).getByText(String(one.score)).closest('tr')!;
  const targets = [...row.querySelectorAll('.number a, .nowrap-links a')].map((link) =>
    parseRoute(link.getAttribute('href')!),
  );
  const about = { entity: one.entity, how: 'names' };
  expect(targets.map(({ path }) => path)).toEqual([['findings'], ['findings'], ['verdicts']]);
  expect(targets.map(aboutOf)).toEqual([about, about, about]);
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
