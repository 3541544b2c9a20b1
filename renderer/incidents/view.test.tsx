// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { filtersOf, parseRoute } from '../app/route.ts';
import { engineWith, quietEngine, show } from '../testing/render.tsx';
import { IncidentsView } from './View.tsx';

test('H-X4 an incident opens to findings and verdicts by weight, entities, and one time line over all sources', async () => {
  show(<IncidentsView />, { at: '#/incidents' });
  const detail = await screen.findByTestId('incident-detail');
  expect(within(detail).getAllByTestId('incident-finding')).toHaveLength(3);
  expect(within(detail).getAllByTestId('incident-verdict')).toHaveLength(1);
  const rows = within(within(detail).getByTestId('incident-time-line')).getAllByRole('row');
  expect(rows).toHaveLength(9);
  expect(within(detail).getByText(/CloudTrail/, { selector: '.tag' })).toBeTruthy();
  expect(within(detail).getByText('T1552.005')).toBeTruthy();
  const [all] = within(detail).getAllByRole('link', { name: /All their records/ });
  const href = decodeURIComponent(all?.getAttribute('href') ?? '').replaceAll('+', ' ');
  expect(href).toContain('"op":"among","columns":["user_name","access_key_id"]');
  // Addresses are listed, and tie nothing.
  expect(href).not.toContain('203.0.113.9');
});

test('H-X4 S-P1 what those of an incident did in its time stands in lanes, with its findings and verdicts above', async () => {
  const day = (at: number) => `2024-05-${String(at).padStart(2, '0')}T00:00:00.000000Z`;
  const days = Array.from({ length: 30 }, (_, at) => day(at + 1));
  const series = [{ name: 'aws.cloudtrail', of: 'value' as const, counts: days.map(() => 2) }];
  const engine = engineWith({
    events: {
      histogram: () =>
        Promise.resolve({ start: days[0]!, end: day(31), bucket_seconds: 86_400, buckets: days, series }),
    },
  });
  const asked = vi.spyOn(engine.events, 'histogram');
  show(<IncidentsView />, { at: '#/incidents', engine });
  const panel = await screen.findByTestId('lanes');
  const [first] = (await engine.incidents.list({})).incidents;
  const page = await engine.incidents.get({ incident_id: first!.incident_id });
  await waitFor(() => expect(panel.querySelectorAll('.lane-mark').length).toBeGreaterThan(0));
  const [names, time] = asked.mock.calls[0]![0].filters;
  expect(names).toMatchObject({ op: 'among', columns: ['user_name', 'access_key_id'] });
  expect(time).toMatchObject({ column: 'timestamp', op: 'between', from: page.incident.window_start });
  const marks = [...panel.querySelectorAll('.lane-mark')].map((mark) => mark.getAttribute('href'));
  const own = [
    ...page.findings.map((one) => `#/findings/${one.finding_id}`),
    ...page.verdicts.map((one) => `#/verdicts/${one.verdict_id}`),
  ];
  expect(own).toEqual(expect.arrayContaining(marks));
  const lane = panel.querySelector('a[aria-label*="records"]')!.getAttribute('href')!;
  expect(filtersOf(parseRoute(lane)).slice(0, 2)).toEqual([names, time]);
});

test('H-X3 the score of an incident is shown in parts that sum up', async () => {
  show(<IncidentsView />, { at: '#/incidents' });
  const detail = await screen.findByTestId('incident-detail');
  const parts = within(detail).getByText('Total').closest('table') as HTMLElement;
  const cells = [...parts.querySelectorAll('td.number')].map((cell) => Number(cell.textContent));
  const total = cells.pop();
  expect(cells.reduce((sum, each) => sum + each, 0)).toBe(total);
});

test('the gap is changed and out of range refused', async () => {
  const engine = quietEngine();
  const configure = vi.spyOn(engine.incidents, 'configure');
  show(<IncidentsView />, { at: '#/incidents', engine });
  const field = await screen.findByLabelText(/Longest pause/);
  const group = () => screen.getByRole('button', { name: 'Group again' });
  expect(group().hasAttribute('disabled')).toBe(true);
  fireEvent.change(field, { target: { value: '-1' } });
  expect(field.getAttribute('aria-invalid')).toBe('true');
  fireEvent.change(field, { target: { value: '6' } });
  fireEvent.click(group());
  await waitFor(() => expect(configure).toHaveBeenCalledWith({ gap_hours: 6 }));
  await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>(/Longest pause/).value).toBe('6'));
});
