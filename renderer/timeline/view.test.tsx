// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Filter } from '../../shared/contract.ts';
import { filtersOf, parseRoute, recordOf, timelineHref } from '../app/route.ts';
import { DEFAULT_COLUMNS, useSettings } from '../app/settings.ts';
import { engineWith, quietEngine, show } from '../testing/render.tsx';
import { isoOf } from '../format/time.ts';
import { setZone } from '../format/zone.ts';
import { text } from '../text.ts';
import { shortCount, stacked } from './histogram-data.ts';
import { histogramPicture } from './histogram-picture.ts';
import { TimelineView } from './View.tsx';

// The chart draws on a canvas, which there is none of here; what it is given is tested by itself.
vi.mock('uplot', async () => ({ default: (await import('../testing/fake-chart.ts')).FakeChart }));

beforeEach(() => useSettings.setState({ columns: DEFAULT_COLUMNS, facetsOpen: true }));

const filters = () => filtersOf(parseRoute(window.location.hash));
const alice: Filter = { column: 'user_name', op: 'is', values: ['alice@example.com'] };

const firstRow = async () =>
  waitFor(() => {
    const row = screen.getByTestId('timeline-table').querySelector('.timeline-row:not([aria-busy])');
    if (!row) throw new Error('no row yet');
    return row as HTMLElement;
  });

test('only pages that are seen are asked for, of any number of rows', async () => {
  const engine = quietEngine();
  const page = vi.spyOn(engine.events, 'page');
  show(<TimelineView />, { at: '#/timeline', engine });
  await firstRow();
  expect(screen.getByTestId('timeline-table').getAttribute('aria-rowcount')).toBe('5001');
  expect(page.mock.calls.map(([input]) => input.offset)).toEqual([0, 100]);
});

test('a row opens its record, and the keys go from row to row', async () => {
  show(<TimelineView />, { at: '#/timeline' });
  fireEvent.click(await firstRow());
  expect(recordOf(parseRoute(window.location.hash))?.record).toBe(1);
  fireEvent.keyDown(screen.getByTestId('timeline-table'), { key: 'ArrowDown' });
  expect(recordOf(parseRoute(window.location.hash))?.record).toBe(2);
  expect(screen.getByTestId('timeline-table').getAttribute('aria-activedescendant')).toBe('row-1');
});

test('S-P1 a value offers its pivots', async () => {
  show(<TimelineView />, { at: '#/timeline' });
  const row = await firstRow();
  const address = within(row).getByRole('button', { name: /^Address: / });
  const value = (address.getAttribute('aria-label') ?? address.textContent).replace(/^Address: /, '');
  fireEvent.click(address);
  expect((await screen.findByText('Open the page of this address')).closest('a')?.getAttribute('href')).toBe(
    `#/entity/address/${encodeURIComponent(value ?? '')}`,
  );
  fireEvent.click(screen.getByText('Exclude this'));
  expect(filters()).toEqual([{ column: 'source_address', op: 'is_not', values: [value] }]);
});

describe('filters', () => {
  test('stand as chips, and each can be taken away', async () => {
    const outcome: Filter = { column: 'event_outcome', op: 'is_not', values: ['failure'] };
    show(<TimelineView />, { at: timelineHref([alice, outcome]) });
    await firstRow();
    fireEvent.click(screen.getByRole('button', { name: 'Remove: User is alice@example.com' }));
    expect(filters()).toEqual([outcome]);
  });

  test('a facet narrows, a second of its values joins, the first press takes back', async () => {
    show(<TimelineView />, { at: timelineHref([alice]) });
    const facet = await waitFor(() => {
      const found = screen.getAllByTestId('facet').find((each) => each.dataset['column'] === 'user_name');
      if (!found?.querySelector('.facet-pick')) throw new Error('not yet');
      return found;
    });
    fireEvent.click(
      within(facet).getByRole('button', { name: /^bob@example.com \d|^bob@example.com/, pressed: false }),
    );
    expect(filters()).toEqual([{ ...alice, values: ['alice@example.com', 'bob@example.com'] }]);
    await waitFor(() => expect(within(facet).getAllByRole('button', { pressed: true })).toHaveLength(2));
    fireEvent.click(within(facet).getByRole('button', { name: /^alice/, pressed: true }));
    expect(filters()).toEqual([{ ...alice, values: ['bob@example.com'] }]);
  });

  test('one is typed in words of its field, numbers as numbers', async () => {
    show(<TimelineView />, { at: '#/timeline' });
    await firstRow();
    fireEvent.click(screen.getByRole('button', { name: 'Add filter' }));
    fireEvent.change(await screen.findByLabelText('Field'), { target: { value: 'source_as_number' } });
    fireEvent.change(screen.getByLabelText('Value'), { target: { value: 'many' } });
    expect(screen.getByRole('button', { name: 'Add' }).hasAttribute('disabled')).toBe(true);
    fireEvent.change(screen.getByLabelText('Value'), { target: { value: '62240' } });
    fireEvent.click(screen.getByRole('button', { name: 'Add' }));
    expect(filters()).toEqual([{ column: 'source_as_number', op: 'is', values: [62240] }]);
  });

  test('a time range can be typed; what is no time is refused', async () => {
    show(<TimelineView />, { at: '#/timeline' });
    await firstRow();
    fireEvent.click(screen.getByRole('button', { name: 'Time range…' }));
    fireEvent.change(await screen.findByLabelText('From'), { target: { value: 'noon' } });
    expect(screen.getByText('not a time')).toBeTruthy();
    fireEvent.change(screen.getByLabelText('From'), { target: { value: '2024-05-09 09:00' } });
    fireEvent.click(screen.getByRole('button', { name: 'Apply' }));
    expect(filters()).toEqual([
      { column: 'timestamp', op: 'between', from: '2024-05-09T09:00:00.000000Z', to: null },
    ]);
  });

  test('that leave nothing say so, and what to do', async () => {
    show(<TimelineView />, { at: timelineHref([{ column: 'user_name', op: 'is', values: ['nobody'] }]) });
    expect(await screen.findByText('No record passes these filters')).toBeTruthy();
  });
});

test('a star stands on its row and goes with S; a view keeps filters, columns, order, sort and histogram', async () => {
  const engine = quietEngine();
  const change = vi.spyOn(engine.marks, 'change');
  const save = vi.spyOn(engine.views, 'save');
  show(<TimelineView />, {
    at: timelineHref([alice], { order: 'desc', sort: 'event_action', by: 'event_outcome' }),
    engine,
  });
  const row = await firstRow();
  await waitFor(() =>
    expect(within(row).getByRole('button', { name: 'Star' }).hasAttribute('disabled')).toBe(false),
  );
  fireEvent.click(within(row).getByRole('button', { name: 'Star' }));
  await waitFor(() => expect(within(row).getByRole('button', { name: 'Star', pressed: true })).toBeTruthy());
  expect(recordOf(parseRoute(window.location.hash))).toBeNull();
  const table = screen.getByTestId('timeline-table');
  fireEvent.keyDown(table, { key: 'ArrowDown' });
  fireEvent.keyDown(table, { key: 's' });
  await waitFor(() => expect(within(row).getByRole('button', { name: 'Star', pressed: false })).toBeTruthy());
  expect(change.mock.calls.map(([input]) => input.starred)).toEqual([true, false]);

  fireEvent.click(screen.getByRole('button', { name: 'Views' }));
  fireEvent.change(await screen.findByLabelText('Name of this view'), {
    target: { value: 'alice at night' },
  });
  fireEvent.click(screen.getByRole('button', { name: 'Keep' }));
  await waitFor(() =>
    expect(save.mock.calls[0]?.[0]).toEqual({
      name: 'alice at night',
      filters: [alice],
      columns: [...DEFAULT_COLUMNS],
      order: 'desc',
      sort: 'event_action',
      by: 'event_outcome',
      replace: false,
    }),
  );
  window.location.hash = '#/timeline';
  await waitFor(() => expect(filters()).toEqual([]));
  useSettings.setState({ columns: ['timestamp'] });
  fireEvent.click(screen.getByRole('button', { name: 'Views' }));
  fireEvent.click(await screen.findByRole('button', { name: 'alice at night' }));
  expect(filters()).toEqual([alice]);
  expect(parseRoute(window.location.hash).query).toMatchObject({
    order: 'desc',
    sort: 'event_action',
    by: 'event_outcome',
  });
  expect(useSettings.getState().columns).toEqual(DEFAULT_COLUMNS);
});

test('S-P1 a view takes the place of another only when a person says so', async () => {
  const engine = quietEngine();
  const view = {
    name: 'night',
    filters: [alice],
    columns: ['timestamp'],
    order: 'asc',
    sort: null,
    by: null,
  } as const;
  await engine.views.save({ ...view, filters: [alice], columns: ['timestamp'] });
  const save = vi.spyOn(engine.views, 'save');
  show(<TimelineView />, { at: '#/timeline', engine });
  await firstRow();
  fireEvent.click(screen.getByRole('button', { name: 'Views' }));
  await screen.findByRole('button', { name: 'night' });
  const name = screen.getByLabelText('Name of this view');
  fireEvent.change(name, { target: { value: ' night ' } });
  fireEvent.click(screen.getByRole('button', { name: 'Keep' }));
  expect(await screen.findByText('There is a view of this name.')).toBeTruthy();
  expect(save).not.toHaveBeenCalled();
  // Another name is another question.
  fireEvent.change(name, { target: { value: 'nights' } });
  expect(screen.queryByText('There is a view of this name.')).toBeNull();
  fireEvent.change(name, { target: { value: 'night' } });
  fireEvent.click(screen.getByRole('button', { name: 'Keep' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Replace' }));
  await waitFor(() => expect(save.mock.lastCall?.[0]).toMatchObject({ name: 'night', replace: true }));
  expect((await engine.views.list({}))[0]?.filters).toEqual([]);
});

test('S-P1 a view that has lost filters says so in the list and where it is shown', async () => {
  const engine = quietEngine();
  const odd = { column: 'user_name', op: 'resembles' };
  engine.views.list = () =>
    Promise.resolve([
      { name: 'night', filters: [alice], columns: [], order: 'asc', sort: null, by: null, unread: [odd] },
    ]);
  show(<TimelineView />, { at: '#/timeline', engine });
  await firstRow();
  fireEvent.click(screen.getByRole('button', { name: 'Views' }));
  fireEvent.click(await screen.findByRole('button', { name: 'night' }));
  expect(screen.getByText('shows more than was kept: 1 filter cannot be read')).toBeTruthy();
  expect((await screen.findByTestId('unread-filters')).textContent).toContain('"resembles"');
  expect(filters()).toEqual([alice]);
});

test('an engine that fails is shown in words with a way on', async () => {
  const engine = engineWith({ events: { page: () => Promise.reject(new Error('no case is open')) } });
  show(<TimelineView />, { at: '#/timeline', engine });
  expect(await screen.findByText('no case is open')).toBeTruthy();
  expect(screen.getByText(/Open a case or make a new one/)).toBeTruthy();
});

describe('the histogram', () => {
  test('stacks sources from the bottom up and draws the tallest sum first', () => {
    const data = {
      start: null,
      end: null,
      bucket_seconds: 60,
      buckets: ['2024-05-01T00:00:00.000000Z', '2024-05-01T00:01:00.000000Z'],
      series: [
        { name: 'a', of: 'value' as const, counts: [1, 2] },
        { name: 'b', of: 'value' as const, counts: [10, 0] },
      ],
    };
    expect(stacked(data)).toEqual([
      [1714521600, 1714521660],
      [11, 2],
      [1, 2],
    ]);
  });
  test('S-P1 tells the values of any field apart, and each leads to its records', async () => {
    const engine = quietEngine();
    const asked = vi.spyOn(engine.events, 'histogram');
    show(<TimelineView />, { at: '#/timeline', engine });
    const choice = await screen.findByLabelText<HTMLSelectElement>(text.timeline.histogramBy);
    expect(choice.value).toBe('event_dataset');
    fireEvent.change(choice, { target: { value: 'user_name' } });
    const legend = screen.getByTestId('histogram').querySelector('.legend');
    const alices = await waitFor(() =>
      within(legend as HTMLElement).getByRole('button', { name: 'alice@example.com' }),
    );
    expect(asked.mock.calls.at(-1)?.[0]).toMatchObject({ by: 'user_name' });
    expect(parseRoute(window.location.hash).query['by']).toBe('user_name');
    fireEvent.click(alices);
    expect(filters()).toEqual([alice]);
    expect(parseRoute(window.location.hash).query['by']).toBe('user_name');
  });
  test('is saved as a drawing whose names are text only', () => {
    const data = {
      start: '2024-05-01T00:00:00.000000Z',
      end: '2024-05-01T00:01:30.000000Z',
      bucket_seconds: 60,
      buckets: ['2024-05-01T00:00:00.000000Z', '2024-05-01T00:01:00.000000Z'],
      series: [
        { name: '<script>&"', of: 'value' as const, counts: [1, 2] },
        { name: '', of: 'rest' as const, counts: [10, 0] },
      ],
    };
    const { text: file, width, height } = histogramPicture(data, 'user_name', (said) => said);
    const svg = new DOMParser().parseFromString(file, 'image/svg+xml');
    expect([width, height].every((side) => side > 100)).toBe(true);
    expect(svg.querySelectorAll('script')).toHaveLength(0);
    // The ground, three bars, two marks of the legend.
    expect(svg.querySelectorAll('rect')).toHaveLength(6);
    const words = [...svg.querySelectorAll('text')].map((one) => one.textContent);
    expect(words).toEqual(expect.arrayContaining(['<script>&"', text.timeline.series.rest, '10']));

    const redacted = histogramPicture(data, 'user_name', (said) => said.replace('<script>&"', 'user-0001'));
    expect(redacted.text).toContain('user-0001');
    expect(redacted.text).not.toContain('script');
  });
  test('is drawn on the clock of the case, which stands at its axis', () => {
    const data = {
      start: '2024-05-01T13:00:00.000000Z',
      end: '2024-05-02T01:00:00.000000Z',
      bucket_seconds: 3600,
      buckets: Array.from({ length: 12 }, (_, at) => isoOf(Date.UTC(2024, 4, 1, 13 + at))),
      series: [{ name: 'a', of: 'value' as const, counts: Array.from({ length: 12 }, () => 1) }],
    };
    const words = () => {
      const { text: file } = histogramPicture(data, 'user_name', (said) => said);
      return [...new DOMParser().parseFromString(file, 'image/svg+xml').querySelectorAll('text')].map(
        (one) => one.textContent,
      );
    };
    expect(words()).toEqual(expect.arrayContaining(['UTC', '05-01 15:00', '05-02 00:00']));
    setZone('Asia/Tokyo');
    expect(words()).toEqual(expect.arrayContaining(['UTC+09:00', '05-02 00:00', '05-02 09:00']));
    expect(words()).not.toContain('05-01 15:00');
    setZone('UTC');
  });
  test('its axes are short', () => {
    expect([0, 950, 1500, 2_000_000].map(shortCount)).toEqual(['0', '950', '1.5 k', '2 M']);
  });
});
