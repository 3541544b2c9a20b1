import { z } from 'zod';

/**
 * The rows that cross a port. Times are ISO 8601 text in UTC with microseconds (`2024-05-01T10:00:00.000000Z`), counts are
 * numbers, absent values are `null`. Column names follow ECS in snake_case.
 */

export const SEVERITIES = ['informational', 'low', 'medium', 'high', 'critical'] as const;
export const Severity = z.enum(SEVERITIES);
export type Severity = z.infer<typeof Severity>;

export const Outcome = z.enum(['success', 'failure', 'unknown']);
export type Outcome = z.infer<typeof Outcome>;

/** What can be looked at by itself: the subject of a finding, a verdict or an entity page. */
export const ENTITY_KINDS = [
  'user',
  'access_key',
  'principal',
  'session',
  'address',
  'client',
  'application',
  'device',
  'host',
  'domain',
  'file_hash',
  'command_line',
  'person',
] as const;
export const EntityKind = z.enum(ENTITY_KINDS);
export type EntityKind = z.infer<typeof EntityKind>;

export const Entity = z.object({ kind: EntityKind, value: z.string() });
export type Entity = z.infer<typeof Entity>;

/** One record of the evidence. `record` counts from 1 within its evidence. */
export const EventRef = z.object({ evidence_id: z.number().int(), record: z.number().int() });
export type EventRef = z.infer<typeof EventRef>;

export type ColumnKind = 'text' | 'number' | 'boolean' | 'time';
export interface EventColumn {
  name: string;
  kind: ColumnKind;
  /** The dimension table that holds the value; absent where the fact itself does. */
  table?: string;
  /** A second dimension table with this column, which answers where the first has no value. */
  otherwise?: string;
  /** ECS name with dots, for exports; absent where ECS has none and ours is used. */
  ecs?: string;
}

const inTable = (table: string, columns: Record<string, [ColumnKind, string?]>): EventColumn[] =>
  Object.entries(columns).map(([name, [kind, ecs]]) => ({ name, kind, table, ...(ecs ? { ecs } : {}) }));
const inFact = (columns: Record<string, [ColumnKind, string?]>): EventColumn[] =>
  Object.entries(columns).map(([name, [kind, ecs]]) => ({ name, kind, ...(ecs ? { ecs } : {}) }));

/** Every column of the view `events`; a test holds it equal to the database. */
export const EVENT_COLUMNS: readonly EventColumn[] = [
  ...inFact({ evidence_id: ['number'], record: ['number'], timestamp: ['time', '@timestamp'] }),
  ...inTable('actions', {
    event_dataset: ['text', 'event.dataset'],
    event_kind: ['text', 'event.kind'],
    event_category: ['text', 'event.category'],
    event_provider: ['text', 'event.provider'],
    event_action: ['text', 'event.action'],
  }),
  ...inFact({
    event_outcome: ['text', 'event.outcome'],
    event_id: ['text', 'event.id'],
    event_description: ['text', 'message'],
    error_code: ['text', 'error.code'],
    error_message: ['text', 'error.message'],
  }),
  ...inTable('users', { user_name: ['text', 'user.name'] }),
  ...inTable('principals', {
    user_id: ['text', 'user.id'],
    user_type: ['text'],
    principal_arn: ['text'],
    principal_id: ['text'],
    role_arn: ['text'],
    cloud_account_id: ['text', 'cloud.account.id'],
    invoked_by: ['text'],
    credential_origin: ['text'],
  }),
  // Who that is across all sources: by the principal's ids and ARN, else by the user name.
  { name: 'person', kind: 'text', table: 'principals', otherwise: 'users' },
  ...inTable('credentials', { access_key_id: ['text'] }),
  ...inFact({ issued_access_key_id: ['text'] }),
  ...inTable('sessions', { session_id: ['text'] }),
  ...inFact({ token_id: ['text'] }),
  ...inTable('addresses', {
    source_address: ['text', 'source.address'],
    source_kind: ['text'],
    source_ip: ['text', 'source.ip'],
    source_range_name: ['text'],
    source_country_iso_code: ['text', 'source.geo.country_iso_code'],
    source_region_name: ['text', 'source.geo.region_name'],
    source_city_name: ['text', 'source.geo.city_name'],
    source_latitude: ['number'],
    source_longitude: ['number'],
    source_accuracy_radius_km: ['number'],
    source_countries_by_log: ['text'],
    source_as_number: ['number', 'source.as.number'],
    source_as_organization_name: ['text', 'source.as.organization.name'],
    source_cloud_provider: ['text'],
    source_cloud_region: ['text'],
    source_cloud_network_border_group: ['text'],
    source_cloud_services: ['text'],
    source_cloud_basis: ['text'],
    source_is_hosting: ['boolean'],
    source_hosting_reason: ['text'],
    source_network_labels: ['text'],
    source_network_labels_reason: ['text'],
    source_known_network: ['text'],
    source_known_network_kind: ['text'],
    source_known_network_status: ['text'],
  }),
  ...inTable('log_places', {
    log_country_iso_code: ['text'],
    log_country_name: ['text'],
    log_region_name: ['text'],
    log_city_name: ['text'],
    log_latitude: ['number'],
    log_longitude: ['number'],
    log_as_number: ['number'],
    log_as_organization_name: ['text'],
    log_is_proxy: ['boolean'],
  }),
  ...inTable('clients', {
    user_agent_original: ['text', 'user_agent.original'],
    client_name: ['text', 'user_agent.name'],
    client_version: ['text', 'user_agent.version'],
    client_kind: ['text'],
    os_name: ['text', 'user_agent.os.name'],
    os_version: ['text', 'user_agent.os.version'],
    device_kind: ['text', 'user_agent.device.name'],
  }),
  ...inTable('devices', {
    device_id: ['text', 'device.id'],
    device_fingerprint: ['text'],
    device_os_name: ['text', 'host.os.name'],
    device_managed: ['boolean'],
  }),
  ...inTable('applications', { application_name: ['text'] }),
  ...inFact({
    mfa_method: ['text'],
    is_interactive: ['boolean'],
    cloud_region: ['text', 'cloud.region'],
    recipient_account_id: ['text'],
    vpc_endpoint_id: ['text'],
    resource_name: ['text'],
    risk_level: ['text'],
    risk_detail: ['text'],
    event_detail: ['text'],
    event_result: ['text'],
    rule_name: ['text', 'rule.name'],
  }),
  ...inTable('hosts', {
    host_id: ['text', 'host.id'],
    host_name: ['text', 'host.name'],
    host_ip: ['text', 'host.ip'],
    host_external_ip: ['text'],
  }),
  ...inTable('processes', {
    process_name: ['text', 'process.name'],
    process_executable: ['text', 'process.executable'],
    process_command_line: ['text', 'process.command_line'],
    process_parent_name: ['text', 'process.parent.name'],
    process_parent_command_line: ['text', 'process.parent.command_line'],
    process_hash_md5: ['text', 'process.hash.md5'],
    process_hash_sha1: ['text', 'process.hash.sha1'],
    process_hash_sha256: ['text', 'process.hash.sha256'],
  }),
  ...inFact({
    process_pid: ['number', 'process.pid'],
    process_entity_id: ['text', 'process.entity_id'],
    process_parent_pid: ['number', 'process.parent.pid'],
    registry_path: ['text', 'registry.path'],
  }),
  ...inTable('files', {
    file_name: ['text', 'file.name'],
    file_path: ['text', 'file.path'],
    file_hash_md5: ['text', 'file.hash.md5'],
    file_hash_sha1: ['text', 'file.hash.sha1'],
    file_hash_sha256: ['text', 'file.hash.sha256'],
  }),
  ...inTable('urls', { url_original: ['text', 'url.original'], url_domain: ['text', 'url.domain'] }),
  ...inFact({
    http_request_method: ['text', 'http.request.method'],
    http_response_status_code: ['number', 'http.response.status_code'],
    http_request_referrer: ['text', 'http.request.referrer'],
    source_port: ['number', 'source.port'],
    source_bytes: ['number', 'source.bytes'],
    destination_ip: ['text', 'destination.ip'],
    destination_port: ['number', 'destination.port'],
    destination_bytes: ['number', 'destination.bytes'],
    network_transport: ['text', 'network.transport'],
  }),
  ...inTable('emails', {
    email_message_id: ['text', 'email.message_id'],
    email_from_address: ['text', 'email.from.address'],
    email_to_address: ['text', 'email.to.address'],
    email_subject: ['text', 'email.subject'],
  }),
  ...inTable('orchestrators', {
    orchestrator_cluster_name: ['text', 'orchestrator.cluster.name'],
    orchestrator_namespace: ['text', 'orchestrator.namespace'],
    orchestrator_resource_type: ['text', 'orchestrator.resource.type'],
    orchestrator_resource_name: ['text', 'orchestrator.resource.name'],
  }),
];

export const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type Scalar = z.infer<typeof Scalar>;
export const Row = z.record(z.string(), Scalar);
export type Row = z.infer<typeof Row>;

export const EvidenceStatus = z.enum([
  'importing',
  'loaded',
  'duplicate',
  'unrecognised',
  'declared',
  'archive',
  'failed',
  /** Encrypted, and no password was given that opens it. */
  'locked',
  'empty',
]);
export type EvidenceStatus = z.infer<typeof EvidenceStatus>;

/** A line of the ledger. `records = events + rejects + skips` holds in every status but `importing`. */
export const Evidence = z.object({
  evidence_id: z.number().int(),
  path: z.string(),
  name: z.string(),
  member: z.string().nullable(),
  status: EvidenceStatus,
  message: z.string().nullable(),
  /** Of the file as given, also for a member of an archive. */
  sha256: z.string().nullable(),
  bytes: z.number().nullable(),
  /** When the file as given was last changed, by what its file system says; `null` where that was while it was read. */
  modified_at: z.string().nullable(),
  /** Of the member as it stands in its archive; the file's own where it is no member. */
  content_sha256: z.string().nullable(),
  compression: z.string().nullable(),
  encoding: z.string().nullable(),
  source: z.string().nullable(),
  shape: z.string().nullable(),
  records: z.number(),
  events: z.number(),
  rejects: z.number(),
  skips: z.number(),
  skip_reasons: z.record(z.string(), z.number()),
  /** Events by the offset that their time was written with, `none` where it had none and was taken as UTC; only of sources that tell. */
  time_offsets: z.record(z.string(), z.number()),
  first_timestamp: z.string().nullable(),
  last_timestamp: z.string().nullable(),
  imported_at: z.string().nullable(),
  tool_version: z.string().nullable(),
  /** When the file was last hashed again, and how it then differed from what was imported. */
  verified_at: z.string().nullable(),
  difference: z.string().nullable(),
});
export type Evidence = z.infer<typeof Evidence>;

/** A record that could not be loaded, with the place a person can go to. `byte_offset` counts in the unpacked stream. */
export const Reject = z.object({
  evidence_id: z.number().int(),
  record: z.number().int().nullable(),
  byte_offset: z.number().nullable(),
  line: z.number().nullable(),
  reason: z.string(),
  excerpt: z.string().nullable(),
  length: z.number().nullable(),
  sha256: z.string().nullable(),
});
export type Reject = z.infer<typeof Reject>;

/** A record of a file of mended rejects, and the reject that it says it is. */
export const Repair = z.object({
  evidence_id: z.number().int(),
  record: z.number().int(),
  of_sha256: z.string(),
  of_member: z.string().nullable(),
  of_record: z.number().int(),
});
export type Repair = z.infer<typeof Repair>;

/** A file of mended rejects, and how many of another file's rejects it made events of. */
export const RepairedBy = z.object({
  evidence_id: z.number().int(),
  sha256: z.string().nullable(),
  path: z.string(),
  name: z.string(),
  member: z.string().nullable(),
  rejects: z.number(),
});
export type RepairedBy = z.infer<typeof RepairedBy>;

/** A record that the vendor delivered again, and the one that counts for both. */
export const Copy = z.object({
  record: z.number().int(),
  first_evidence_id: z.number().int(),
  first_sha256: z.string().nullable(),
  first_path: z.string(),
  first_name: z.string(),
  first_member: z.string().nullable(),
  first_record: z.number().int(),
});
export type Copy = z.infer<typeof Copy>;

export const ScorePart = z.object({ label: z.string(), points: z.number() });
export type ScorePart = z.infer<typeof ScorePart>;

/** Findings of a hunt about an entity that an analyst set aside: those within the window, or, where it is `null`, all. */
export const Mute = z.object({
  mute_id: z.string(),
  hunt: z.string(),
  entity: Entity,
  window_start: z.string().nullable(),
  window_end: z.string().nullable(),
  reason: z.string(),
  muted_at: z.string(),
  muted_by: z.string(),
});
export type Mute = z.infer<typeof Mute>;

export const Finding = z.object({
  finding_id: z.string(),
  hunt: z.string(),
  title: z.string(),
  /** SHA-256 of the text of a hunt that the case itself keeps; `null` where the hunt is built in. */
  own: z.string().nullable(),
  hypotheses: z.array(z.string()),
  attack: z.array(z.string()),
  severity: Severity,
  score: z.number().int(),
  score_parts: z.array(ScorePart),
  entity: Entity,
  window_start: z.string().nullable(),
  window_end: z.string().nullable(),
  event_count: z.number(),
  summary: z.string(),
  values: z.record(z.string(), z.json()),
  /** Set aside by the analyst: it is part of no incident. */
  muted: Mute.nullable(),
});
export type Finding = z.infer<typeof Finding>;

export const VERDICTS = [
  'malicious',
  'suspicious',
  'inconclusive',
  'likely benign',
  'benign',
  'not applicable',
] as const;
export const VerdictName = z.enum(VERDICTS);
export type VerdictName = z.infer<typeof VerdictName>;

/** One question on the taken path, with what answered it. */
export const PathStep = z.object({
  question: z.string(),
  text: z.string(),
  answer: z.string(),
  reason: z.string(),
  points: z.number(),
  missing: z.string().nullable(),
  events: z.array(EventRef),
});
export type PathStep = z.infer<typeof PathStep>;

/** An alert in a few words, and its record. */
export const VerdictAlert = EventRef.extend({ label: z.string() });
export type VerdictAlert = z.infer<typeof VerdictAlert>;

/** Two sign-ins that an analyst picked to have their sessions compared, the earlier one first. It stays when the trees run again. */
export const PickedSessions = z.object({
  pick_id: z.string(),
  sessions: z.tuple([EventRef, EventRef]),
  reason: z.string(),
  author: z.string(),
  written_at: z.string(),
});
export type PickedSessions = z.infer<typeof PickedSessions>;

/** A question that an analyst answered himself. It stays when the trees run again. */
export const GivenAnswer = z.object({
  question: z.string(),
  answer: z.string(),
  reason: z.string(),
  author: z.string(),
  written_at: z.string(),
  /** False where the way does not come by the question, or the question no longer has this answer. */
  taken: z.boolean(),
});
export type GivenAnswer = z.infer<typeof GivenAnswer>;

/** A step on the way with the analyst's answers; `given`: he answered this one, and the reason is his. */
export const OwnStep = PathStep.extend({ given: z.boolean() });
export type OwnStep = z.infer<typeof OwnStep>;

const Confidence = z.enum(['high', 'medium', 'low']);

/** What the tree comes to with the analyst's answers. */
export const OwnVerdict = z.object({
  verdict: VerdictName,
  reason: z.string(),
  score: z.number().int(),
  confidence: Confidence,
  path: z.array(OwnStep),
  missing: z.array(z.string()),
});
export type OwnVerdict = z.infer<typeof OwnVerdict>;

/** `verdict` to `missing` are always what the facts alone come to. */
export const Verdict = z.object({
  verdict_id: z.string(),
  tree: z.string(),
  tree_version: z.number().int(),
  title: z.string(),
  subject: Entity,
  /** What started the walk; `null` where the tree looks for its subjects by itself. */
  alert: VerdictAlert.nullable(),
  /** Where an analyst started the walk by picking two sessions. */
  picked: PickedSessions.nullable(),
  /** The values of the tree's parameters that this verdict was reached with. */
  parameters: z.record(z.string(), z.json()),
  verdict: VerdictName,
  reason: z.string(),
  score: z.number().int(),
  confidence: Confidence,
  window_start: z.string().nullable(),
  window_end: z.string().nullable(),
  facts: z.record(z.string(), z.json()),
  path: z.array(PathStep),
  missing: z.array(z.string()),
  /** The way with the analyst's answers; `null` where none of them is on it. It is what counts in ranks and sums, marked as his. */
  own: OwnVerdict.nullable(),
  answers: z.array(GivenAnswer),
});
export type Verdict = z.infer<typeof Verdict>;

/**
 * Findings and verdicts of one person, key, principal, session or device that overlap in time. `entity` is the one that it is mostly
 * about; `entities` those that stand on the cited records, with the number of these.
 */
export const Incident = z.object({
  incident_id: z.string(),
  score: z.number().int(),
  score_parts: z.array(ScorePart),
  /** The gravest of its findings; `null` where it has verdicts only. */
  severity: Severity.nullable(),
  /** The gravest of its verdicts. */
  verdict: VerdictName.nullable(),
  entity: Entity,
  entities: z.array(z.object({ entity: Entity, records: z.number() })),
  window_start: z.string().nullable(),
  window_end: z.string().nullable(),
  summary: z.string(),
  findings: z.number(),
  verdicts: z.number(),
  hunts: z.number(),
  hypotheses: z.array(z.string()),
  attack: z.array(z.string()),
});
export type Incident = z.infer<typeof Incident>;

/** A finding or verdict of an incident, and what it gives to the incident's score. */
export const IncidentMember = z.object({
  kind: z.enum(['finding', 'verdict']),
  id: z.string(),
  points: z.number().int(),
});
export type IncidentMember = z.infer<typeof IncidentMember>;

/** The verdict that counts: the analyst's where he answered, else the engine's. */
export const holding = (one: Verdict): Pick<OwnVerdict, 'verdict' | 'reason' | 'score' | 'confidence'> =>
  one.own ?? one;

/** One side of a change; `own` where the analyst's answers led elsewhere. */
const VerdictSide = z.object({
  verdict: VerdictName,
  score: z.number().int(),
  confidence: Confidence,
  own: z.object({ verdict: VerdictName, score: z.number().int() }).nullable(),
});
export type VerdictSide = z.infer<typeof VerdictSide>;

/** What a run of the trees changed of a verdict: new where there is nothing before, gone where there is nothing now. */
export const VerdictChange = z.object({
  /** `null` where it is gone. */
  verdict_id: z.string().nullable(),
  tree: z.string(),
  title: z.string(),
  subject: Entity,
  alert: z.string().nullable(),
  before: VerdictSide.nullable(),
  now: VerdictSide.nullable(),
  /** Questions that are answered otherwise now; `null` where one was or is not asked. None of a verdict that is new or gone. */
  answers: z.array(
    z.object({
      question: z.string(),
      text: z.string(),
      before: z.string().nullable(),
      now: z.string().nullable(),
    }),
  ),
});
export type VerdictChange = z.infer<typeof VerdictChange>;

export const VerdictChanges = z.object({ total: z.number(), changes: z.array(VerdictChange) });
export type VerdictChanges = z.infer<typeof VerdictChanges>;

/** A data file that answers come from, as shown on *About the data*. */
export const DataFile = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.enum([
    'place',
    'country',
    'network',
    'anonymiser',
    'connection',
    'cloud ranges',
    'network labels',
    'client rules',
    'attack',
    'unknown',
  ]),
  version: z.string(),
  date: z.string().nullable(),
  licence: z.string(),
  attribution: z.string(),
  /** `renewed`: fetched by `npm run data:update`; `folder`: it lay in the folder of data that the host watches. */
  origin: z.enum(['built in', 'renewed', 'imported', 'folder']),
  entries: z.number().nullable(),
  /** Of a file that the user brought: its name, where it lies, and its hash when it was added. */
  name: z.string().nullable(),
  path: z.string().nullable(),
  sha256: z.string().nullable(),
  /** Why it gives no answers now; `null` where it does. */
  problem: z.string().nullable(),
});
export type DataFile = z.infer<typeof DataFile>;
