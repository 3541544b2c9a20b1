import type { ProfilesInput, SessionProfile } from '../../../../shared/session-profiles.ts';
import type { Connection } from '../../db/database.ts';
import { fixed } from '../../db/sql.ts';
import { profilesPage } from '../../desk/profiles/profiles.ts';
import type { ExportContext } from '../formats/definition.ts';
import profilesOf from '../../queries/shared/profiles.sql?raw';
import everybody from './everybody.sql?raw';
import { listed, type Cell, type Table } from './table.ts';

/** The session profiles of every user: network, country and client, the most used of each user first. */
export const allProfiles = (ask: ExportContext['ask']): Table => ({
  columns: COLUMNS,
  chunks: chunksOf(ask),
});

const COLUMNS = [
  ...['user_name', 'network', 'country', 'client_name', 'os_name', 'user_agent_original', 'is_hosting'],
  ...[
    'events',
    'failures',
    'share',
    'users',
    'first_timestamp',
    'last_timestamp',
    'address_count',
    'addresses',
  ],
];

type ProfileRow = Record<string, Exclude<Cell, null> | null | string[]>;

/** Rows that are read at once; each page is asked for anew, so that questions come to their turn between. */
const PAGE = 50_000;

async function* chunksOf(ask: ExportContext['ask']): AsyncGenerator<Cell[][]> {
  for (let offset = 0; ; offset += PAGE) {
    const values = { known_network_only: false, limit: PAGE, offset };
    const rows = await ask((connection) => connection.rows<ProfileRow>(fixed(STATEMENT, values)));
    yield rows.map((row) => COLUMNS.map((name) => plain(row[name] ?? null)));
    if (rows.length < PAGE) return;
  }
}

const plain = (value: ProfileRow[string]): Cell => (Array.isArray(value) ? listed(value) : value);

const STATEMENT = `${everybody}${profilesOf}
ORDER BY user_name, events DESC, as_number NULLS LAST, country_code NULLS LAST, user_agent_original NULLS LAST
LIMIT $limit OFFSET $offset`;

type ProfilesAsked = Omit<ProfilesInput, 'offset' | 'limit'>;

/** The session profiles that a page shows: those of one entity, or of every user. */
export const shownProfiles = (desk: Connection, asked: ProfilesAsked): Table => {
  const columns = asked.entity === null ? { user_name: userOf, ...OF_ENTITY } : OF_ENTITY;
  return { columns: Object.keys(columns), chunks: rowsOf(desk, asked, Object.values(columns)) };
};

const userOf = (one: SessionProfile): Cell => one.user_name;

const ENTITY_PAGE = 200;

async function* rowsOf(
  desk: Connection,
  asked: ProfilesAsked,
  cells: readonly ((one: SessionProfile) => Cell)[],
) {
  for (let offset = 0; ; offset += ENTITY_PAGE) {
    const { profiles, total, rare } = await profilesPage(desk, { ...asked, offset, limit: ENTITY_PAGE });
    yield profiles.map((profile) => cells.map((cell) => cell(profile)));
    if (offset + ENTITY_PAGE >= (asked.rare_only ? rare : total)) return;
  }
}

const OF_ENTITY: Record<string, (one: SessionProfile) => Cell> = {
  as_number: (one) => one.as_number,
  as_organization_name: (one) => one.as_organization_name,
  country_iso_code: (one) => one.country_iso_code,
  client_name: (one) => one.client_name,
  os_name: (one) => one.os_name,
  user_agent_original: (one) => one.user_agent_original,
  is_hosting: (one) => one.is_hosting,
  events: (one) => one.events,
  failures: (one) => one.failures,
  share: (one) => one.share,
  users: (one) => one.users,
  first_timestamp: (one) => one.first_timestamp,
  last_timestamp: (one) => one.last_timestamp,
  addresses: (one) => listed(one.addresses),
};
