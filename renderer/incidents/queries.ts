import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEngine } from '../app/engine-context.ts';
import { tellProblem } from '../app/messages.tsx';
import { CONCLUSIONS } from '../findings/queries.ts';

const AT_MOST = 1000;

/** By rank. */
export function useIncidents() {
  const engine = useEngine();
  return useQuery({
    queryKey: ['incidents', 'list'],
    queryFn: ({ signal }) => engine.incidents.list({ limit: AT_MOST }, { signal }),
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
