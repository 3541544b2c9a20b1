// @vitest-environment happy-dom
import { fireEvent, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { filtersOf, parseRoute } from '../app/route.ts';
import { engineWith, show } from '../testing/render.tsx';
import { EntityView } from './View.tsx';

const alice = { kind: 'user', value: 'alice@example.com' } as const;

test('S-Q9 all session profiles of a user stand with count and share, each a way to its records', async () => {
  show(<EntityView entity={alice} />);
  const profiles = await screen.findByRole('region', { name: 'Session profiles' });
  const rows = within(profiles).getAllByRole('row').slice(1);
  expect(rows).toHaveLength(4);
  const rare = rows[2]!;
  expect(rare.textContent).toContain('Clouvider Limited');
  expect(rare.textContent).toContain('only this one');
  const records = within(rare).getByRole('link', { name: '7' });
  expect(filtersOf(parseRoute(records.getAttribute('href')!))).toEqual([
    { column: 'user_name', op: 'is', values: ['alice@example.com'] },
    { column: 'source_as_number', op: 'is', values: [62240] },
    { column: 'source_country_iso_code', op: 'is', values: ['GB'] },
    { column: 'client_name', op: 'is', values: ['Boto3'] },
    { column: 'os_name', op: 'is', values: ['Windows'] },
  ]);
});

test('S-V1 a hosting network is marked, and what is absent is not called zero', async () => {
  show(<EntityView entity={alice} />);
  const profiles = await screen.findByRole('region', { name: 'Session profiles' });
  expect(within(profiles).getAllByText('hosting')).toHaveLength(2);
  const unknown = within(profiles).getByText('network unknown').closest('tr')!;
  const records = within(unknown).getByRole('link', { name: '9' });
  expect(filtersOf(parseRoute(records.getAttribute('href')!)).slice(1)).toEqual([
    { column: 'source_as_number', op: 'missing' },
    { column: 'source_country_iso_code', op: 'missing' },
    { column: 'client_name', op: 'missing' },
    { column: 'os_name', op: 'missing' },
  ]);
});

test('where the log and our data disagree, both are shown', async () => {
  show(<EntityView entity={alice} />);
  expect(await screen.findByText('log says NL')).toBeTruthy();
});

test('a name that no record carries says so', async () => {
  const page = await engineWith({}).entities.get(alice);
  const engine = engineWith({ entities: { get: () => Promise.resolve({ ...page, events: 0 }) } });
  show(<EntityView entity={alice} />, { engine });
  expect(await screen.findByText('This name is on no record of the case.')).toBeTruthy();
});

test('H-A11 an address shows who of the own cloud held it, what is not known, and the records that say so', async () => {
  show(<EntityView entity={{ kind: 'address', value: '203.0.113.77' }} />);
  const holders = await screen.findByTestId('address-holders');
  expect(holders.textContent).toContain('Instance i-0a1b2c3d4e5f67890');
  expect(holders.textContent).toContain('not known to have ended');
  fireEvent.click(within(holders).getByRole('button', { name: 'AssociateAddress' }));
  expect(window.location.hash).toContain('record=1%3A17');
});
