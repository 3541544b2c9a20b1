// @vitest-environment happy-dom
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Filter } from '../../shared/contract.ts';
import { addFilter, aroundFilter } from '../parts/filters.ts';
import { fakeHost } from '../testing/fake-host.ts';
import { quietEngine } from '../testing/render.tsx';
import { App } from './App.tsx';
import { Boundary } from './Boundary.tsx';
import { ENGINE_LOST } from './engine-lost.ts';
import { problemOf } from './problem.ts';
import { entityHref, entityOf, filtersOf, href, parseRoute, timelineHref } from './route.ts';
import { DEFAULT_COLUMNS, useSettings } from './settings.ts';

// The chart draws on a canvas, which there is none of here.
vi.mock('uplot', async () => ({ default: (await import('../testing/fake-chart.ts')).FakeChart }));

const open = (at = '#/overview', isOpen = true) => {
  window.location.hash = at;
  return render(<App doors={{ engine: quietEngine(isOpen), host: fakeHost() }} />);
};

describe('the shell', () => {
  test('without a case it starts at the start, wherever a link points', async () => {
    open('#/timeline', false);
    expect(await screen.findByTestId('sample-case')).toBeTruthy();
  });

  test('Ctrl K finds an entity of the case, and Enter opens its page', async () => {
    open();
    await screen.findByText('What is here');
    fireEvent.keyDown(window, { key: 'k', ctrlKey: true });
    const box = await screen.findByRole('combobox');
    fireEvent.change(box, { target: { value: 'dan@' } });
    expect(await screen.findByRole('option', { name: /dan@example.com/ })).toBeTruthy();
    fireEvent.keyDown(box, { key: 'Enter' });
    await waitFor(() => expect(window.location.hash).toBe('#/entity/user/dan%40example.com'));
    expect(await screen.findByTestId('entity-page')).toBeTruthy();
  });

  test('S-P1 Ctrl K finds hunts, every screen of a case, and commands that act at once', async () => {
    open();
    await screen.findByText('What is here');
    const search = async (value: string) => {
      fireEvent.keyDown(window, { key: 'k', ctrlKey: true });
      fireEvent.change(await screen.findByRole('combobox'), { target: { value } });
    };
    await search('networks');
    expect(await screen.findByRole('option', { name: /^Known networks/ })).toBeTruthy();
    const hunts = await quietEngine().hunts.list({});
    const [hunt] = hunts;
    if (!hunt) throw new Error('the fake engine has no hunt');
    fireEvent.change(screen.getByRole('combobox'), { target: { value: hunt.title } });
    fireEvent.click(await screen.findByRole('option', { name: new RegExp(`^${hunt.title} ?Hunt$`) }));
    await waitFor(() => expect(window.location.hash).toBe(`#/hunts/${hunt.id}`));
    await search('theme: dark');
    fireEvent.click(await screen.findByRole('option', { name: /Command$/ }));
    expect(useSettings.getState().theme).toBe('dark');
    act(() => useSettings.getState().set({ theme: 'system' }));
  });

  test('? shows the keys, G and a letter go to a screen, Esc closes a record', async () => {
    open('#/timeline?record=1:17');
    await screen.findByTestId('record-drawer');
    fireEvent.keyDown(window, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByTestId('record-drawer')).toBeNull());
    fireEvent.keyDown(window, { key: 'g' });
    fireEvent.keyDown(window, { key: 'h' });
    await waitFor(() => expect(window.location.hash).toBe('#/hunts'));
    fireEvent.keyDown(window, { key: '?' });
    expect(await screen.findByText('Keyboard')).toBeTruthy();
  });

  test('Esc while a note is written closes no record, and what was written is there on coming back', async () => {
    open('#/timeline?record=1:17');
    const drawer = within(await screen.findByTestId('record-drawer'));
    fireEvent.click(await drawer.findByRole('button', { name: 'Note…' }));
    const write = async () => drawer.findByRole<HTMLTextAreaElement>('textbox', { name: 'Note' });
    fireEvent.change(await write(), { target: { value: 'she was in Oslo' } });
    fireEvent.keyDown(await write(), { key: 'Escape', isComposing: true });
    expect((await write()).value).toBe('she was in Oslo');
    fireEvent.keyDown(await write(), { key: 'Escape' });
    expect(window.location.hash).toContain('record=1');
    expect(await drawer.findByRole('button', { name: 'Note (draft)…' })).toBeTruthy();
    fireEvent.keyDown(drawer.getByLabelText('Find in this record'), { key: 'Escape' });
    expect(screen.getByTestId('record-drawer')).toBeTruthy();
    fireEvent.keyDown(window, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByTestId('record-drawer')).toBeNull());
    act(() => void (window.location.hash = '#/timeline?record=1:17'));
    const again = within(await screen.findByTestId('record-drawer'));
    expect((await again.findByRole<HTMLTextAreaElement>('textbox', { name: 'Note' })).value).toBe(
      'she was in Oslo',
    );
  });

  test('the theme follows the system until a person chooses', async () => {
    open();
    await screen.findByText('What is here');
    expect(document.documentElement.dataset['theme']).toBe('light');
    act(() => useSettings.getState().set({ theme: 'dark' }));
    expect(document.documentElement.dataset['theme']).toBe('dark');
    expect(document.body.classList.contains('bp6-dark')).toBe(true);
    act(() => useSettings.getState().set({ theme: 'system' }));
  });

  test('a lost engine is said, and nothing old goes on being shown', async () => {
    open();
    await screen.findByText('What is here');
    act(() => void window.dispatchEvent(new Event(ENGINE_LOST)));
    expect(screen.getByText('the line to the engine is lost')).toBeTruthy();
    expect(screen.queryByText('What is here')).toBeNull();
  });

  test('an address that leads nowhere says so', async () => {
    open('#/nowhere');
    expect(await screen.findByText('There is no such page.')).toBeTruthy();
  });
});

describe('addresses', () => {
  test('any entity and any filter come back as they went in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (value) => {
        fc.pre(value.isWellFormed());
        const entity = { kind: 'client', value } as const;
        expect(entityOf(parseRoute(entityHref(entity)))).toEqual(entity);
        const filters: Filter[] = [
          { column: 'user_agent_original', op: 'is', values: [value, null, 3, true] },
        ];
        expect(filtersOf(parseRoute(timelineHref(filters)))).toEqual(filters);
      }),
    );
  });

  test('filters that somebody broke are left out, not believed', () => {
    expect(filtersOf(parseRoute('#/timeline?filters=%7B'))).toEqual([]);
    expect(filtersOf(parseRoute(href(['timeline'], { filters: '[{"column":1}]' })))).toEqual([]);
    expect(parseRoute('#/entity/user/%E0%A4%A').path[2]).toBe('%E0%A4%A');
  });
});

describe('filters', () => {
  test('a second range replaces the first; a second value joins; what is there twice stands once', () => {
    const one = addFilter([], { column: 'timestamp', op: 'between', from: 'a', to: 'b' });
    const two = addFilter(one, { column: 'timestamp', op: 'between', from: 'c', to: null });
    expect(two).toEqual([{ column: 'timestamp', op: 'between', from: 'c', to: null }]);
    const exists: Filter = { column: 'user_name', op: 'exists' };
    expect(addFilter([exists], exists)).toEqual([exists]);
  });
  test('five minutes around a time', () => {
    expect(aroundFilter('2024-05-01T10:00:00.500000Z', 5)).toEqual({
      column: 'timestamp',
      op: 'between',
      from: '2024-05-01T09:55:00.500000Z',
      to: '2024-05-01T10:05:00.500000Z',
    });
  });
});

test('a failure says what happened, to what, what was kept and what to do', () => {
  const failed = problemOf(new Error('EACCES: permission denied, open "/evidence/okta export.json"'));
  expect(failed).toMatchObject({
    about: '/evidence/okta export.json',
    kept: 'Nothing in the case was changed.',
    next: expect.stringContaining('may read the file') as string,
  });
  expect(problemOf(new Error('the case /cases/old one.interloper is already open here')).about).toBe(
    '/cases/old one.interloper',
  );
  expect(problemOf(new Error('there is no file C:\\logs\\a.json')).about).toBe('C:\\logs\\a.json');
  window.location.hash = '#/timeline?record=2%3A17';
  const odd = problemOf(Object.assign(new Error('odd'), { data: { call: 'evidence.record' } }));
  expect(odd.about).toBe('record 17 of evidence 2');
  for (const part of ['odd', 'screen: #/timeline?record=2%3A17', 'evidence.record'])
    expect(odd.details).toContain(part);
  window.location.hash = '';
  expect(problemOf(new Error('the sum / total is wrong')).about).toBeNull();
});

test('a screen that breaks says so and can be tried again; the next screen is its own', () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  let broken = true;
  function Screen() {
    if (broken) throw new Error('a screen broke');
    return <p>whole</p>;
  }
  const { rerender } = render(
    <Boundary of="one">
      <Screen />
    </Boundary>,
  );
  expect(screen.getByText('a screen broke')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Copy details' })).toBeTruthy();
  broken = false;
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(screen.getByText('whole')).toBeTruthy();
  broken = true;
  rerender(
    <Boundary of="one">
      <Screen />
    </Boundary>,
  );
  expect(screen.getByText('a screen broke')).toBeTruthy();
  broken = false;
  rerender(
    <Boundary of="two">
      <Screen />
    </Boundary>,
  );
  expect(screen.getByText('whole')).toBeTruthy();
  logged.mockRestore();
});

test('where the desk is goes into the case, but nothing while no case is open', async () => {
  const engine = quietEngine();
  const remember = vi.spyOn(engine.case, 'remember');
  window.location.hash = '#/overview';
  render(<App doors={{ engine, host: fakeHost() }} />);
  await screen.findByText('What is here');
  act(() => void (window.location.hash = '#/hunts'));
  await waitFor(() => expect(remember.mock.calls.at(-1)?.[0]).toEqual({ place: '#/hunts' }));
  act(() => useSettings.getState().set({ columns: ['timestamp'] }));
  await waitFor(() =>
    expect(remember.mock.calls.at(-1)?.[0]).toEqual({ place: '#/hunts', columns: ['timestamp'] }),
  );
  act(() => useSettings.getState().set({ columns: DEFAULT_COLUMNS }));
});

test('every failure has words and a next step', () => {
  expect(problemOf(new Error('ENOSPC: no space left on device')).next).toContain('Free some space');
  expect(problemOf('').message).toBe('something failed and gave no reason');
  expect(
    problemOf(Object.assign(new Error('odd'), { code: 'BAD_REQUEST', data: { at: 1 } })).details,
  ).toContain('code: BAD_REQUEST\ndata: {"at":1}');
});
