import type { Incident } from '../../shared/model.ts';
import { href } from '../app/route.ts';
import { SeverityBadge, VerdictBadge } from '../parts/Badge.tsx';
import { EntityName } from '../parts/EntityLink.tsx';
import { TimeRange } from '../parts/Time.tsx';
import { text } from '../text.ts';

export function IncidentRow({ incident, chosen = false }: { incident: Incident; chosen?: boolean }) {
  return (
    <a
      className="list-row incident-row"
      data-testid="incident-row"
      href={href(['incidents', incident.incident_id])}
      aria-current={chosen}
    >
      <IncidentBadge incident={incident} />
      <span className="title">
        <EntityName entity={incident.entity} longest={44} />
      </span>
      <span className="score" title={text.incidents.scoreHelp}>
        {incident.score}
      </span>
      <span className="sub" title={incident.summary}>
        <span className="muted">{text.incidents.members(incident)}</span>
        <span className="incident-time">
          <TimeRange from={incident.window_start} to={incident.window_end} />
        </span>
        <span className="summary">{incident.summary}</span>
      </span>
    </a>
  );
}

/** What the trees say, else how grave the findings are. */
export function IncidentBadge({ incident }: { incident: Incident }) {
  if (incident.verdict !== null && incident.verdict !== 'benign' && incident.verdict !== 'likely benign')
    return <VerdictBadge verdict={incident.verdict} bare />;
  return incident.severity && <SeverityBadge severity={incident.severity} bare />;
}
