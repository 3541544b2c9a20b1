// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { useEffect } from 'react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Row } from '../../shared/model.ts';
import { filtersOf, parseRoute, recordOf } from '../app/route.ts';
import { DEFAULT_COLUMNS, useSettings } from '../app/settings.ts';
import { useRedaction } from '../export/redaction.ts';
import { quietEngine, show } from '../testing/render.tsx';
import { rowsAsJson, rowsAsTsv } from './copied-rows.ts';
import { useSelection } from './selection.ts';
import { SelectionBar } from './SelectionBar.tsx';
import { TimelineView } from './View.tsx';

vi.mock('uplot', async () => ({ default: (await import('../testing/fake-chart.ts')).FakeChart }));

beforeEach(() => useSettings.setState({ columns: DEFAULT_COLUMNS, facetsOpen: false }));

const filters = () => filtersOf(parseRoute(window.location.hash));
const table = () => screen.getByTestId('timeline-table');
const rows = async () =>
  waitFor(() => {
    const found = [...table().querySelectorAll<HTMLElement>('.timeline-row:not([aria-busy])')];
    if (found.length < 5) throw new Error('no rows yet');
    return found;
  });
const row = async (at: number) => (await rows())[at] as HTMLElement;
const chosen = (n: number) => screen.findByText(`${n} record${n === 1 ? '' : 's'} selected`);

describe('S-P1 rows selected together', () => {
  test('by click and keys, are starred, tagged and noted in one call each', async () => {
    const engine = quietEngine();
    const change = vi.spyOn(engine.marks, 'change');
    const note = vi.spyOn(engine.notes, 'addToAll');
    show(<TimelineView />, { at: '#/timeline', engine });
    fireEvent.click(await row(1), { ctrlKey: true });
    await chosen(1);
    expect(recordOf(parseRoute(window.location.hash))).toBeNull();
    fireEvent.click(await row(3), { shiftKey: true });
    await chosen(3);
    fireEvent.keyDown(table(), { key: 'ArrowDown', shiftKey: true });
    await chosen(4);
    fireEvent.keyDown(table(), { key: ' ' });
    await chosen(3);
    fireEvent.click(within(await row(0)).getByRole('checkbox'));
    await chosen(4);
    expect(table().querySelectorAll('[aria-selected="true"]')).toHaveLength(4);

    const bar = screen.getByTestId('selection');
    fireEvent.click(within(bar).getByRole('button', { name: 'Star them' }));
    await waitFor(() => expect(change.mock.calls[0]?.[0]).toMatchObject({ starred: true }));
    expect(change.mock.calls[0]?.[0].subjects).toHaveLength(4);
    fireEvent.click(within(bar).getByRole('button', { name: 'Tag…' }));
    fireEvent.change(await within(bar).findByLabelText('Tag'), { target: { value: 'stolen' } });
    fireEvent.click(within(bar).getByRole('button', { name: 'Add' }));
    await waitFor(() => expect(change.mock.calls[1]?.[0]).toMatchObject({ add_tags: ['stolen'] }));
    expect(change.mock.calls[1]?.[0].subjects).toHaveLength(4);
    fireEvent.click(within(bar).getByRole('button', { name: 'Note…' }));
    fireEvent.change(await within(bar).findByRole('textbox', { name: 'Note' }), {
      target: { value: 'why?' },
    });
    fireEvent.click(within(bar).getByRole('button', { name: 'Save the note' }));
    await waitFor(() => expect(note.mock.calls[0]?.[0]).toMatchObject({ body: 'why?' }));
    expect(note.mock.calls[0]?.[0].subjects).toHaveLength(4);

    fireEvent.keyDown(table(), { key: 'Escape' });
    await waitFor(() => expect(screen.queryByTestId('selection')).toBeNull());
  });

  test('are a thousand at most, also where more are shown', async () => {
    const engine = quietEngine();
    const change = vi.spyOn(engine.marks, 'change');
    show(<TimelineView />, { at: '#/timeline', engine });
    await rows();
    fireEvent.keyDown(table(), { key: 'a', ctrlKey: true });
    await screen.findByText('1,000 records selected');
    fireEvent.click(screen.getByRole('button', { name: 'Star them' }));
    await waitFor(() => expect(change.mock.calls[0]?.[0].subjects).toHaveLength(1000));
  });

  test('a stretch that comes late changes nothing of what was wished after it', async () => {
    const engine = quietEngine();
    const change = vi.spyOn(engine.marks, 'change');
    const page = engine.events.page;
    let release: (() => void)[] = [];
    // The pages of the far end stay on their way until they are let go.
    engine.events.page = async (asked, options) => {
      if ((asked.offset ?? 0) > 0) await new Promise<void>((go) => release.push(go));
      return page(asked, options);
    };
    const letGo = async () => {
      for (; release.length > 0; await act(() => new Promise((done) => setTimeout(done, 30)))) {
        const waiting = release;
        release = [];
        for (const go of waiting) go();
      }
    };
    const list: { current: ReturnType<typeof useSelection> | null } = { current: null };
    function List() {
      const selection = useSelection({ of: 'list', filters: [], order: 'asc', sort: null });
      useEffect(() => void (list.current = selection));
      return <SelectionBar selection={selection} columns={[]} total={5000} />;
    }
    show(<List />, { engine });
    const does = (step: (selection: ReturnType<typeof useSelection>) => void) =>
      act(() => void (list.current && step(list.current)));
    does((one) => one.startAt(0));
    does((one) => one.extend(350));
    does((one) => one.extend(4));
    await chosen(5);
    await letGo();
    await chosen(5);
    fireEvent.click(screen.getByRole('button', { name: 'Star them' }));
    await waitFor(() => expect(change.mock.calls[0]?.[0].subjects).toHaveLength(5));

    does((one) => one.extend(550));
    expect(list.current?.isLoading()).toBe(true);
    does((one) => one.clear());
    expect(list.current?.isLoading()).toBe(false);
    await letGo();
    await chosen(0);

    does((one) => one.extend(750));
    does((one) => one.toggle(7, { evidence_id: 1, record: 7 }));
    await letGo();
    await chosen(1);
  });

  test('Escape ends a selection that is still on its way', async () => {
    const engine = quietEngine();
    show(<TimelineView />, { at: '#/timeline', engine });
    await rows();
    const page = engine.events.page;
    let go: () => void = () => undefined;
    const gone = new Promise<void>((done) => (go = done));
    const asked = vi.fn();
    engine.events.page = async (wanted, options) => {
      asked();
      await gone;
      return page(wanted, options);
    };
    fireEvent.keyDown(table(), { key: 'a', ctrlKey: true });
    await waitFor(() => expect(asked).toHaveBeenCalled());
    fireEvent.keyDown(table(), { key: 'Escape' });
    go();
    await act(() => new Promise((done) => setTimeout(done, 300)));
    expect(screen.queryByTestId('selection')).toBeNull();
  });

  test('say so where a stretch is cut, upwards too, and keep the rows next to where it begins', async () => {
    const list: { current: ReturnType<typeof useSelection> | null } = { current: null };
    function List() {
      const selection = useSelection({ of: 'list', filters: [], order: 'asc', sort: null });
      useEffect(() => void (list.current = selection));
      return <output>{[...selection.rows.keys()].sort((a, b) => a - b).join(' ')}</output>;
    }
    show(<List />);
    const said = /At most 1,000 records/;
    const keys = () => document.querySelector('output')?.textContent.split(' ').map(Number) ?? [];
    act(() => list.current?.startAt(2000));
    act(() => list.current?.extend(1001));
    await waitFor(() => expect(keys()).toHaveLength(1000));
    expect(screen.queryByText(said)).toBeNull();
    act(() => list.current?.extend(1000));
    expect(await screen.findByText(said)).toBeTruthy();
    await waitFor(() => expect([keys()[0], keys().at(-1), keys().length]).toEqual([1001, 2000, 1000]));
  });

  test('H-X5 are copied with pseudonyms where they are chosen, by column', async () => {
    const engine = quietEngine();
    const redact = vi.fn(({ texts }: { texts: { text: string; column?: string }[] }) =>
      Promise.resolve({ texts: texts.map(({ text, column }) => `${column ?? ''}:${text}`) }),
    );
    engine.report.redact = redact as unknown as typeof engine.report.redact;
    const writeText = vi.fn(() => Promise.resolve());
    vi.stubGlobal('navigator', { ...window.navigator, clipboard: { writeText } });
    show(<TimelineView />, { at: '#/timeline', engine });
    fireEvent.click(await row(1), { ctrlKey: true });
    await chosen(1);
    const bar = within(screen.getByTestId('selection'));
    fireEvent.click(bar.getByRole('button', { name: /JSON/ }));
    await waitFor(() => expect(writeText).toHaveBeenCalledOnce());
    expect(redact).not.toHaveBeenCalled();
    act(() => useRedaction.setState({ chosen: ['names'] }));
    fireEvent.click(bar.getByRole('button', { name: /JSON/ }));
    await waitFor(() => expect(writeText).toHaveBeenCalledTimes(2));
    const [[plain], [hidden]] = writeText.mock.calls as unknown as [[string], [string]];
    const [before, after] = [plain, hidden].map((text) => (JSON.parse(text) as Row[])[0]!);
    for (const [column, value] of Object.entries(before!))
      expect(after![column]).toBe(typeof value === 'string' ? `${column}:${value}` : value);
    useRedaction.setState({ chosen: [] });
    vi.unstubAllGlobals();
  });

  test('are copied as TSV with no formula in it, and whole as JSON', () => {
    const some: Row[] = [
      { user_name: '=HYPERLINK("x")', record: -3, event_action: 'a\tb', mfa_method: null },
    ];
    expect(rowsAsTsv(some, ['user_name', 'event_action', 'record', 'mfa_method'])).toBe(
      'user_name\tevent_action\trecord\tmfa_method\n\'=HYPERLINK("x")\ta b\t-3\t\n',
    );
    expect(JSON.parse(rowsAsJson(some))).toEqual([
      { user_name: '=HYPERLINK("x")', record: -3, event_action: 'a\tb' },
    ]);
  });
});

test('S-P1 the head of a column sorts by it and turns the order, of however many rows, and filters keep it', async () => {
  const engine = quietEngine();
  const page = vi.spyOn(engine.events, 'page');
  show(<TimelineView />, { at: '#/timeline', engine });
  await rows();
  const head = () => screen.getByRole('columnheader', { name: /^User/ });
  fireEvent.click(within(head()).getByRole('button'));
  await waitFor(() => expect(page.mock.calls.at(-1)?.[0]).toMatchObject({ sort: 'user_name', order: 'asc' }));
  expect(head().getAttribute('aria-sort')).toBe('ascending');
  await rows();
  fireEvent.click(within(head()).getByRole('button'));
  await waitFor(() =>
    expect(page.mock.calls.at(-1)?.[0]).toMatchObject({ sort: 'user_name', order: 'desc' }),
  );

  page.mockResolvedValue({ offset: 0, total: 10_000_000, rows: [] });
  window.location.hash = `#/timeline?filters=${encodeURIComponent('[{"column":"user_name","op":"exists"}]')}`;
  await waitFor(() => expect(table().getAttribute('aria-rowcount')).toBe('10000001'));
  fireEvent.click(within(head()).getByRole('button'));
  await waitFor(() => expect(page.mock.calls.at(-1)?.[0]).toMatchObject({ sort: 'user_name', order: 'asc' }));
  expect(window.location.hash).toContain('sort=user_name');
});

test('S-P1 a row offers the records around it, all of them or those of the same entity', async () => {
  show(<TimelineView />, {
    at: '#/timeline?filters=%5B%7B%22column%22%3A%22event_outcome%22%2C%22op%22%3A%22exists%22%7D%5D',
  });
  const user = within(await row(0)).getByRole('button', { name: /^User: / });
  const name = (user.getAttribute('aria-label') ?? user.textContent).replace(/^User: /, '');
  fireEvent.click(user);
  const item = await screen.findByText('All records 15 minutes around this one');
  const all = filtersOf(parseRoute(item.closest('a')?.getAttribute('href') ?? ''));
  expect(all.map((one) => [one.column, one.op])).toEqual([['timestamp', 'between']]);
  expect(recordOf(parseRoute(item.closest('a')?.getAttribute('href') ?? ''))?.record).toBe(1);
  fireEvent.click(screen.getByText(`Of ${name}, 60 minutes around`));
  await waitFor(() => expect(filters()).toHaveLength(2));
  expect(filters()[1]).toEqual({ column: 'user_name', op: 'is', values: [name] });
});

test('S-P1 a filter is typed with completion of fields and values; what is wrong stays and is told at its place', async () => {
  show(<TimelineView />, { at: '#/timeline' });
  await rows();
  const box = screen.getByRole<HTMLInputElement>('combobox', { name: 'Type a filter' });
  const type = (value: string) => {
    fireEvent.focus(box);
    fireEvent.change(box, { target: { value } });
  };
  type('user_na');
  expect(await screen.findByRole('option', { name: /^user_name:/ })).toBeTruthy();
  fireEvent.keyDown(box, { key: 'ArrowDown' });
  fireEvent.keyDown(box, { key: 'Enter' });
  expect(box.value).toBe('user_name:');
  type('user_name:ali');
  fireEvent.mouseDown(await screen.findByRole('option', { name: /^user_name:alice@example.com/ }));
  expect(box.value).toBe('user_name:alice@example.com ');
  type('user_name:alice@example.com source_ip:999.0.0.0/8');
  fireEvent.keyDown(box, { key: 'Enter' });
  expect(within(screen.getByRole('alert')).getByText('source_ip:999.0.0.0/8')).toBeTruthy();
  expect(filters()).toEqual([]);
  type('user_name:alice@example.com source_ip:203.0.113.0/24 -event_outcome:failure');
  fireEvent.keyDown(box, { key: 'Enter' });
  expect(filters()).toEqual([
    { column: 'user_name', op: 'is', values: ['alice@example.com'] },
    { column: 'source_ip', op: 'within', network: '203.0.113.0/24' },
    { column: 'event_outcome', op: 'is_not', values: ['failure'] },
  ]);
  expect(box.value).toBe('');
  expect(await screen.findByText('203.0.113.0/24')).toBeTruthy();
});
