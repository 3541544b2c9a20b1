import { Database } from '@blueprintjs/icons';
import type { Overview } from '../../shared/contract.ts';
import { SEVERITIES, VERDICTS } from '../../shared/model.ts';
import { href, timelineHref } from '../app/route.ts';
import { isRunning, useJob } from '../app/job.ts';
import { JobPanel } from '../evidence/JobPanel.tsx';
import { IncidentRow } from '../incidents/IncidentRow.tsx';
import { FindingRow } from '../findings/FindingRow.tsx';
import { VerdictRow } from '../verdicts/VerdictRow.tsx';
import { count } from '../format/number.ts';
import { SeverityBadge, VerdictBadge } from '../parts/Badge.tsx';
import { Figure, Panel } from '../parts/Panel.tsx';
import { Empty, Loaded } from '../parts/State.tsx';
import { SumLine } from '../parts/Sum.tsx';
import { text } from '../text.ts';
import { Coverage, Missing } from './Coverage.tsx';
import { PlacesPanel } from '../map/PlacesPanel.tsx';
import { useOverview } from './queries.ts';
import { Unusual } from './Unusual.tsx';
import '../incidents/incidents.css';
import './overview.css';

export function OverviewView() {
  const overview = useOverview();
  const unfinished = useJob((job) => job.progress !== null && job.progress.state !== 'done');
  return (
    <div className="page">
      <div className="page-head">
        <h1>{text.overview.title}</h1>
      </div>
      {unfinished && <JobPanel />}
      <Loaded query={overview}>
        {(data) => (data.totals.files === 0 ? <Nothing /> : <Content data={data} />)}
      </Loaded>
    </div>
  );
}

function Nothing() {
  const running = useJob((job) => isRunning(job.progress));
  if (running) return null;
  return (
    <Empty icon={<Database size={28} />} title={text.overview.empty}>
      <p>{text.overview.emptyHelp}</p>
      <a href={href(['evidence'])}>{text.overview.toEvidence} →</a>
    </Empty>
  );
}

function Content({ data }: { data: Overview }) {
  return (
    <>
      <Panel
        title={text.overview.what}
        actions={<SumLine counts={data.totals} balanced={data.totals.balanced} />}
      >
        <Counts data={data} />
      </Panel>
      <div className="columns">
        <div className="span-7 stack-panels">
          <TopIncidents data={data} />
          <TopFindings data={data} />
          <Missing coverage={data.coverage} />
        </div>
        <div className="span-5 stack-panels">
          <TopVerdicts data={data} />
          <Unusual data={data} />
        </div>
        {data.coverage.sources.length > 0 && (
          <div className="span-12 stack-panels">
            <PlacesPanel entity={null} />
            <Coverage coverage={data.coverage} />
          </div>
        )}
      </div>
    </>
  );
}

const COUNTED = [
  ['users', 'user_name'],
  ['access_keys', 'access_key_id'],
  ['addresses', 'source_address'],
  ['countries', 'source_country_iso_code'],
  // A client is what its user agent says, word for word, as everywhere where one is an entity.
  ['clients', 'user_agent_original'],
] as const;

function Counts({ data }: { data: Overview }) {
  return (
    <div className="figures">
      <Figure name={text.evidence.files}>
        <a href={href(['evidence'])}>{count(data.totals.files)}</a>
      </Figure>
      <Figure name={text.evidence.events} title={text.term.event}>
        <a href={timelineHref()}>{count(data.totals.events)}</a>
      </Figure>
      {COUNTED.map(([name, column]) => (
        <Figure key={name} name={text.overview.counts[name]}>
          <a href={timelineHref([{ column, op: 'exists' }])}>{count(data.counts[name])}</a>
        </Figure>
      ))}
    </div>
  );
}

function TopIncidents({ data }: { data: Overview }) {
  if (data.incidents === 0) return null;
  return (
    <Panel title={text.incidents.title} hint={text.incidents.help} flush>
      {data.top_incidents.map((incident) => (
        <IncidentRow key={incident.incident_id} incident={incident} />
      ))}
      <a className="panel-more" href={href(['incidents'])}>
        {text.incidents.all(data.incidents)} →
      </a>
    </Panel>
  );
}

function TopFindings({ data }: { data: Overview }) {
  const running = useJob((job) => isRunning(job.progress));
  const total = SEVERITIES.reduce((sum, each) => sum + (data.severities[each] ?? 0), 0);
  return (
    <Panel
      title={text.overview.findings}
      flush
      actions={
        <span className="row-gap">
          {[...SEVERITIES].reverse().map((severity) => {
            const n = data.severities[severity] ?? 0;
            return n === 0 ? null : (
              <a key={severity} className="counted" href={href(['findings'], { severity })}>
                <SeverityBadge severity={severity} bare /> <strong>{count(n)}</strong>
              </a>
            );
          })}
        </span>
      }
    >
      {data.top_findings.length === 0 ? (
        <div className="panel-body muted">
          {running ? (
            text.overview.notYet
          ) : (
            <>
              {text.overview.findingsNone} <a href={href(['hunts'])}>{text.findings.toHunts} →</a>
            </>
          )}
        </div>
      ) : (
        <>
          {data.top_findings.map((finding) => (
            <FindingRow key={finding.finding_id} finding={finding} />
          ))}
          <a className="panel-more" href={href(['findings'])}>
            {text.overview.findingsAll(total)} →
          </a>
          {data.muted > 0 && (
            <a className="panel-more" href={href(['findings'], { muted: 'shown' })}>
              {text.mute.count(data.muted)}
            </a>
          )}
        </>
      )}
    </Panel>
  );
}

function TopVerdicts({ data }: { data: Overview }) {
  const running = useJob((job) => isRunning(job.progress));
  return (
    <Panel
      title={text.overview.verdicts}
      flush
      actions={
        <span className="row-gap">
          {VERDICTS.map((verdict) => {
            const n = data.verdicts[verdict] ?? 0;
            return n === 0 ? null : (
              <a key={verdict} className="counted" href={href(['verdicts'], { verdict })}>
                <VerdictBadge verdict={verdict} bare /> <strong>{count(n)}</strong>
              </a>
            );
          })}
        </span>
      }
    >
      {data.top_verdicts.length === 0 ? (
        <div className="panel-body muted">{running ? text.overview.notYet : text.overview.verdictsNone}</div>
      ) : (
        <>
          {data.top_verdicts.map((verdict) => (
            <VerdictRow key={verdict.verdict_id} verdict={verdict} />
          ))}
          <a className="panel-more" href={href(['verdicts'])}>
            {text.overview.verdictsAll} →
          </a>
        </>
      )}
    </Panel>
  );
}
