import type { Page } from '@playwright/test';

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
          if (performance.now() - started > 60_000)
            throw new Error(`not shown in a minute: ${window.location.hash}`);
        }
      },
    };
  });
}

const now = (page: Page): Promise<number> => page.evaluate(() => performance.now());

/** The tasks of the page's thread that were longer than 50 ms while something was done, the longest first. */
export async function longTasksOf(page: Page, work: () => Promise<void>): Promise<number[]> {
  const from = await now(page);
  await work();
  await page.waitForTimeout(200);
  const tasks = await page.evaluate(
    (since) => window.watch.longTasks.filter(({ start }) => start >= since).map(({ duration }) => duration),
    from,
  );
  return tasks.sort((a, b) => b - a);
}

/** Waits until nothing is asked of the engine any more. */
export async function settle(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelectorAll('.busy, .main [aria-busy="true"], .main [role="status"] .bp6-spinner')
        .length === 0,
  );
  await page.waitForTimeout(400);
}

export async function goTo(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => void (window.location.hash = to), hash);
  await settle(page);
}
