// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Engine } from './engine-context.ts';
import { engineWith, quietEngine, show } from '../testing/render.tsx';
import { SearchDialog } from './SearchDialog.tsx';
import { useSettings } from './settings.ts';

type Search = Engine['entities']['search'];

const NONE = 'Nothing in this case has this in its name.';
const closed = vi.fn();
const box = () => screen.getByRole('combobox');
const type = (value: string) => fireEvent.change(box(), { target: { value } });
const enter = () => fireEvent.keyDown(box(), { key: 'Enter' });
const chosen = () => screen.queryByRole('option', { selected: true })?.textContent ?? null;

async function open(search: Search = quietEngine().entities.search) {
  show(<SearchDialog open onClose={closed} />, { engine: engineWith({ entities: { search } }) });
  await screen.findByRole('combobox');
}

/** A search whose answers are given when the test says so. */
function slowly() {
  const { search } = quietEngine().entities;
  const waiting = new Map<string, (answer: 'found' | 'failed') => void>();
  return {
    search: ((input, options) =>
      new Promise((found, failed) =>
        waiting.set(input.text, (answer) =>
          answer === 'found' ? found(search(input, options)) : failed(new Error('the disk is on fire')),
        ),
      )) as Search,
    answer: async (wanted: string, how: 'found' | 'failed' = 'found') => {
      const give = await waitFor(() => {
        const one = waiting.get(wanted);
        if (!one) throw new Error(`${wanted} was not asked`);
        waiting.delete(wanted);
        return one;
      });
      await act(async () => {
        give(how);
        await new Promise((done) => setTimeout(done, 20));
      });
    },
  };
}

beforeEach(() => closed.mockClear());

describe('S-P1 the search opens with Enter', () => {
  test.each([
    ['a key', 'ASIAEX', '#/entity/access_key/ASIAEXAMPLE1004'],
    ['an address', '203.0.113', '#/entity/address/203.0.113.9'],
    ['a screen', 'known netw', '#/networks'],
  ])('%s', async (_what, typed, at) => {
    await open();
    type(typed);
    enter();
    await waitFor(() => expect(window.location.hash).toBe(at));
    expect(closed).toHaveBeenCalledOnce();
  });

  test('a hunt', async () => {
    const [hunt] = await quietEngine().hunts.list({});
    await open();
    type(hunt?.title ?? 'no hunt');
    enter();
    await waitFor(() => expect(window.location.hash).toBe(`#/hunts/${hunt?.id}`));
  });

  test('a command', async () => {
    await open();
    type('theme: dark');
    enter();
    await waitFor(() => expect(useSettings.getState().theme).toBe('dark'));
    act(() => useSettings.getState().set({ theme: 'system' }));
  });
});

describe('the search', () => {
  test('says that it runs, and only then that there is nothing', async () => {
    const { search, answer } = slowly();
    await open(search);
    type('zzz');
    expect(screen.getByText('Searching…')).toBeTruthy();
    expect(screen.queryByText(NONE)).toBeNull();
    await answer('zzz');
    expect(await screen.findByText(NONE)).toBeTruthy();
  });

  test('says that it failed, and tries again', async () => {
    const { search, answer } = slowly();
    await open(search);
    type('dan@');
    enter();
    await answer('dan@', 'failed');
    // It is tried once more by itself.
    await answer('dan@', 'failed');
    expect(await screen.findByText('the disk is on fire')).toBeTruthy();
    expect(screen.queryByText(NONE)).toBeNull();
    expect(closed).not.toHaveBeenCalled();
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await answer('dan@');
    expect(await screen.findByRole('option', { name: /dan@example.com/ })).toBeTruthy();
  });

  test('opens with Enter what is typed, never a hit of what was typed before', async () => {
    const { search, answer } = slowly();
    await open(search);
    type('dan@');
    await answer('dan@');
    expect(await screen.findByRole('option', { name: /dan@example.com/ })).toBeTruthy();
    type('alice@');
    enter();
    expect(closed).not.toHaveBeenCalled();
    await answer('alice@');
    await waitFor(() => expect(window.location.hash).toBe('#/entity/user/alice%40example.com'));
    expect(closed).toHaveBeenCalledOnce();
  });

  test('forgets an Enter when something else is typed', async () => {
    const { search, answer } = slowly();
    await open(search);
    type('dan@');
    enter();
    type('alice@');
    await answer('alice@');
    expect(await screen.findByRole('option', { name: /alice@example.com/ })).toBeTruthy();
    expect(closed).not.toHaveBeenCalled();
  });

  test('brings the chosen one into view', async () => {
    // Newer browsers give a promise.
    const seen = vi.spyOn(Element.prototype, 'scrollIntoView').mockReturnValue(Promise.resolve() as never);
    await open();
    type('example');
    await screen.findByRole('option', { name: /dan@example.com/ });
    seen.mockClear();
    fireEvent.keyDown(box(), { key: 'ArrowDown' });
    expect(chosen()).toContain('dan@example.com');
    expect(seen.mock.contexts.at(-1)).toBe(screen.getByRole('option', { selected: true }));
    fireEvent.keyDown(box(), { key: 'ArrowUp' });
    fireEvent.keyDown(box(), { key: 'ArrowUp' });
    expect(chosen()).toContain('alice@example.com');
    seen.mockRestore();
  });
});
