// @vitest-environment happy-dom
import { act, fireEvent, render, renderHook, screen, waitFor, within } from '@testing-library/react';
import { QueryClientProvider } from '@tanstack/react-query';
import fc from 'fast-check';
import type { ReactNode } from 'react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Filter } from '../../shared/contract.ts';
import type { Scalar } from '../../shared/model.ts';
import { newQueryClient } from '../app/App.tsx';
import { DoorsProvider, type Engine } from '../app/engine-context.ts';
import { filtersOf, href, parseRoute, timelineHref } from '../app/route.ts';
import { useSettings } from '../app/settings.ts';
import { addFilter, isFilter, withoutValue } from '../parts/filters.ts';
import { fakeHost } from '../testing/fake-host.ts';
import { engineWith, quietEngine, show } from '../testing/render.tsx';
import { useCompletions } from './completions.ts';
import { filterText } from './FilterBar.tsx';
import { FilterEditor } from './FilterEditor.tsx';
import { RangeEditor } from './RangeEditor.tsx';
import { termAt } from './typed-filter.ts';
import { TimelineView } from './View.tsx';

vi.mock('uplot', async () => ({ default: (await import('../testing/fake-chart.ts')).FakeChart }));

beforeEach(() => useSettings.setState({ facetsOpen: true }));

const filters = () => filtersOf(parseRoute(window.location.hash));
const is = (...values: Scalar[]): Filter => ({ column: 'user_name', op: 'is', values });
const isNot = (...values: Scalar[]): Filter => ({ column: 'user_name', op: 'is_not', values });
const missing: Filter = { column: 'user_name', op: 'missing' };
const exists: Filter = { column: 'user_name', op: 'exists' };

describe('S-P1 filters added to others', () => {
  test('take a value or none together, in whichever order they come', () => {
    expect(addFilter([is('alice')], missing)).toEqual([is('alice', null)]);
    expect(addFilter([missing], is('alice'))).toEqual([is('alice', null)]);
    expect(addFilter([is('alice', null)], is('bob'))).toEqual([is('alice', 'bob', null)]);
    expect(withoutValue([is('alice', null)], 'user_name', 'alice')).toEqual([missing]);
    expect(withoutValue([is('alice', null)], 'user_name', null)).toEqual([is('alice')]);
    expect(withoutValue([missing], 'user_name', null)).toEqual([]);
    expect(filterText(is('alice', null), 40)).toBe('User is alice, missing');
  });

  test('never contradict: what is chosen is excluded no more', () => {
    expect(addFilter([isNot('alice')], is('alice'))).toEqual([is('alice')]);
    expect(addFilter([is('alice', 'bob')], isNot('alice'))).toEqual([is('bob'), isNot('alice')]);
    expect(addFilter([exists], missing)).toEqual([missing]);
    expect(addFilter([is('alice')], exists)).toEqual([is('alice'), exists]);
    expect(addFilter([isNot('alice')], exists)).toEqual([isNot('alice', null)]);
  });

  test('however they are added, a choice of one column lets its own value through', () => {
    const value = fc.constantFrom<Scalar>('a', 'b', null);
    const passes = (list: Filter[], one: Scalar) =>
      list.every((each) => {
        if (each.op === 'missing') return one === null;
        if (each.op === 'exists') return one !== null;
        return 'values' in each && (each.values as Scalar[]).includes(one) === (each.op === 'is');
      });
    const step = fc.tuple(fc.boolean(), value);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }), value, (steps, last) => {
        const before = steps.reduce<Filter[]>(
          (list, [not, one]) => addFilter(list, not ? excluded(one) : isFilter('user_name', one)),
          [],
        );
        expect(passes(addFilter(before, isFilter('user_name', last)), last)).toBe(true);
      }),
    );
  });
  const excluded = (value: Scalar): Filter => (value === null ? exists : isNot(value));

  test('a facet gives a value and those without one together', async () => {
    show(<TimelineView />, { at: '#/timeline' });
    const facet = await waitFor(() => {
      const found = screen.getAllByTestId('facet').find((each) => each.dataset['column'] === 'error_code');
      if (!found) throw new Error('not yet');
      return found;
    });
    fireEvent.click(within(facet).getByRole('button', { expanded: false }));
    fireEvent.click(await within(facet).findByRole('button', { name: /^INVALID_CREDENTIALS/ }));
    fireEvent.click(await within(facet).findByRole('button', { name: /^is missing/, pressed: false }));
    expect(filters()).toEqual([{ column: 'error_code', op: 'is', values: ['INVALID_CREDENTIALS', null] }]);
    expect(await screen.findByText('INVALID_CREDENTIALS, missing')).toBeTruthy();
    await waitFor(() => expect(within(facet).getAllByRole('button', { pressed: true })).toHaveLength(2));
    expect(screen.queryByText('No record passes these filters')).toBeNull();
  });
});

describe('S-P1 a filter that is changed', () => {
  const among: Filter = {
    column: 'user_name',
    op: 'among',
    columns: ['user_name', 'target_user_name'],
    values: ['alice', 'alice@example.com'],
  };
  const edit = (filter: Filter) => {
    const done = vi.fn();
    render(
      <QueryClientProvider client={newQueryClient()}>
        <DoorsProvider value={{ engine: quietEngine(), host: fakeHost() }}>
          <FilterEditor filter={filter} onDone={done} />
        </DoorsProvider>
      </QueryClientProvider>,
    );
    return {
      apply: () => {
        fireEvent.click(screen.getByRole('button', { name: 'Apply' }));
        return done.mock.lastCall?.[0] as Filter;
      },
      type: (value: string) => fireEvent.change(screen.getByLabelText('Value'), { target: { value } }),
    };
  };

  test.each<[string, Filter]>([
    ['several columns', among],
    ['a value or none', is('alice', null)],
    ['none or a value', { column: 'user_name', op: 'is', values: [null, 'alice'] }],
    ['spaces at its ends', { column: 'user_name', op: 'contains', text: ' x ' }],
    ['an address', { column: 'destination_ip', op: 'is', values: ['2001:db8::1'] }],
    ['a range of numbers', { column: 'record', op: 'between', from: '1', to: null }],
  ])('by nobody stays as it is: %s', (_what, filter) => {
    expect(edit(filter).apply()).toEqual(filter);
  });

  test('keeps its columns and its other values', () => {
    const editor = edit(among);
    editor.type('bob');
    expect(editor.apply()).toEqual({ ...among, values: ['bob', 'alice@example.com'] });
  });

  test('keeps none beside its value', () => {
    const editor = edit({ column: 'user_name', op: 'is', values: [null, 'alice', 'carol'] });
    editor.type('bob');
    expect(editor.apply()).toEqual(is('bob', null, 'carol'));
  });

  test('a time range keeps its microseconds, at the end that is changed those that are typed', () => {
    const range: Filter = {
      column: 'timestamp',
      op: 'between',
      from: '2024-05-01T10:00:00.123456Z',
      to: '2024-05-01T11:00:00.000001Z',
    };
    const done = vi.fn();
    render(<RangeEditor filter={range} onDone={done} />);
    const from = screen.getByLabelText<HTMLInputElement>('From');
    expect(from.value).toBe('2024-05-01 10:00:00.123456 UTC');
    fireEvent.click(screen.getByRole('button', { name: 'Apply' }));
    expect(done.mock.lastCall).toEqual([range]);
    fireEvent.change(from, { target: { value: from.value.replace('.123456', '.123457') } });
    fireEvent.click(screen.getByRole('button', { name: 'Apply' }));
    expect(done.mock.lastCall).toEqual([{ ...range, from: '2024-05-01T10:00:00.123457Z' }]);
  });
});

test('S-P1 values of a field are never offered under another one', async () => {
  const facet = vi.fn<Engine['events']['facet']>(({ column }) =>
    column === 'user_name'
      ? Promise.resolve({ values: [{ value: 'alice', events: 3 }], distinct: 1 })
      : new Promise(() => undefined),
  );
  const engine = engineWith({ events: { facet } });
  const queries = newQueryClient();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queries}>
      <DoorsProvider value={{ engine, host: fakeHost() }}>{children}</DoorsProvider>
    </QueryClientProvider>
  );
  const offers = renderHook(({ typed }) => useCompletions(termAt(typed, typed.length), [], true), {
    wrapper,
    initialProps: { typed: 'user_name:' },
  });
  await waitFor(() => expect(offers.result.current.map(({ typed }) => typed)).toEqual(['user_name:alice ']));
  offers.rerender({ typed: 'event_action:' });
  await act(() => new Promise((done) => setTimeout(done, 20)));
  expect(facet.mock.lastCall?.[0].column).toBe('event_action');
  expect(offers.result.current).toEqual([]);
});

describe('filters of an address that cannot be read', () => {
  const odd = { column: 'user_name', op: 'resembles', text: 'alice' };

  test('are told, and stay told while others are added, until a person goes on without', async () => {
    const outcome: Filter = { column: 'event_outcome', op: 'is', values: ['success'] };
    show(<TimelineView />, { at: timelineHref([outcome], {}, [odd]) });
    const told = await screen.findByTestId('unread-filters');
    expect(told.textContent).toContain('1 filter of this address or view cannot be read and does not hold');
    expect(told.textContent).toContain('"resembles"');
    expect(filters()).toEqual([outcome]);
    fireEvent.click(screen.getByRole('button', { name: /^Remove: / }));
    await waitFor(() => expect(screen.queryByRole('button', { name: /^Remove: / })).toBeNull());
    expect(screen.getByTestId('unread-filters')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Go on without' }));
    await waitFor(() => expect(screen.queryByTestId('unread-filters')).toBeNull());
    expect(parseRoute(window.location.hash).query['filters']).toBeUndefined();
  });

  test('are told where the whole list is broken', async () => {
    show(<TimelineView />, { at: href(['timeline'], { filters: '[{"column":' }) });
    expect((await screen.findByTestId('unread-filters')).textContent).toContain('[{"column":');
  });
});
