// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { fakeHost } from '../testing/fake-host.ts';
import { quietEngine, show } from '../testing/render.tsx';
import { DataView } from './View.tsx';

test('every data file stands with its date, licence and attribution', async () => {
  show(<DataView />);
  const table = await screen.findByTestId('data-files');
  expect(table.textContent).toContain('DB-IP City Lite');
  expect(table.textContent).toContain('CC-BY-4.0');
  expect(table.textContent).toContain('2026-06-05');
});

test('a chosen file of ranges is imported, its date is shown, and it can be removed again', async () => {
  const engine = quietEngine();
  const bring = vi.spyOn(engine.data, 'import');
  const host = fakeHost({ chooseEvidence: () => Promise.resolve([{ path: '/usb/ip-ranges.json' }]) });
  show(<DataView />, { engine, host });
  const button = await screen.findByRole('button', { name: 'Choose files…' });
  await waitFor(() => expect(button.hasAttribute('disabled')).toBe(false));
  fireEvent.click(button);
  expect(await screen.findByText(/Ranges in the case: Amazon ip-ranges\.json: 2024-06-10/)).toBeTruthy();
  expect(bring.mock.calls[0]?.[0]).toEqual({ path: '/usb/ip-ranges.json' });
  fireEvent.click(screen.getByRole('button', { name: 'Remove Amazon ip-ranges.json' }));
  expect(await screen.findByText(/With the ranges that a cloud publishes/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: /^Remove / })).toBeNull();
});

test('what a list of networks does not say itself is said with it, several files one after the other', async () => {
  const engine = quietEngine();
  const bring = vi.spyOn(engine.data, 'import');
  const paths = [{ path: '/usb/vps.csv' }, { path: '/usb/asn.txt' }];
  show(<DataView />, { engine, host: fakeHost({ chooseEvidence: () => Promise.resolve(paths) }) });
  const label = await screen.findByLabelText(/^Label for lines/);
  await waitFor(() => expect(label.hasAttribute('disabled')).toBe(false));
  fireEvent.change(label, { target: { value: ' vps ' } });
  fireEvent.change(screen.getByLabelText(/^Reason for lines/), { target: { value: 'seen last year' } });
  fireEvent.click(screen.getByRole('button', { name: 'Choose files…' }));
  await waitFor(() => expect(bring).toHaveBeenCalledTimes(2));
  expect(bring.mock.calls.map(([input]) => input)).toEqual(
    paths.map(({ path }) => ({ path, label: 'vps', reason: 'seen last year' })),
  );
});

test('without a case nothing can be imported', async () => {
  show(<DataView />, { engine: quietEngine(false) });
  const button = await screen.findByRole('button', { name: 'Choose files…' });
  expect(button.hasAttribute('disabled')).toBe(true);
  expect(screen.getByTestId('drop-zone').className).toContain('disabled');
});

test('the limits of unpacking are kept, refused where they are no numbers, and set back', async () => {
  const engine = quietEngine();
  const save = vi.spyOn(engine.limits, 'save');
  show(<DataView />, { engine });
  const ratio = await screen.findByLabelText(/max-ratio/);
  const button = () => screen.getByRole('button', { name: 'Save the limits' });
  expect(button().hasAttribute('disabled')).toBe(true);
  fireEvent.change(ratio, { target: { value: 'many' } });
  expect(button().hasAttribute('disabled')).toBe(true);
  fireEvent.change(ratio, { target: { value: '2000' } });
  fireEvent.click(button());
  await waitFor(() => expect(save.mock.calls[0]?.[0]).toMatchObject({ ratio: 2000, depth: 6 }));
  const reset = screen.getByRole('button', { name: 'Back to the defaults' });
  await waitFor(() => expect(reset.hasAttribute('disabled')).toBe(false));
  fireEvent.click(screen.getByRole('button', { name: 'Back to the defaults' }));
  await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>(/max-ratio/).value).toBe('500'));
});
