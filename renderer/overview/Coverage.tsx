import type { Coverage as CoverageData } from '../../shared/contract.ts';
import { isRunning, useJob } from '../app/job.ts';
import { href } from '../app/route.ts';
import { count } from '../format/number.ts';
import { millis } from '../format/time.ts';
import { DatasetLink } from '../parts/DatasetLink.tsx';
import { Panel } from '../parts/Panel.tsx';
import { Time } from '../parts/Time.tsx';
import { text } from '../text.ts';

/** Which logs are here for which time, on one common scale, and what their absence leaves open. */
export function Coverage({ coverage }: { coverage: CoverageData }) {
  const starts = coverage.sources.map((source) => millis(source.first_timestamp));
  const ends = coverage.sources.map((source) => millis(source.last_timestamp));
  const first = Math.min(...starts);
  const span = Math.max(1, Math.max(...ends) - first);
  return (
    <Panel
      title={text.overview.coverage}
      hint={text.overview.coverageHelp}
      actions={<a href={href(['coverage'])}>{text.coverage.toPage} →</a>}
      flush
    >
      <div className="table-scroll">
        <table className="table">
          <thead>
            <tr>
              <th>{text.column['event_dataset']}</th>
              <th className="number">{text.evidence.events}</th>
              <th>{text.entity.first}</th>
              <th className="coverage-bar-head">{text.overview.span}</th>
              <th>{text.entity.last}</th>
            </tr>
          </thead>
          <tbody>
            {coverage.sources.map((source, at) => (
              <tr key={source.event_dataset}>
                <td>
                  <DatasetLink dataset={source.event_dataset} />
                </td>
                <td className="number">{count(source.events)}</td>
                <td>
                  <Time iso={source.first_timestamp} />
                </td>
                <td>
                  <svg
                    className="coverage-bar"
                    viewBox="0 0 1000 10"
                    preserveAspectRatio="none"
                    aria-hidden="true"
                  >
                    <rect className="whole" width="1000" height="10" />
                    <rect
                      className="part"
                      x={(((starts[at] ?? first) - first) / span) * 1000}
                      width={Math.max(4, (((ends[at] ?? first) - (starts[at] ?? first)) / span) * 1000)}
                      height="10"
                    />
                  </svg>
                </td>
                <td>
                  <Time iso={source.last_timestamp} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
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
