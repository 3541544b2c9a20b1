import { useRef } from 'react';
import type { Coverage as CoverageData, CoveragePage, SourceCoverage } from '../../shared/contract.ts';
import { isRunning, useJob } from '../app/job.ts';
import { href, timelineHref } from '../app/route.ts';
import { useCoverage } from '../coverage/queries.ts';
import { AxisTimes, axisOf, Strip } from '../coverage/Strip.tsx';
import type { Axis } from '../format/axis.ts';
import { count } from '../format/number.ts';
import { DatasetLink } from '../parts/DatasetLink.tsx';
import { isFilter } from '../parts/filters.ts';
import { Panel } from '../parts/Panel.tsx';
import { Failed } from '../parts/State.tsx';
import { Time } from '../parts/Time.tsx';
import { SavePicture } from '../picture/SavePicture.tsx';
import { datasetTitle, text } from '../text.ts';
import { Term } from '../parts/Term.tsx';
import '../coverage/coverage.css';

/** Which logs are here for which time, on one common scale, with their gaps, and what their absence leaves open. */
export function Coverage({ coverage }: { coverage: CoverageData }) {
  const whole = useCoverage();
  const picture = useRef<HTMLDivElement>(null);
  const axis = whole.data ? axisOf(whole.data.histogram) : null;
  const told = new Map(whole.data?.sources.map((source) => [source.event_dataset, source]));
  return (
    <Panel
      title={text.overview.coverage}
      hint={text.overview.coverageHelp}
      actions={
        <>
          {axis && <SavePicture name="coverage" picture={picture} />}
          <a href={href(['coverage'])}>{text.coverage.toPage} →</a>
        </>
      }
      testId="overview-coverage"
      flush
    >
      <div className="table-scroll" ref={picture}>
        <table className="table coverage-table" aria-busy={whole.isPending}>
          <thead>
            <tr>
              <th>{text.column['event_dataset']}</th>
              <th className="number">
                <Term name="event">{text.evidence.events}</Term>
              </th>
              <th>{text.entity.first}</th>
              <th>{text.entity.last}</th>
              <th className="number" title={text.overview.gapsHelp}>
                {text.overview.gaps}
              </th>
              <th className="coverage-strip-head">{axis && <AxisTimes axis={axis} />}</th>
            </tr>
          </thead>
          <tbody>
            {coverage.sources.map((source) => (
              <tr key={source.event_dataset}>
                <td>
                  <DatasetLink dataset={source.event_dataset} />
                </td>
                <td className="number">
                  <a href={timelineHref([isFilter('event_dataset', source.event_dataset)])}>
                    {count(source.events)}
                  </a>
                </td>
                <td>
                  <Time iso={source.first_timestamp} />
                </td>
                <td>
                  <Time iso={source.last_timestamp} />
                </td>
                <td className="number">
                  <Gaps source={told.get(source.event_dataset) ?? null} />
                </td>
                <td className="strip-cell">
                  {axis && whole.data && (
                    <SourceStrip data={whole.data} axis={axis} dataset={source.event_dataset} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {whole.isError && <Failed error={whole.error} retry={() => void whole.refetch()} />}
    </Panel>
  );
}

function Gaps({ source }: { source: SourceCoverage | null }) {
  if (source === null) return null;
  if (source.gaps_total === 0) return <>0</>;
  return <a href={href(['coverage'])}>{count(source.gaps_total)}</a>;
}

function SourceStrip({ data, axis, dataset }: { data: CoveragePage; axis: Axis; dataset: string }) {
  const counts = data.histogram.series.find(({ name }) => name === dataset)?.counts ?? [];
  const gaps = data.sources.find((source) => source.event_dataset === dataset)?.gaps ?? [];
  return <Strip axis={axis} counts={counts} gaps={gaps} label={datasetTitle(dataset)} />;
}

/** What could not be asked for lack of a log: as important as what was found. */
export function Missing({ coverage }: { coverage: Pick<CoverageData, 'missing'> }) {
  const running = useJob((job) => isRunning(job.progress));
  return (
    <Panel title={text.overview.missing}>
      {coverage.missing.length === 0 ? (
        <p className="muted">{running ? text.overview.notYet : text.overview.missingNone}</p>
      ) : (
        <ul className="missing-list">
          {coverage.missing.map((each) => (
            <li key={`${each.definition} ${each.missing}`}>
              <span className="badge bare open" aria-hidden="true">
                ?
              </span>
              <span>
                <strong>{each.title}</strong> {text.overview.missingFor} {each.missing}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
