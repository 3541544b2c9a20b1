import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../electron/engine/db/database.ts';
import { configureHunt, readFindings } from '../electron/engine/hunting.ts';
import { DAY_ONE, HOUR, isoOf, microsOf, oneOf, type Random, randomOf } from './support/random-logs.ts';
import { clearEvents, emptyCase, seed, type Columns } from './support/seed.ts';
import {
  slidingFindings,
  tumblingFindings,
  type Use,
  type WindowFinding,
  type WindowRule,
} from './support/window-oracle.ts';

/** Random logs against the slow and obvious answer: edges, ties, missing values, the log's own place, calls without a network. */
const LOGS_PER_RULE = 60;

const RULES: WindowRule[] = [
  { length: 24 * HOUR, more_networks_than: 1, more_countries_than: 2 },
  { length: HOUR, more_networks_than: 1, more_countries_than: 1 },
  { length: 24 * HOUR, more_networks_than: 0, more_countries_than: 0 },
  { length: HOUR / 2, more_networks_than: 2, more_countries_than: 0 },
  { length: 3 * HOUR, more_networks_than: 0, more_countries_than: 1 },
  { length: 7 * HOUR, more_networks_than: 2, more_countries_than: 2 },
];

interface Drawn extends Use {
  outcome: string;
  kind: string;
  byLog: boolean;
}

/** Times fall on quarters of the window, or a microsecond beside them, so that edges and ties are frequent. */
function draw(random: Random, entity: string, rule: WindowRule): Drawn {
  const quarter = rule.length / 4;
  const time = DAY_ONE + random(24) * quarter + oneOf(random, [0, 0, 0, 1, -1, random(quarter)]);
  return {
    entity,
    time,
    record: 0,
    network: oneOf(random, [null, 100, 200, 300, 400]),
    country: oneOf(random, [null, 'DE', 'DE', 'US', 'NG', 'RO']),
    client: oneOf(random, [null, 'firefox', 'curl']),
    outcome: oneOf(random, ['success', 'success', 'success', 'failure', 'unknown']),
    kind: oneOf(random, ['public', 'public', 'public', 'private', 'service', 'internal']),
    byLog: random(3) === 0,
  };
}

function drawLogs(rule: WindowRule, seedNumber: number): Drawn[] {
  const random = randomOf(seedNumber);
  const drawn = Array.from({ length: LOGS_PER_RULE }, (_, log) => {
    const events = oneOf(random, [1, 2, 3, 5, 8, 13, 21, 34]);
    return Array.from({ length: events }, () => draw(random, `user ${log}`, rule));
  });
  return drawn.flat().map((use, index) => ({ ...use, record: index + 1 }));
}

function columnsOf(use: Drawn): Columns {
  const { network, country, byLog } = use;
  return {
    record: use.record,
    timestamp: isoOf(use.time),
    user_name: use.entity,
    event_outcome: use.outcome,
    source_kind: use.kind,
    source_address: JSON.stringify([use.kind, byLog, network, country]),
    source_as_number: byLog ? null : network,
    source_country_iso_code: byLog ? null : country,
    log_as_number: byLog ? network : 999,
    log_country_iso_code: byLog ? country : 'ZZ',
    user_agent_original: use.client,
  };
}

/** What the log says stands in where our data has nothing. */
const seen = ({ network, country, byLog, ...use }: Drawn): Drawn => ({
  ...use,
  byLog,
  network: byLog ? network : (network ?? 999),
  country: byLog ? country : (country ?? 'ZZ'),
});

const counts = (use: Drawn): boolean =>
  use.outcome === 'success' && use.kind !== 'service' && use.kind !== 'internal';

let database: Database;
beforeAll(async () => {
  database = await emptyCase();
});
beforeEach(() => clearEvents(database.job));
afterAll(() => database.close());

async function found(rule: WindowRule, windows: 'sliding' | 'tumbling'): Promise<WindowFinding[]> {
  const hunt = 'user-many-networks-countries';
  await configureHunt(database.job, hunt, {
    windows,
    window_hours: rule.length / HOUR,
    more_networks_than: rule.more_networks_than,
    more_countries_than: rule.more_countries_than,
  });
  const { findings } = await readFindings(database.desk, { hunt, offset: 0, limit: 100_000 });
  const events = await database.desk.rows<{ finding_id: string; record: number }>(
    'SELECT * FROM finding_events ORDER BY finding_id, ordinal',
  );
  return findings.map((finding) => ({
    entity: finding.entity.value,
    start: microsOf(finding.window_start),
    end: microsOf(finding.window_end),
    events: finding.event_count,
    most_networks: finding.values.most_asns_in_window as number,
    most_countries: finding.values.most_countries_in_window as number,
    networks: (finding.values.asns as string[]).map((text) => Number(text.slice(2))),
    countries: finding.values.countries as string[],
    cited: events.filter((one) => one.finding_id === finding.finding_id).map((one) => one.record),
  }));
}

const inOrder = (findings: WindowFinding[]): WindowFinding[] =>
  [...findings].sort((a, b) => (a.entity < b.entity ? -1 : a.entity > b.entity ? 1 : a.start - b.start));

test.each(RULES.map((rule, index) => [JSON.stringify(rule), rule, index] as const))(
  'S-Q1 S-Q2 S-Q7 both kinds of window agree with the oracle on random logs: %s',
  async (_, rule, index) => {
    const drawn = drawLogs(rule, 20_240_501 + index);
    await seed(database.job, drawn.map(columnsOf));
    const uses = drawn.map(seen).filter(counts);
    const sliding = inOrder(slidingFindings(uses, rule));
    const tumbling = inOrder(tumblingFindings(uses, rule));
    expect(sliding.length).toBeGreaterThan(5);
    expect(tumbling.length).toBeGreaterThan(5);
    expect(inOrder(await found(rule, 'sliding'))).toEqual(sliding);
    expect(inOrder(await found(rule, 'tumbling'))).toEqual(tumbling);
  },
);
