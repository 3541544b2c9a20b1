// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { timelineHref } from '../app/route.ts';
import type { Engine } from '../app/engine-context.ts';
import { DEFAULT_COLUMNS, useSettings } from '../app/settings.ts';
import { engineWith, quietEngine, show } from '../testing/render.tsx';
import { text } from '../text.ts';
import { TimelineView } from './View.tsx';

vi.mock('uplot', async () => ({ default: (await import('../testing/fake-chart.ts')).FakeChart }));

beforeEach(() => useSettings.setState({ columns: DEFAULT_COLUMNS, facetsOpen: true }));

/** Answers as `call` does, but fails where `fails` says so, until it is mended. */
function broken<Input, Answer>(
  call: (input: Input) => Promise<Answer>,
  fails: (input: Input) => boolean = () => true,
) {
  const state = { mended: false };
  const answer = (input: Input) =>
    !state.mended && fails(input) ? Promise.reject(new Error('the disk is gone')) : call(input);
  return { answer, state };
}

const calls = quietEngine().events;
const table = () => screen.getByTestId('timeline-table');
const drawn = () =>
  waitFor(() => {
    if (!table().querySelector('.timeline-row:not([aria-busy])')) throw new Error('no row yet');
  });
const alert = (inside: HTMLElement) => within(inside).findByRole('alert');
const retry = async (inside: HTMLElement) =>
  fireEvent.click(within(await alert(inside)).getByRole('button', { name: text.action.retry }));
const engine = (events: Partial<Engine['events']>) => engineWith({ events });

test('S-P1 a histogram that fails says so and is asked for again; the rows stand', async () => {
  const { answer, state } = broken(calls.histogram);
  show(<TimelineView />, { at: '#/timeline', engine: engine({ histogram: answer }) });
  await drawn();
  const box = await waitFor(() => {
    const found = document.querySelector<HTMLElement>('.histogram-failed');
    if (!found) throw new Error('not yet');
    return found;
  });
  expect((await alert(box)).textContent).toContain('the disk is gone');
  expect(document.querySelector('.histogram-waiting')).toBeNull();
  state.mended = true;
  await retry(box);
  expect(await screen.findByTestId('histogram')).toBeTruthy();
});

test('S-P1 a facet that fails says so and is asked for again', async () => {
  const { answer, state } = broken(calls.facet, ({ column }) => column === 'user_name');
  show(<TimelineView />, { at: '#/timeline', engine: engine({ facet: answer }) });
  await drawn();
  const facet = await waitFor(() => {
    const found = screen.getAllByTestId('facet').find((each) => each.dataset['column'] === 'user_name');
    if (!found) throw new Error('not yet');
    return found;
  });
  expect((await alert(facet)).textContent).toContain('the disk is gone');
  state.mended = true;
  await retry(facet);
  expect(await within(facet).findByRole('button', { name: /^alice@example.com \d/ })).toBeTruthy();
  expect(within(facet).queryByRole('alert')).toBeNull();
});

test('S-P1 pages of rows that fail leave the table, and are asked for again', async () => {
  const { answer, state } = broken(calls.page, ({ offset }) => (offset ?? 0) > 1000);
  show(<TimelineView />, { at: '#/timeline', engine: engine({ page: answer }) });
  await drawn();
  const box = table().parentElement as HTMLElement;
  fireEvent.keyDown(table(), { key: 'End' });
  expect((await alert(box)).textContent).toContain('the disk is gone');
  expect(table().getAttribute('aria-rowcount')).toBe('5001');
  state.mended = true;
  await retry(box);
  await waitFor(() => expect(document.getElementById('row-4999')?.hasAttribute('aria-busy')).toBe(false));
  expect(within(box).queryByRole('alert')).toBeNull();
});

test('S-P1 where not even the first page can be read, the heads stay and it is asked for again', async () => {
  const { answer, state } = broken(calls.page);
  show(<TimelineView />, { at: '#/timeline', engine: engine({ page: answer }) });
  const box = (await screen.findByTestId('timeline-table')).parentElement as HTMLElement;
  await alert(box);
  expect(within(table()).getByRole('columnheader', { name: 'User' })).toBeTruthy();
  state.mended = true;
  await retry(box);
  await drawn();
});

test('S-P1 a place that cannot be told is asked for again', async () => {
  const { answer, state } = broken(calls.position);
  show(<TimelineView />, {
    at: timelineHref([], { record: '1:4000' }),
    engine: engine({ position: answer }),
  });
  await drawn();
  const box = table().parentElement as HTMLElement;
  await alert(box);
  state.mended = true;
  await retry(box);
  await waitFor(() => expect(table().getAttribute('aria-activedescendant')).toBe('row-3999'));
});
