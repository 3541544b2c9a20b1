// @vitest-environment happy-dom
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { filtersOf, parseRoute } from '../app/route.ts';
import { setZone } from '../format/zone.ts';
import { fakeProfiles } from '../testing/fake-profiles.ts';
import { engineWith, show } from '../testing/render.tsx';
import { ProfilesPanel } from './ProfilesPanel.tsx';
import { SmallAxisHead, SmallBars } from './SmallBars.tsx';
import { ProfilesView } from './View.tsx';

const alice = { kind: 'user', value: 'alice@example.com' } as const;
const rowsOf = async () =>
  within(await screen.findByRole('table'))
    .getAllByRole('row')
    .slice(1);
const filtersAt = (link: HTMLElement) => filtersOf(parseRoute(link.getAttribute('href') ?? ''));

test('S-Q9 all session profiles of a user stand with count, share and a small chart, each a way to its records', async () => {
  show(<ProfilesPanel entity={alice} />);
  const rows = await rowsOf();
  expect(rows).toHaveLength(4);
  const rare = rows[2]!;
  expect(rare.textContent).toContain('Clouvider Limited');
  expect(rare.textContent).toContain('only this one');
  expect(rare.textContent).toContain('rare');
  expect(within(rare).getByRole('img', { name: '7 records over time, at most 7 in a slice' })).toBeTruthy();
  expect(filtersAt(within(rare).getByRole('link', { name: '7' }))[0]).toEqual({
    column: 'user_name',
    op: 'is',
    values: ['alice@example.com'],
  });
  expect(within(rows[0]!).getByText('3 versions')).toBeTruthy();
});

test('S-V1 a hosting network is marked, and what is absent is not called zero', async () => {
  show(<ProfilesPanel entity={alice} />);
  const rows = await rowsOf();
  expect(rows.map((row) => within(row).queryAllByText('hosting').length)).toEqual([0, 1, 1, 0]);
  expect(rows[3]!.textContent).toContain('network unknown');
  const filters = filtersAt(within(rows[3]!).getByRole('link', { name: '9' })).slice(1);
  expect(filters.every(({ op }) => op === 'missing')).toBe(true);
});

test('S-Q8 the page asks for what is chosen, and keeps it in the address', async () => {
  const list = vi.fn(() => Promise.resolve(fakeProfiles(null)));
  show(<ProfilesView />, { engine: engineWith({ profiles: { list } }), at: '#/profiles' });
  const rows = await rowsOf();
  expect(within(rows[0]!).getByRole('link', { name: /dan@example.com/ })).toBeTruthy();
  expect(list).toHaveBeenLastCalledWith(
    expect.objectContaining({
      entity: null,
      order: 'rare',
      clients: 'alike',
      fewer_events_than: 10,
      rare_only: false,
    }),
    expect.anything(),
  );
  fireEvent.click(screen.getByLabelText('Only rare ones'));
  fireEvent.change(screen.getByRole('combobox', { name: /^Clients/ }), { target: { value: 'exact' } });
  const fewer = screen.getByLabelText('Rare below');
  fireEvent.change(fewer, { target: { value: '25' } });
  fireEvent.blur(fewer);
  await waitFor(() =>
    expect(list).toHaveBeenLastCalledWith(
      expect.objectContaining({ clients: 'exact', fewer_events_than: 25, rare_only: true }),
      expect.anything(),
    ),
  );
  expect(parseRoute(window.location.hash).query).toEqual({ rare: '1', clients: 'exact', fewer: '25' });
});

test('S-Q9 two ticked profiles stand side by side: what is the same, what differs, and the records of each', async () => {
  show(<ProfilesPanel entity={alice} />);
  const rows = await rowsOf();
  fireEvent.click(within(rows[0]!).getByRole('checkbox'));
  expect(await screen.findByText('1 chosen; tick another')).toBeTruthy();
  fireEvent.click(within(rows[2]!).getByRole('checkbox'));
  const sides = await screen.findByTestId('sides');
  expect(await within(sides).findByText('same')).toBeTruthy();
  expect(screen.getAllByRole<HTMLInputElement>('checkbox').map(({ disabled }) => disabled)).toEqual([
    false,
    true,
    false,
    true,
  ]);
  const kinds = [...sides.querySelectorAll('tr[data-kind]')].map((row) => row.getAttribute('data-kind'));
  expect(kinds).toEqual(['same', 'differs', 'part']);
  expect(within(sides).getByText('and 11 more')).toBeTruthy();
  const secret = within(within(sides).getByText('GetSecretValue').closest('li')!).getByRole('link');
  expect(filtersAt(secret)).toEqual(
    expect.arrayContaining([
      { column: 'user_name', op: 'is', values: ['alice@example.com'] },
      { column: 'source_as_number', op: 'is', values: [62240] },
      { column: 'event_action', op: 'is', values: ['GetSecretValue'] },
    ]),
  );
  fireEvent.click(within(sides).getByRole('button', { name: 'Close' }));
  await waitFor(() => expect(screen.queryByTestId('sides')).toBeNull());
});

test('a case without profiles says what they are made of; where none is rare, all can be shown', async () => {
  const empty = { axis: null, events: 0, total: 0, rare: 0, profiles: [] };
  const engine = engineWith({ profiles: { list: () => Promise.resolve(empty) } });
  const { unmount } = show(<ProfilesView />, { engine, at: '#/profiles' });
  expect(await screen.findByText('No record here belongs to a session profile')).toBeTruthy();
  unmount();
  show(<ProfilesView />, { engine, at: '#/profiles?rare=1' });
  fireEvent.click(await screen.findByRole('button', { name: 'Show all profiles' }));
  await waitFor(() => expect(window.location.hash).toBe('#/profiles'));
});

test('the axis of the small charts is on the clock of the case, which is named', () => {
  setZone('Asia/Tokyo');
  const hour = (at: number) => `2024-05-01T${at}:00:00.000000Z`;
  const axis = { start: hour(14), end: hour(16), bucket_seconds: 3600, buckets: [hour(14), hour(15)] };
  const { container } = render(
    <>
      <SmallAxisHead axis={axis} />
      <SmallBars axis={axis} counts={[1, 3]} label="a" />
    </>,
  );
  const head = container.querySelector('.small-axis')!;
  expect([...head.children].map((each) => each.textContent)).toEqual([
    '2024-05-01 23:00',
    '2024-05-02 01:00',
    'UTC+09:00',
  ]);
  const bars = container.querySelector('svg')!;
  vi.spyOn(bars, 'getBoundingClientRect').mockReturnValue({ left: 0, width: 240 } as DOMRect);
  fireEvent.pointerMove(bars, { clientX: 5 });
  expect(container.querySelector('title')?.textContent).toContain('23:00:00.000 +09:00 (14:00:00.000 UTC)');
  setZone('UTC');
});
