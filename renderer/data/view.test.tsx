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

test('Amazon’s ranges are imported from the chosen file, and their date is shown then', async () => {
  const engine = quietEngine();
  const ranges = vi.spyOn(engine.data, 'ranges');
  const host = fakeHost({ chooseEvidence: () => Promise.resolve([{ path: '/usb/ip-ranges.json' }]) });
  show(<DataView />, { engine, host });
  const button = await screen.findByRole('button', { name: 'Import ip-ranges.json…' });
  await waitFor(() => expect(button.hasAttribute('disabled')).toBe(false));
  fireEvent.click(button);
  expect(await screen.findByText(/Imported, dated 2024-06-10/)).toBeTruthy();
  expect(ranges.mock.calls[0]?.[0]).toEqual({ path: '/usb/ip-ranges.json' });
});

test('without a case nothing can be imported', async () => {
  show(<DataView />, { engine: quietEngine(false) });
  const button = await screen.findByRole('button', { name: 'Import ip-ranges.json…' });
  expect(button.hasAttribute('disabled')).toBe(true);
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
