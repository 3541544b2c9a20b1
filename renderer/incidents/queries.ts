import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEngine } from '../app/engine-context.ts';
import { tellProblem } from '../app/messages.tsx';
import { usePaged } from '../parts/paged.ts';
import { CONCLUSIONS } from '../findings/queries.ts';

/** By rank. */
export function useIncidents() {
  const engine = useEngine();
  return usePaged({
    queryKey: ['incidents', 'list'],
    ask: (page, options) => engine.incidents.list(page, options),
    itemsOf: ({ incidents }) => incidents,
  });
}

/** How far apart in time members of one incident may be, in hours. */
export function useGapHours() {
  const engine = useEngine();
  return useQuery({
    queryKey: ['incidents', 'gap'],
    queryFn: async ({ signal }) => (await engine.incidents.list({ limit: 1 }, { signal })).gap_hours,
  });
}

export function useIncident(incidentId: string) {
  const engine = useEngine();
  return useQuery({
    queryKey: ['incidents', 'one', incidentId],
    queryFn: ({ signal }) => engine.incidents.get({ incident_id: incidentId }, { signal }),
    retry: false,
  });
}

/** Groups anew with another gap; `null` restores the default. */
export function useGap() {
  const engine = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (gap_hours: number | null) => engine.incidents.configure({ gap_hours }),
    onSuccess: () => {
      for (const key of CONCLUSIONS) void queries.invalidateQueries({ queryKey: [key] });
    },
    onError: tellProblem,
  });
}
