// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { EntityLink } from '../parts/EntityLink.tsx';
import { Value } from '../parts/Value.tsx';
import { addressAbout } from '../testing/fake-about.ts';
import { engineWith, quietEngine, show } from '../testing/render.tsx';
import { AboutPanel } from './AboutPanel.tsx';

test('resting on an address shows what is known, by which file, of which date, and how sure', async () => {
  const engine = quietEngine();
  const about = vi.spyOn(engine.addresses, 'about');
  show(
    <>
      <Value column="source_ip" value="192.0.2.7" />
      <Value column="event_action" value="ListBuckets" />
    </>,
    { engine },
  );
  expect(about).not.toHaveBeenCalled();
  fireEvent.mouseEnter(screen.getByRole('button', { name: /192\.0\.2\.7$/ }));
  const card = await screen.findByTestId('hover-card');
  await within(card).findByText(/Frankfurt am Main, Hesse, DE/);
  expect(card.textContent).toContain('approximate, probably within 20 km');
  expect(card.textContent).toContain('AS3320 Deutsche Telekom AG');
  expect(card.textContent).toContain('DB-IP City Lite, 2026-06-05');
  expect(card.textContent).toContain('GeoLite2-ASN, 2026-09-01, file mine.mmdb');
  expect(card.textContent).toContain('connection type Cellular');
  expect(card.textContent).toContain('another country than our data');
  expect(card.textContent).not.toContain('exact');
  fireEvent.mouseLeave(screen.getByRole('button', { name: /192\.0\.2\.7$/ }));
  await waitFor(() => expect(screen.queryByTestId('hover-card')).toBeNull());
  fireEvent.mouseEnter(screen.getByRole('button', { name: /192\.0\.2\.7$/ }));
  await screen.findByTestId('hover-card');
  expect(about).toHaveBeenCalledTimes(1);
  fireEvent.keyDown(window, { key: 'Escape' });
  await waitFor(() => expect(screen.queryByTestId('hover-card')).toBeNull());
});

test('a card opens with the focus too, and a value of another kind has none', async () => {
  show(
    <>
      <EntityLink entity={{ kind: 'client', value: 'Mozilla/5.0 <b>x</b>' }} />
      <EntityLink entity={{ kind: 'user', value: 'ada' }} />
    </>,
  );
  const link = screen.getByRole('link', { name: /Mozilla/ });
  vi.spyOn(link, 'matches').mockReturnValue(true);
  fireEvent.focus(link);
  const card = await screen.findByTestId('hover-card');
  await within(card).findByText(/Chrome 120/);
  expect(card.textContent).toContain('Mozilla/5.0 <b>x</b>');
  expect(card.querySelector('b')).toBeNull();
  expect(link.getAttribute('aria-describedby')).toBe(card.id);
  expect(screen.getByRole('link', { name: /ada/ }).getAttribute('aria-describedby')).toBeNull();
});

test('pressing a value leaves its menu alone on the screen', async () => {
  show(<Value column="source_address" value="192.0.2.7" />);
  fireEvent.mouseEnter(screen.getByRole('button', { name: /192\.0\.2\.7$/ }));
  await screen.findByTestId('hover-card');
  fireEvent.click(screen.getByRole('button', { name: /192\.0\.2\.7$/ }));
  await screen.findByRole('menu');
  expect(screen.queryByTestId('hover-card')).toBeNull();
});

test('a country alone is not shown as a place, and what is not known says so', async () => {
  const nothing = {
    region_name: null,
    city_name: null,
    latitude: null,
    longitude: null,
    accuracy_radius_km: null,
    as_number: null,
    as_organization_name: null,
    log: [],
    sources: [],
  };
  const engine = engineWith({
    addresses: { about: ({ address }) => Promise.resolve({ ...addressAbout(address), ...nothing }) },
  });
  show(<AboutPanel entity={{ kind: 'address', value: '192.0.2.7' }} />, { engine });
  const facts = await screen.findByTestId('address-about');
  expect(facts.textContent).toContain('DE country only');
  expect(facts.textContent).toContain('Networkunknown');
});

test('the page of an address tells the hash of a file that the user brought', async () => {
  show(<AboutPanel entity={{ kind: 'address', value: '192.0.2.7' }} />);
  const facts = await screen.findByTestId('address-about');
  expect(facts.textContent).toContain(`SHA-256 ${'b'.repeat(64)}`);
  expect(facts.textContent).toContain('50.11, 8.68');
});
