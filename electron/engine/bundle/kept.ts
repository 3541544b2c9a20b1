type Type = 'VARCHAR' | 'INTEGER' | 'BIGINT' | 'DOUBLE' | 'BOOLEAN' | 'TIMESTAMP';

/** A table of what people gave, decided or wrote. */
export interface KeptTable {
  table: string;
  columns: Readonly<Record<string, Type>>;
  /** Columns that number the rows in the order in which they were made; rows of others are ordered by what they say. */
  order?: string;
  /** Columns with the number of a line of the ledger. */
  evidence?: readonly string[];
  /** Who and when: told with the audit log only. */
  by?: readonly string[];
  at?: readonly string[];
  /** Rows that count. */
  standing?: string;
}

const TEXT = 'VARCHAR';

/** What decides how evidence is read and analysed, and what stands on no thing of the case. */
export const SETTINGS: readonly KeptTable[] = [
  { table: 'mappings', columns: { saved: 'INTEGER', name: TEXT, mapping: TEXT }, order: 'saved' },
  { table: 'parameters', columns: { definition: TEXT, name: TEXT, value: TEXT } },
  {
    table: 'own_hunts',
    columns: { saved: 'INTEGER', id: TEXT, format: TEXT, file: TEXT, text: TEXT, sha256: TEXT },
    order: 'saved',
  },
  {
    table: 'own_trees',
    columns: { saved: 'INTEGER', id: TEXT, version: 'INTEGER', file: TEXT, text: TEXT, sha256: TEXT },
    order: 'saved',
  },
  {
    table: 'known_networks',
    columns: { prefix: TEXT, name: TEXT, kind: TEXT, status: TEXT, reason: TEXT, origin: TEXT },
  },
  { table: 'saved_queries', columns: { name: TEXT, query: TEXT, inputs: TEXT, sort: TEXT } },
  {
    table: 'saved_views',
    columns: {
      ...{ name: TEXT, filters: TEXT, columns: TEXT, sort: TEXT },
      ...{ sort_column: TEXT, histogram_column: TEXT },
    },
  },
  {
    table: 'person_decisions',
    columns: {
      ...{ decision: 'INTEGER', kind: TEXT, name_id: TEXT, name: TEXT, with_name_id: TEXT, with_name: TEXT },
      ...{ reason: TEXT, decided_at: 'TIMESTAMP', decided_by: TEXT },
    },
    order: 'decision',
    by: ['decided_by'],
    at: ['decided_at'],
    standing: 'undone_at',
  },
  {
    table: 'mutes',
    columns: {
      ...{ mute_id: TEXT, hunt: TEXT, entity_kind: TEXT, entity_value: TEXT },
      ...{ window_start: 'TIMESTAMP', window_end: 'TIMESTAMP', reason: TEXT },
      ...{ muted_at: 'TIMESTAMP', muted_by: TEXT },
    },
    by: ['muted_by'],
    at: ['muted_at'],
  },
  {
    table: 'pictures',
    columns: {
      picture: 'INTEGER',
      title: TEXT,
      png: TEXT,
      redacted: TEXT,
      author: TEXT,
      written_at: 'TIMESTAMP',
    },
    order: 'picture',
    by: ['author'],
    at: ['written_at'],
  },
];

/** What stands on records, whose evidence must be there before it. */
export const ON_RECORDS: readonly KeptTable[] = [
  {
    table: 'tree_answers',
    columns: {
      ...{
        tree: TEXT,
        subject_kind: TEXT,
        subject: TEXT,
        alert_evidence_id: 'BIGINT',
        alert_record: 'BIGINT',
      },
      ...{ pick_id: TEXT, question: TEXT, answer: TEXT, reason: TEXT, author: TEXT, written_at: 'TIMESTAMP' },
    },
    evidence: ['alert_evidence_id'],
    by: ['author'],
    at: ['written_at'],
  },
  {
    table: 'compared_sessions',
    columns: {
      ...{ pick_id: TEXT, tree: TEXT },
      ...{ first_evidence_id: 'BIGINT', first_record: 'BIGINT', first_event_id: TEXT },
      ...{ second_evidence_id: 'BIGINT', second_record: 'BIGINT', second_event_id: TEXT },
      ...{ reason: TEXT, author: TEXT, written_at: 'TIMESTAMP' },
    },
    evidence: ['first_evidence_id', 'second_evidence_id'],
    by: ['author'],
    at: ['written_at'],
  },
];

/** Things with a star, a tag or a note; `thing` is a hash over the number of evidence, and made anew. */
export const THINGS: KeptTable = {
  table: 'marked_things',
  columns: {
    ...{ thing: TEXT, kind: TEXT, definition: TEXT, entity_kind: TEXT, entity_value: TEXT },
    ...{ window_start: 'TIMESTAMP', window_end: 'TIMESTAMP', evidence_id: 'BIGINT', record: 'BIGINT' },
    pick_id: TEXT,
  },
  evidence: ['evidence_id'],
};

/** What they carry. */
export const CARRIED: readonly KeptTable[] = [
  {
    table: 'marks',
    columns: { thing: TEXT, tag: TEXT, author: TEXT, written_at: 'TIMESTAMP' },
    by: ['author'],
    at: ['written_at'],
  },
  {
    table: 'notes',
    columns: {
      ...{ note: 'INTEGER', thing: TEXT, body: TEXT },
      ...{ author: TEXT, written_at: 'TIMESTAMP', changed_at: 'TIMESTAMP' },
    },
    order: 'note',
    by: ['author'],
    at: ['written_at', 'changed_at'],
  },
];

/** Names in `meta` that begin so. */
export const META = ['limit.', 'networks.minimum.'] as const;
