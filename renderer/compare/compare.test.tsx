// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { currentRoute, go, href } from '../app/route.ts';
import { quietEngine, show } from '../testing/render.tsx';
import { Compare } from './Compare.tsx';
import { draftIn, draftOf, draftText, inputOf } from './draft.ts';

const KEY = { kind: 'access_key', value: 'ASIA1' } as const;
const FROM = '2024-05-14T10:10:00.000000Z';
const TO = '2024-05-14T11:20:00.000000Z';

test('S-R5 S-C1 a finding is compared with its past in its own window, as columns and as a chart', async () => {
  const engine = quietEngine();
  const compare = vi.spyOn(engine.entities, 'compare');
  show(<Compare entity={KEY} from={FROM} to={TO} />, { engine });
  fireEvent.click(screen.getByRole('button', { name: 'Compare with the past' }));
  const panel = await screen.findByTestId('compare');
  const table = await within(panel).findByRole('table');
  const heads = within(table)
    .getAllByRole('columnheader')
    .map((one) => one.textContent);
  expect(heads).toEqual(['Slice (UTC)', 'Now', '_1d', '_7d', 'Average', 'Least', 'Most', 'Slices known']);
  expect(within(table).getAllByRole('row')).toHaveLength(3);
  expect(within(table).getAllByText('unknown')).toHaveLength(2);
  expect(within(panel).getByRole('img', { name: /Networks now/ })).toBeTruthy();
  expect(compare.mock.calls[0]?.[0]).toMatchObject({ entity: KEY, slice: 'hour', from: FROM, to: TO });
  fireEvent.change(within(panel).getByLabelText('Compare with'), { target: { value: '4w' } });
  fireEvent.change(within(panel).getByLabelText('Measure'), { target: { value: 'failures' } });
  fireEvent.click(within(panel).getByRole('button', { name: 'Compare' }));
  await waitFor(() =>
    expect(compare.mock.lastCall?.[0]).toMatchObject({ measure: 'failures', shifts: ['4w'] }),
  );
  expect(await within(panel).findByText('_4w')).toBeTruthy();
});

test('S-C1 what is compared stands in the address: a link shows it, and back shows what was compared before', async () => {
  const engine = quietEngine();
  const compare = vi.spyOn(engine.entities, 'compare');
  const first = { ...draftOf(FROM, TO), measure: 'failures' as const, shifts: '4w' };
  const at = href(['entity', KEY.kind, KEY.value], { compare: draftText(first) });
  show(<Compare entity={KEY} from={null} to={null} />, { engine, at });
  const panel = await screen.findByTestId('compare');
  expect(await within(panel).findByText('_4w')).toBeTruthy();
  expect(compare.mock.calls[0]?.[0]).toMatchObject({ measure: 'failures', from: FROM, shifts: ['4w'] });
  const measure = () => within(panel).getByLabelText<HTMLSelectElement>('Measure').value;
  fireEvent.change(within(panel).getByLabelText('Measure'), { target: { value: 'countries' } });
  fireEvent.click(within(panel).getByRole('button', { name: 'Compare' }));
  await waitFor(() => expect(compare.mock.lastCall?.[0]).toMatchObject({ measure: 'countries' }));
  expect(draftIn(currentRoute().query['compare'] ?? '')).toEqual({ ...first, measure: 'countries' });
  expect(measure()).toBe('countries');
  act(() => go(at, 'replace'));
  await waitFor(() => expect(measure()).toBe('failures'));
  expect(draftIn('1')).toBeNull();
  expect(draftIn('{"measure":"all"}')).toBeNull();
});

test('what is typed must fit before it is asked', () => {
  const draft = draftOf(FROM, TO);
  expect(inputOf(KEY, draft)).toMatchObject({ shifts: ['1d', '7d'], baseline: { every: '1d', times: 7 } });
  expect(inputOf(KEY, { ...draft, shifts: '', baseline: '' })).toMatchObject({ shifts: [], baseline: null });
  for (const change of [
    { shifts: '1 day' },
    { shifts: '0d' },
    { baseline: '7d' },
    { baseline: '0 x 1d' },
    { from: ' ' },
  ])
    expect(inputOf(KEY, { ...draft, ...change }), JSON.stringify(change)).toBeNull();
  expect(draftOf('2024-05-01T00:00:00.000000Z', TO).slice).toBe('day');
  expect(draftOf(null, TO)).toMatchObject({ from: '2024-05-13T11:20:00.000000Z', slice: 'hour' });
});
