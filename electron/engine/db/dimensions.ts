import { EVENT_COLUMNS, type EventColumn } from '../../../shared/model.ts';

/** A dimension table of `event_facts`: what repeats, once. */
export interface Dimension {
  table: string;
  /** Where its rows are written: another table only where `table` is a view over it. */
  stored: string;
  /** The integer key, of the same name in `event_facts`. */
  key: string;
  /** The columns that the log gives and that tell one row from another; other columns are added by enrichment. */
  natural: readonly string[];
}

/** Which of the columns is filled after the import, over two tables. */
const isDerived = (column: EventColumn): boolean => column.otherwise !== undefined;

const columnsOf = (table: string): string[] =>
  EVENT_COLUMNS.filter((column) => column.table === table && !isDerived(column)).map((column) => column.name);

const dimension = (table: string, key: string, natural = columnsOf(table), stored = table): Dimension => ({
  table,
  stored,
  key,
  natural,
});

export const DIMENSIONS: readonly Dimension[] = [
  dimension('actions', 'action_key'),
  dimension('users', 'user_key'),
  dimension('principals', 'principal_key'),
  dimension('credentials', 'credential_key'),
  dimension('sessions', 'session_key'),
  dimension('addresses', 'address_key', ['source_address'], 'source_addresses'),
  dimension('clients', 'client_key', ['user_agent_original']),
  dimension('applications', 'application_key'),
  dimension('devices', 'device_key'),
  dimension('log_places', 'log_place_key'),
  dimension('hosts', 'host_key'),
  dimension('processes', 'process_key'),
  dimension('files', 'file_key'),
  dimension('urls', 'url_key'),
  dimension('emails', 'email_key'),
  dimension('orchestrators', 'orchestrator_key'),
];

/** Columns that stand in `event_facts` itself. */
export const FACT_COLUMNS: readonly string[] = EVENT_COLUMNS.filter(
  (column) => column.table === undefined,
).map((column) => column.name);

/** What a source may give for a record: the columns of `stage`. */
export const STAGE_COLUMNS: readonly string[] = [
  ...FACT_COLUMNS,
  ...DIMENSIONS.flatMap((one) => one.natural),
];
