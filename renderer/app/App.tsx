import '../style/index.css';
import { BlueprintProvider } from '@blueprintjs/core';
import { QueryClient, QueryClientProvider, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useStayOnDrop } from './drop-guard.ts';
import { DoorsProvider, type Doors, useEngine } from './engine-context.ts';
import { ENGINE_LOST } from './engine-lost.ts';
import { Failed } from '../parts/State.tsx';
import { text } from '../text.ts';
import { isAbort } from './problem.ts';
import { watchJob } from './job.ts';
import { Shell } from './Shell.tsx';
import { useThemeOnBody } from './theme.ts';

/** What a case says changes only by what the desk does itself: answers stay fresh until it says otherwise. */
export const newQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 120_000,
        retry: (failures, error) => !isAbort(error) && failures < 1,
        retryDelay: 300,
        refetchOnWindowFocus: false,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });

export function App({ doors }: { doors: Doors }) {
  const [queries] = useState(newQueryClient);
  useThemeOnBody();
  useStayOnDrop();
  return (
    <QueryClientProvider client={queries}>
      <DoorsProvider value={doors}>
        <BlueprintProvider>
          <Desk />
        </BlueprintProvider>
      </DoorsProvider>
    </QueryClientProvider>
  );
}

/** Without its engine the desk can show nothing true: it says so instead. */
function Desk() {
  const lost = useEngineLost();
  if (lost) return <Failed error={new Error(text.app.lost)} retry={() => window.location.reload()} />;
  return (
    <>
      <FollowJob />
      <Shell />
    </>
  );
}

function useEngineLost(): boolean {
  const [lost, setLost] = useState(false);
  useEffect(() => {
    const gone = () => setLost(true);
    window.addEventListener(ENGINE_LOST, gone);
    return () => window.removeEventListener(ENGINE_LOST, gone);
  }, []);
  return lost;
}

/** A window that was opened (or loaded again) while an import runs picks it up. */
function FollowJob() {
  const engine = useEngine();
  const queries = useQueryClient();
  useEffect(() => {
    void watchJob(engine, queries);
  }, [engine, queries]);
  return null;
}
