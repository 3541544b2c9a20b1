// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { entityFilter } from '../../shared/entities.ts';
import { filtersOf, parseRoute } from '../app/route.ts';
import { setZone } from '../format/zone.ts';
import { FINDINGS } from '../testing/fake-story.ts';
import { engineWith, show } from '../testing/render.tsx';
import { LanesPanel } from './LanesPanel.tsx';
import { marksOf } from './layout.ts';

const alice = { kind: 'user', value: 'alice@example.com' } as const;
const HOURS = [10, 11, 12, 13].map((hour) => `2024-05-01T${hour}:00:00.000000Z`);
const HISTOGRAM = {
  start: HOURS[0]!,
  end: '2024-05-01T13:30:00.000000Z',
  bucket_seconds: 3600,
  buckets: HOURS,
  series: [
    { name: 'okta.system', of: 'value' as const, counts: [1, 0, 0, 2] },
    { name: 'aws.cloudtrail', of: 'value' as const, counts: [0, 900, 0, 0] },
  ],
};
const [first] = FINDINGS;
const finding = { ...first!, muted: null, window_start: HOURS[1]!, window_end: HOURS[2]! };

afterEach(() => setZone('UTC'));

function shown() {
  const engine = engineWith({ events: { histogram: () => Promise.resolve(HISTOGRAM) } });
  show(<LanesPanel of="entity" own={[entityFilter(alice)]} findings={[finding]} verdicts={[]} />, { engine });
  return screen.findByRole('group', { name: 'Records over time in 2 lanes, with 1 finding or verdict' });
}

test('S-P1 a lane a log with its records, the findings above them, each a way on', async () => {
  const lanes = await shown();
  const bars = (tone: string) => lanes.querySelector(`path.${tone}`)?.getAttribute('d')?.match(/M/g)?.length;
  expect([bars('source-1'), bars('source-2')]).toEqual([2, 1]);
  const okta = within(lanes).getByRole('link', { name: /3 records$/ });
  expect(filtersOf(parseRoute(okta.getAttribute('href')!))).toEqual([
    { column: 'user_name', op: 'is', values: ['alice@example.com'] },
    { column: 'event_dataset', op: 'is', values: ['okta.system'] },
  ]);
  const mark = within(lanes).getByRole('link', { name: new RegExp(finding.title) });
  expect(mark.getAttribute('href')).toBe(`#/findings/${finding.finding_id}`);
});

test('S-P1 by keyboard a stretch of time is chosen and opened on the timeline', async () => {
  const lanes = await shown();
  const brush = within(lanes).getByRole('slider');
  expect(brush.getAttribute('aria-valuetext')).toBe('no time chosen');
  fireEvent.keyDown(brush, { key: 'ArrowRight' });
  fireEvent.keyDown(brush, { key: 'ArrowRight', shiftKey: true });
  expect(brush.getAttribute('aria-valuetext')).toBe(
    '2024-05-01 11:00:00.000 UTC – 2024-05-01 13:00:00.000 UTC',
  );
  fireEvent.keyDown(brush, { key: 'Enter' });
  await waitFor(() => expect(parseRoute(window.location.hash).path).toEqual(['timeline']));
  expect(filtersOf(parseRoute(window.location.hash))).toEqual([
    { column: 'user_name', op: 'is', values: ['alice@example.com'] },
    { column: 'timestamp', op: 'between', from: HOURS[1], to: '2024-05-01T12:59:59.999999Z' },
  ]);
});

test('in the zone of the case the axis, what is chosen and the marks are on its clock, which is named', async () => {
  setZone('Asia/Tokyo');
  const lanes = await shown();
  expect(within(lanes).getByText('UTC+09:00')).toBeTruthy();
  expect(lanes.querySelector('.lane-ticks')?.textContent).toContain('05-01 20:00');
  const brush = within(lanes).getByRole('slider');
  fireEvent.keyDown(brush, { key: 'ArrowRight' });
  expect(brush.getAttribute('aria-valuetext')).toBe(
    '2024-05-01 20:00:00.000 +09:00 (11:00:00.000 UTC) – 2024-05-01 21:00:00.000 +09:00 (12:00:00.000 UTC)',
  );
  const mark = within(lanes).getByRole('link', { name: new RegExp(finding.title) });
  expect(mark.querySelector('title')?.textContent).toContain('20:00:00.000 +09:00 (11:00:00.000 UTC)');
});

test('marks of one row do not touch, and those without room are counted', () => {
  const axis = { start: Date.parse(HOURS[0]!.slice(0, 19) + 'Z'), end: Date.parse('2024-05-01T14:00:00Z') };
  const many = Array.from({ length: 8 }, (_, at) => ({ ...finding, finding_id: `f${at}` }));
  const { marks, rows, hidden } = marksOf(axis, 800, many, []);
  expect([marks.length, rows, hidden]).toEqual([5, 5, 3]);
  const muted = { ...finding, muted: { reason: 'known' } as never };
  expect(marksOf(axis, 800, [muted], []).marks).toEqual([]);
});
