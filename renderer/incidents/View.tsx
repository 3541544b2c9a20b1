import type { Incident } from '../../shared/model.ts';
import { href, useRoute } from '../app/route.ts';
import { TableExport } from '../export/TableExport.tsx';
import { useMutes } from '../findings/queries.ts';
import { count } from '../format/number.ts';
import { Growing } from '../parts/Growing.tsx';
import { ListKeys } from '../parts/ListKeys.tsx';
import { Empty, Loaded } from '../parts/State.tsx';
import { text } from '../text.ts';
import { Gap } from './Gap.tsx';
import { IncidentDetail } from './IncidentDetail.tsx';
import { IncidentRow } from './IncidentRow.tsx';
import { useIncidents } from './queries.ts';
import '../findings/findings.css';
import './incidents.css';

export function IncidentsView() {
  const incidents = useIncidents();
  const chosen = useRoute().path[1];
  return (
    <Loaded query={incidents}>
      {(data) => {
        const current = chosen ?? data.items[0]?.incident_id;
        return (
          <div className="split">
            <div className="list">
              <List
                incidents={data.items}
                total={data.head.total}
                gap={data.head.gap_hours}
                chosen={current}
                onMore={() => incidents.fetchNextPage()}
              />
            </div>
            <div className="detail">
              {current !== undefined && <IncidentDetail key={current} incidentId={current} />}
            </div>
          </div>
        );
      }}
    </Loaded>
  );
}

interface ListProps {
  incidents: readonly Incident[];
  total: number;
  gap: number;
  chosen: string | undefined;
  onMore: () => unknown;
}

function List({ incidents, total, gap, chosen, onMore }: ListProps) {
  return (
    <>
      <div className="list-head">
        <div className="line">
          <h1>{text.incidents.title}</h1>
          <span className="muted">{count(total)}</span>
          <MutedCount />
          <span className="spring" />
          <TableExport asked={{ table: 'incidents' }} />
        </div>
        <p className="muted">{text.incidents.help}</p>
        <Gap key={gap} gap={gap} />
      </div>
      {incidents.length === 0 ? (
        <Empty title={text.incidents.empty}>
          <p>{text.incidents.emptyHelp}</p>
          <a href={href(['hunts'])}>{text.findings.toHunts} →</a>
        </Empty>
      ) : (
        <ListKeys label={text.incidents.title}>
          <Growing
            items={incidents}
            total={total}
            onMore={onMore}
            holding={incidents.findIndex((each) => each.incident_id === chosen)}
          >
            {(incident) => (
              <IncidentRow
                key={incident.incident_id}
                incident={incident}
                chosen={incident.incident_id === chosen}
              />
            )}
          </Growing>
        </ListKeys>
      )}
    </>
  );
}

function MutedCount() {
  const mutes = useMutes();
  const muted = (mutes.data ?? []).reduce((sum, { findings }) => sum + findings, 0);
  if (muted === 0) return null;
  return (
    <a href={href(['findings'], { muted: 'shown' })} title={text.mute.countHelp}>
      {text.mute.count(muted)}
    </a>
  );
}
