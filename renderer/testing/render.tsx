import { BlueprintProvider } from '@blueprintjs/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach } from 'vitest';
import type { InterloperHost } from '../../shared/host.ts';
import { HoverCard } from '../about/HoverCard.tsx';
import { newQueryClient } from '../app/App.tsx';
import { DoorsProvider, type Engine } from '../app/engine-context.ts';
import { forgetJobs } from '../app/job.ts';
import { Messages } from '../app/messages.tsx';
import { closeHoverCard } from '../parts/hover-card.ts';
import { ValueMenu } from '../parts/ValueMenu.tsx';
import { Comparing } from '../sessions/Comparing.tsx';
import { fakeEngine } from './fake-engine.ts';
import { fakeHost } from './fake-host.ts';

// Generous, for a machine that does other things meanwhile.
configure({ asyncUtilTimeout: 15_000 });

// The test page lays nothing out; lists that draw only what is seen need a size to see.
for (const [name, pixels] of [
  ['clientHeight', 600],
  ['clientWidth', 1000],
] as const)
  Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => pixels });

interface Shown {
  engine?: Engine;
  host?: InterloperHost;
  /** Where the desk stands, as `#/timeline?…`. */
  at?: string;
}

/** Shows a view as the shell would, at an address, with an engine of arithmetic behind it. */
export function show(view: ReactNode, { engine = quietEngine(), host = fakeHost(), at = '#/' }: Shown = {}) {
  window.location.hash = at;
  return render(
    <QueryClientProvider client={newQueryClient()}>
      <DoorsProvider value={{ engine, host }}>
        <BlueprintProvider>
          {view}
          <ValueMenu />
          <Comparing />
          <HoverCard />
          <Messages />
        </BlueprintProvider>
      </DoorsProvider>
    </QueryClientProvider>,
  );
}

/** Few rows, no waiting. */
export const quietEngine = (open = true): Engine => fakeEngine({ rows: 5000, pace: 1, open });

type Calls = { [Group in keyof Engine]?: { [Call in keyof Engine[Group]]?: Engine[Group][Call] } };

/** The quiet engine with some calls answered otherwise. */
export function engineWith(calls: Calls): Engine {
  const engine = quietEngine();
  return Object.fromEntries(
    Object.entries(engine).map(([group, own]) => [group, { ...own, ...calls[group as keyof Engine] }]),
  ) as Engine;
}

/** Forgets what a test left in the page and in the stores of the desk. */
afterEach(() => {
  cleanup();
  closeHoverCard();
  window.location.hash = '';
  window.history.replaceState(null, '');
  forgetJobs();
});
