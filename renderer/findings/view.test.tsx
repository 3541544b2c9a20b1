// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { aboutHref, filtersOf, parseRoute, recordOf } from '../app/route.ts';
import { FINDINGS } from '../testing/fake-story.ts';
import { engineWith, quietEngine, show } from '../testing/render.tsx';
import { FindingsView } from './View.tsx';

test('findings stand by rank, and severities narrow them', async () => {
  show(<FindingsView />, { at: '#/findings' });
  const rows = await screen.findAllByTestId('finding-row');
  expect(rows).toHaveLength(FINDINGS.length);
  expect(rows[0]?.textContent).toContain('Access key used from several networks');
  fireEvent.click(screen.getByRole('button', { name: /High/ }));
  await waitFor(() => expect(screen.getAllByTestId('finding-row')).toHaveLength(2));
  expect(window.location.hash).toBe('#/findings?severity=high');
});

test('S-H7 a finding says why: its parts, hypotheses, techniques and ordinary causes', async () => {
  show(<FindingsView />, { at: '#/findings/f-001' });
  const detail = await screen.findByTestId('finding-detail');
  expect(within(detail).getByText('severity of the hunt: critical').parentElement?.textContent).toContain(
    '+80',
  );
  expect(detail.textContent).toContain('S-H1');
  expect(detail.textContent).toContain('T1552.005');
  expect(within(detail).getByText(/Travel, a new laptop/)).toBeTruthy();
});

test('parts that do not make the score say that they were limited', async () => {
  const [first] = FINDINGS;
  const hunt = (await engineWith({}).findings.get({ finding_id: 'f-001' })).hunt;
  const finding = { ...first!, score: 100, score_parts: [{ label: 'all of it', points: 120 }] };
  show(<FindingsView />, {
    at: '#/findings/f-001',
    engine: engineWith({ findings: { get: () => Promise.resolve({ finding, hunt, events: [] }) } }),
  });
  expect((await screen.findByText('kept within 0 to 100')).parentElement?.textContent).toContain('−20');
});

test('S-P1 a value of a finding pivots to its records', async () => {
  show(<FindingsView />, { at: '#/findings/f-001' });
  const detail = await screen.findByTestId('finding-detail');
  fireEvent.click(within(detail).getAllByRole('button', { name: 'Network: Clouvider Limited' })[0]!);
  fireEvent.click(await screen.findByText('Filter to this'));
  await waitFor(() => expect(window.location.hash).toContain('#/timeline'));
  expect(filtersOf(parseRoute(window.location.hash))).toEqual([
    { column: 'source_as_organization_name', op: 'is', values: ['Clouvider Limited'] },
  ]);
});

test('a cited record opens beside the finding', async () => {
  show(<FindingsView />, { at: '#/findings/f-002' });
  const detail = await screen.findByTestId('finding-detail');
  fireEvent.click(within(detail).getAllByTitle('Open this record')[0]!);
  expect(recordOf(parseRoute(window.location.hash))).toEqual({
    evidence_id: expect.any(Number) as number,
    record: 1,
  });
});

test('a finding that is gone is an error in words, not an empty page', async () => {
  show(<FindingsView />, { at: '#/findings/gone' });
  expect(await screen.findByText('no finding gone')).toBeTruthy();
});

test('H-X3 a finding is muted with a reason, marked and counted, shown again, and taken back', async () => {
  const engine = quietEngine();
  show(<FindingsView />, { at: '#/findings', engine });
  const rows = async () => (await screen.findAllByTestId('finding-row')).length;
  const all = await rows();
  fireEvent.click(await screen.findByRole('button', { name: 'Mute…' }));
  const confirm = screen.getByRole('button', { name: 'Mute' });
  expect(confirm.hasAttribute('disabled')).toBe(true);
  fireEvent.change(screen.getByLabelText('Reason'), { target: { value: 'a drill' } });
  fireEvent.click(confirm);
  const toggle = await screen.findByRole('button', { name: /^Muted \d/ });
  await waitFor(async () => expect(await rows()).toBeLessThan(all));
  fireEvent.click(toggle);
  await waitFor(async () => expect(await rows()).toBe(all));
  const marked = screen.getAllByTestId('finding-row').filter((row) => row.className.includes('is-muted'));
  expect(marked.length).toBeGreaterThan(0);
  fireEvent.click(marked[0] as HTMLElement);
  window.location.hash = (marked[0] as HTMLAnchorElement).getAttribute('href') ?? '';
  expect(await screen.findByTestId('muted-note')).toBeTruthy();
  expect(screen.getByText(/a drill/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Take the mute back' }));
  await waitFor(() => expect(screen.queryByTestId('muted-note')).toBeNull());
  await waitFor(() => expect(screen.queryByRole('button', { name: /^Muted \d/ })).toBeNull());
});

test('what is muted is listed with the reason, by whom and how many findings it covers, and taken back there', async () => {
  show(<FindingsView />, { at: '#/findings' });
  await screen.findAllByTestId('finding-row');
  expect(screen.queryByText(/What is muted/)).toBeNull();
  fireEvent.click(await screen.findByRole('button', { name: 'Mute…' }));
  fireEvent.change(screen.getByLabelText('Reason'), { target: { value: 'a drill' } });
  fireEvent.click(screen.getByRole('button', { name: 'Mute' }));
  const link = await screen.findByRole('link', { name: 'What is muted: 1 mute →' });
  window.location.hash = link.getAttribute('href') ?? '';
  const row = await screen.findByTestId('mute-row');
  expect(within(row).getByText('a drill')).toBeTruthy();
  expect(within(row).getByText(/^covers [1-9]\d* findings? now$/)).toBeTruthy();
  expect(within(row).getByText(/^by /)).toBeTruthy();
  fireEvent.click(within(row).getByRole('button', { name: 'Take the mute back' }));
  expect(await screen.findByText(/Nothing is muted in this case/)).toBeTruthy();
});

test('S-P1 the findings of one entity alone are asked for and told, and all are shown again', async () => {
  const engine = quietEngine();
  const list = vi.spyOn(engine.findings, 'list');
  const entity = { kind: 'person' as const, value: 'a/b c' };
  show(<FindingsView />, { engine, at: aboutHref('findings', { entity, how: 'names' }) });
  const choice = await screen.findByTestId('about-choice');
  expect(list.mock.calls[0]?.[0]).toMatchObject({ about: { entity, how: 'names' } });
  expect(choice.textContent).toContain('a/b c');
  expect(choice.textContent).toContain('without keys and sessions');
  fireEvent.click(within(choice).getByRole('button', { name: 'Show all' }));
  await waitFor(() => expect(screen.queryByTestId('about-choice')).toBeNull());
  await waitFor(() => expect(list.mock.lastCall?.[0]).not.toHaveProperty('about'));
});
