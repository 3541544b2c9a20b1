// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { filtersOf, parseRoute, recordOf } from '../app/route.ts';
import { engineWith, show } from '../testing/render.tsx';
import { EntityView } from './View.tsx';

const alice = { kind: 'user', value: 'alice@example.com' } as const;

test('H-X4 a user’s page names the person over all sources, with rule, certainty, records and pivots', async () => {
  show(<EntityView entity={alice} />);
  const identity = await screen.findByTestId('identity');
  const rows = within(identity).getAllByRole('row').slice(1);
  expect(rows).toHaveLength(4);
  const session = rows[2]!;
  expect(session.textContent).toContain('CloudTrail');
  expect(session.textContent).toContain('Single sign-on names the session by the address');
  expect(session.textContent).toContain('same text');
  expect(rows[3]!.textContent).toContain('likely');
  const records = within(session).getByRole('link', { name: '812' });
  expect(filtersOf(parseRoute(records.getAttribute('href')!))[0]).toMatchObject({
    column: 'principal_arn',
    op: 'is',
  });
  fireEvent.click(within(session).getByRole('button', { name: 'record 17' }));
  expect(recordOf(parseRoute(window.location.hash))).toEqual({ evidence_id: 1, record: 17 });
  expect(within(identity).getByTestId('candidates').textContent).toContain(
    'one word that may be a first name',
  );
  const whole = within(identity).getAllByRole('link', { name: /alice@example.com/ })[0]!;
  expect(parseRoute(whole.getAttribute('href')!).path).toEqual(['entity', 'person', 'alice@example.com']);
});

test('H-X4 a name is split off and one joined with a reason, and a decision is undone', async () => {
  const split = vi.fn(() => Promise.resolve(null));
  const merge = vi.fn(() => Promise.resolve(null));
  const undo = vi.fn(() => Promise.resolve(null));
  show(<EntityView entity={alice} />, { engine: engineWith({ people: { split, merge, undo } }) });
  const identity = await screen.findByTestId('identity');
  const decide = async (reason: string, action: string) => {
    const dialog = await screen.findByRole('dialog');
    const button = within(dialog).getByRole<HTMLButtonElement>('button', { name: action });
    expect(button.disabled).toBe(true);
    fireEvent.change(within(dialog).getByLabelText('Reason'), { target: { value: reason } });
    fireEvent.click(button);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  };
  fireEvent.click(within(identity).getByRole('button', { name: 'Split off alice.example' }));
  await decide('another Alice', 'Split off');
  expect(split).toHaveBeenCalledWith({ name_id: 'login:alice.example', reason: 'another Alice' });

  fireEvent.click(within(identity).getByRole('button', { name: 'Join with alice' }));
  await decide('she said so', 'Join');
  const ids = { person_id: '00aa11bb22cc33dd', with_person_id: '99aa11bb22cc33dd' };
  expect(merge).toHaveBeenCalledWith({ ...ids, reason: 'she said so' });

  fireEvent.click(within(identity).getByRole('button', { name: 'Join with another…' }));
  fireEvent.change(await screen.findByLabelText('Part of any name'), { target: { value: 'dan' } });
  fireEvent.click(await screen.findByRole('button', { name: 'dan@example.com' }));
  await decide('a second account', 'Join');
  expect(merge).toHaveBeenLastCalledWith({ ...ids, reason: 'a second account' });

  expect(within(identity).getByTestId('decisions').textContent).toContain('a test account');
  fireEvent.click(within(identity).getByRole('button', { name: 'Undo the decision about alice.test' }));
  await waitFor(() => expect(undo).toHaveBeenCalledWith({ decision: 1 }));
});

test('S-P1 the lineage of a key is a list of lists: who issued it, where it was used, what was denied', async () => {
  show(<EntityView entity={{ kind: 'access_key', value: 'ASIAEXAMPLE1004' }} />);
  const lineage = await screen.findByTestId('lineage');
  const above = await within(lineage).findByRole('list', { name: 'Lineage of credentials' });
  const below = within(above).getByRole('list', { name: 'Issued with ASIAEXAMPLE1000' });
  expect(below.textContent).toContain('AssumeRole');
  expect(below.textContent).toContain('Kubernetes audit');
  const key = within(below).getByRole('link', { name: /ASIAEXAMPLE1004/ });
  expect(parseRoute(key.getAttribute('href')!).path).toEqual(['entity', 'access_key', 'ASIAEXAMPLE1004']);
  const uses = within(below).getByRole('link', { name: '88 uses' });
  expect(filtersOf(parseRoute(uses.getAttribute('href')!))).toEqual([
    { column: 'access_key_id', op: 'is', values: ['ASIAEXAMPLE1004'] },
  ]);
  expect(lineage.textContent).toContain('Likely begun by ConsoleLogin, which names no key');
  expect(lineage.textContent).toContain('2 denied attempts to get another key; nothing was issued.');
  expect(lineage.textContent).toContain('This list stops 10 steps after the asked keys.');
});

test('an entity that is nobody’s name and has no key shows neither', async () => {
  const none = { entity: alice, keys: [], focus_total: 0, notes: [] };
  const engine = engineWith({
    people: { get: () => Promise.resolve(null) },
    entities: { lineage: () => Promise.resolve(none) },
  });
  show(<EntityView entity={alice} />, { engine });
  await screen.findByRole('region', { name: 'Session profiles' });
  expect(screen.queryByTestId('identity')).toBeNull();
  await waitFor(() => expect(screen.queryByTestId('lineage')).toBeNull());
});
