import type { HuntState } from '../../shared/contract.ts';
import type { Finding, Row } from '../../shared/model.ts';
import { href, timelineHref } from '../app/route.ts';
import { Compare } from '../compare/Compare.tsx';
import { OwnMark, SeverityBadge } from '../parts/Badge.tsx';
import { entityFilter } from '../../shared/entities.ts';
import { EntityLink } from '../parts/EntityLink.tsx';
import { windowFilter } from '../parts/filters.ts';
import { Facts, FactTables } from '../parts/Facts.tsx';
import { Marks } from '../marks/Marks.tsx';
import { findingSubject } from '../marks/subjects.ts';
import { Meanings } from '../parts/Meanings.tsx';
import { MiniEvents } from '../parts/MiniEvents.tsx';
import { Panel } from '../parts/Panel.tsx';
import { ScoreParts } from '../parts/ScoreParts.tsx';
import { Loaded } from '../parts/State.tsx';
import { TimeRange } from '../parts/Time.tsx';
import { AskLinks } from '../questions/AskLinks.tsx';
import { text } from '../text.ts';
import { Muting } from './Muting.tsx';
import { useFinding } from './queries.ts';

export function FindingDetail({ findingId }: { findingId: string }) {
  const finding = useFinding(findingId);
  return (
    <Loaded query={finding}>
      {(data) => (
        <article className="detail-body" data-testid="finding-detail">
          <Head finding={data.finding} />
          <div className="columns">
            <div className="span-7 stack-panels">
              <Panel title={text.findings.values}>
                <Facts facts={data.finding.values} without={SHOWN_ELSEWHERE} />
              </Panel>
              <Why finding={data.finding} />
            </div>
            <div className="span-5 stack-panels">
              <Meaning finding={data.finding} hunt={data.hunt} />
            </div>
          </div>
          <Compare
            entity={data.finding.entity}
            from={data.finding.window_start}
            to={data.finding.window_end}
          />
          <FactTables facts={data.finding.values} />
          <Cited finding={data.finding} rows={data.events} />
        </article>
      )}
    </Loaded>
  );
}

/** Said by the summary, or by the values beside it. */
const SHOWN_ELSEWHERE = ['hypotheses', 'listed'];

function Head({ finding }: { finding: Finding }) {
  const filters = [entityFilter(finding.entity), windowFilter(finding.window_start, finding.window_end)];
  return (
    <header className="detail-head">
      <div className="row-gap">
        <SeverityBadge severity={finding.severity} />
        <h2>{finding.title}</h2>
        {finding.own !== null && <OwnMark sha256={finding.own} />}
      </div>
      <p className="lead">{finding.summary}</p>
      <div className="row-gap">
        <EntityLink entity={finding.entity} longest={64} />
        <TimeRange from={finding.window_start} to={finding.window_end} />
        <span>{text.findings.events(finding.event_count)}</span>
        <a href={timelineHref(finding.window_start ? filters : filters.slice(0, 1))}>
          {text.findings.openTimeline} →
        </a>
      </div>
      <AskLinks entity={finding.entity} />
      <Muting finding={finding} />
      <Marks subject={findingSubject(finding)} />
    </header>
  );
}

function Why({ finding }: { finding: Finding }) {
  return (
    <Panel title={text.findings.why} hint={text.findings.scoreHelp} flush>
      <ScoreParts parts={finding.score_parts} total={finding.score} />
    </Panel>
  );
}

function Meaning({ finding, hunt }: { finding: Finding; hunt: HuntState }) {
  return (
    <Panel title={hunt.title} actions={<a href={href(['hunts', hunt.id])}>{text.hunts.parameters} →</a>}>
      <div className="stack wide">
        <p>{hunt.question}</p>
        <section>
          <h3>{text.findings.nextSteps}</h3>
          <p>{hunt.next_steps}</p>
        </section>
        <section>
          <h3>{text.findings.falsePositives}</h3>
          <p>{hunt.false_positives}</p>
        </section>
        <Meanings hypotheses={finding.hypotheses} attack={finding.attack} />
      </div>
    </Panel>
  );
}

function Cited({ finding, rows }: { finding: Finding; rows: readonly Row[] }) {
  return (
    <Panel title={text.findings.cited} hint={text.findings.citedOf(rows.length, finding.event_count)} flush>
      <MiniEvents rows={rows} />
    </Panel>
  );
}
