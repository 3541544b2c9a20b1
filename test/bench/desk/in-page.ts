import type { CDPSession, Page } from '@playwright/test';

/** Looked at once a frame; functions of it run in the page and must name nothing outside of themselves. */
interface Watch {
  /** Milliseconds from `begin` to the first frame that shows what is waited for. */
  until: (begin: () => void, shown: () => boolean) => Promise<number>;
  longTasks: { start: number; duration: number }[];
}

declare global {
  interface Window {
    watch: Watch;
  }
}

/** To be called before the page is loaded. */
export async function watchPage(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const longTasks: Watch['longTasks'] = [];
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) longTasks.push({ start: startTime, duration });
    }).observe({ type: 'longtask', buffered: true });
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    window.watch = {
      longTasks,
      until: async (begin, shown) => {
        const started = performance.now();
        begin();
        for (;;) {
          await frame();
          if (shown()) return performance.now() - started;
          if (performance.now() - started > 300_000)
            throw new Error(`not shown in five minutes: ${window.location.hash}`);
        }
      },
    };
  });
}

/** What held the page's thread while something was done, the longest first, in milliseconds. */
export interface LongTasks {
  /** Those that the browser itself tells of: longer than 50 ms by the clock, also where the machine did something else meanwhile. */
  clock: number[];
  /** Those in which the thread itself worked for longer than 50 ms. */
  work: number[];
}

const LONG = 50;

export async function longTasksOf(page: Page, work: () => Promise<void>): Promise<LongTasks> {
  const from = await page.evaluate(() => performance.now());
  const trace = await startTrace(await page.context().newCDPSession(page));
  await work();
  await page.waitForTimeout(200);
  const clock = await page.evaluate(
    (since) => window.watch.longTasks.filter(({ start }) => start >= since).map(({ duration }) => duration),
    from,
  );
  return { clock: clock.sort(falling), work: (await trace.end()).sort(falling) };
}

const falling = (a: number, b: number): number => b - a;

/** Of the browser's trace; times are microseconds, `tdur` those in which the thread had a processor. */
interface Traced {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  tdur?: number;
  args?: { name?: string };
}

async function startTrace(devtools: CDPSession): Promise<{ end: () => Promise<number[]> }> {
  const names: Traced[] = [];
  const tasks = new Map<string, Traced>();
  devtools.on('Tracing.dataCollected', ({ value }) => {
    for (const one of value as unknown as (Traced & { ts: number })[]) {
      if (one.name === 'thread_name') names.push(one);
      // A task is told at two levels: of one that began within the same millisecond on the same thread the first counts.
      else if (one.ph === 'X' && (one.tdur ?? 0) > LONG * 1000)
        tasks.set(`${one.pid} ${one.tid} ${Math.round(one.ts / 1000)}`, one);
    }
  });
  await devtools.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      recordMode: 'recordContinuously',
      includedCategories: ['toplevel'],
      excludedCategories: ['*'],
    },
  });
  return {
    end: async () => {
      const complete = new Promise((done) => devtools.once('Tracing.tracingComplete', done));
      await devtools.send('Tracing.end');
      await complete;
      await devtools.detach();
      const pages = new Set(
        names.filter(({ args }) => args?.name === 'CrRendererMain').map(({ pid, tid }) => `${pid} ${tid}`),
      );
      return [...tasks.values()]
        .filter(({ pid, tid }) => pages.has(`${pid} ${tid}`))
        .map(({ tdur }) => (tdur ?? 0) / 1000);
    },
  };
}

/** Waits until nothing is asked of the engine any more. */
export async function settle(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelectorAll('.busy, .main [aria-busy="true"], .main .state[role="status"]').length === 0,
  );
  await page.waitForTimeout(400);
}

export async function goTo(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => void (window.location.hash = to), hash);
  await settle(page);
}
