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
  fireEvent.click(screen.getByRole('button', { name: 'Remove ip-ranges.json' }));
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

test('files about addresses are dropped, listed with date, licence and hash, and taken out again', async () => {
  const engine = quietEngine();
  const bring = vi.spyOn(engine.data, 'import');
  const remove = vi.spyOn(engine.data, 'remove');
  show(<DataView />, { engine });
  const zone = within(await screen.findByTestId('bring-data')).getByTestId('drop-zone');
  await waitFor(() => expect(zone.className).not.toContain('disabled'));
  const files = [new File([''], 'one.bin'), new File([''], 'two.bin')];
  fireEvent.drop(zone, { dataTransfer: { types: ['Files'], files, items: [] } });
  await screen.findByText(/The data are in the case/);
  expect(bring.mock.calls.map(([input]) => input)).toEqual([
    { path: '/evidence/one.bin' },
    { path: '/evidence/two.bin' },
  ]);
  const table = screen.getByTestId('data-files');
  await waitFor(() => expect(table.textContent).toContain('one.bin'));
  expect(table.textContent).toContain('GeoLite2 End User License Agreement');
  expect(table.innerHTML).toContain('c'.repeat(64));
  fireEvent.click(screen.getByRole('button', { name: 'Remove one.bin' }));
  await waitFor(() => expect(table.textContent).not.toContain('one.bin'));
  expect(remove.mock.calls[0]?.[0]).toEqual({ id: 'brought-one.bin' });
  expect(screen.queryByRole('button', { name: /Remove DB-IP/ })).toBeNull();
});

test('a file that is gone says so in its line, and all data can be asked again', async () => {
  const engine = quietEngine();
  const again = vi.spyOn(engine.data, 'again');
  const [first] = await engine.data.list({});
  if (!first) throw new Error('no data');
  const problem = 'the file has changed: its answers in the case stay, and it gives no new ones';
  vi.spyOn(engine.data, 'list').mockResolvedValue([
    { ...first, origin: 'imported', name: 'x.mmdb', problem },
  ]);
  show(<DataView />, { engine });
  expect(await screen.findByText(problem)).toBeTruthy();
  const button = screen.getByRole('button', { name: 'Ask all data again' });
  await waitFor(() => expect(button.hasAttribute('disabled')).toBe(false));
  fireEvent.click(button);
  expect(await screen.findByText(/All data were asked again/)).toBeTruthy();
  expect(again).toHaveBeenCalledTimes(1);
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
