// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Filter } from '../../shared/contract.ts';
import { filtersOf, parseRoute, recordOf, timelineHref, useRoute } from '../app/route.ts';
import { DEFAULT_COLUMNS, useSettings } from '../app/settings.ts';
import { RecordView } from '../record/View.tsx';
import { show } from '../testing/render.tsx';
import { text } from '../text.ts';
import { TimelineView } from './View.tsx';

vi.mock('uplot', async () => ({ default: (await import('../testing/fake-chart.ts')).FakeChart }));

beforeEach(() => useSettings.setState({ columns: DEFAULT_COLUMNS, facetsOpen: false }));

const alice: Filter = { column: 'user_name', op: 'is', values: ['alice@example.com'] };
const outcome: Filter = { column: 'event_outcome', op: 'is_not', values: ['failure'] };
const filters = () => filtersOf(parseRoute(window.location.hash));
const table = () => screen.getByTestId('timeline-table');
const rows = () =>
  waitFor(() => {
    const found = [...table().querySelectorAll<HTMLElement>('.timeline-row:not([aria-busy])')];
    if (found.length < 5) throw new Error('no rows yet');
    return found;
  });
const focused = () => document.activeElement;
const has = (element: HTMLElement) => waitFor(() => expect(focused()).toBe(element));
/** As a person presses it with the keys. */
const press = (element: HTMLElement) => {
  element.focus();
  fireEvent.click(element);
};
/** What the grid leaves of a key to the element that has the focus. */
const key = (element: HTMLElement, name: string) => {
  element.focus();
  return fireEvent.keyDown(element, { key: name });
};
const addFilter = () => screen.getByRole('button', { name: text.timeline.addFilter });

test('S-P1 sorting, turning and filtering leave the table and the focus where they are', async () => {
  show(<TimelineView />, { at: timelineHref([outcome]) });
  await rows();
  const grid = table();
  const head = within(grid).getByRole('columnheader', { name: 'User' });
  press(within(head).getByRole('button'));
  await waitFor(() => expect(window.location.hash).toContain('sort=user_name'));
  await rows();
  expect(head.getAttribute('aria-sort')).toBe('ascending');
  expect([table(), focused()]).toEqual([grid, within(head).getByRole('button')]);
  press(within(head).getByRole('button'));
  await waitFor(() => expect(head.getAttribute('aria-sort')).toBe('descending'));
  await has(within(head).getByRole('button'));
  press(screen.getByRole('button', { name: /^Remove: Outcome/ }));
  await waitFor(() => expect(filters()).toEqual([]));
  expect(table()).toBe(grid);
});

test('S-P1 who removes a filter stands on the next one, behind the last on "Add filter"', async () => {
  show(<TimelineView />, { at: timelineHref([alice, outcome]) });
  await rows();
  press(screen.getByRole('button', { name: /^Remove: User/ }));
  const next = await waitFor(() => {
    expect(screen.queryByRole('button', { name: /^Remove: User/ })).toBeNull();
    return screen.getByRole('button', { name: /^Remove: Outcome/ });
  });
  await has(next);
  press(next);
  await has(addFilter());
});

test('S-P1 what goes with its press gives the focus on: Clear all, Whole time, a time range', async () => {
  const hour: Filter = { column: 'timestamp', op: 'between', from: '2024-05-02T00:00:00.000000Z', to: null };
  show(<TimelineView />, { at: timelineHref([alice, outcome]) });
  await rows();
  press(screen.getByRole('button', { name: text.timeline.clear }));
  await has(addFilter());
  press(screen.getByRole('button', { name: text.timeline.range }));
  fireEvent.change(await screen.findByLabelText('From'), { target: { value: '2024-05-02' } });
  press(screen.getByRole('button', { name: 'Apply' }));
  await waitFor(() => expect(filters()).toEqual([hour]));
  await has(addFilter());
  press(screen.getByRole('button', { name: text.timeline.zoomOut }));
  await waitFor(() => expect(filters()).toEqual([]));
  await has(addFilter());
});

test('S-P1 who changes a filter stands on it again', async () => {
  show(<TimelineView />, { at: timelineHref([alice]) });
  await rows();
  press(screen.getByTitle(/^User is alice/));
  fireEvent.change(await screen.findByLabelText('Value'), { target: { value: 'bob@example.com' } });
  press(screen.getByRole('button', { name: 'Apply' }));
  await has(await screen.findByTitle(/^User is bob/));
});

test('S-P1 Space and Enter are those of the head or the box that has the focus; arrows lead to the rows', async () => {
  show(<TimelineView />, { at: '#/timeline' });
  const [first, , third] = await rows();
  fireEvent.keyDown(table(), { key: 'ArrowDown' });
  expect(table().getAttribute('aria-activedescendant')).toBe('row-0');
  const head = within(table()).getByRole('columnheader', { name: 'User' });
  const box = within(third as HTMLElement).getByRole('checkbox');
  for (const control of [within(head).getByRole('button'), box])
    expect([key(control, ' '), key(control, 'Enter')]).toEqual([true, true]);
  expect(table().querySelectorAll('[aria-selected="true"]')).toHaveLength(0);
  expect(recordOf(parseRoute(window.location.hash))).toBeNull();
  expect(key(box, 'ArrowDown')).toBe(false);
  expect(focused()).toBe(table());
  expect(key(table(), ' ')).toBe(false);
  expect(table().querySelector('[aria-selected="true"]')?.id).toBe('row-1');
  expect(first?.id).toBe('row-0');
  press(screen.getByRole('button', { name: text.timeline.selection.clear }));
  await has(table());
});

function WithRecord() {
  const record = recordOf(useRoute());
  return (
    <>
      <TimelineView />
      {record && <RecordView at={record} />}
    </>
  );
}

const close = async () => {
  const panel = within(await screen.findByTestId('record-drawer'));
  await panel.findByRole('heading', { level: 2 });
  press(panel.getByRole('button', { name: 'Close' }));
};

test('S-P1 who closes the record from inside is back in the table', async () => {
  show(<WithRecord />, { at: '#/timeline' });
  await rows();
  table().focus();
  fireEvent.keyDown(table(), { key: 'ArrowDown' });
  fireEvent.keyDown(table(), { key: 'Enter' });
  await close();
  await waitFor(() => expect(screen.queryByTestId('record-drawer')).toBeNull());
  expect(focused()).toBe(table());
});

test('S-P1 also where a link had opened it', async () => {
  show(<WithRecord />, { at: '#/timeline?record=1:3' });
  await rows();
  await close();
  await has(table());
});
