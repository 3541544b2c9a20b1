import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import type { EntityPage } from '../../shared/contract.ts';
import { entityFilter } from '../../shared/entities.ts';
import { useEngine } from '../app/engine-context.ts';
import { Panel } from '../parts/Panel.tsx';
import { Loaded } from '../parts/State.tsx';
import { SavePicture } from '../picture/SavePicture.tsx';
import { text } from '../text.ts';
import { Lanes } from './Lanes.tsx';
import './lanes.css';

const BUCKETS = 120;

function useLanes(page: EntityPage) {
  const engine = useEngine();
  const filters = [entityFilter(page.entity)];
  return useQuery({
    queryKey: ['entity', 'lanes', page.entity.kind, page.entity.value],
    queryFn: ({ signal }) => engine.events.histogram({ filters, buckets: BUCKETS }, { signal }),
  });
}

/** All that an entity did, one lane a log, and above them what findings and verdicts say. */
export function LanesPanel({ page }: { page: EntityPage }) {
  const lanes = useLanes(page);
  const picture = useRef<HTMLDivElement>(null);
  return (
    <Panel
      title={text.lanes.title}
      hint={text.lanes.help}
      testId="lanes"
      actions={<SavePicture name="records-over-time" picture={picture} />}
    >
      <div ref={picture}>
        <Loaded query={lanes}>{(data) => <Lanes data={data} page={page} />}</Loaded>
      </div>
    </Panel>
  );
}
