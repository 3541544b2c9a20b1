// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Filter } from '../../shared/contract.ts';
import { go, parseRoute, timelineHref } from '../app/route.ts';
import { DEFAULT_COLUMNS, useSettings } from '../app/settings.ts';
import { quietEngine, show } from '../testing/render.tsx';
import { text } from '../text.ts';
import { TimelineView } from './View.tsx';

vi.mock('uplot', async () => ({ default: (await import('../testing/fake-chart.ts')).FakeChart }));

beforeEach(() => useSettings.setState({ columns: DEFAULT_COLUMNS, facetsOpen: false }));

const table = () => screen.getByTestId('timeline-table');
const active = () => table().getAttribute('aria-activedescendant');
const inSight = (index: number) =>
  waitFor(() => {
    const row = document.getElementById(`row-${index}`);
    if (!row || row.hasAttribute('aria-busy')) throw new Error(`row ${index} is not in sight`);
    return row;
  });
const watched = () => {
  const engine = quietEngine();
  return { engine, position: vi.spyOn(engine.events, 'position'), page: vi.spyOn(engine.events, 'page') };
};

test('S-P1 a link to a record shows its row, active, in any order and under filters; without one no place is asked for', async () => {
  const { engine, position } = watched();
  show(<TimelineView />, { at: timelineHref([], { record: '1:4000' }), engine });
  await inSight(3999);
  await waitFor(() => expect(active()).toBe('row-3999'));
  expect(document.getElementById('row-0')).toBeNull();
  act(() => go(timelineHref([], { record: '1:4000', order: 'desc' })));
  await waitFor(() => expect(active()).toBe('row-1000'));
  await inSight(1000);
  expect(position).toHaveBeenCalledTimes(2);
  cleanup();
  window.history.replaceState(null, '');
  position.mockClear();
  show(<TimelineView />, { at: '#/timeline', engine });
  await inSight(0);
  expect(active()).toBeNull();
  fireEvent.click(await inSight(3));
  await waitFor(() => expect(active()).toBe('row-3'));
  fireEvent.keyDown(table(), { key: 'ArrowDown' });
  expect(parseRoute(window.location.hash).query['record']).toBe('1:5');
  expect(position).not.toHaveBeenCalled();
});

test('S-P1 a record that the filters leave out is told to be elsewhere', async () => {
  const nobody: Filter = { column: 'user_name', op: 'is', values: ['alice@example.com'] };
  const { engine } = watched();
  const { rows } = await engine.events.page({ filters: [{ ...nobody, op: 'is_not' }] });
  const record = `1:${String(rows[0]?.['record'])}`;
  show(<TimelineView />, { at: timelineHref([nobody], { record }), engine });
  await inSight(0);
  expect(await screen.findByText(new RegExp(text.timeline.elsewhere))).toBeTruthy();
  expect(active()).toBeNull();
});

test('S-P1 Back returns to where the list was left, without asking for a place', async () => {
  const { engine, position, page } = watched();
  show(<TimelineView />, { at: '#/timeline', engine });
  await inSight(0);
  fireEvent.keyDown(table(), { key: 'End' });
  await inSight(4999);
  await waitFor(() => expect(window.history.state).toMatchObject({ timeline: { active: 4999 } }));
  const { timeline } = window.history.state as { timeline: { row: number } };
  expect(timeline.row).toBeGreaterThan(4900);
  cleanup();
  page.mockClear();
  window.history.replaceState({ timeline }, '');
  show(<TimelineView />, { at: '#/timeline', engine });
  await inSight(4999);
  expect(active()).toBe('row-4999');
  expect(page.mock.calls.map(([input]) => input.offset)).not.toContain(100);
  expect(position).not.toHaveBeenCalled();
  act(() => go('#/timeline?order=desc'));
  await inSight(0);
  expect(active()).toBeNull();
});
