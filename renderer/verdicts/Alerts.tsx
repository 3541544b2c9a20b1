import type { AlertGroup } from '../../shared/contract.ts';
import type { Filter } from '../../shared/filter.ts';
import { timelineHref } from '../app/route.ts';
import { TableExport } from '../export/TableExport.tsx';
import { FindingRow } from '../findings/FindingRow.tsx';
import { MiniEvents } from '../parts/MiniEvents.tsx';
import { Panel } from '../parts/Panel.tsx';
import { Empty, Loaded } from '../parts/State.tsx';
import { TimeRange } from '../parts/Time.tsx';
import { text } from '../text.ts';
import { useAlerts } from './queries.ts';
import { Tabs } from './Tabs.tsx';

/** Alerts that started no tree, by log and rule, with the first records and the findings that cite them. */
export function Alerts() {
  const alerts = useAlerts();
  return (
    <div className="page">
      <div className="page-head">
        <Tabs tab="alerts" />
        <h1>{text.verdicts.alertsTitle}</h1>
        <p>{text.verdicts.alertsHelp}</p>
      </div>
      <Loaded query={alerts}>
        {({ alerts: all, without_tree, groups, groups_total }) =>
          groups_total === 0 ? (
            <Empty title={text.verdicts.alertsNone}>
              <p>{text.verdicts.alertsNoneHelp(all)}</p>
            </Empty>
          ) : (
            <>
              <div className="row-gap">
                <p>{text.verdicts.alertsOf(without_tree, all)}</p>
                <span className="spring" />
                <TableExport asked={{ table: 'alerts' }} />
              </div>
              {groups.map((group) => (
                <Group key={`${group.event_dataset} ${group.rule_name ?? ''}`} group={group} />
              ))}
              {groups.length < groups_total && (
                <p className="muted">{text.verdicts.alertsShown(groups.length, groups_total)}</p>
              )}
            </>
          )
        }
      </Loaded>
    </div>
  );
}

function Group({ group }: { group: AlertGroup }) {
  const { event_dataset, rule_name, alerts, events, findings, findings_total } = group;
  return (
    <Panel
      title={`${event_dataset}: ${rule_name ?? text.verdicts.alertsNoRule}`}
      hint={text.verdicts.alerts(alerts)}
      actions={<a href={timelineHref(filtersOf(group))}>{text.verdicts.alertsTimeline} →</a>}
      flush
      testId="alert-group"
    >
      <div className="panel-body row-gap">
        <TimeRange from={group.first_timestamp} to={group.last_timestamp} />
        {events.length < alerts && (
          <span className="muted">{text.verdicts.alertsShown(events.length, alerts)}</span>
        )}
      </div>
      <MiniEvents rows={events} />
      {findings_total === 0 ? (
        <p className="panel-body muted">{text.verdicts.touchingNone}</p>
      ) : (
        <section>
          <h3 className="changed-head">{text.verdicts.touching(findings_total)}</h3>
          {findings.map((finding) => (
            <FindingRow key={finding.finding_id} finding={finding} />
          ))}
        </section>
      )}
    </Panel>
  );
}

const filtersOf = ({ event_dataset, rule_name }: AlertGroup): Filter[] => [
  { column: 'event_kind', op: 'is', values: ['alert'] },
  { column: 'event_dataset', op: 'is', values: [event_dataset] },
  rule_name === null
    ? { column: 'rule_name', op: 'missing' }
    : { column: 'rule_name', op: 'is', values: [rule_name] },
];
