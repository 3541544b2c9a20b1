// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
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

test('files about addresses are dropped, listed with date, licence and hash, and taken out again', async () => {
  const engine = quietEngine();
  const add = vi.spyOn(engine.data, 'add');
  const remove = vi.spyOn(engine.data, 'remove');
  show(<DataView />, { engine });
  const zone = within(await screen.findByTestId('bring-data')).getByTestId('drop-zone');
  await waitFor(() => expect(zone.className).not.toContain('disabled'));
  const files = [new File([''], 'one.bin'), new File([''], 'two.bin')];
  fireEvent.drop(zone, { dataTransfer: { types: ['Files'], files, items: [] } });
  await screen.findByText(/Added: GeoLite2-City, GeoLite2-City/);
  expect(add.mock.calls[0]?.[0]).toEqual({
    inputs: [{ path: '/evidence/one.bin' }, { path: '/evidence/two.bin' }],
  });
  const table = screen.getByTestId('data-files');
  await waitFor(() => expect(table.textContent).toContain('one.bin'));
  expect(table.textContent).toContain('GeoLite2 End User License Agreement');
  expect(table.innerHTML).toContain('c'.repeat(64));
  fireEvent.click(screen.getByRole('button', { name: 'Remove: one.bin' }));
  await waitFor(() => expect(table.textContent).not.toContain('one.bin'));
  expect(remove.mock.calls[0]?.[0]).toEqual({ id: 'brought-one.bin' });
  expect(screen.queryByRole('button', { name: /Remove: DB-IP/ })).toBeNull();
});

test('a file that cannot be read is refused with its reason; one that is gone says so in its line', async () => {
  const engine = quietEngine();
  const [first] = await engine.data.list({});
  if (!first) throw new Error('no data');
  const problem = 'the file has changed: its answers in the case stay, and it gives no new ones';
  vi.spyOn(engine.data, 'list').mockResolvedValue([
    { ...first, origin: 'imported', name: 'x.mmdb', problem },
  ]);
  vi.spyOn(engine.data, 'add').mockRejectedValue(
    new Error('no address data that can be read: y.csv: line 3'),
  );
  show(<DataView />, { engine });
  expect(await screen.findByText(problem)).toBeTruthy();
  const path = await screen.findByLabelText('Path of a data file');
  await waitFor(() => expect(path.hasAttribute('disabled')).toBe(false));
  fireEvent.change(path, { target: { value: '/usb/y.csv' } });
  fireEvent.click(screen.getByRole('button', { name: 'Add' }));
  expect(await screen.findByText(/y\.csv: line 3/)).toBeTruthy();
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
