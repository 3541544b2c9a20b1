// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { geoArea } from 'd3-geo';
import { expect, test, vi } from 'vitest';
import { filtersOf, parseRoute } from '../app/route.ts';
import { fakeHost } from '../testing/fake-host.ts';
import { fakePlaces } from '../testing/fake-places.ts';
import { engineWith, show } from '../testing/render.tsx';
import { loadAtlas } from './atlas.ts';
import { drawnCodes, numericCode } from './country-codes.ts';
import { marksOf } from './marks.ts';
import { PlacesPanel } from './PlacesPanel.tsx';
import { projectionOf, SIZE } from './projection.ts';

const dan = { kind: 'user', value: 'dan@example.com' } as const;
const filtersAt = (link: HTMLElement) => filtersOf(parseRoute(link.getAttribute('href') ?? ''));

test('every country has its shape and a middle, also the small ones, and no shape is turned inside out', async () => {
  const atlas = await loadAtlas();
  for (const code of drawnCodes()) {
    const shapes = atlas.countries.filter((country) => country.code === numericCode(code));
    expect(shapes.length, code).toBeGreaterThan(0);
    for (const { shape } of shapes) expect(geoArea(shape), code).toBeLessThan(2);
    const [longitude, latitude] = atlas.middleOf(code) ?? [999, 999];
    expect(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90, code).toBe(true);
  }
  const near = (code: string, at: [number, number]) =>
    atlas.middleOf(code)?.forEach((value, index) => expect(value).toBeCloseTo(at[index] ?? 0, -1));
  near('SG', [104, 1]);
  near('DE', [10, 51]);
  near('US', [-100, 40]);
  expect(atlas.middleOf('ZZ')).toBeNull();
});

test('a country alone stands in its middle, a place that nobody puts anywhere is not drawn', async () => {
  const atlas = await loadAtlas();
  const page = fakePlaces(null);
  const [place] = page.places;
  const nowhere = {
    ...place!,
    country_iso_code: null,
    country_name: 'Atlantis',
    latitude: null,
    longitude: null,
  };
  const { places, ways, undrawn } = marksOf(atlas, { ...page, places: [...page.places, nowhere] });
  expect(undrawn).toBe(1);
  expect(places.find(({ place: one }) => one.country_iso_code === 'FR')?.point[1]).toBeCloseTo(46.5, 0);
  expect(ways.map(({ severity }) => severity)).toEqual(['high']);
});

test('fitted to places all of them are inside, also across the date line and where there is one only', () => {
  const inside = ([x, y]: readonly number[]) => x! >= 0 && y! >= 0 && x! <= SIZE.width && y! <= SIZE.height;
  const sets: [number, number][][] = [
    [[13, 52]],
    [
      [13, 52],
      [-0.1, 51],
    ],
    [
      [179, -17],
      [-175, -20],
    ],
    [
      [-122, 37],
      [151, -33],
      [13, 52],
    ],
  ];
  for (const points of sets) {
    const projection = projectionOf('places', points, []);
    for (const point of points) expect(inside(projection(point) ?? []), JSON.stringify(points)).toBe(true);
  }
  const [a, b] = [projectionOf('places', sets[2]!, []), sets[2]!];
  expect(Math.abs(a(b[0]!)![0] - a(b[1]!)![0])).toBeLessThan(SIZE.width);
});

test('S-H4 the list says in words what the map shows, and every number leads to its records', async () => {
  show(<PlacesPanel entity={dan} />);
  const list = await screen.findByRole('table', { name: 'Places in words' });
  const rows = within(list).getAllByRole('row').slice(1);
  expect(rows.map((row) => row.textContent)).toEqual([
    expect.stringContaining('London, England, United Kingdom'),
    expect.stringContaining('Berlin, Land Berlin, Germany'),
    expect.stringMatching(/^France country only/),
    expect.stringMatching(/^Recife, Brazil\s+says the log/),
  ]);
  const records = within(rows[2]!).getByRole('link', { name: '1,900 records from France' });
  expect(filtersAt(records)).toEqual([
    { column: 'user_name', op: 'is', values: ['dan@example.com'] },
    { column: 'source_country_iso_code', op: 'is', values: ['FR'] },
    { column: 'source_region_name', op: 'missing' },
    { column: 'source_city_name', op: 'missing' },
  ]);
  expect(
    within(rows[0]!)
      .getByRole('link', { name: /2 findings/ })
      .getAttribute('href'),
  ).toBe('#/findings/f-rare');
  expect(screen.getByRole('link', { name: /Berlin.*→ London/ }).getAttribute('href')).toBe(
    '#/findings/f-travel',
  );
  expect(screen.getByText(/2 more places with 100 records not listed/)).toBeTruthy();
  const unplaced = screen.getByRole('link', { name: '9 records have no place' });
  expect(filtersAt(unplaced)).toHaveLength(4);
});

test('S-H4 the map draws a point for each place and a line for the flagged journey; the list points at it', async () => {
  show(<PlacesPanel entity={null} />);
  const map = await screen.findByRole('group', { name: /^Map of the world with 4 places and 1 journey/ });
  await waitFor(() => expect(map.getAttribute('data-drawn')).toBe('true'));
  expect(map.querySelectorAll('.map-place')).toHaveLength(4);
  expect(map.querySelectorAll('.map-way.tone-3 .line')).toHaveLength(1);
  expect(map.querySelectorAll('.map-place.vague')).toHaveLength(1);
  expect(map.querySelector('.map-land.visited')?.getAttribute('d')).toMatch(/^M/);
  expect(map.querySelector('.ring')).toBeNull();
  fireEvent.focus(screen.getByRole('link', { name: '7 records from London, England, United Kingdom' }));
  expect(map.querySelectorAll('.ring')).toHaveLength(1);
  const point = within(map).getByRole('link', { name: /^London.*2 findings cite one/ });
  expect(filtersAt(point)).toContainEqual({ column: 'source_city_name', op: 'is', values: ['London'] });
});

test('an entity’s stays stand in order of time', async () => {
  show(<PlacesPanel entity={dan} />);
  const stays = await screen.findByText('All 2 stays in order of time');
  const rows = within(stays.parentElement!).getAllByRole('row').slice(1);
  expect(rows[1]!.textContent).toContain('1 h');
  expect(filtersAt(within(rows[0]!).getByRole('link'))).toContainEqual({
    column: 'timestamp',
    op: 'between',
    from: '2024-05-11T07:40:00.000000Z',
    to: '2024-05-11T09:02:45.000000Z',
  });
});

test('where no record has a place, it says why and leads to them', async () => {
  const none = { ...fakePlaces(null), places: [], flagged: [], places_total: 0 };
  show(<PlacesPanel entity={null} />, {
    engine: engineWith({ places: { list: () => Promise.resolve(none) } }),
  });
  expect(await screen.findByText('No record here has a place')).toBeTruthy();
  expect(screen.getByRole('link', { name: /9 records have no place/ })).toBeTruthy();
});

test('a map is saved as a drawing that needs no stylesheet and holds no link', async () => {
  const saveText = vi.fn((_name: string, _text: string) => Promise.resolve(true));
  show(<PlacesPanel entity={null} />, { host: fakeHost({ saveText }) });
  const map = await screen.findByRole('group', { name: /^Map of the world/ });
  await waitFor(() => expect(map.getAttribute('data-drawn')).toBe('true'));
  fireEvent.click(screen.getByRole('button', { name: 'SVG' }));
  await waitFor(() => expect(saveText).toHaveBeenCalled());
  const [name, file] = saveText.mock.calls[0]!;
  expect(name).toBe('map-of-places.svg');
  expect(file).toMatch(/^<\?xml[^>]*\?>\s*<svg/);
  expect(file).not.toMatch(/href=|class=|style=|tabindex=/);
  expect(file).toContain('London');
});
