import type { TableAsked } from '../../../../shared/exports.ts';
import type { EngineState } from '../../engine-state.ts';
import type { Redaction } from '../../../../shared/redaction.ts';
import { redactorOf } from '../../redact/redacting.ts';
import { eventTable } from './events.ts';
import { evidenceTable } from './evidence.ts';
import { findingTable } from './findings.ts';
import { entityProfiles } from './profiles.ts';
import { redactedAsked, redactedTable } from './redacted-table.ts';
import type { Table } from './table.ts';
import { verdictTable } from './verdicts.ts';

/** The rows that a screen shows, all of them, and what was asked for; with pseudonyms where they are chosen. */
export async function tableFor(
  engine: EngineState,
  asked: TableAsked,
  redact: readonly Redaction[],
  signal: AbortSignal | undefined,
): Promise<{ table: Table; about: object }> {
  const table = tableOf(engine, asked);
  if (redact.length === 0) return { table, about: asked };
  const redactor = await redactorOf(engine, redact, signal);
  const about = { ...redactedAsked(asked, redactor), redacted: redact };
  return { table: redactedTable(table, redactor), about };
}

function tableOf({ desk, readers }: EngineState, asked: TableAsked): Table {
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
