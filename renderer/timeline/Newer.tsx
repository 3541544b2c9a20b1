import { Button } from '@blueprintjs/core';
import { Refresh } from '@blueprintjs/icons';
import { useIsFetching, useQueryClient, type Query } from '@tanstack/react-query';
import { useJob } from '../app/job.ts';
import { text } from '../text.ts';

const READ: readonly unknown[] = ['events', 'histogram', 'facet'];
const predicate = ({ queryKey }: Query): boolean => READ.includes(queryKey[0]);

/** Whether an import added records after some of what the timeline shows was read: its parts may not fit together. */
function useIsOld(): boolean {
  const queries = useQueryClient();
  const grownAt = useJob((job) => job.grownAt);
  // Drawn again when something was read.
  useIsFetching({ predicate });
  if (grownAt === null) return false;
  const shown = queries.getQueryCache().findAll({ type: 'active', predicate });
  return shown.some(({ state }) => state.data !== undefined && state.dataUpdatedAt < grownAt);
}

/** Says that there are newer records, and reads the timeline anew when asked to: under who reads, it does not move by itself. */
export function Newer() {
  const queries = useQueryClient();
  if (!useIsOld()) return null;
  return (
    <div className="timeline-newer row-gap" role="status" data-testid="newer">
      <span>{text.timeline.newer}</span>
      <Button
        size="small"
        icon={<Refresh />}
        text={text.timeline.refresh}
        onClick={() => void queries.invalidateQueries({ predicate })}
      />
    </div>
  );
}
