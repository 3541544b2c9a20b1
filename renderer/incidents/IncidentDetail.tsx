import type { IncidentPage } from '../../shared/contract.ts';
import { ENTITY_COLUMNS } from '../../shared/entities.ts';
import type { Filter } from '../../shared/filter.ts';
import type { EntityKind, Finding, Incident, IncidentMember, Verdict } from '../../shared/model.ts';
import { href, timelineHref } from '../app/route.ts';
import { count, points } from '../format/number.ts';
import { SeverityBadge, VerdictBadge } from '../parts/Badge.tsx';
import { EntityLink, EntityName } from '../parts/EntityLink.tsx';
import { windowFilter } from '../parts/filters.ts';
import { LanesPanel } from '../lanes/LanesPanel.tsx';
import { Marks } from '../marks/Marks.tsx';
import { incidentSubject } from '../marks/subjects.ts';
import { Growing, SMALL_STEP } from '../parts/Growing.tsx';
import { Meanings } from '../parts/Meanings.tsx';
import { MiniEvents } from '../parts/MiniEvents.tsx';
import { Panel, Tag } from '../parts/Panel.tsx';
import { ScoreParts } from '../parts/ScoreParts.tsx';
import { Loaded } from '../parts/State.tsx';
import { TimeRange } from '../parts/Time.tsx';
import { datasetHelp, datasetTitle, text } from '../text.ts';
import { useIncident } from './queries.ts';

export function IncidentDetail({ incidentId }: { incidentId: string }) {
  const incident = useIncident(incidentId);
  return (
    <Loaded query={incident}>
      {(data) => (
        <article className="detail-body" data-testid="incident-detail">
          <Head incident={data.incident} datasets={data.datasets} />
          <div className="columns">
            <div className="span-7 stack-panels">
              <Members page={data} />
            </div>
            <div className="span-5 stack-panels">
              <Panel title={text.findings.why} hint={text.incidents.scoreHelp} flush>
                <ScoreParts parts={data.incident.score_parts} total={data.incident.score} />
              </Panel>
              <Entities incident={data.incident} />
              <Panel title={text.incidents.meaning}>
                <div className="stack wide">
                  <Meanings hypotheses={data.incident.hypotheses} attack={data.incident.attack} />
                </div>
              </Panel>
            </div>
          </div>
          <IncidentLanes page={data} />
          <TimeLine page={data} />
        </article>
      )}
    </Loaded>
  );
}

function Head({ incident, datasets }: Pick<IncidentPage, 'incident' | 'datasets'>) {
  return (
    <header className="detail-head">
      <div className="row-gap">
        {incident.verdict && <VerdictBadge verdict={incident.verdict} />}
        {incident.severity && <SeverityBadge severity={incident.severity} />}
        <h2>
          <EntityLink entity={incident.entity} longest={64} />
        </h2>
      </div>
      <p className="lead">{incident.summary}</p>
      <div className="row-gap">
        <span>{text.incidents.members(incident)}</span>
        <TimeRange from={incident.window_start} to={incident.window_end} />
        {datasets.map(({ event_dataset, events }) => (
          <Tag key={event_dataset} title={datasetHelp(event_dataset)}>
            {datasetTitle(event_dataset)} {count(events)}
          </Tag>
        ))}
        <a href={timelineHref([...namesOf(incident), ...timeOf(incident)])}>{text.incidents.allRecords} →</a>
      </div>
      <Marks subject={incidentSubject(incident)} />
    </header>
  );
}

const TYING: readonly EntityKind[] = ['person', 'user', 'access_key', 'principal', 'session', 'device'];

/** All records of those that the incident is about. */
function namesOf(incident: Incident): Filter[] {
  const own = [incident.entity, ...incident.entities.map(({ entity }) => entity)];
  const named = own.filter(({ kind }) => TYING.includes(kind));
  const chosen = named.length > 0 ? named : [incident.entity];
  const columns = [...new Set(chosen.flatMap(({ kind }) => ENTITY_COLUMNS[kind]))];
  const [column] = columns;
  if (column === undefined) return [];
  const values = [...new Set(chosen.map(({ value }) => value))];
  return [{ column, op: 'among', columns, values }];
}

const timeOf = ({ window_start, window_end }: Incident): Filter[] =>
  window_start === null ? [] : [windowFilter(window_start, window_end)];

/** What they did in its time, one lane a log, with its findings and verdicts above. */
function IncidentLanes({ page: { incident, findings, verdicts } }: { page: IncidentPage }) {
  const [within = null] = timeOf(incident);
  return <LanesPanel of="incidents" own={namesOf(incident)} within={within} {...{ findings, verdicts }} />;
}

function Members({ page }: { page: IncidentPage }) {
  const findings = new Map(page.findings.map((one) => [one.finding_id, one]));
  const verdicts = new Map(page.verdicts.map((one) => [one.verdict_id, one]));
  const all = page.incident.findings + page.incident.verdicts;
  return (
    <Panel title={text.incidents.evidence} hint={text.incidents.evidenceHelp} flush>
      {page.members.length < all && (
        <p className="muted panel-note">{text.incidents.membersShown(page.members.length, all)}</p>
      )}
      <Growing items={page.members} step={SMALL_STEP}>
        {(member) => {
          const finding = findings.get(member.id);
          const verdict = verdicts.get(member.id);
          if (member.kind === 'finding' && finding)
            return <FindingMember key={member.id} member={member} finding={finding} />;
          if (member.kind === 'verdict' && verdict)
            return <VerdictMember key={member.id} member={member} verdict={verdict} />;
          return null;
        }}
      </Growing>
    </Panel>
  );
}

function FindingMember({ member, finding }: { member: IncidentMember; finding: Finding }) {
  return (
    <a className="list-row" data-testid="incident-finding" href={href(['findings', finding.finding_id])}>
      <SeverityBadge severity={finding.severity} bare />
      <span className="title">{finding.title}</span>
      <Weight member={member} score={finding.score} />
      <span className="sub" title={finding.summary}>
        <span className="row-line">
          <EntityName entity={finding.entity} />
        </span>
        <span className="incident-time">
          <TimeRange from={finding.window_start} to={finding.window_end} />
        </span>
        <span className="summary">{finding.summary}</span>
      </span>
    </a>
  );
}

function VerdictMember({ member, verdict }: { member: IncidentMember; verdict: Verdict }) {
  return (
    <a className="list-row" data-testid="incident-verdict" href={href(['verdicts', verdict.verdict_id])}>
      <VerdictBadge verdict={verdict.verdict} bare />
      <span className="title">
        {verdict.picked && <Tag title={text.sessions.byAnalyst}>{text.sessions.mark}</Tag>} {verdict.title}
      </span>
      <Weight member={member} score={verdict.score} />
      <span className="sub" title={verdict.reason}>
        <span className="row-line">
          <EntityName entity={verdict.subject} />
        </span>
        <span className="incident-time">
          <TimeRange from={verdict.window_start} to={verdict.window_end} />
        </span>
        <span className="summary">{verdict.reason}</span>
      </span>
    </a>
  );
}

function Weight({ member, score }: { member: IncidentMember; score: number }) {
  return (
    <span className="weight" title={text.incidents.weightHelp}>
      <span className="score">{score}</span>
      <span className="muted">{member.points > 0 ? points(member.points) : ''}</span>
    </span>
  );
}

const SHOWN = 8;

function Entities({ incident }: { incident: Incident }) {
  const kinds = [...new Set(incident.entities.map(({ entity }) => entity.kind))];
  return (
    <Panel title={text.incidents.entities} hint={text.incidents.entitiesHelp}>
      <dl className="facts">
        {kinds.map((kind) => {
          const of = incident.entities.filter(({ entity }) => entity.kind === kind);
          return (
            <div className="fact" key={kind}>
              <dt title={text.entityKindMeaning[kind]}>{text.entityKind[kind]}</dt>
              <dd>
                <ul className="stack-list">
                  {of.slice(0, SHOWN).map(({ entity, records }) => (
                    <li key={entity.value} className="row-line">
                      <EntityLink entity={entity} longest={40} />
                      <span className="muted nowrap">{text.findings.events(records)}</span>
                    </li>
                  ))}
                  {of.length > SHOWN && (
                    <li className="muted">{text.timeline.facetMore(of.length - SHOWN)}</li>
                  )}
                </ul>
              </dd>
            </div>
          );
        })}
      </dl>
    </Panel>
  );
}

const COLUMNS = [
  'timestamp',
  'event_dataset',
  'event_action',
  'event_outcome',
  'source_address',
  'source_as_organization_name',
  'client_name',
  'user_name',
] as const;

function TimeLine({ page: { events, events_total } }: { page: IncidentPage }) {
  return (
    <Panel
      title={text.incidents.timeLine}
      hint={text.findings.citedOf(events.length, events_total)}
      flush
      testId="incident-time-line"
    >
      <MiniEvents rows={events} columns={COLUMNS} />
    </Panel>
  );
}
