import type { LearnedNetwork } from '../../../shared/networks.ts';
import type { Citation, Report, ReportedLearned } from '../../../shared/report.ts';
import type { Connection } from '../db/database.ts';
import { networksPage } from '../networks/networks.ts';
import { citations } from './citations.ts';
import { allPages } from './pages.ts';

/** The known networks with the minimums that they were learned by, in an order that the import does not decide. */
export async function reportedNetworks(desk: Connection): Promise<Report['known_networks']> {
  const page = await networksPage(desk, { which: 'all', offset: 0, limit: 1 });
  const counting = await allPages(async (of) => {
    const { learned, learned_total } = await networksPage(desk, { which: 'counting', ...of });
    return { total: learned_total, rows: learned };
  });
  const cite = await citations(
    desk,
    counting.flatMap((one) => one.events_cited),
  );
  return {
    minimums: { devices: page.minimums.devices, days: page.minimums.days },
    known: page.known.map(({ prefix, name, kind, status, reason, origin }) => ({
      prefix,
      name,
      kind,
      status,
      reason,
      origin,
    })),
    learned: counting.map((one) => reported(one, cite(one.events_cited))),
    below_minimums: page.learned_total - page.learned_counting,
    coverage: page.coverage.map(
      ({ dataset, events, devices, addresses, first_timestamp, last_timestamp }) => ({
        dataset,
        events,
        devices,
        addresses,
        first_timestamp,
        last_timestamp,
      }),
    ),
  };
}

const reported = (one: LearnedNetwork, events: Citation[]): ReportedLearned => ({
  prefix: one.prefix,
  name: one.name,
  kind: one.kind,
  decision: one.decision,
  devices: one.devices,
  days: one.days,
  event_count: one.events,
  first_timestamp: one.first_timestamp,
  last_timestamp: one.last_timestamp,
  datasets: one.datasets,
  cloud: one.cloud,
  hosting_reason: one.hosting_reason,
  events,
});
