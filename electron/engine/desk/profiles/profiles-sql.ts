import type { ProfilesInput } from '../../../../shared/session-profiles.ts';
import { join, name, sql, type Statement } from '../../db/sql.ts';
import { bucketOf, type Buckets } from '../buckets.ts';
import type { ClientGroups } from './client-groups.ts';

/** What tells one profile from another. `client`: the number of its group of user agents. */
const PROFILE = [
  'user_name',
  'as_number',
  'network_by_log',
  'country_iso_code',
  'country_by_log',
  'client',
  'device_os_name',
] as const;
/** What makes it another user's same profile; whose data names the network does not matter there. */
const SHARED = ['as_number', 'country_iso_code', 'client', 'device_os_name'] as const;
const KEYS = ['user_key', 'address_key', 'log_place_key', 'client_key', 'device_key'] as const;

const SIGN_INS = sql`event_outcome = 'success' AND action_key IN (SELECT action_key FROM actions WHERE event_category = 'authentication')`;

const listed = (columns: readonly string[], alias?: string): Statement =>
  join(
    columns.map((column) => (alias ? sql`${name(alias)}.${name(column)}` : sql`${name(column)}`)),
    ', ',
  );
const same = (columns: readonly string[], a: string, b: string): Statement =>
  join(
    columns.map((column) => sql`${name(a)}.${name(column)} IS NOT DISTINCT FROM ${name(b)}.${name(column)}`),
    ' AND ',
  );

/** Keys as what they mean. Network and country are those of our data, else what the log says. */
const meaning = (keys: Statement): Statement => sql`
  SELECT t.*, u.user_name AS name_of_user, i.source_address, coalesce(d.device_id, d.device_fingerprint) AS device,
    c.user_agent_original, c.client_name, c.os_name,
    coalesce(i.source_is_hosting, false) AS is_hosting,
    coalesce(i.source_as_number, l.log_as_number) AS as_number,
    i.source_as_number IS NULL AND l.log_as_number IS NOT NULL AS network_by_log,
    CASE WHEN i.source_as_number IS NULL THEN l.log_as_organization_name ELSE i.source_as_organization_name END
      AS as_organization_name,
    coalesce(i.source_country_iso_code, l.log_country_iso_code) AS country_iso_code,
    i.source_country_iso_code IS NULL AND l.log_country_iso_code IS NOT NULL AS country_by_log,
    CASE WHEN c.user_agent_original IS NOT NULL THEN coalesce(g.number, -c.client_key) END AS client,
    CASE WHEN c.os_name IS NULL THEN d.device_os_name END AS device_os_name
  FROM (${keys}) t
  LEFT JOIN users u ON u.user_key = t.user_key
  LEFT JOIN addresses i ON i.address_key = t.address_key
  LEFT JOIN log_places l ON l.log_place_key = t.log_place_key
  LEFT JOIN clients c ON c.client_key = t.client_key
  LEFT JOIN devices d ON d.device_key = t.device_key
  LEFT JOIN client_groups g ON g.client_key = t.client_key`;

/** Of other users only events that can be of an own profile by client and network are looked at. */
const MAYBE_SHARED = sql`f.user_key IN (SELECT user_key FROM users WHERE user_name IS NOT NULL)
  AND (f.client_key IS NULL OR f.client_key NOT IN (SELECT client_key FROM clients WHERE user_agent_original IS NOT NULL)
    OR f.client_key IN (SELECT c.client_key FROM clients c LEFT JOIN client_groups g ON g.client_key = c.client_key
      WHERE coalesce(g.number, -c.client_key) IN (SELECT client FROM named)))
  AND (f.address_key IS NULL OR f.address_key IN (
    SELECT address_key FROM addresses WHERE source_as_number IS NULL OR source_as_number IN (SELECT as_number FROM named)))`;

/** How many users share each profile: among the events at hand where they are those of all users. */
const sharing = (entity: boolean): Statement =>
  entity
    ? sql`SELECT ${listed(SHARED)}, count(DISTINCT name_of_user) AS users
        FROM (${meaning(sql`SELECT DISTINCT ${listed(KEYS)} FROM event_facts f WHERE ${MAYBE_SHARED}`)})
        WHERE name_of_user IS NOT NULL GROUP BY ${listed(SHARED)}`
    : sql`SELECT ${listed(SHARED)}, count(DISTINCT name_of_user) AS users FROM named GROUP BY ${listed(SHARED)}`;

/** By name, for what has no other order; a group's number is a rank by use and text. */
const TIE = sql`p.user_name, p.as_number NULLS LAST, p.network_by_log, p.country_iso_code NULLS LAST, p.country_by_log,
  p.user_agent_original NULLS LAST, p.device_os_name NULLS LAST`;
const ORDERS: Readonly<Record<ProfilesInput['order'], Statement>> = {
  common: sql`p.events DESC, ${TIE}`,
  rare: sql`p.is_rare DESC, p.share, p.users, p.events, ${TIE}`,
  recent: sql`p.last_timestamp DESC, ${TIE}`,
};

/** One page of profiles with their records by bucket, each beside the sums over all. */
export function profilesSql(
  held: Statement,
  { client_keys, groups }: ClientGroups,
  buckets: Buckets,
  input: ProfilesInput,
): Statement {
  const entity = input.entity !== null;
  const fewer = input.fewer_events_than;
  return sql`WITH
client_groups AS MATERIALIZED (
  SELECT unnest(CAST(${client_keys} AS INTEGER[])) AS client_key, unnest(CAST(${groups} AS INTEGER[])) AS number
),
named AS MATERIALIZED (
  SELECT *, CASE WHEN ${!entity} THEN name_of_user END AS user_name
  FROM (${meaning(sql`SELECT ${listed(KEYS)}, count(*) AS events, count(*) FILTER (event_outcome = 'failure') AS failures,
    min(timestamp) AS first_timestamp, max(timestamp) AS last_timestamp,
    max({t: timestamp, evidence_id: evidence_id, record: record}) FILTER (${SIGN_INS}) AS last_sign_in
    FROM event_facts f WHERE ${held} GROUP BY ALL`)})
),
profiles AS (
  SELECT ${listed(PROFILE)}, min(as_organization_name) AS as_organization_name,
    first(user_agent_original ORDER BY events DESC, user_agent_original) AS user_agent_original,
    min(client_name) AS client_name, min(os_name) AS os_name,
    coalesce(list_sort(list(DISTINCT user_agent_original) FILTER (user_agent_original IS NOT NULL)), []) AS user_agents,
    bool_or(is_hosting) AS is_hosting, CAST(sum(events) AS BIGINT) AS events, CAST(sum(failures) AS BIGINT) AS failures,
    min(first_timestamp) AS first_timestamp, max(last_timestamp) AS last_timestamp, max(last_sign_in) AS last_sign_in,
    count(DISTINCT source_address) AS addresses_total,
    coalesce(list_sort(list(DISTINCT source_address) FILTER (source_address IS NOT NULL))[:20], []) AS addresses,
    count(DISTINCT device) AS devices_total,
    coalesce(list_sort(list(DISTINCT device) FILTER (device IS NOT NULL))[:5], []) AS devices
  FROM named GROUP BY ${listed(PROFILE)}
),
sharing AS (${sharing(entity)}),
rated AS MATERIALIZED (
  SELECT p.*, p.events / sum(p.events) OVER of_user AS share, coalesce(s.users, 0) AS users,
    p.events < ${fewer} AND max(p.events) OVER of_user > p.events AS is_rare
  FROM profiles p LEFT JOIN sharing s ON ${same(SHARED, 's', 'p')}
  WINDOW of_user AS (PARTITION BY p.user_name)
),
sums AS (
  SELECT CAST(sum(events) AS BIGINT) AS all_events, count(*) FILTER (is_rare) AS rare_profiles,
    CASE WHEN ${input.rare_only} THEN rare_profiles ELSE count(*) END AS all_profiles
  FROM rated
),
page AS MATERIALIZED (
  SELECT p.*, row_number() OVER (ORDER BY ${ORDERS[input.order]}) AS ordinal
  FROM rated p WHERE p.is_rare OR NOT ${input.rare_only}
  ORDER BY ordinal LIMIT ${input.limit} OFFSET ${input.offset}
),
page_keys AS MATERIALIZED (SELECT p.ordinal, ${listed(KEYS, 'n')} FROM named n JOIN page p ON ${same(PROFILE, 'n', 'p')}),
counted AS (
  SELECT ordinal, list({bucket: bucket, events: events} ORDER BY bucket) AS buckets
  FROM (
    SELECT k.ordinal, ${bucketOf(sql`f.timestamp`, buckets)} AS bucket, count(*) AS events
    FROM event_facts f JOIN page_keys k ON ${same(KEYS, 'k', 'f')} WHERE ${held} GROUP BY ALL
  ) GROUP BY ordinal
)
SELECT p.* EXCLUDE (ordinal, client, last_sign_in), c.buckets, s.*,
  CASE WHEN p.last_sign_in IS NOT NULL THEN {evidence_id: p.last_sign_in.evidence_id, record: p.last_sign_in.record} END AS sign_in
FROM page p CROSS JOIN sums s LEFT JOIN counted c ON c.ordinal = p.ordinal ORDER BY p.ordinal`;
}
