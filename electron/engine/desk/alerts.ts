import type { AlertsPage } from '../../../shared/contract.ts';
import type { EventRef } from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { fixed, sql } from '../db/sql.ts';
import grouped from './alerts.sql?raw';
import { eventRows } from './event-rows.ts';
import { memo } from './memo.ts';
import type { Readers } from './readers.ts';

/** Records and findings that are listed of a group; their numbers count them all. */
const LISTED = 20;

/** Alerts of one log and rule that started no tree; at most `LISTED` records, first in time, and findings. */
export interface LooseAlerts {
  event_dataset: string;
  rule_name: string | null;
  alerts: number;
  first_timestamp: string;
  last_timestamp: string;
  refs: EventRef[];
  findings_total: number;
  finding_ids: string[];
}

/** Alerts that no verdict starts from or cites, by log and rule: those with the most first. */
export const looseAlerts = (desk: Connection): Promise<LooseAlerts[]> =>
  memo(desk, 'loose alerts', () => desk.rows<LooseAlerts & object>(fixed(grouped, { listed: LISTED })));

const countAlerts = (desk: Connection): Promise<number> =>
  memo(desk, 'alerts', async () => {
    const { alerts } = await desk.row<{ alerts: number }>(
      `SELECT count(*) AS alerts FROM event_facts
       WHERE action_key IN (SELECT action_key FROM actions WHERE event_kind = 'alert')`,
    );
    return alerts;
  });

export async function alertsPage(
  desk: Connection,
  { offset, limit }: { offset: number; limit: number },
  readers: Pick<Readers, 'findings'>,
): Promise<AlertsPage> {
  const all = await looseAlerts(desk);
  const groups: AlertsPage['groups'] = [];
  for (const { refs, finding_ids, ...group } of all.slice(offset, offset + limit)) {
    const query = { ids: finding_ids, offset: 0, limit: LISTED };
    const findings = finding_ids.length === 0 ? [] : (await readers.findings(desk, query)).findings;
    groups.push({ ...group, events: await rowsOf(desk, refs), findings });
  }
  return {
    alerts: await countAlerts(desk),
    without_tree: all.reduce((sum, one) => sum + one.alerts, 0),
    groups_total: all.length,
    groups,
  };
}

/** In the order of `refs`. */
const rowsOf = (desk: Connection, refs: readonly EventRef[]) =>
  eventRows(
    desk,
    sql`SELECT f.* FROM event_facts f JOIN (
          SELECT CAST(unnest(${refs.map((ref) => String(ref.evidence_id))}) AS BIGINT) AS evidence_id,
            CAST(unnest(${refs.map((ref) => String(ref.record))}) AS BIGINT) AS record,
            unnest(generate_series(1, ${refs.length})) AS place
        ) c ON c.evidence_id = f.evidence_id AND c.record = f.record ORDER BY c.place`,
  );
