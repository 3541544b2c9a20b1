import type { Profile } from '../../../shared/contract.ts';
import type { Connection } from '../db/database.ts';
import { sql, type Statement } from '../db/sql.ts';

const PROFILES = 500;
const ADDRESSES = 50;

/** Distinct keys of events `f` that hold a condition, with what is asked of each group. */
const keysOf = (held: Statement, more: Statement): Statement =>
  sql`SELECT address_key, client_key, device_key, log_place_key, ${more} FROM event_facts f WHERE ${held} GROUP BY ALL`;

/**
 * Keys as names. Network and country are those of our data, else what the log says; a client that no rule names is told apart by its
 * whole text.
 */
const named = (keys: Statement): Statement =>
  sql`SELECT k.*, i.source_address, c.user_agent_original, c.client_name,
        coalesce(i.source_is_hosting, false) AS is_hosting,
        coalesce(i.source_as_number, l.log_as_number) AS as_number,
        CASE WHEN i.source_as_number IS NULL
          THEN coalesce(l.log_as_organization_name, i.source_as_organization_name)
          ELSE i.source_as_organization_name END AS as_organization_name,
        coalesce('AS' || as_number, as_organization_name) AS network,
        coalesce(i.source_country_iso_code, l.log_country_iso_code) AS country,
        coalesce(c.client_name, c.user_agent_original) AS client,
        coalesce(c.os_name, d.device_os_name) AS system
      FROM (${keys}) k
      LEFT JOIN addresses i ON i.address_key = k.address_key
      LEFT JOIN log_places l ON l.log_place_key = k.log_place_key
      LEFT JOIN clients c ON c.client_key = k.client_key
      LEFT JOIN devices d ON d.device_key = k.device_key`;

const SIGN_INS = sql`event_outcome = 'success' AND action_key IN (SELECT action_key FROM actions WHERE event_category = 'authentication')`;
const TALLY = sql`count(*) AS events, min(timestamp) AS first_timestamp, max(timestamp) AS last_timestamp,
  max({t: timestamp, evidence_id: evidence_id, record: record}) FILTER (${SIGN_INS}) AS last_sign_in`;

/** `own` has a row per profile and text of the client. */
const own = (held: Statement): Statement =>
  sql`SELECT network, country, client, system, user_agent_original, CAST(sum(events) AS BIGINT) AS events,
        min(first_timestamp) AS first_timestamp, max(last_timestamp) AS last_timestamp, bool_or(is_hosting) AS is_hosting, max(last_sign_in) AS last_sign_in,
        min(as_number) AS as_number, min(as_organization_name) AS as_organization_name, min(client_name) AS client_name,
        list(DISTINCT source_address) FILTER (source_address IS NOT NULL) AS addresses
      FROM (${named(keysOf(held, TALLY))}) GROUP BY network, country, client, system, user_agent_original`;

/** Only events that can be of an own profile by network and client are looked at for other users. */
const MAYBE_SHARED = sql`f.user_key IN (SELECT user_key FROM users WHERE user_name IS NOT NULL)
  AND (f.client_key IS NULL OR f.client_key IN (
    SELECT client_key FROM clients WHERE coalesce(client_name, user_agent_original) IN (SELECT client FROM own)
      OR coalesce(client_name, user_agent_original) IS NULL))
  AND (f.address_key IS NULL OR f.address_key IN (
    SELECT address_key FROM addresses WHERE source_as_number IS NULL OR 'AS' || source_as_number IN (SELECT network FROM own)))`;

/** The session profiles of the events that hold `held`: the most used first. */
export async function profiles(desk: Connection, held: Statement): Promise<Profile[]> {
  return desk.rows<Profile>(
    sql`WITH own AS MATERIALIZED (${own(held)}),
        shared AS (
          SELECT network, country, client, system, count(DISTINCT user_key) AS users
          FROM (${named(keysOf(MAYBE_SHARED, sql`user_key`))}) GROUP BY network, country, client, system
        ),
        profile AS (
          SELECT network, country, client, system, min(as_number) AS as_number, min(as_organization_name) AS as_organization_name,
            min(client_name) AS client_name,
            first(user_agent_original ORDER BY events DESC, user_agent_original) AS user_agent_original,
            bool_or(is_hosting) AS is_hosting, max(last_sign_in) AS last_sign_in, CAST(sum(events) AS BIGINT) AS events,
            min(first_timestamp) AS first_timestamp, max(last_timestamp) AS last_timestamp,
            list_slice(list_sort(list_distinct(flatten(list(addresses)))), 1, ${ADDRESSES}) AS addresses
          FROM own GROUP BY network, country, client, system
        )
        SELECT p.as_number, p.as_organization_name, p.country AS country_iso_code, p.client_name, p.system AS os_name,
          p.user_agent_original, p.is_hosting, p.events, p.events / sum(p.events) OVER () AS share,
          p.first_timestamp, p.last_timestamp, coalesce(p.addresses, []) AS addresses, coalesce(s.users, 0) AS users,
          CASE WHEN p.last_sign_in IS NOT NULL
            THEN {evidence_id: p.last_sign_in.evidence_id, record: p.last_sign_in.record} END AS sign_in
        FROM profile p LEFT JOIN shared s ON s.network IS NOT DISTINCT FROM p.network
          AND s.country IS NOT DISTINCT FROM p.country AND s.client IS NOT DISTINCT FROM p.client
          AND s.system IS NOT DISTINCT FROM p.system
        ORDER BY p.events DESC, p.network NULLS LAST, p.country NULLS LAST, p.client NULLS LAST, p.system NULLS LAST
        LIMIT ${PROFILES}`,
  );
}
