import type { Finding } from '../../shared/model.ts';
import { href } from '../app/route.ts';
import { OwnMark, SeverityBadge } from '../parts/Badge.tsx';
import { EntityName } from '../parts/EntityLink.tsx';
import { text } from '../text.ts';

interface FindingRowProps {
  finding: Finding;
  chosen?: boolean;
  query?: Record<string, string>;
}

export function FindingRow({ finding, chosen = false, query = {} }: FindingRowProps) {
  return (
    <a
      className={`list-row${finding.muted ? ' is-muted' : ''}`}
      data-testid="finding-row"
      href={href(['findings', finding.finding_id], query)}
      aria-current={chosen}
    >
      <SeverityBadge severity={finding.severity} bare />
      <span className="title">
        {finding.title} {finding.own !== null && <OwnMark sha256={finding.own} />}
      </span>
      <span className="score" title={text.findings.scoreHelp}>
        {finding.score}
      </span>
      <span className="sub" title={finding.summary}>
        <span className="row-line">
          <EntityName entity={finding.entity} />
          {finding.muted ? (
            <span className="tag" title={finding.muted.reason}>
              {text.mute.tag}
            </span>
          ) : (
            <span className="muted nowrap">{text.findings.events(finding.event_count)}</span>
          )}
        </span>
        <span className="summary">{finding.summary}</span>
      </span>
    </a>
  );
}
