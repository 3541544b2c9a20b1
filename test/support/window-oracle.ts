/**
 * The slow and obvious answer to "in which windows did an entity come from more networks and countries than it may?", to hold the
 * hunts' SQL against. Times are microseconds.
 */

export interface Use {
  entity: string;
  time: number;
  record: number;
  network: number | null;
  country: string | null;
  client: string | null;
}

export interface WindowRule {
  length: number;
  more_networks_than: number;
  more_countries_than: number;
}

export interface WindowFinding {
  entity: string;
  start: number;
  end: number;
  events: number;
  most_networks: number;
  most_countries: number;
  networks: number[];
  countries: string[];
  cited: number[];
}

const distinct = <T>(values: (T | null)[]): T[] => [...new Set(values.filter((value) => value !== null))];
const networksOf = (uses: Use[]) => distinct(uses.map((use) => use.network)).sort((a, b) => a - b);
const countriesOf = (uses: Use[]) => distinct(uses.map((use) => use.country)).sort();

function exceeds(uses: Use[], rule: WindowRule): boolean {
  const networks = networksOf(uses).length;
  const countries = countriesOf(uses).length;
  if (networks + countries === 0) return false;
  if (rule.more_networks_than > 0 && networks <= rule.more_networks_than) return false;
  return rule.more_countries_than === 0 || countries > rule.more_countries_than;
}

function findingOf(entity: string, start: number, end: number, uses: Use[], windows: Use[][]): WindowFinding {
  return {
    entity,
    start,
    end,
    events: uses.length,
    most_networks: Math.max(...windows.map((window) => networksOf(window).length)),
    most_countries: Math.max(...windows.map((window) => countriesOf(window).length)),
    networks: networksOf(uses),
    countries: countriesOf(uses),
    cited: firstAndLast(uses),
  };
}

/** The first and the last event of each network, country and client, in time order. */
function firstAndLast(uses: Use[]): number[] {
  const sorted = [...uses].sort((a, b) => a.time - b.time || a.record - b.record);
  const kindOf = ({ network, country, client }: Use) => JSON.stringify([network, country, client]);
  return sorted
    .filter((use, place) => {
      const alike = (other: Use) => kindOf(other) === kindOf(use);
      return !sorted.slice(0, place).some(alike) || !sorted.slice(place + 1).some(alike);
    })
    .map((use) => use.record);
}

const placed = (uses: Use[], entity: string) =>
  uses.filter((use) => use.entity === entity && (use.network !== null || use.country !== null));

export function tumblingFindings(uses: Use[], rule: WindowRule): WindowFinding[] {
  return distinct(uses.map((use) => use.entity)).flatMap((entity) => {
    const own = placed(uses, entity);
    const slices = distinct(own.map((use) => Math.floor(use.time / rule.length)));
    return slices.flatMap((slice) => {
      const inside = own.filter((use) => Math.floor(use.time / rule.length) === slice);
      if (!exceeds(inside, rule)) return [];
      return [findingOf(entity, slice * rule.length, (slice + 1) * rule.length, inside, [inside])];
    });
  });
}

/** At the instant t the window is (t - length, t]; it changes only where an event enters or leaves it. */
export function slidingFindings(uses: Use[], rule: WindowRule): WindowFinding[] {
  return distinct(uses.map((use) => use.entity)).flatMap((entity) => {
    const own = placed(uses, entity);
    const instants = distinct(own.flatMap((use) => [use.time, use.time + rule.length])).sort((a, b) => a - b);
    const windowAt = (t: number) => own.filter((use) => use.time > t - rule.length && use.time <= t);
    const findings: WindowFinding[] = [];
    let run: number[] = [];
    for (const instant of instants) {
      if (exceeds(windowAt(instant), rule)) {
        run.push(instant);
        continue;
      }
      if (run.length > 0) findings.push(stretch(entity, own, run, instant, rule, windowAt));
      run = [];
    }
    return findings;
  });
}

function stretch(
  entity: string,
  own: Use[],
  run: number[],
  until: number,
  rule: WindowRule,
  windowAt: (t: number) => Use[],
): WindowFinding {
  const first = Math.min(...run) - rule.length;
  const inside = own.filter((use) => use.time > first && use.time < until);
  const times = inside.map((use) => use.time);
  return findingOf(entity, Math.min(...times), Math.max(...times), inside, run.map(windowAt));
}
