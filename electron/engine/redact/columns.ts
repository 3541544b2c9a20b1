/**
 * Text columns of the case in which our own words stand, or those of a log's vendor: kinds, states, ids and hashes, which code compares.
 * **Every other text column is redacted**, one that a later version adds too.
 */
export const KEPT: Readonly<Record<string, readonly string[]>> = {
  meta: ['name', 'value'],
  audit_log: ['action', 'tool_version'],
  evidence: [
    ...['status', 'sha256', 'content_sha256', 'compression', 'encoding', 'source', 'shape', 'skip_reasons'],
    ...['time_offsets', 'tool_version'],
  ],
  rejects: ['sha256'],
  repairs: ['of_sha256'],
  actions: ['event_kind', 'event_dataset', 'event_category', 'event_provider'],
  principals: ['user_type', 'cloud_account_id', 'credential_origin'],
  source_addresses: ['source_known_network_kind', 'source_known_network_status'],
  address_answers: ['source_kind'],
  address_provenance: ['value'],
  answer_sources: ['id', 'title', 'kind', 'version', 'date', 'origin', 'sha256'],
  clients: ['client_version', 'client_kind', 'os_name', 'os_version', 'device_kind'],
  event_facts: ['event_outcome', 'cloud_region'],
  people: ['kind'],
  person_names: ['column_name', 'event_dataset', 'rule', 'certainty', 'records'],
  person_decisions: ['kind'],
  indicators: ['kind', 'role'],
  data_files: [
    'id',
    'title',
    'kind',
    'version',
    'date',
    'licence',
    'attribution',
    'origin',
    'path',
    'sha256',
  ],
  cloud_ranges: ['data_file', 'provider', 'prefix', 'region', 'network_border_group', 'services'],
  mappings: ['name', 'mapping'],
  parameters: ['definition', 'name'],
  own_hunts: ['id', 'format', 'sha256'],
  own_trees: ['id', 'sha256'],
  known_networks: ['kind', 'status', 'origin'],
  learned_networks: ['cloud_provider', 'cloud_region'],
  agent_coverage: ['dataset'],
  address_holders: ['holder_kind', 'stated_by', 'ended_by'],
  saved_queries: ['query'],
  hunt_runs: ['hunt', 'state'],
  findings: ['finding_id', 'hunt', 'severity', 'entity_kind'],
  finding_events: ['finding_id'],
  verdicts: [...['verdict_id', 'tree', 'subject_kind', 'pick_id', 'verdict', 'confidence', 'own_verdict']],
  verdict_events: ['verdict_id', 'question'],
  verdict_records: ['verdict_id'],
  verdict_changes: ['verdict_id', 'tree', 'subject_kind'],
  mutes: ['mute_id', 'hunt', 'entity_kind'],
  incidents: ['incident_id', 'severity', 'verdict', 'entity_kind', 'hypotheses', 'attack'],
  incident_members: ['incident_id', 'member_kind', 'member_id'],
  incident_entities: ['incident_id', 'entity_kind'],
  tree_answers: ['tree', 'subject_kind', 'pick_id', 'question', 'answer'],
  compared_sessions: ['pick_id', 'tree'],
  marked_things: ['thing', 'kind', 'definition', 'entity_kind', 'pick_id'],
  marks: ['thing'],
  notes: ['thing'],
  pictures: ['png', 'redacted'],
};

export const isKept = (table: string, column: string): boolean => KEPT[table]?.includes(column) ?? false;

const EVERYWHERE = new Set(Object.values(KEPT).flat());

/** The same for a table that is made of several. */
export const isKeptAnywhere = (column: string): boolean =>
  EVERYWHERE.has(column) && !['name', 'value', 'path'].includes(column);

/** Columns in which a name stands alone. */
export const NAMES: Readonly<Record<string, readonly string[]>> = {
  users: ['user_name', 'person'],
  principals: ['user_id', 'principal_arn', 'principal_id', 'person'],
  hosts: ['host_name'],
  people: ['person'],
  person_names: ['name'],
  person_decisions: ['name', 'with_name'],
  emails: ['email_from_address', 'email_to_address'],
  mail_alerts: ['recipient'],
  findings: ['entity_value'],
  incidents: ['entity_value'],
  incident_entities: ['entity_value'],
  verdicts: ['subject'],
  verdict_changes: ['subject'],
  mutes: ['entity_value'],
  tree_answers: ['subject'],
  marked_things: ['entity_value'],
};

/** Sentences about what another column of the row names. */
export const ABOUT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  findings: { summary: 'entity_value' },
  incidents: { summary: 'entity_value' },
  verdicts: { reason: 'subject' },
};

/** Tables whose texts are the evidence's own; in those of others, JSON is ours. */
export const OF_THE_EVIDENCE = new Set([
  ...['rejects', 'actions', 'users', 'principals', 'credentials', 'sessions', 'applications', 'devices'],
  ...[
    'log_places',
    'source_addresses',
    'address_answers',
    'clients',
    'hosts',
    'processes',
    'files',
    'urls',
    'emails',
    'orchestrators',
  ],
  ...['event_facts', 'people', 'person_names', 'mail_alerts', 'indicators', 'indicator_urls', 'evidence'],
]);

/** Keys of our own JSON under which our own words stand. */
const WORDS = new Set(
  `question answer verdict hunt tree kind id severity confidence column op event_dataset event_kind event_category event_provider event_outcome
  state member_id mute_id finding_id verdict_id operator slice`
    .trim()
    .split(/\s+/),
);
export const isWord = (key: string): boolean => WORDS.has(key);
