// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { filtersOf, parseRoute } from '../app/route.ts';
import { setZone } from '../format/zone.ts';
import { COVERAGE } from '../testing/fake-story.ts';
import { engineWith, show } from '../testing/render.tsx';
import { CoverageView } from './View.tsx';

test('each source stands with its figures, its times, and a strip on the axis of all', async () => {
  show(<CoverageView />);
  const sources = await screen.findByTestId('coverage-sources');
  const row = within(sources).getByText('CloudTrail').closest('tr')!;
  expect(row.textContent).toContain('7,999,424');
  expect(row.textContent).toContain('2024-05-01 00:00:04.120');
  expect(within(row).getByRole('img').querySelectorAll('.gap')).toHaveLength(1);
});

test('the axis is on the clock of the case, which is named, and a bar tells when it begins', async () => {
  setZone('Asia/Tokyo');
  show(<CoverageView />);
  const sources = await screen.findByTestId('coverage-sources');
  const head = sources.querySelector('.coverage-strip-head')!;
  expect(head.querySelector('.axis-zone')?.textContent).toBe('UTC+09:00');
  const row = within(sources).getByText('CloudTrail').closest('tr')!;
  expect(row.querySelector('.part title')?.textContent).toMatch(
    /^from .* \+09:00 \(.* UTC\): [\d,]+ events$/,
  );
  setZone('UTC');
});

test('a gap is told with its rule, its exact ends, and leads to what others logged meanwhile', async () => {
  show(<CoverageView />);
  const gaps = await screen.findByTestId('coverage-gaps');
  expect(gaps.textContent).toContain('longer than 6 times the 99th percentile');
  expect(gaps.textContent).toContain('5 h 20 min');
  expect(gaps.textContent).toContain('2024-05-09 11:20:00.000');
  const link = within(gaps).getByRole('link').getAttribute('href')!;
  expect(filtersOf(parseRoute(link))).toEqual([
    {
      column: 'timestamp',
      op: 'between',
      from: '2024-05-09T11:20:00.000000Z',
      to: '2024-05-09T16:40:00.000000Z',
    },
  ]);
});

test('times far before the rest and times without an offset are told, with the files', async () => {
  show(<CoverageView />);
  const odd = await screen.findByTestId('coverage-odd');
  expect(odd.textContent).toContain('3 events far before the rest');
  expect(odd.textContent).toContain('1,204 times without an offset, taken as UTC');
  expect(within(odd).getByRole('link', { name: 'nss.ndjson' }).getAttribute('href')).toBe(
    '#/evidence?line=3',
  );
  expect(odd.textContent).not.toContain('later than the import');
});

test('what was rejected or not read is named, and a case without gaps says so', async () => {
  const calm = { ...COVERAGE, sources: COVERAGE.sources.slice(1) };
  const histogram = { start: null, end: null, bucket_seconds: 1, buckets: [], series: [] };
  show(<CoverageView />, {
    engine: engineWith({ coverage: { get: () => Promise.resolve({ ...calm, histogram }) } }),
  });
  const left = await screen.findByTestId('coverage-left-out');
  expect(left.textContent).toContain('3 rejects of 111122223333_CloudTrail_us-east-1');
  expect(screen.getByText(/No source pauses for longer than is usual for it\./)).toBeTruthy();
});
