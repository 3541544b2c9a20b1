import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEngine } from '../app/engine-context.ts';
import { watchJob } from '../app/job.ts';
import { tell, tellProblem } from '../app/messages.tsx';
import { text } from '../text.ts';

export function useDataFiles() {
  const engine = useEngine();
  return useQuery({
    queryKey: ['data'],
    queryFn: ({ signal }) => engine.data.list({}, { signal }),
  });
}

export function useImportRanges() {
  const engine = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (path: string) => engine.data.ranges({ path }),
    onSuccess: () => {
      tell(text.data.rangesDone);
      void watchJob(engine, queries);
    },
    onError: tellProblem,
  });
}
