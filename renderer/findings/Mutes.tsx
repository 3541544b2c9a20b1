import type { Mute } from '../../shared/model.ts';
import { href } from '../app/route.ts';
import { useHunts } from '../hunts/queries.ts';
import { TableExport } from '../export/TableExport.tsx';
import { EntityLink } from '../parts/EntityLink.tsx';
import { Panel, Tag } from '../parts/Panel.tsx';
import { Loaded } from '../parts/State.tsx';
import { Time } from '../parts/Time.tsx';
import { text } from '../text.ts';
import { Span, UnmuteButton } from './Muting.tsx';
import { useMutes } from './queries.ts';

/** No id of a finding. */
export const MUTES = '@mutes';

const words = text.mute;

/** Everything that is muted, by whom, when and why, each with the way back. */
export function Mutes() {
  const mutes = useMutes();
  const hunts = useHunts();
  const titles = new Map((hunts.data ?? []).map(({ id, title }) => [id, title]));
  return (
    <Loaded query={mutes}>
      {(list) => (
        <article className="detail-body" data-testid="mutes">
          <header className="detail-head">
            <h2>{words.listTitle}</h2>
            <p className="lead">{words.listHelp}</p>
          </header>
          <Panel title={words.all(list.length)} flush actions={<TableExport asked={{ table: 'mutes' }} />}>
            {list.length === 0 ? (
              <p className="panel-body muted">{words.none}</p>
            ) : (
              list.map((mute) => (
                <Line key={mute.mute_id} mute={mute} title={titles.get(mute.hunt) ?? mute.hunt} />
              ))
            )}
          </Panel>
        </article>
      )}
    </Loaded>
  );
}

function Line({ mute, title }: { mute: Mute & { findings: number }; title: string }) {
  return (
    <div className="mute-line" data-testid="mute-row">
      <div>
        <div className="row-gap">
          <a href={href(['findings'], { hunt: mute.hunt, muted: 'shown' })}>{title}</a>
          <EntityLink entity={mute.entity} longest={64} />
          <Tag>{words.covers(mute.findings)}</Tag>
        </div>
        <p className="mute-reason">{mute.reason}</p>
        <div className="muted">
          {words.by(mute.muted_by)} <Time iso={mute.muted_at} /> · <Span mute={mute} />
        </div>
      </div>
      <UnmuteButton mute={mute} />
    </div>
  );
}

/** To the list, where there is anything in it. */
export function MutesLink({ chosen }: { chosen: boolean }) {
  const mutes = useMutes();
  const all = mutes.data?.length ?? 0;
  if (all === 0 && !chosen) return null;
  return (
    <a href={href(['findings', MUTES])} aria-current={chosen}>
      {`${words.listTitle}: ${words.all(all)} →`}
    </a>
  );
}
