// @vitest-environment happy-dom
import { AsyncIteratorClass } from '@orpc/client';
import { useQueryClient } from '@tanstack/react-query';
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { useEffect } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import type { JobProgress } from '../../shared/contract.ts';
import { useEngine } from '../app/engine-context.ts';
import { watchJob } from '../app/job.ts';
import { DEFAULT_COLUMNS, useSettings } from '../app/settings.ts';
import { engineWith, quietEngine, show } from '../testing/render.tsx';
import { text } from '../text.ts';
import { TimelineView } from './View.tsx';

vi.mock('uplot', async () => ({ default: (await import('../testing/fake-chart.ts')).FakeChart }));

beforeEach(() => useSettings.setState({ columns: DEFAULT_COLUMNS, facetsOpen: true }));

const progressOf = (more: Partial<JobProgress>): JobProgress => ({
  ...{
    job: 'job-1',
    state: 'running',
    purpose: 'analysis',
    stage: 'importing',
    files_total: 2,
    files_done: 0,
  },
  ...{ bytes_total: 100, bytes_done: 10, records: 0, events: 0, rejects: 0, skips: 0 },
  ...{ current: null, seconds_left: null, message: null },
  ...more,
});

/** A job that tells what the test says, until it ends. */
function job() {
  const waiting: (JobProgress | null)[] = [];
  let wake = () => undefined as void;
  async function* watch(): AsyncGenerator<JobProgress, void, void> {
    for (;;) {
      const next = waiting.shift();
      if (next) yield next;
      else if (next === null) return;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  }
  const tell = async (next: Partial<JobProgress> | null) => {
    await act(async () => {
      waiting.push(next && progressOf(next));
      wake();
      // Later than whatever was read before.
      await new Promise((resolve) => setTimeout(resolve, 20));
    });
  };
  const told = watch();
  const heard = new AsyncIteratorClass<JobProgress, unknown, void>(
    () => told.next(),
    async () => void (await told.return()),
  );
  return { watch: () => Promise.resolve(heard), tell };
}

function Following() {
  const engine = useEngine();
  const queries = useQueryClient();
  useEffect(() => void watchJob(engine, queries), [engine, queries]);
  return <TimelineView />;
}

const calls = quietEngine().events;

/** The timeline of a case of which an import tells, and what is asked of its engine. */
async function during() {
  const { watch, tell } = job();
  const page = vi.fn(calls.page);
  const histogram = vi.fn(calls.histogram);
  show(<Following />, {
    at: '#/timeline',
    engine: engineWith({ events: { page, histogram }, job: { watch } }),
  });
  await tell({});
  await waitFor(() => {
    if (!document.querySelector('.timeline-row:not([aria-busy])')) throw new Error('no row yet');
  });
  await screen.findByTestId('histogram');
  await act(() => new Promise((resolve) => setTimeout(resolve, 300)));
  page.mockClear();
  histogram.mockClear();
  return { tell, page, histogram };
}

test('S-P1 while an import adds records the timeline says so, and reads anew when asked to', async () => {
  const { tell, page, histogram } = await during();
  await tell({ records: 10 });
  expect(screen.queryByTestId('newer')).toBeNull();
  await tell({ records: 20, events: 15 });
  expect(screen.getByTestId('newer').textContent).toContain(text.timeline.newer);
  expect(page).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole('button', { name: text.timeline.refresh }));
  await waitFor(() => expect(screen.queryByTestId('newer')).toBeNull());
  expect(page.mock.calls.map(([input]) => input.offset)).toContain(0);
  expect(histogram).toHaveBeenCalledTimes(1);
  await tell({ records: 20, events: 15, stage: 'enriching' });
  expect(screen.queryByTestId('newer')).toBeNull();
  await tell({ records: 30, events: 25 });
  expect(screen.getByTestId('newer')).toBeTruthy();
});

test('S-P1 at its end all is read anew without being asked', async () => {
  const { tell, page, histogram } = await during();
  await tell({ records: 20, events: 15 });
  expect(screen.getByTestId('newer')).toBeTruthy();
  await tell({ records: 20, events: 15, state: 'done', stage: 'finished' });
  await tell(null);
  await waitFor(() => expect(screen.queryByTestId('newer')).toBeNull());
  expect([page.mock.calls.length > 0, histogram.mock.calls.length]).toEqual([true, 1]);
});

test('S-P1 checking the evidence adds nothing, and nothing is said', async () => {
  const { tell } = await during();
  await tell({ purpose: 'verification', stage: 'verifying', records: 20 });
  expect(screen.queryByTestId('newer')).toBeNull();
});
