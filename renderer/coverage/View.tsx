import { Database } from '@blueprintjs/icons';
import { useRef } from 'react';
import type { CoveragePage, OffsetCoverage } from '../../shared/contract.ts';
import { href, timelineHref } from '../app/route.ts';
import { count, duration } from '../format/number.ts';
import { TableExport } from '../export/TableExport.tsx';
import { useLedger } from '../evidence/queries.ts';
import { Missing } from '../overview/Coverage.tsx';
import { isFilter } from '../parts/filters.ts';
import { DatasetLink } from '../parts/DatasetLink.tsx';
import { Panel } from '../parts/Panel.tsx';
import { Empty, Loaded } from '../parts/State.tsx';
import { Time } from '../parts/Time.tsx';
import { SavePicture } from '../picture/SavePicture.tsx';
import { datasetTitle, text } from '../text.ts';
import { useCoverage } from './queries.ts';
import { AxisTimes, axisOf, Strip } from './Strip.tsx';
import { Term } from '../parts/Term.tsx';
import './coverage.css';

const words = text.coverage;

/** What is here, from when to when, for whom, and what is missing. */
export function CoverageView() {
  const coverage = useCoverage();
  return (
    <div className="page">
      <div className="page-head">
        <h1>{words.title}</h1>
        <p>{words.help}</p>
      </div>
      <Loaded query={coverage}>
        {(data) =>
          data.sources.length === 0 ? (
            <Empty icon={<Database size={28} />} title={text.overview.empty}>
              <a href={href(['evidence'])}>{text.overview.toEvidence} →</a>
            </Empty>
          ) : (
            <>
              <Sources data={data} />
              <Gaps data={data} />
              <div className="columns">
                <div className="span-7 stack-panels">
                  <OddTimes data={data} />
                </div>
                <div className="span-5 stack-panels">
                  <LeftOut />
                  <Missing coverage={data} />
                </div>
              </div>
            </>
          )
        }
      </Loaded>
    </div>
  );
}

function Sources({ data }: { data: CoveragePage }) {
  const picture = useRef<HTMLDivElement>(null);
  const axis = axisOf(data.histogram);
  const counts = new Map(data.histogram.series.map((each) => [each.name, each.counts]));
  return (
    <Panel
      title={words.sources}
      hint={words.sourcesHelp}
      flush
      testId="coverage-sources"
      actions={
        <>
          <TableExport asked={{ table: 'coverage' }} />
          <SavePicture name="coverage" picture={picture} chosenBeside />
        </>
      }
    >
      <div className="table-scroll" ref={picture}>
        <table className="table coverage-table">
          <thead>
            <tr>
              <th>{text.column['event_dataset']}</th>
              <th className="number">
                <Term name="event">{text.evidence.events}</Term>
              </th>
              <th className="number">{words.users}</th>
              <th className="number">
                <Term name="accounts">{words.accounts}</Term>
              </th>
              <th className="number">{words.hosts}</th>
              <th>{words.range}</th>
              <th className="coverage-strip-head">{axis && <AxisTimes axis={axis} />}</th>
            </tr>
          </thead>
          <tbody>
            {data.sources.map((source) => (
              <tr key={source.event_dataset}>
                <td>
                  <DatasetLink dataset={source.event_dataset} />
                </td>
                <td className="number">{count(source.events)}</td>
                <td className="number">{figure(source.users)}</td>
                <td className="number">{figure(source.accounts)}</td>
                <td className="number">{figure(source.hosts)}</td>
                <td>
                  <div className="coverage-range">
                    <Time iso={source.first_timestamp} />
                    <Time iso={source.last_timestamp} />
                  </div>
                </td>
                <td>
                  {axis && (
                    <Strip
                      axis={axis}
                      counts={counts.get(source.event_dataset) ?? []}
                      gaps={source.gaps}
                      label={datasetTitle(source.event_dataset)}
                    />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

const figure = (value: number) =>
  value === 0 ? <span className="muted">{text.state.absent}</span> : count(value);

function Gaps({ data }: { data: CoveragePage }) {
  const rows = data.sources
    .flatMap((source) => source.gaps.map((gap) => ({ source, gap })))
    .sort((a, b) => b.gap.seconds - a.gap.seconds);
  const total = data.sources.reduce((sum, each) => sum + each.gaps_total, 0);
  return (
    <Panel title={words.gaps} flush={rows.length > 0} testId="coverage-gaps">
      {rows.length === 0 ? (
        <p className="muted">
          {words.gapsNone} {words.gapsRule}
        </p>
      ) : (
        <>
          <p className="panel-body muted">{words.gapsRule}</p>
          <div className="table-scroll coverage-gaps">
            <table className="table">
              <thead>
                <tr>
                  <th>{text.column['event_dataset']}</th>
                  <th className="number">{words.length}</th>
                  <th>{words.lastBefore}</th>
                  <th>{words.firstAfter}</th>
                  <th className="number">{words.usual}</th>
                  <th />
                </tr>
              </thead>
              <tbody>
                {rows.map(({ source, gap }) => (
                  <tr key={`${source.event_dataset} ${gap.start}`}>
                    <td>{datasetTitle(source.event_dataset)}</td>
                    <td className="number">{duration(gap.seconds)}</td>
                    <td>
                      <Time iso={gap.start} />
                    </td>
                    <td>
                      <Time iso={gap.end} />
                    </td>
                    <td className="number">{words.usualText(source.usual_pause_seconds ?? 0)}</td>
                    <td>
                      <a
                        href={timelineHref([
                          { column: 'timestamp', op: 'between', from: gap.start, to: gap.end },
                        ])}
                      >
                        {words.meanwhile} →
                      </a>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {rows.length < total && (
            <p className="panel-more muted">{text.findings.citedOf(rows.length, total)}</p>
          )}
        </>
      )}
    </Panel>
  );
}

/** Times that cannot be right, or of which it is not known what they mean. */
function OddTimes({ data }: { data: CoveragePage }) {
  const unsure = data.offsets.filter((one) => one.listed.length > 0);
  const odd = data.sources.filter((one) => one.future.events + one.early.events + one.late.events > 0);
  return (
    <Panel title={words.odd} testId="coverage-odd">
      {unsure.length + odd.length === 0 ? (
        <p className="muted">{words.oddNone}</p>
      ) : (
        <ul className="odd-list">
          {odd.map(({ event_dataset, ...times }) =>
            (['future', 'early', 'late'] as const).map((kind) => {
              const one = times[kind];
              if (one.events === 0) return null;
              return (
                <li key={`${event_dataset} ${kind}`}>
                  <strong>{datasetTitle(event_dataset)}</strong> {words.oddText[kind](one.events)}{' '}
                  <Time iso={one.first_timestamp} />
                  {one.last_timestamp !== one.first_timestamp && (
                    <>
                      {' – '}
                      <Time iso={one.last_timestamp} />
                    </>
                  )}{' '}
                  <a
                    href={timelineHref([
                      isFilter('event_dataset', event_dataset),
                      {
                        column: 'timestamp',
                        op: 'between',
                        from: one.first_timestamp,
                        to: one.last_timestamp,
                      },
                    ])}
                  >
                    {words.show} →
                  </a>
                </li>
              );
            }),
          )}
          {unsure.map((one) => (
            <Offsets key={one.source} one={one} />
          ))}
        </ul>
      )}
      <p className="muted coverage-rule">{words.oddRule}</p>
    </Panel>
  );
}

function Offsets({ one }: { one: OffsetCoverage }) {
  const none = one.offsets['none'] ?? 0;
  const several = Object.entries(one.offsets).filter(([offset]) => offset !== 'none');
  return (
    <li>
      <strong>{one.source}</strong> {none > 0 && words.noOffset(none)}{' '}
      {several.length > 1 && words.severalOffsets(several)}
      <span className="muted"> {words.inFiles} </span>
      {one.listed.map((file, at) => (
        <span key={file.evidence_id}>
          {at > 0 && ', '}
          <a href={href(['evidence'], { line: String(file.evidence_id) })}>{file.name}</a>
        </span>
      ))}
    </li>
  );
}

/** Records and files that are in none of the figures above. */
function LeftOut() {
  const { data } = useLedger();
  if (!data) return null;
  const unread = data.evidence.filter((one) =>
    ['unrecognised', 'failed', 'locked', 'empty'].includes(one.status),
  ).length;
  const withRejects = data.evidence.filter((one) => one.rejects > 0);
  return (
    <Panel title={words.leftOut} testId="coverage-left-out">
      {unread + withRejects.length === 0 ? (
        <p className="muted">{words.leftOutNone}</p>
      ) : (
        <ul className="odd-list">
          {withRejects.slice(0, 10).map((line) => (
            <li key={line.evidence_id}>
              <a href={href(['evidence'], { line: String(line.evidence_id) })}>
                {words.rejected(line.rejects, line.name)}
              </a>
            </li>
          ))}
          {withRejects.length > 10 && (
            <li>
              <a href={href(['evidence'])}>{words.moreFiles(withRejects.length - 10)}</a>
            </li>
          )}
          {unread > 0 && (
            <li>
              <a href={href(['evidence'])}>{words.unread(unread)}</a>
            </li>
          )}
        </ul>
      )}
    </Panel>
  );
}
