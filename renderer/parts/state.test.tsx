// @vitest-environment happy-dom
import { useQuery } from '@tanstack/react-query';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { Marks } from '../marks/Marks.tsx';
import { engineWith, show } from '../testing/render.tsx';
import { Loaded } from './State.tsx';

function Asking({ ask }: { ask: () => Promise<string> }) {
  const query = useQuery({ queryKey: ['asked'], queryFn: ask, retry: false });
  return (
    <>
      <button onClick={() => void query.refetch()}>renew</button>
      <Loaded query={query}>{(data) => <p>{data}</p>}</Loaded>
    </>
  );
}

test('old data whose renewal failed says so, and is tried again', async () => {
  const ask = vi.fn<() => Promise<string>>().mockResolvedValueOnce('first');
  ask.mockRejectedValueOnce(new Error('the engine is busy')).mockResolvedValueOnce('second');
  show(<Asking ask={ask} />);
  expect(await screen.findByText('first')).toBeTruthy();
  expect(screen.queryByRole('alert')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'renew' }));
  const told = await screen.findByRole('alert');
  expect(told.textContent).toContain('Not renewed; this is from before: the engine is busy');
  expect(screen.getByText('first')).toBeTruthy();
  fireEvent.click(within(told).getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('second')).toBeTruthy();
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
});

test('marks that could not be loaded say so, and are asked for again', async () => {
  let fails = true;
  const marked = { starred: true, tags: ['odd'], notes: [] };
  const of = () => (fails ? Promise.reject(new Error('no marks today')) : Promise.resolve([marked]));
  show(<Marks subject={{ kind: 'record', evidence_id: 1, record: 17 }} />, {
    engine: engineWith({ marks: { of } }),
  });
  const told = await screen.findByRole('alert');
  expect(told.textContent).toContain('Star, tags and notes could not be loaded: no marks today');
  fails = false;
  fireEvent.click(within(told).getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('odd')).toBeTruthy();
  expect(screen.queryByRole('alert')).toBeNull();
});
