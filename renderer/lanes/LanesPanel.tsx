import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import type { Filter } from '../../shared/filter.ts';
import type { Finding, Verdict } from '../../shared/model.ts';
import { useEngine } from '../app/engine-context.ts';
import { Panel } from '../parts/Panel.tsx';
import { Loaded } from '../parts/State.tsx';
import { SavePicture } from '../picture/SavePicture.tsx';
import { text } from '../text.ts';
import { Lanes } from './Lanes.tsx';
import './lanes.css';

const BUCKETS = 120;

interface LanesPanelProps {
  /** What is asked again with them. */
  of: 'entity' | 'incidents';
  /** Whose records they are. */
  own: readonly Filter[];
  /** In what time; `null`: in all. */
  within?: Filter | null;
  findings: readonly Finding[];
  verdicts: readonly Verdict[];
}

function useLanes(of: LanesPanelProps['of'], filters: readonly Filter[]) {
  const engine = useEngine();
  return useQuery({
    queryKey: [of, 'lanes', filters],
    queryFn: ({ signal }) => engine.events.histogram({ filters: [...filters], buckets: BUCKETS }, { signal }),
  });
}

/** All that an entity, or those of an incident, did, one lane a log, and above them what findings and verdicts say. */
export function LanesPanel({ of, own, within = null, findings, verdicts }: LanesPanelProps) {
  const lanes = useLanes(of, within ? [...own, within] : own);
  const picture = useRef<HTMLDivElement>(null);
  return (
    <Panel
      title={text.lanes.title}
      hint={text.lanes.help}
      testId="lanes"
      actions={<SavePicture name="records-over-time" picture={picture} />}
    >
      <div ref={picture}>
        <Loaded query={lanes}>
          {(data) => <Lanes data={data} own={own} within={within} findings={findings} verdicts={verdicts} />}
        </Loaded>
      </div>
    </Panel>
  );
}
