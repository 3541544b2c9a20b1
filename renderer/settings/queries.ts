import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CaseChange } from '../../shared/case-settings.ts';
import { useEngine, useHost } from '../app/engine-context.ts';
import { tell, tellProblem } from '../app/messages.tsx';
import { copy } from '../app/copy.ts';
import { text } from '../text.ts';

/** Changes what the case says of itself. */
export function useConfigureCase() {
  const engine = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: CaseChange) => engine.case.configure(change),
    onSuccess: (info) => {
      queries.setQueryData(['case'], info);
      void queries.invalidateQueries({ queryKey: ['audit'] });
      tell(text.settings.saved);
    },
    onError: tellProblem,
  });
}

/** Shows the folder of logs, or says where it is and copies that. */
export function useOpenLogs(): () => void {
  const host = useHost();
  return () => {
    host.openLogs().then(({ path, opened }) => {
      if (opened) return;
      copy(path);
      tell(text.settings.logsAt(path));
    }, tellProblem);
  };
}
