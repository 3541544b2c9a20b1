import { EVENT_COLUMNS } from '../../shared/model.ts';
import type { text } from '../text.ts';

type GroupName = keyof typeof text.record.groups;

const OF_TABLE: Readonly<Record<string, GroupName>> = {
  actions: 'what',
  users: 'who',
  principals: 'who',
  credentials: 'credential',
  sessions: 'credential',
  addresses: 'where',
  log_places: 'log',
  clients: 'client',
  devices: 'client',
  applications: 'what',
};

const OF_FACT: Readonly<Record<string, GroupName>> = {
  timestamp: 'what',
  event_outcome: 'what',
  event_id: 'what',
  event_description: 'what',
  error_code: 'what',
  error_message: 'what',
  resource_name: 'what',
  cloud_region: 'what',
  mfa_method: 'credential',
  issued_access_key_id: 'credential',
  token_id: 'credential',
  is_interactive: 'credential',
  vpc_endpoint_id: 'where',
};

const ORDER: readonly GroupName[] = ['what', 'who', 'credential', 'where', 'log', 'client', 'other'];

/** Every column of an event, in the groups of the record panel; place in the evidence stands in the panel's head. */
export const GROUPS: readonly { name: GroupName; columns: readonly string[] }[] = ORDER.map((name) => ({
  name,
  columns: EVENT_COLUMNS.filter((column) => column.name !== 'evidence_id' && column.name !== 'record')
    .filter(
      (column) =>
        (column.table ? OF_TABLE[column.table] : OF_FACT[column.name]) === name ||
        (name === 'other' && !OF_TABLE[column.table ?? ''] && !OF_FACT[column.name]),
    )
    .map((column) => column.name),
}));
