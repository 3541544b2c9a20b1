import type { Rule } from '../../../../shared/rules.ts';
import { fixed, join, name, sql, type Statement } from '../../db/sql.ts';
import details from './details.sql?raw';
import { carriedBy, fieldOf, joined } from './fields.ts';

/** Hits of one hunt that become findings: the strongest. */
export const MOST_FINDINGS = 2_000;

/** A rule as one statement in two pieces: `hits`, which ends with the table of that name, and `told`, all that is said of them. */
export interface RulePieces {
  hits: Statement;
  told: Statement;
}

/** `named AS …, told AS …` */
export function toldOf({ tell }: Pick<Rule, 'tell'>): Statement {
  const fields = tell.map(fieldOf);
  if (fields.length === 0) return sql`${fixed(details.trimEnd())},\ntold AS (FROM told_always)`;
  const lists = fields.map(
    ({ shown, value }, at) =>
      sql`coalesce(list_sort(list(DISTINCT ${shown(value)}) FILTER (${value} IS NOT NULL))[:50], []) AS ${name(`tell_${at}`)}`,
  );
  return sql`${fixed(details.trimEnd())},
told_beside AS (
  SELECT t.hit_id, ${join(lists, ', ')}
  FROM parts t
  ${joined(carriedBy(fields))}
  GROUP BY t.hit_id
),
told AS (SELECT a.*, b.* EXCLUDE (hit_id) FROM told_always a JOIN told_beside b ON b.hit_id = a.hit_id)`;
}

/** What every finding says of its events, as fields of a struct over `d`, a row of `told`. */
const TOLD_VALUES: Statement = sql`
    distinct_asns: d.asn_count,
    distinct_countries: len(d.countries),
    asns: d.asns,
    countries: d.countries,
    systems: d.systems,
    networks: d.networks,
    addresses: d.addresses,
    address_count: d.address_count,
    user_agents: d.user_agents,
    user_agent_count: d.user_agent_count,
    network_labels: d.labels`;

export const toldValues = ({ tell }: Pick<Rule, 'tell'>): Statement =>
  join(
    [...tell.map((field, at) => sql`${name(`${field}_values`)}: d.${name(`tell_${at}`)}`), TOLD_VALUES],
    ',\n    ',
  );

/** The declared hypotheses that the events of the hit themselves support. */
export const TOLD_HYPOTHESES: Statement = sql`
    hypotheses: list_concat(
      CASE WHEN d.asn_count > 1 OR d.address_count > 1 THEN ['S-H1'] ELSE [] END,
      list_concat(
        CASE WHEN d.user_agent_count > 1 THEN ['S-H2'] ELSE [] END,
        CASE WHEN len(d.countries) > 1 THEN ['S-H4'] ELSE [] END))`;

interface Part {
  label: Statement;
  points: Statement;
}

const TOLD_PARTS: readonly Part[] = [
  {
    label: sql`'a hosting network beside others'`,
    points: sql`CASE WHEN d.is_partly_hosting THEN 10 ELSE 0 END`,
  },
  {
    label: sql`'an address that the log calls a proxy'`,
    points: sql`CASE WHEN d.is_proxy THEN 5 ELSE 0 END`,
  },
  { label: sql`'several clients'`, points: sql`CASE WHEN d.user_agent_count > 1 THEN 5 ELSE 0 END` },
  {
    label: sql`'an anonymising network'`,
    points: sql`CASE WHEN list_has_any(d.labels, ['anonymiser', 'tor exit', 'vpn']) THEN 10 ELSE 0 END`,
  },
  {
    label: sql`'only from known networks'`,
    points: sql`CASE WHEN d.is_confirmed THEN -20 WHEN d.is_known THEN -10 ELSE 0 END`,
  },
];

/** The score's parts that count: those of the kind, then those of the events. */
export const partsOf = (own: readonly Part[], common: readonly Part[] = TOLD_PARTS): Statement =>
  sql`list_filter([
    ${join(
      [...own, ...common].map(({ label, points }) => sql`{label: ${label}, points: ${points}}`),
      ',\n    ',
    )}
  ], lambda part: part.points <> 0)`;

const PART_KEYS = ['address_key', 'log_place_key', 'client_key', 'device_key'];

/** Columns that tell events of a hit apart, as `parts` carries them. */
export const partKeys = ({ tell }: Pick<Rule, 'tell'>): string[] =>
  [...new Set([...PART_KEYS, ...carriedBy(tell.map(fieldOf))])].sort();

/** An event as it is ordered and cited. */
export const EVENT = sql`{timestamp: u.timestamp, evidence_id: u.evidence_id, record: u.record}`;
