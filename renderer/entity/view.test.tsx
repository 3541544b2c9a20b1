// @vitest-environment happy-dom
import { fireEvent, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { aboutOf, parseRoute } from '../app/route.ts';
import { engineWith, show } from '../testing/render.tsx';
import { EntityView } from './View.tsx';

const alice = { kind: 'user', value: 'alice@example.com' } as const;

test('S-P1 the page has lanes, profiles, places and findings, each asked for by itself', async () => {
  show(<EntityView entity={alice} />);
  for (const name of ['Records over time', 'Session profiles', 'Places and travel', 'Findings', 'Verdicts'])
    expect(await screen.findByRole('region', { name }), name).toBeTruthy();
});

test('where one part cannot be loaded, the others stand, and it says so', async () => {
  const engine = engineWith({ places: { list: () => Promise.reject(new Error('no map today')) } });
  show(<EntityView entity={alice} />, { engine });
  const places = await screen.findByRole('region', { name: 'Places and travel' });
  expect(await within(places).findByText('no map today')).toBeTruthy();
  expect(screen.getByRole('region', { name: 'Session profiles' })).toBeTruthy();
});

test('where the log and our data disagree, both are shown', async () => {
  show(<EntityView entity={alice} />);
  expect(await screen.findByText('log says NL')).toBeTruthy();
});

test('of more findings than the page holds it says how many, and leads to the list of them all', async () => {
  const page = await engineWith({}).entities.get(alice);
  const engine = engineWith({
    entities: { get: () => Promise.resolve({ ...page, findings_total: 431, citing_findings_total: 7 }) },
  });
  show(<EntityView entity={alice} />, { engine });
  const findings = await screen.findByRole('region', { name: 'Findings' });
  const all = within(findings).getByRole('link', { name: 'The first 3 of 431 findings; all in the list →' });
  const route = parseRoute(all.getAttribute('href')!);
  expect([route.path, route.query['muted'], aboutOf(route)]).toEqual([
    ['findings'],
    'shown',
    { entity: alice, how: 'all' },
  ]);
  const verdicts = screen.getByRole('region', { name: 'Verdicts' });
  expect(within(verdicts).getByRole('link', { name: '1 verdict in the list →' })).toBeTruthy();
  const citing = screen.getByRole('link', { name: 'The first 1 of 7 findings; all in the list →' });
  expect(aboutOf(parseRoute(citing.getAttribute('href')!))).toEqual({ entity: alice, how: 'citing' });
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
