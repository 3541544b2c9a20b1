import type { Overview } from '../../shared/contract.ts';
import { isRunning, useJob } from '../app/job.ts';
import { aboutHref } from '../app/route.ts';
import { SeverityBadge } from '../parts/Badge.tsx';
import { TableExport } from '../export/TableExport.tsx';
import { EntityLink } from '../parts/EntityLink.tsx';
import { Bar, Panel } from '../parts/Panel.tsx';
import { text } from '../text.ts';

const words = text.overview;

/** What the most of a score is made of: findings, where there are any. */
const listOf = ({ entity, findings }: Overview['unusual'][number]): string =>
  aboutHref(findings > 0 ? 'findings' : 'verdicts', { entity, how: 'names' });

/** Who stands out most by what hunts and trees say of each together. */
export function Unusual({ data }: { data: Overview }) {
  const running = useJob((job) => isRunning(job.progress));
  const more = data.unusual_total - data.unusual.length;
  return (
    <Panel
      title={words.unusual}
      hint={words.unusualHelp}
      testId="unusual"
      flush={data.unusual.length > 0}
      actions={data.unusual.length > 0 && <TableExport asked={{ table: 'unusual' }} />}
    >
      {data.unusual.length === 0 ? (
        <p className="muted">{running ? words.notYet : words.unusualNone}</p>
      ) : (
        <table className="table unusual">
          <tbody>
            {data.unusual.map((one) => (
              <tr key={`${one.entity.kind} ${one.entity.value}`}>
                <td className="number" title={words.unusualHelp}>
                  <a href={listOf(one)}>
                    <strong>{one.score}</strong>
                  </a>
                </td>
                <td>
                  <Bar share={one.score / 100} />
                </td>
                <td>
                  <EntityLink entity={one.entity} longest={26} />
                  <div className="nowrap-links">
                    {one.findings > 0 && (
                      <a href={aboutHref('findings', { entity: one.entity, how: 'names' })}>
                        {words.unusualBy(one.findings, one.hunts)}
                      </a>
                    )}
                    {one.findings > 0 && one.verdicts > 0 && ', '}
                    {one.verdicts > 0 && (
                      <a href={aboutHref('verdicts', { entity: one.entity, how: 'names' })}>
                        {words.unusualVerdicts(one.verdicts)}
                      </a>
                    )}
                  </div>
                </td>
                <td>{one.severity && <SeverityBadge severity={one.severity} bare />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {more > 0 && <p className="panel-more muted">{words.unusualMore(more)}</p>}
    </Panel>
  );
}
