// @vitest-environment happy-dom
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { useSettings } from '../app/settings.ts';
import { setZone, timeText, zoned } from '../format/zone.ts';
import { Time } from '../parts/Time.tsx';
import { fakeHost } from '../testing/fake-host.ts';
import { quietEngine, show } from '../testing/render.tsx';
import { SettingsView } from './View.tsx';

afterEach(() => {
  setZone('UTC');
  useSettings.setState({ theme: 'system', density: 'normal' });
});

test('times stand in the zone of the case with UTC beside them', () => {
  const shown = (iso: string) => {
    const { container, unmount } = render(<Time iso={iso} />);
    const words = container.textContent;
    unmount();
    return words;
  };
  expect(shown('2024-05-01T10:00:00.123456Z')).toBe('2024-05-01 10:00:00.123 UTC');
  setZone('Europe/Berlin');
  expect(shown('2024-05-01T10:00:00.123456Z')).toBe('2024-05-01 12:00:00.123 +02:00 10:00:00.123 UTC');
  expect(shown('2024-01-01T23:30:00.000000Z')).toBe('2024-01-02 00:30:00.000 +01:00 01-01 23:30:00.000 UTC');
  expect(shown('no time')).toBe('no time');
  expect(timeText('2024-05-01T10:00:00.000000Z')).toBe('2024-05-01 12:00:00.000 +02:00 (10:00:00.000 UTC)');
  setZone('Asia/Kathmandu');
  expect(timeText('2024-05-01T20:00:00.000000Z')).toBe(
    '2024-05-02 01:45:00.000 +05:45 (05-01 20:00:00.000 UTC)',
  );
});

test('the wall clock less its offset is always UTC', () => {
  const zones = fc.constantFrom('Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC');
  const ms = fc.integer({ min: Date.parse('1980-01-01'), max: Date.parse('2037-01-01') });
  fc.assert(
    fc.property(zones, ms, (zone, at) => {
      const there = zoned(new Date(at).toISOString(), zone);
      expect(Date.parse(`${there?.wall.replace(' ', 'T')}${there?.offset}`)).toBe(at);
    }),
  );
});

test('what the case says of itself is shown and changed', async () => {
  const engine = quietEngine();
  const configure = vi.spyOn(engine.case, 'configure');
  show(<SettingsView />, { engine, at: '#/settings' });
  const form = await screen.findByTestId('case-settings');
  const save = () => screen.getAllByRole('button', { name: 'Save' }).find((one) => form.contains(one));
  expect(save()?.hasAttribute('disabled')).toBe(true);
  fireEvent.change(screen.getByLabelText('Time zone for display'), { target: { value: 'Nowhere' } });
  expect(save()?.hasAttribute('disabled')).toBe(true);
  fireEvent.change(screen.getByLabelText('Time zone for display'), { target: { value: 'Asia/Tokyo' } });
  fireEvent.change(screen.getByLabelText('Reference'), { target: { value: ' IR-9 ' } });
  fireEvent.submit(form);
  await screen.findByText('The settings are saved.');
  expect(configure.mock.calls[0]?.[0]).toMatchObject({ reference: 'IR-9', time_zone: 'Asia/Tokyo' });
});

test('theme and density are chosen; limits, the gap and the other pages are at hand', async () => {
  show(<SettingsView />, { at: '#/settings' });
  fireEvent.click(await screen.findByRole('button', { name: 'Dark' }));
  fireEvent.click(screen.getByRole('button', { name: 'Compact' }));
  expect(useSettings.getState()).toMatchObject({ theme: 'dark', density: 'compact' });
  expect(await screen.findByLabelText('Longest pause, hours')).toBeTruthy();
  expect(await screen.findByTestId('limits')).toBeTruthy();
  const ways = screen.getAllByRole('link').map((link) => link.getAttribute('href'));
  for (const way of ['#/data', '#/networks', '#/findings?muted=shown', '#/audit'])
    expect(ways).toContain(way);
});

test('the folder of logs is opened, or its path is told', async () => {
  const openLogs = vi.fn(() => Promise.resolve({ path: '/cases/logs', opened: false }));
  show(<SettingsView />, { at: '#/settings', host: fakeHost({ openLogs }) });
  fireEvent.click(await screen.findByRole('button', { name: 'Open the folder of logs' }));
  expect(await screen.findByText('The logs are in /cases/logs; the path is copied.')).toBeTruthy();
});

test('without a case what belongs to the desk can still be set', async () => {
  show(<SettingsView />, { at: '#/settings', engine: quietEngine(false) });
  expect(await screen.findByRole('button', { name: 'Dark' })).toBeTruthy();
  await waitFor(() => expect(screen.queryByTestId('case-settings')).toBeNull());
});
