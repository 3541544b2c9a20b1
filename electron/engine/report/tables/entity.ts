import type { EntityPage } from '../../../../shared/contract.ts';
import { listed, type Cell, type Table } from './table.ts';

const COLUMNS = [
  ...['what', 'kind', 'value', 'about', 'events', 'failures', 'first_timestamp', 'last_timestamp', 'record'],
] as const;
type Row = Partial<Record<(typeof COLUMNS)[number], Cell>>;

/** What the page of an entity lists of it: its logs, addresses, actions, who shares records with it, who held it. */
export function entityTable(page: EntityPage): Table {
  const rows: Row[] = [
    ...page.datasets.map((one) => ({ what: 'log', value: one.event_dataset, events: one.events })),
    ...page.addresses.map(addressRow),
    ...page.holders.map(holderRow),
    ...page.top_actions.map((one) => ({
      ...{ what: 'action', value: one.event_action, about: one.event_provider },
      ...{ events: one.events, failures: one.failures },
    })),
    ...page.related.map(({ entity, events }) => ({
      ...{ what: 'on the same records', kind: entity.kind, value: entity.value, events },
    })),
    ...page.elsewhere.map(({ column, events }) => ({ what: 'named in', value: column, events })),
  ];
  return { columns: COLUMNS, chunks: chunksOf(rows) };
}

// eslint-disable-next-line @typescript-eslint/require-await -- the rows are here already, and a table is read as it comes
async function* chunksOf(rows: readonly Row[]) {
  yield rows.map((row) => COLUMNS.map((column) => row[column] ?? null));
}

const addressRow = (one: EntityPage['addresses'][number]): Row => ({
  ...{ what: 'address', kind: one.source_kind, value: one.source_address, events: one.events },
  about: listed(
    [
      one.place,
      one.as_organization_name ?? '',
      one.cloud ?? '',
      one.known_network === null ? '' : `${one.known_network} (${one.known_network_status ?? 'unknown'})`,
      one.log_differs ? `the log says ${one.log_country ?? 'nothing'}` : '',
    ].filter(Boolean),
  ),
  ...{ first_timestamp: one.first_timestamp, last_timestamp: one.last_timestamp },
});

const holderRow = (one: EntityPage['holders'][number]): Row => ({
  ...{ what: 'held by', kind: one.holder_kind, value: one.holder_id },
  about: listed([one.cloud_account_id ?? '', one.cloud_region ?? '', one.stated_by].filter(Boolean)),
  ...{ first_timestamp: one.held_from, last_timestamp: one.held_until },
  record: `${one.evidence_id}:${one.record}`,
});
