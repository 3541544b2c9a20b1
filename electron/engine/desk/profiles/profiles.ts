import { entityFilter } from '../../../../shared/entities.ts';
import type { Filter } from '../../../../shared/filter.ts';
import type { ProfilesInput, ProfilesPage, SessionProfile } from '../../../../shared/session-profiles.ts';
import { PROFILES_RULE } from '../../../../shared/session-profiles.ts';
import type { Connection } from '../../db/database.ts';
import { bucketsOf, filled, type Buckets } from '../buckets.ts';
import { where } from '../filters.ts';
import { memo } from '../memo.ts';
import { alikeClients } from './client-groups.ts';
import { profilesSql } from './profiles-sql.ts';

interface ProfileRow extends Omit<SessionProfile, 'counts' | 'filters'> {
  device_os_name: string | null;
  user_agents: string[];
  buckets: { bucket: number; events: number }[] | null;
  all_events: number;
  all_profiles: number;
  rare_profiles: number;
}

const NAMED: Filter = { column: 'user_name', op: 'exists' };

/** Session profiles of an entity, or of each user of the case. */
export async function profilesPage(connection: Connection, input: ProfilesInput): Promise<ProfilesPage> {
  const scope = input.entity === null ? NAMED : entityFilter(input.entity);
  const held = where([scope]);
  const found = await bucketsOf(connection, held, PROFILES_RULE.buckets);
  if (found === null) return { axis: null, events: 0, total: 0, rare: 0, profiles: [] };
  const groups =
    input.clients === 'alike'
      ? await memo(connection, 'alike clients', () => alikeClients(connection))
      : { client_keys: [], groups: [] };
  const rows = await connection.rows<ProfileRow>(profilesSql(held, groups, found.buckets, input));
  const [first] = rows;
  return {
    axis: found.axis,
    events: first?.all_events ?? 0,
    total: first?.all_profiles ?? 0,
    rare: first?.rare_profiles ?? 0,
    profiles: rows.map((row) => profileOf(row, found.buckets, input.entity === null ? [] : [scope])),
  };
}

function profileOf(row: ProfileRow, buckets: Buckets, scope: Filter[]): SessionProfile {
  const {
    device_os_name,
    user_agents,
    buckets: listed,
    all_events,
    all_profiles,
    rare_profiles,
    ...told
  } = row;
  void [all_events, all_profiles, rare_profiles];
  const filters = [...scope, ...filtersOf(row)];
  return {
    ...told,
    os_name: told.os_name ?? device_os_name,
    texts: user_agents.length,
    counts: filled(buckets, listed ?? []),
    filters,
  };
}

/** What exactly the records of a profile hold. */
function filtersOf(row: ProfileRow): Filter[] {
  return [
    ...(row.user_name === null ? [] : [is('user_name', [row.user_name])]),
    ...placed(row.as_number, row.network_by_log, 'source_as_number', 'log_as_number'),
    ...placed(row.country_iso_code, row.country_by_log, 'source_country_iso_code', 'log_country_iso_code'),
    is('user_agent_original', row.user_agents),
    // The system is that of the client's text; only where that names none is the device asked.
    ...(row.os_name === null
      ? [is('device_os_name', row.device_os_name === null ? [] : [row.device_os_name])]
      : []),
  ];
}

/** No value is a missing one. */
const is = (column: string, values: (string | number)[]): Filter =>
  values.length === 0 ? { column, op: 'missing' } : { column, op: 'is', values };

function placed(value: string | number | null, byLog: boolean, ours: string, log: string): Filter[] {
  if (value === null) return [is(ours, []), is(log, [])];
  return byLog ? [is(ours, []), is(log, [value])] : [is(ours, [value])];
}
