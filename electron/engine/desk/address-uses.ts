import type { AddressUse } from '../../../shared/contract.ts';
import type { Connection } from '../db/database.ts';
import { sql, type Statement } from '../db/sql.ts';

const ADDRESSES = 500;

interface AddressRow extends Omit<AddressUse, 'place' | 'cloud'> {
  source_city_name: string | null;
  source_region_name: string | null;
  source_range_name: string | null;
  source_cloud_provider: string | null;
  source_cloud_region: string | null;
}

/** The addresses of the events that hold `held`, most used first: where our data puts them, and beside it what the log says. */
export async function addressUses(desk: Connection, held: Statement): Promise<AddressUse[]> {
  const rows = await desk.rows<AddressRow>(
    sql`WITH used AS (
          SELECT address_key, log_place_key, count(*) AS events, count(*) FILTER (event_outcome = 'failure') AS failures,
            min(timestamp) AS first_timestamp, max(timestamp) AS last_timestamp
          FROM event_facts f WHERE ${held} GROUP BY address_key, log_place_key
        )
        SELECT i.source_address, coalesce(i.source_kind, 'unknown') AS source_kind,
          i.source_city_name, i.source_region_name, i.source_range_name,
          i.source_country_iso_code AS country_iso_code, i.source_as_number AS as_number,
          i.source_as_organization_name AS as_organization_name, i.source_cloud_provider, i.source_cloud_region,
          coalesce(max(i.source_countries_by_log), first(coalesce(l.log_country_iso_code, l.log_country_name)
            ORDER BY u.events DESC, l.log_country_iso_code, l.log_country_name)
            FILTER (coalesce(l.log_country_iso_code, l.log_country_name) IS NOT NULL)) AS log_country,
          i.source_countries_by_log IS NOT NULL AS log_differs,
          i.source_known_network AS known_network, i.source_known_network_status AS known_network_status,
          coalesce(i.source_is_hosting, false) AS is_hosting,
          CAST(sum(u.events) AS BIGINT) AS events, CAST(sum(u.failures) AS BIGINT) AS failures,
          min(u.first_timestamp) AS first_timestamp, max(u.last_timestamp) AS last_timestamp
        FROM used u JOIN addresses i ON i.address_key = u.address_key
        LEFT JOIN log_places l ON l.log_place_key = u.log_place_key
        WHERE i.source_address IS NOT NULL
        GROUP BY ALL ORDER BY events DESC, i.source_address, source_kind LIMIT ${ADDRESSES}`,
  );
  return rows.map(addressUse);
}

function addressUse(row: AddressRow): AddressUse {
  const { source_city_name, source_region_name, source_range_name, ...rest } = row;
  const { source_cloud_provider, source_cloud_region, ...use } = rest;
  const place = listed(source_city_name, source_region_name).join(', ');
  const cloud = listed(source_cloud_provider, source_cloud_region).join(' ');
  return { ...use, place: place || (source_range_name ?? ''), cloud: cloud || null };
}

const listed = (...texts: (string | null)[]): string[] =>
  texts.filter((text): text is string => text !== null && text !== '');
