import type { EventRef, PathStep } from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { insertRows } from '../db/insert-rows.ts';

const CITED_COLUMNS = {
  verdict_id: 'VARCHAR',
  question: 'VARCHAR',
  ordinal: 'INTEGER',
  evidence_id: 'BIGINT',
  record: 'BIGINT',
} as const;

type Cited = EventRef & { verdict_id: string; question: string; ordinal: number };

/** The records behind the answers, as rows of `verdict_events`. */
export const citedEvents = (verdict_id: string, steps: readonly PathStep[]): Cited[] =>
  steps.flatMap(({ question, events }) =>
    events.map((ref, index) => ({ verdict_id, question, ordinal: index + 1, ...ref })),
  );

export const keepCited = (job: Connection, cited: readonly Cited[]): Promise<void> =>
  insertRows(job, 'verdict_events', CITED_COLUMNS, cited);
