import type { TableAsked } from '../../../../shared/exports.ts';
import type { EngineState } from '../../engine-state.ts';
import { eventTable } from './events.ts';
import { evidenceTable } from './evidence.ts';
import { findingTable } from './findings.ts';
import { entityProfiles } from './profiles.ts';
import type { Table } from './table.ts';
import { verdictTable } from './verdicts.ts';

/** The rows that a screen shows, all of them. */
export function tableOf({ desk, readers }: EngineState, asked: TableAsked): Table {
  switch (asked.table) {
    case 'events':
      return eventTable(desk, asked.filters);
    case 'findings':
      return findingTable(desk, readers, asked);
    case 'verdicts':
      return verdictTable(desk, readers, asked.verdicts);
    case 'profiles':
      return entityProfiles(desk, asked.entity);
    case 'evidence':
      return evidenceTable(desk, asked.shown);
  }
}
