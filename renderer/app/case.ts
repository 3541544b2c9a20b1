import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { CaseInfo } from '../../shared/contract.ts';
import { useEngine } from './engine-context.ts';
import { forgetJob, watchJob } from './job.ts';
import { tell } from './messages.tsx';
import { placeOf, takeDesk } from './place.ts';
import { go, href } from './route.ts';
import { forgetPicked } from '../sessions/picked.ts';

/** The open case; `null` while there is none. */
export function useCase() {
  const engine = useEngine();
  return useQuery({
    queryKey: ['case'],
    queryFn: ({ signal }) => engine.case.info({}, { signal }),
  });
}

/** Forgets what the screen holds of a case beside answers of the engine: numbers of records mean others in the next one. */
export function leaveCase(): void {
  forgetJob();
  forgetPicked();
}

/** Enters a case that was just made or opened: nothing of the one before stays on screen. */
export function useEnterCase(): (info: CaseInfo, view: 'evidence' | 'overview') => void {
  const engine = useEngine();
  const queries = useQueryClient();
  return (info, view) => {
    leaveCase();
    takeDesk(info);
    queries.removeQueries({ predicate: (query) => query.queryKey[0] !== 'case' });
    queries.setQueryData(['case'], info);
    for (const notice of info.notices) tell(notice);
    go(view === 'overview' ? placeOf(info) : href([view]));
    void watchJob(engine, queries);
  };
}
