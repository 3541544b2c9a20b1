// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { fakeHost } from '../testing/fake-host.ts';
import { engineWith, quietEngine, show } from '../testing/render.tsx';
import { NetworksView } from './View.tsx';

const learnedRow = async (prefix: string) => {
  const panel = await screen.findByTestId('learned-networks');
  return (await within(panel).findByText(prefix)).closest('tr')!;
};
const dialog = () => screen.findByTestId('network-dialog');

test('H-O3 learned networks stand with their figures beside the minimums, clouds named as such', async () => {
  show(<NetworksView />);
  const office = await learnedRow('198.51.100.23/32');
  expect(office.textContent).toContain('412 / 3');
  expect(office.textContent).toContain('14 / 2');
  expect(office.textContent).toContain('Learned');
  fireEvent.click(within(office).getByText('Record 17'));
  expect(window.location.hash).toContain('record=1%3A17');
  expect((await learnedRow('203.0.113.77/32')).textContent).toContain('AWS us-east-1');
  expect((await learnedRow('203.0.113.200/32')).textContent).toContain('Below the minimums');
});

test('H-O3 a learned network is confirmed with a name, the decision is taken back, and what changed is said', async () => {
  const engine = quietEngine();
  const decide = vi.spyOn(engine.networks, 'decide');
  show(<NetworksView />, { engine });
  fireEvent.click(within(await learnedRow('198.51.100.23/32')).getByRole('button', { name: 'Confirm…' }));
  fireEvent.change(within(await dialog()).getByLabelText('Name'), { target: { value: 'Berlin' } });
  fireEvent.change(within(await dialog()).getByLabelText('Kind'), { target: { value: 'office' } });
  fireEvent.click(within(await dialog()).getByRole('button', { name: 'Confirm' }));
  const known = await screen.findByTestId('known-networks');
  await waitFor(() => expect(known.textContent).toContain('Berlin'));
  expect(decide.mock.calls[0]?.[0]).toEqual({
    prefix: '198.51.100.23/32',
    status: 'confirmed',
    name: 'Berlin',
    kind: 'office',
    reason: null,
  });
  const difference = await screen.findByTestId('networks-difference');
  expect(difference.textContent).toContain('1 address of events belongs to another network');
  expect(difference.textContent).toContain('− 1 finding gone');
  expect(difference.textContent).toContain('Suspicious 55→Likely benign 20');
  fireEvent.click(within(await learnedRow('198.51.100.23/32')).getByRole('button', { name: 'Take back' }));
  await waitFor(() => expect(decide.mock.calls[1]?.[0]).toMatchObject({ status: 'undecided' }));
});

test('H-O3 a network that cannot be read is refused in the form, which stays open', async () => {
  show(<NetworksView />);
  fireEvent.click(await screen.findByRole('button', { name: 'Add a network…' }));
  const add = () => screen.getByRole('button', { name: 'Add' });
  await dialog();
  expect(add().hasAttribute('disabled')).toBe(true);
  fireEvent.change(screen.getByLabelText('Network'), { target: { value: 'office' } });
  fireEvent.change(screen.getByLabelText('Name'), { target: { value: '<b>Paris</b>' } });
  fireEvent.click(add());
  expect((await screen.findByRole('alert')).textContent).toBe('not an address or a network: "office"');
  fireEvent.change(screen.getByLabelText('Network'), { target: { value: '203.0.113.0/24' } });
  fireEvent.click(add());
  await waitFor(() => expect(screen.queryByTestId('network-dialog')).toBeNull());
  expect((await screen.findByTestId('known-networks')).textContent).toContain('<b>Paris</b>');
});

test('H-O3 the minimums are edited, and a network is exported for the next case', async () => {
  const engine = quietEngine();
  const minimums = vi.spyOn(engine.networks, 'minimums');
  const saveText = vi.fn(() => Promise.resolve(true));
  show(<NetworksView />, { engine, host: fakeHost({ saveText }) });
  fireEvent.change(await screen.findByLabelText(/different devices at least/), { target: { value: '1' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save the minimums' }));
  await waitFor(() => expect(minimums.mock.calls[0]?.[0]).toEqual({ devices: 1, days: 2 }));
  await waitFor(async () =>
    expect((await learnedRow('203.0.113.200/32')).textContent).not.toContain('Below the minimums'),
  );
  fireEvent.click(screen.getByRole('button', { name: 'Export CSV' }));
  await waitFor(() => expect(saveText).toHaveBeenCalledWith('known-networks.csv', 'known networks as csv'));
});

test('H-O3 without agents in the case it says that the answer is unknown, and which logs would tell', async () => {
  const engine = quietEngine();
  const page = await engine.networks.list({});
  const none = { ...page, learned: [], learned_total: 0, learned_counting: 0, coverage: [] };
  show(<NetworksView />, { engine: engineWith({ networks: { list: () => Promise.resolve(none) } }) });
  expect((await screen.findByTestId('learned-networks')).textContent).toContain('is then unknown, not "no"');
});
