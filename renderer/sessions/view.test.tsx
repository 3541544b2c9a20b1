// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { parseRoute } from '../app/route.ts';
import { EntityView } from '../entity/View.tsx';
import { VERDICTS } from '../testing/fake-story.ts';
import { engineWith, quietEngine, show } from '../testing/render.tsx';
import { Table } from '../timeline/Table.tsx';
import { VerdictsView } from '../verdicts/View.tsx';
import { setZone } from '../format/zone.ts';
import { forgetPicked, sessionOfRow } from './picked.ts';

const alice = { kind: 'user', value: 'alice@example.com' } as const;
beforeEach(forgetPicked);

async function giveReason(reason: string): Promise<void> {
  const form = await screen.findByTestId('comparison-form');
  const compare = within(form).getByRole<HTMLButtonElement>('button', { name: 'Compare' });
  expect(compare.disabled).toBe(true);
  fireEvent.change(within(form).getByLabelText(/Why are they compared/), { target: { value: reason } });
  fireEvent.click(compare);
}

test('H-O1 H-O2 two session profiles are picked, the reason is asked for, and the verdict opens', async () => {
  const engine = quietEngine();
  const compare = vi.spyOn(engine.trees, 'compare');
  show(<EntityView entity={alice} />, { engine });
  const profiles = await screen.findByRole('region', { name: 'Session profiles' });
  expect(await within(profiles).findAllByTitle('no successful sign-in')).toHaveLength(1);
  fireEvent.click(within(profiles).getAllByRole('button', { name: /^Compare this session with…/ })[0]!);
  expect(screen.getByTestId('comparing').textContent).toContain('DE, Deutsche Telekom AG, Chrome on Windows');
  const others = within(profiles).getAllByRole<HTMLButtonElement>('button', {
    name: /^Compare with the picked session/,
  });
  expect(others.map((each) => each.disabled)).toEqual([true, false, false]);
  fireEvent.click(others[2]!);
  await giveReason('she says she was at home');
  await waitFor(() => expect(parseRoute(window.location.hash).path).toEqual(['verdicts', 'v-1']));
  expect(compare.mock.calls[0]?.[0]).toEqual({
    sessions: [
      { evidence_id: 1, record: 107 },
      { evidence_id: 1, record: 105 },
    ],
    reason: 'she says she was at home',
  });
  expect(screen.queryByTestId('comparing')).toBeNull();
});

test('H-O1 a sign-in is picked from the menu of its row in the timeline, and what is none offers nothing', async () => {
  show(<Table filters={[]} order="asc" sort={null} onSort={() => undefined} />, { at: '#/timeline' });
  const table = await screen.findByTestId('timeline-table');
  await within(table).findAllByRole('button', { name: /^User: / });
  const rows = within(table).getAllByRole('row').slice(1);
  const menuOf = async (row: HTMLElement) => {
    const [value] = await within(row).findAllByRole('button', { name: /^User: / });
    fireEvent.click(value!);
    return screen.findByRole('menu');
  };
  const category = async (row: HTMLElement) => {
    const menu = await menuOf(row);
    const offers = within(menu).queryByText('Compare this session with…') !== null;
    if (!offers) fireEvent.keyDown(menu, { key: 'Escape' });
    return offers;
  };
  const offered: boolean[] = [];
  for (const row of rows.slice(0, 12)) {
    offered.push(await category(row));
    if (offered.at(-1)) break;
  }
  expect(offered.slice(0, -1)).toContain(false);
  expect(offered.at(-1)).toBe(true);
  fireEvent.click(screen.getByText('Compare this session with…'));
  expect((await screen.findByTestId('comparing')).textContent).toMatch(/Picked: .*2024-/);
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(screen.queryByTestId('comparing')).toBeNull();
});

test('H-O10 a verdict says that an analyst picked its sessions, who and why, and is taken back', async () => {
  const picked = {
    pick_id: 'p-1',
    sessions: [
      { evidence_id: 1, record: 1 },
      { evidence_id: 1, record: 2 },
    ] as [{ evidence_id: number; record: number }, { evidence_id: number; record: number }],
    reason: 'asked by <b>her</b>',
    author: 'tess',
    written_at: '2024-05-20T10:00:00.000000Z',
  };
  const verdicts = VERDICTS.map((each) => (each.verdict_id === 'v-1' ? { ...each, picked } : each));
  const quiet = quietEngine();
  const engine = engineWith({
    verdicts: {
      list: () => Promise.resolve({ total: verdicts.length, verdicts, counts: {} }),
      get: async (input) => ({ ...(await quiet.verdicts.get(input)), verdict: verdicts[0]! }),
    },
  });
  const uncompare = vi.spyOn(engine.trees, 'uncompare');
  show(<VerdictsView />, { at: '#/verdicts/v-1', engine });
  const [row] = await screen.findAllByTestId('verdict-row');
  expect(within(row!).getByText('picked')).toBeTruthy();
  const by = await screen.findByTestId('picked-by');
  expect(by.textContent).toContain('Picked by an analyst by tess');
  expect(by.textContent).toContain('asked by <b>her</b>');
  fireEvent.click(within(by).getByRole('button', { name: 'Take the comparison back' }));
  await waitFor(() => expect(uncompare).toHaveBeenCalled());
  expect(uncompare.mock.calls[0]?.[0]).toEqual({ pick_id: 'p-1' });
});

test('a picked sign-in is called by its time in the zone of the case, with UTC beside it', () => {
  const row = {
    timestamp: '2024-05-01T20:00:00.000000Z',
    user_name: 'alice@example.com',
    evidence_id: 1,
    record: 2,
  };
  expect(sessionOfRow(row).name).toBe('2024-05-01 20:00:00.000 UTC · alice@example.com');
  setZone('Asia/Tokyo');
  expect(sessionOfRow(row).name).toBe(
    '2024-05-02 05:00:00.000 +09:00 (05-01 20:00:00.000 UTC) · alice@example.com',
  );
  setZone('UTC');
});
