import type { ReportedAlerts } from '../../../shared/report.ts';
import type { Connection } from '../db/database.ts';
import { looseAlerts } from '../desk/alerts.ts';
import { citations } from './citations.ts';
import { batches } from './pages.ts';

/** Alerts that started no tree, by log and rule, each with the first records and the findings that touch them. */
export async function* reportedAlerts(desk: Connection): AsyncGenerator<ReportedAlerts> {
  for (const batch of batches(await looseAlerts(desk))) {
    const cite = await citations(
      desk,
      batch.flatMap((one) => one.refs),
    );
    for (const one of batch)
      yield {
        event_dataset: one.event_dataset,
        rule_name: one.rule_name,
        alerts: one.alerts,
        first_timestamp: one.first_timestamp,
        last_timestamp: one.last_timestamp,
        events: cite(one.refs),
        findings: one.finding_ids,
        findings_total: one.findings_total,
      };
  }
}
