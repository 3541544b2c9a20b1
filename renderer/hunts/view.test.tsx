// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import type { Parameter } from '../../shared/contract.ts';
import { quietEngine, show } from '../testing/render.tsx';
import { valueOf } from './parameter-value.ts';
import { HuntsView } from './View.tsx';

test('a hunt that did not run says so and names the log; it is not a "none"', async () => {
  show(<HuntsView />, { at: '#/hunts/kubectl-first-seen' });
  expect((await screen.findAllByText(/Not run/)).length).toBeGreaterThan(0);
  expect(screen.getAllByText(/import endpoint telemetry/)).toHaveLength(2);
});

test('S-G3 a changed parameter is kept, and what it did is shown', async () => {
  const engine = quietEngine();
  const configure = vi.spyOn(engine.hunts, 'configure');
  show(<HuntsView />, { at: '#/hunts/rare-session-profile', engine });
  const field = await screen.findByLabelText(/Fewer records than/);
  const apply = screen.getByRole('button', { name: 'Apply and run again' });
  expect(apply.hasAttribute('disabled')).toBe(true);
  fireEvent.change(field, { target: { value: '25' } });
  fireEvent.click(apply);
  expect(await screen.findByText('+ 2 findings appeared')).toBeTruthy();
  expect(screen.getByText('− 1 finding gone')).toBeTruthy();
  expect(configure.mock.calls[0]?.[0]).toEqual({
    hunt: 'rare-session-profile',
    values: { below: 25, ignore_hosting: false },
  });
  fireEvent.click(screen.getByRole('button', { name: 'Restore the defaults' }));
  await waitFor(() => expect(configure.mock.calls[1]?.[0].values).toEqual({}));
  // Both stay told, the newest first, whatever is on the screen meanwhile.
  cleanup();
  show(<HuntsView />, { at: '#/hunts/rare-session-profile', engine });
  const history = await screen.findByTestId('hunt-history');
  await waitFor(() => expect(history.querySelectorAll('.parameter-changes > li')).toHaveLength(2));
  const [reset, changed] = [...history.querySelectorAll('.parameter-changes > li')];
  expect(changed?.textContent).toMatch(
    /R\. Tanaka.*Fewer records than: \d+ → 25.*2 findings appeared, 1 finding gone/,
  );
  expect(reset?.textContent).toMatch(/Fewer records than: 25 → \d+/);
});

test('hunts are grouped by what they found or by kind of rule, and found by their words', async () => {
  show(<HuntsView />, { at: '#/hunts' });
  await screen.findAllByTestId('hunt-row');
  const heads = () => screen.getAllByRole('heading', { level: 2 }).map((head) => head.textContent);
  expect(heads().slice(0, 3)).toEqual(['Findings 3', 'Ran, nothing found 1', 'Not run 1']);
  fireEvent.click(screen.getByRole('button', { name: 'By kind of rule' }));
  await waitFor(() => expect(heads()).toContain('Rare combinations 1'));
  fireEvent.change(screen.getByLabelText(/Find a hunt/), { target: { value: 'T1078 countries DAY' } });
  expect(screen.getAllByTestId('hunt-row')).toHaveLength(1);
  fireEvent.change(screen.getByLabelText(/Find a hunt/), { target: { value: 'zebra' } });
  expect(screen.queryAllByTestId('hunt-row')).toHaveLength(0);
  expect(screen.getByText('No hunt says all of these words.')).toBeTruthy();
});

test('parameters that every hunt has are folded under "Leave out", open where one of them was changed', async () => {
  const engine = quietEngine();
  const { unmount } = show(<HuntsView />, { at: '#/hunts/rare-session-profile', engine });
  const folded = async () => (await screen.findByText('Leave out')).closest('details')?.open;
  expect(await folded()).toBe(false);
  expect((await screen.findByLabelText(/Fewer records than/)).closest('details')).toBeNull();
  await engine.hunts.configure({ hunt: 'rare-session-profile', values: { ignore_hosting: true } });
  unmount();
  show(<HuntsView />, { at: '#/hunts/rare-session-profile', engine });
  expect(await folded()).toBe(true);
  expect(screen.getByText('1 changed')).toBeTruthy();
});

test('a value out of its range is refused before it is sent', async () => {
  show(<HuntsView />, { at: '#/hunts/rare-session-profile' });
  fireEvent.change(await screen.findByLabelText(/Fewer records than/), { target: { value: '0' } });
  expect(screen.getByRole('button', { name: 'Apply and run again' }).hasAttribute('disabled')).toBe(true);
  expect(screen.getByLabelText(/Fewer records than/).getAttribute('aria-invalid')).toBe('true');
});

describe('what a field says', () => {
  const parameter = (kind: Parameter['kind'], changes: Partial<Parameter> = {}): Parameter => ({
    name: 'p',
    title: 'P',
    kind,
    value: 1,
    default: 1,
    minimum: null,
    maximum: null,
    choices: null,
    help: '',
    shared: false,
    ...changes,
  });
  test.each([
    ['integer', '12', 12],
    ['integer', '1.5', null],
    ['number', '1.5', 1.5],
    ['hours', '', null],
    ['boolean', 'true', true],
    ['list', ' a \n\nb', ['a', 'b']],
    ['text', "' OR 1=1", "' OR 1=1"],
  ] as const)('%s %j', (kind, typed, value) => {
    expect(valueOf(parameter(kind), typed)).toEqual(value);
  });
  test('bounds include their ends, and a choice must be offered', () => {
    const bounded = parameter('integer', { minimum: 1, maximum: 3 });
    expect(['0', '1', '3', '4'].map((typed) => valueOf(bounded, typed))).toEqual([null, 1, 3, null]);
    expect(valueOf(parameter('choice', { choices: ['a'] }), 'b')).toBeNull();
  });
});
