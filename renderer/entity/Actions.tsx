import type { EntityPage } from '../../shared/contract.ts';
import { timelineHref } from '../app/route.ts';
import { count } from '../format/number.ts';
import { entityFilter } from '../../shared/entities.ts';
import { addFilter, isFilter } from '../parts/filters.ts';
import { Panel } from '../parts/Panel.tsx';
import { Value } from '../parts/Value.tsx';
import { text } from '../text.ts';
import { Term } from '../parts/Term.tsx';

export function Actions({ page }: { page: EntityPage }) {
  return (
    <Panel title={text.entity.actions} flush>
      <table className="table">
        <thead>
          <tr>
            <th>{text.entity.action}</th>
            <th>{text.entity.service}</th>
            <th className="number">{text.entity.records}</th>
            <th className="number">
              <Term name="failure">{text.entity.failures}</Term>
            </th>
          </tr>
        </thead>
        <tbody>
          {page.top_actions.map((each) => (
            <tr key={`${each.event_provider ?? ''} ${each.event_action}`}>
              <td>
                <Value column="event_action" value={each.event_action} />
              </td>
              <td>
                <Value column="event_provider" value={each.event_provider} />
              </td>
              <td className="number">
                <a
                  href={timelineHref(
                    addFilter([entityFilter(page.entity)], isFilter('event_action', each.event_action)),
                  )}
                >
                  {count(each.events)}
                </a>
              </td>
              <td className="number">{count(each.failures)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
