import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { AboutEntity } from './about-entity.ts';
import { BundleVerification } from './bundle.ts';
import { CaseChange, DeskChange, DeskState, SavedView, TimeZone, ViewToSave } from './case-settings.ts';
import { CompareInput, Comparison } from './compare.ts';
import { ExportChoices, ExportedFile, ExportFormatInfo, TableAsked } from './exports.ts';
import { Filter } from './filter.ts';
import { Limits } from './limits.ts';
import { Lineage } from './lineage.ts';
import { Picture, PictureText, PictureTitle } from './pictures.ts';
import { MARK_KINDS, MarkChange, Marked, MarkedThing, MarkSubject, Note, NoteBody } from './marks.ts';
import { FormKind, Mapping } from './mapping.ts';
import { PdfChoices, PdfMade } from './pdf-report.ts';
import { Person, PersonDecision } from './people.ts';
import {
  DataFile,
  Entity,
  EntityKind,
  EventRef,
  Evidence,
  Finding,
  Incident,
  IncidentMember,
  Mute,
  Copy,
  Reject,
  RepairedBy,
  Row,
  Scalar,
  Severity,
  Verdict,
  VerdictChange,
  VerdictChanges,
  VerdictName,
} from './model.ts';
import {
  AgentCoverage,
  KnownNetwork,
  LearnedNetwork,
  Minimums,
  NetworkInput,
  NetworkKind,
} from './networks.ts';
import { PlacesPage } from './places.ts';
import { PseudonymsPage, Redactions, TextToRedact } from './redaction.ts';
import { RULE_KINDS } from './rules.ts';
import { ProfilesInput, ProfilesPage, Sides, SidesInput } from './session-profiles.ts';
import { FileProblem, OwnFile } from './own-files.ts';
import { OwnHunt, OwnMark, SigmaExports } from './own-hunts.ts';
import { OwnTree, OwnTreeMark } from './own-trees.ts';
import { Answer, Asked, QueryState, SavedQuery } from './query.ts';

/** The one list of calls between a face and the engine. Inputs and outputs are checked at the engine's door. */

export { Filter };
const Filters = z.array(Filter);

/** `null` while no case is open. */
export const CaseInfo = z.object({
  path: z.string(),
  name: z.string(),
  examiner: z.string().nullable(),
  reference: z.string().nullable(),
  /** In which times are shown, beside UTC. */
  time_zone: z.string(),
  desk: DeskState,
  created_at: z.string(),
  schema_version: z.number().int(),
  tool_version: z.string(),
  /** What opening did that the examiner should know: imports that were not finished, a migration. */
  notices: z.array(z.string()),
});
export type CaseInfo = z.infer<typeof CaseInfo>;

export const EvidenceInput = z.strictObject({
  path: z.string().min(1),
  /** The name to show where the path is not the user's own (a browser streamed the file in). */
  name: z.string().optional(),
});
export type EvidenceInput = z.infer<typeof EvidenceInput>;

/** The one long job of the engine. `events_per_second` and `seconds_left` are `null` until they can be told. */
export const JobProgress = z.object({
  job: z.string(),
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  purpose: z.enum(['analysis', 'verification']),
  stage: z.enum([
    'looking',
    'importing',
    'enriching',
    'networks',
    'hunting',
    'triage',
    'incidents',
    'verifying',
    'finished',
  ]),
  files_total: z.number(),
  files_done: z.number(),
  bytes_total: z.number(),
  bytes_done: z.number(),
  records: z.number(),
  events: z.number(),
  rejects: z.number(),
  skips: z.number(),
  current: z.string().nullable(),
  seconds_left: z.number().nullable(),
  message: z.string().nullable(),
});
export type JobProgress = z.infer<typeof JobProgress>;

/** A column that a record has no value of is left out of its row: most are. */
export const EventPage = z.object({ offset: z.number(), total: z.number(), rows: z.array(Row) });
export type EventPage = z.infer<typeof EventPage>;

export const Histogram = z.object({
  start: z.string().nullable(),
  end: z.string().nullable(),
  bucket_seconds: z.number(),
  /** Start of each bucket. */
  buckets: z.array(z.string()),
  series: z.array(
    z.object({
      name: z.string(),
      /** One value, by its name; all events without one; or all other values together. */
      of: z.enum(['value', 'missing', 'rest']),
      counts: z.array(z.number()),
    }),
  ),
});
export type Histogram = z.infer<typeof Histogram>;

export const Parameter = z.object({
  name: z.string(),
  title: z.string(),
  kind: z.enum(['integer', 'number', 'hours', 'text', 'list', 'choice', 'boolean']),
  value: z.union([z.number(), z.boolean(), z.string(), z.array(z.string())]),
  default: z.union([z.number(), z.boolean(), z.string(), z.array(z.string())]),
  minimum: z.number().nullable(),
  maximum: z.number().nullable(),
  choices: z.array(z.string()).nullable(),
  help: z.string(),
  /** Every hunt has it, under this name or that of its entity: whose events count at all. */
  shared: z.boolean(),
});
export type Parameter = z.infer<typeof Parameter>;

export const ChangedParameter = Parameter.pick({ name: true }).extend({
  before: Parameter.shape.value,
  now: Parameter.shape.value,
});
export type ChangedParameter = z.infer<typeof ChangedParameter>;

/** One time that the parameters of a hunt or a tree were set, as the audit log has it, and what it did. */
export const ParameterChange = z.object({
  written_at: z.string(),
  actor: z.string(),
  changed: z.array(ChangedParameter),
  /** Findings that appeared and went; `null` of a tree. */
  appeared: z.number().nullable(),
  gone: z.number().nullable(),
  /** Verdicts that changed. */
  verdicts: z.number(),
});
export type ParameterChange = z.infer<typeof ParameterChange>;
const ParameterHistory = z.object({ total: z.number(), changes: z.array(ParameterChange) });

export const HuntState = z.object({
  id: z.string(),
  title: z.string(),
  question: z.string(),
  hypotheses: z.array(z.string()),
  attack: z.array(z.string()),
  severity: Severity,
  entity: EntityKind,
  kind: z.enum(RULE_KINDS),
  next_steps: z.string(),
  false_positives: z.string(),
  /** Of a hunt that the case itself keeps; `null` where it is built in. */
  own: OwnMark.nullable(),
  state: z.enum(['findings', 'none', 'not run']),
  /** Why it did not run, and the log that is missing. */
  reason: z.string().nullable(),
  findings: z.number(),
  /** Of these, those that are muted. */
  muted: z.number(),
  parameters: z.array(Parameter),
});
export type HuntState = z.infer<typeof HuntState>;

/** What a changed parameter did: finding ids. */
export const HuntDifference = z.object({
  state: HuntState,
  changed: z.array(ChangedParameter),
  appeared: z.array(Finding),
  gone: z.array(Finding),
  /** Trees run again after the hunt. */
  verdicts: VerdictChanges,
});
export type HuntDifference = z.infer<typeof HuntDifference>;

/** A decision tree, how it last went and with what. */
export const TreeState = z.object({
  id: z.string(),
  version: z.number().int(),
  title: z.string(),
  purpose: z.string(),
  subject: EntityKind,
  /** Of a tree that the case itself keeps. */
  own: OwnTreeMark.nullable(),
  state: z.enum(['verdicts', 'none', 'not run']),
  /** The log that is missing. */
  reason: z.string().nullable(),
  verdicts: z.number(),
  parameters: z.array(Parameter),
});
export type TreeState = z.infer<typeof TreeState>;

/** What changed parameters did. */
/** An event by its place in the evidence, or by the id that its log gives it. */
export const EventChoice = z.union([EventRef.strict(), z.strictObject({ event_id: z.string().min(1) })]);
export type EventChoice = z.infer<typeof EventChoice>;

export const TreeDifference = z.object({
  state: TreeState,
  changed: z.array(ChangedParameter),
  verdicts: VerdictChanges,
});
export type TreeDifference = z.infer<typeof TreeDifference>;

/** The known networks of the case, and what was learned from agents. */
export const NetworksPage = z.object({
  minimums: Minimums,
  known: z.array(KnownNetwork),
  learned: z.array(LearnedNetwork),
  /** Of those asked for. */
  learned_total: z.number(),
  /** Learned networks that meet the minimums. */
  learned_counting: z.number(),
  /** Empty: no agent told its address, and no address can be called unknown. */
  coverage: z.array(AgentCoverage),
});
export type NetworksPage = z.infer<typeof NetworksPage>;

/** What changed known networks did. At most 200 findings and verdicts of each kind are listed. */
export const NetworksDifference = z.object({
  /** Addresses of events that belong to another network than before, or to none. */
  addresses: z.number(),
  appeared_total: z.number(),
  gone_total: z.number(),
  verdicts_total: z.number(),
  appeared: z.array(Finding),
  gone: z.array(Finding),
  verdicts: z.array(VerdictChange),
});
export type NetworksDifference = z.infer<typeof NetworksDifference>;

/** All that belongs to one incident. */
export const IncidentPage = z.object({
  incident: Incident,
  /** The 200 that weigh most, by weight. */
  members: z.array(IncidentMember),
  findings: z.array(Finding),
  verdicts: z.array(Verdict),
  /** The records that they cite, over all sources in order of time: the first 1,000 of `events_total`; absent values are left out. */
  events: z.array(Row),
  events_total: z.number(),
  datasets: z.array(z.object({ event_dataset: z.string(), events: z.number() })),
});
export type IncidentPage = z.infer<typeof IncidentPage>;

/** Which findings to set aside: of a hunt and an entity; with a window only those that lie within it. */
export const MuteInput = z.strictObject({
  hunt: z.string(),
  entity: Entity,
  window: z.strictObject({ start: z.string(), end: z.string() }).nullable().default(null),
  reason: z.string().trim().min(1).max(2000),
});
export type MuteInput = z.infer<typeof MuteInput>;

export const Coverage = z.object({
  sources: z.array(
    z.object({
      event_dataset: z.string(),
      events: z.number(),
      first_timestamp: z.string(),
      last_timestamp: z.string(),
    }),
  ),
  missing: z.array(z.object({ definition: z.string(), title: z.string(), missing: z.string() })),
});
export type Coverage = z.infer<typeof Coverage>;

/** How coverage judges times; said beside what it found. */
export const COVERAGE_RULE = {
  /** A pause is a gap where it is longer than this times the 99th percentile of its source's own pauses … */
  gap_factor: 6,
  /** … and than this. */
  gap_least_seconds: 3600,
  /** A source with fewer events has no rhythm to be judged by. */
  gap_least_events: 10,
  /** Gaps that are listed of a source, the longest first. */
  gaps_listed: 20,
  /** No log is older: a time before is one that was never set. */
  oldest: '1980-01-01T00:00:00.000000Z',
  /** … nor newer. */
  newest: '2100-01-01T00:00:00.000000Z',
  /** Times are far before or after the rest where the next, or the one before, is more than these days away … */
  far_days: 365,
  /** … and they are less than this part of their source's events. */
  far_one_in: 20,
} as const;

/** Events of which something is to be said, from the first to the last of them. */
const Stretch = z.object({
  events: z.number(),
  first_timestamp: z.string().nullable(),
  last_timestamp: z.string().nullable(),
});

export const Gap = z.object({ start: z.string(), end: z.string(), seconds: z.number() });
export type Gap = z.infer<typeof Gap>;

export const SourceCoverage = z.object({
  event_dataset: z.string(),
  events: z.number(),
  first_timestamp: z.string(),
  last_timestamp: z.string(),
  users: z.number(),
  accounts: z.number(),
  hosts: z.number(),
  /** The 99th percentile of its pauses, told to no less than a minute; `null` where there are too few events. */
  usual_pause_seconds: z.number().nullable(),
  gap_limit_seconds: z.number().nullable(),
  gaps_total: z.number(),
  gaps: z.array(Gap),
  /** Times later than the import of their file, wherever else they belong. */
  future: Stretch,
  /** Times far before the rest. */
  early: Stretch,
  /** Times far after the rest. */
  late: Stretch,
});
export type SourceCoverage = z.infer<typeof SourceCoverage>;

/** Files of one log source whose times were written with these offsets. */
export const OffsetCoverage = z.object({
  source: z.string(),
  files: z.number(),
  events: z.number(),
  /** Events by the offset of their time; `none` were taken as UTC. */
  offsets: z.record(z.string(), z.number()),
  /** Files that hold times without an offset, or with more than one; the first of them. */
  listed: z.array(z.object({ evidence_id: z.number().int(), name: z.string() })),
});
export type OffsetCoverage = z.infer<typeof OffsetCoverage>;

/** What is here, from when to when, for whom, and what is missing. */
export const CoveragePage = z.object({
  sources: z.array(SourceCoverage),
  missing: Coverage.shape.missing,
  offsets: z.array(OffsetCoverage),
  /** Over the times that are neither far before nor far after the rest, nor later than the import. */
  histogram: Histogram,
});
export type CoveragePage = z.infer<typeof CoveragePage>;

export const Totals = z.object({
  files: z.number(),
  records: z.number(),
  events: z.number(),
  rejects: z.number(),
  skips: z.number(),
  balanced: z.boolean(),
});
export type Totals = z.infer<typeof Totals>;

export const Overview = z.object({
  totals: Totals,
  coverage: Coverage,
  severities: z.record(Severity, z.number()),
  verdicts: z.partialRecord(VerdictName, z.number()),
  /** Of these, those that count as an analyst's answers have them. */
  answered: z.number(),
  /** Without those that are muted, which are counted here. */
  top_findings: z.array(Finding),
  muted: z.number(),
  incidents: z.number(),
  top_incidents: z.array(Incident),
  top_verdicts: z.array(Verdict),
  /** Who acts, by what findings and verdicts about the same one come to together; the first of `unusual_total`. */
  unusual: z.array(
    z.object({
      entity: Entity,
      score: z.number().int(),
      findings: z.number(),
      hunts: z.number(),
      verdicts: z.number(),
      severity: Severity.nullable(),
    }),
  ),
  unusual_total: z.number(),
  counts: z.object({
    users: z.number(),
    access_keys: z.number(),
    addresses: z.number(),
    countries: z.number(),
    clients: z.number(),
  }),
});
export type Overview = z.infer<typeof Overview>;

export const AddressUse = z.object({
  source_address: z.string(),
  source_kind: z.string(),
  place: z.string(),
  country_iso_code: z.string().nullable(),
  as_number: z.number().nullable(),
  as_organization_name: z.string().nullable(),
  cloud: z.string().nullable(),
  /** What the log says of this address; where any record says another country than our data, that one. */
  log_country: z.string().nullable(),
  log_differs: z.boolean(),
  /** The organisation's own network that it belongs to, and whether a person confirmed that. */
  known_network: z.string().nullable(),
  known_network_status: z.enum(['confirmed', 'learned']).nullable(),
  is_hosting: z.boolean(),
  events: z.number(),
  failures: z.number(),
  first_timestamp: z.string(),
  last_timestamp: z.string(),
});
export type AddressUse = z.infer<typeof AddressUse>;

/** A data file as it was when it gave an answer; `value` is what it answered of an address. */
export const ValueSource = z.object({
  value: z.string(),
  title: z.string(),
  version: z.string(),
  date: z.string().nullable(),
  origin: z.string(),
  /** Of a file that the user brought. */
  name: z.string().nullable(),
  sha256: z.string().nullable(),
});
export type ValueSource = z.infer<typeof ValueSource>;

/** Where records put an address by themselves. `differs`: the log's country is not ours; `null` where one of them is not known. */
export const LogPlace = z.object({
  country: z.string().nullable(),
  region_name: z.string().nullable(),
  city_name: z.string().nullable(),
  as_number: z.number().nullable(),
  as_organization_name: z.string().nullable(),
  is_proxy: z.boolean().nullable(),
  datasets: z.array(z.string()),
  events: z.number(),
  differs: z.boolean().nullable(),
});
export type LogPlace = z.infer<typeof LogPlace>;

/** All that is known of an address, and by whom. */
export const AddressAbout = z.object({
  source_address: z.string(),
  /** False where no record came from it: then it was looked up just now. */
  is_in_case: z.boolean(),
  kind: z.string(),
  ip: z.string().nullable(),
  range_name: z.string().nullable(),
  country_iso_code: z.string().nullable(),
  region_name: z.string().nullable(),
  city_name: z.string().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  accuracy_radius_km: z.number().nullable(),
  as_number: z.number().nullable(),
  as_organization_name: z.string().nullable(),
  cloud_provider: z.string().nullable(),
  cloud_region: z.string().nullable(),
  cloud_services: z.string().nullable(),
  cloud_basis: z.string().nullable(),
  labels: z.string().nullable(),
  labels_reason: z.string().nullable(),
  known_network: z.string().nullable(),
  known_network_kind: z.string().nullable(),
  known_network_status: z.string().nullable(),
  log: z.array(LogPlace),
  sources: z.array(ValueSource),
});
export type AddressAbout = z.infer<typeof AddressAbout>;

/** What a user agent was read as. */
export const ClientAbout = z.object({
  user_agent_original: z.string(),
  client_name: z.string().nullable(),
  client_version: z.string().nullable(),
  client_kind: z.string(),
  os_name: z.string().nullable(),
  os_version: z.string().nullable(),
  device_kind: z.string().nullable(),
  /** By which rule, as a sentence. */
  read_by: z.string(),
  source: ValueSource,
});
export type ClientAbout = z.infer<typeof ClientAbout>;
/** A part of the own cloud that held an address, as the evidence says. */
export const AddressHolder = z.object({
  holder_kind: z.enum(['instance', 'nat gateway', 'elastic ip', 'vpc endpoint', 'network interface']),
  holder_id: z.string(),
  cloud_account_id: z.string().nullable(),
  cloud_region: z.string().nullable(),
  /** When a record says that it is held. */
  stated_at: z.string(),
  /** `null`: not known since when. */
  held_from: z.string().nullable(),
  /** `null`: not known to have ended. */
  held_until: z.string().nullable(),
  stated_by: z.string(),
  evidence_id: z.number().int(),
  record: z.number().int(),
  ended_by: z.string().nullable(),
  ended_evidence_id: z.number().int().nullable(),
  ended_record: z.number().int().nullable(),
});
export type AddressHolder = z.infer<typeof AddressHolder>;

export const EntityPage = z.object({
  entity: Entity,
  events: z.number(),
  failures: z.number(),
  first_timestamp: z.string().nullable(),
  last_timestamp: z.string().nullable(),
  datasets: z.array(z.object({ event_dataset: z.string(), events: z.number() })),
  addresses: z.array(AddressUse),
  /** Of an address: who held it. */
  holders: z.array(AddressHolder),
  /** Other names seen on the same records: keys of a user, users of a key … */
  related: z.array(z.object({ entity: Entity, events: z.number() })),
  top_actions: z.array(
    z.object({
      event_action: z.string(),
      event_provider: z.string().nullable(),
      events: z.number(),
      failures: z.number(),
    }),
  ),
  /** The first of `findings_total`, by rank; so are verdicts and those that cite. */
  findings: z.array(Finding),
  findings_total: z.number(),
  verdicts: z.array(Verdict),
  verdicts_total: z.number(),
  /** Columns in which its name stands for something that another did: a mail to the user, a connection to the address. */
  elsewhere: z.array(z.object({ column: z.string(), events: z.number() })),
  /** Of other subjects, that cite a record which shares its name. */
  citing_findings: z.array(Finding),
  citing_findings_total: z.number(),
  citing_verdicts: z.array(Verdict),
  citing_verdicts_total: z.number(),
});
export type EntityPage = z.infer<typeof EntityPage>;

export const OriginalRecord = z.object({
  evidence: Evidence,
  record: z.number().int(),
  text: z.string(),
  /** False where the file is gone or no longer has its hash; `text` is then empty and `message` says so. */
  verified: z.boolean(),
  message: z.string().nullable(),
  event: Row.nullable(),
});
export type OriginalRecord = z.infer<typeof OriginalRecord>;

/** What a mapping is made for: a line of the ledger, or a file by itself. */
export const MappingSubject = z.union([
  z.strictObject({ evidence_id: z.number().int() }),
  z.strictObject({ path: z.string().min(1) }),
]);
export type MappingSubject = z.infer<typeof MappingSubject>;

/** The beginning of a file of unknown form. `rows` has a text per column, in their order. */
export const MappingLook = z.object({
  kind: FormKind,
  columns: z.array(z.object({ path: z.string(), examples: z.array(z.string()) })),
  rows: z.array(z.array(z.string().nullable())),
  /** The records of the beginning. */
  records: z.number(),
  guess: Mapping,
  /** What could not be guessed. */
  message: z.string().nullable(),
});
export type MappingLook = z.infer<typeof MappingLook>;

/** What a mapping makes of that beginning. */
export const MappingPreview = z.object({
  records: z.number(),
  events: z.number(),
  /** True where the beginning is the whole file. */
  whole: z.boolean(),
  columns: z.array(z.string()),
  rows: z.array(Row),
  rejects: z.array(z.object({ reason: z.string(), records: z.number(), first_line: z.number() })),
});
export type MappingPreview = z.infer<typeof MappingPreview>;

/** A tree as it is drawn: every question and branch, whether taken or not. */
/** The SQL that finds the records behind an answer, what is bound in it by name, and which of that is no fact and no parameter. */
export const QuestionQuery = z.object({
  sql: z.string(),
  names: z.array(z.string()),
  constants: z.record(
    z.string(),
    z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]),
  ),
});
export type QuestionQuery = z.infer<typeof QuestionQuery>;

export const TreeDrawing = z.object({
  id: z.string(),
  version: z.number().int(),
  title: z.string(),
  purpose: z.string(),
  root: z.string(),
  questions: z.array(
    z.object({
      id: z.string(),
      text: z.string(),
      explain: z.string(),
      answers: z.array(z.object({ answer: z.string(), next: z.string(), points: z.number() })),
      query: QuestionQuery.nullable(),
    }),
  ),
  verdicts: z.array(z.object({ id: z.string(), verdict: VerdictName, reason: z.string() })),
});
export type TreeDrawing = z.infer<typeof TreeDrawing>;

/** How many verdicts of a tree the facts led through an answer; of answers that nobody went by there is none. */
export const TreeWay = z.object({ question: z.string(), answer: z.string(), subjects: z.number() });
export type TreeWay = z.infer<typeof TreeWay>;

/** Alerts of one log and rule that no verdict cites as what started it. */
export const AlertGroup = z.object({
  event_dataset: z.string(),
  rule_name: z.string().nullable(),
  alerts: z.number(),
  first_timestamp: z.string(),
  last_timestamp: z.string(),
  /** The first of them. */
  events: z.array(Row),
  /** Findings that cite one of them, the highest score first; the first of `findings_total`. */
  findings: z.array(Finding),
  findings_total: z.number(),
});
export type AlertGroup = z.infer<typeof AlertGroup>;

export const AlertsPage = z.object({
  /** Alerts in the case, and those that started no tree. */
  alerts: z.number(),
  without_tree: z.number(),
  groups_total: z.number(),
  groups: z.array(AlertGroup),
});
export type AlertsPage = z.infer<typeof AlertsPage>;

const page = {
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(1000).default(200),
};

/** Why an analyst decided so. */
const Reason = z.string().trim().min(1).max(2000);

export const contract = {
  case: {
    create: oc
      .input(
        z.strictObject({
          path: z.string().min(1),
          name: z.string().optional(),
          examiner: z.string().optional(),
          reference: z.string().optional(),
          time_zone: TimeZone.optional(),
        }),
      )
      .output(CaseInfo),
    /** Changes what the case says of itself; a line of the audit log says from what to what. */
    configure: oc.input(CaseChange).output(CaseInfo),
    /** Keeps where the desk is, so that it opens there again. */
    remember: oc.input(DeskChange).output(z.null()),
    open: oc.input(z.strictObject({ path: z.string().min(1) })).output(CaseInfo),
    close: oc.input(z.strictObject({})).output(z.null()),
    info: oc.input(z.strictObject({})).output(CaseInfo.nullable()),
    /** Makes the sample incident in a new case at `path` (its logs beside it), imports and analyses it; follow with `job.watch`. */
    sample: oc.input(z.strictObject({ path: z.string().min(1) })).output(CaseInfo),
    audit: oc.input(z.strictObject(page)).output(z.object({ total: z.number(), rows: z.array(Row) })),
  },
  job: {
    /** The running job's progress until it ends; ends at once when none runs. */
    watch: oc.input(z.strictObject({})).output(eventIterator(JobProgress)),
    current: oc.input(z.strictObject({})).output(JobProgress.nullable()),
    /** Returns when the job has stopped and the case is as it was before the unfinished file. */
    cancel: oc.input(z.strictObject({})).output(z.null()),
  },
  evidence: {
    /**
     * Starts import, then enrichment, hunts and triage; follow with `job.watch`. Refused while a job runs. `again` names lines of the
     * ledger to read once more: unrecognised ones, now that a mapping fits them, and locked ones, now that `unlock` was given a password.
     */
    import: oc
      .input(
        z
          .strictObject({
            inputs: z.array(EvidenceInput).default([]),
            again: z.array(z.number().int()).default([]),
          })
          .refine(({ inputs, again }) => inputs.length + again.length > 0, { message: 'nothing to import' }),
      )
      .output(z.object({ job: z.string() })),
    list: oc.input(z.strictObject({})).output(z.object({ totals: Totals, evidence: z.array(Evidence) })),
    rejects: oc
      .input(z.strictObject({ evidence_id: z.number().int().optional(), ...page }))
      .output(z.object({ total: z.number(), rejects: z.array(Reject), repaired: z.array(RepairedBy) })),
    /**
     * Gives passwords for encrypted archives. They are held in memory while the case is open and written nowhere. With a line of the
     * ledger: `opens` tells whether one of them opens it, and they are forgotten where none does; without one it is `null`.
     */
    unlock: oc
      .input(
        z.strictObject({
          passwords: z.array(z.string().min(1).max(1000)).min(1).max(20),
          evidence_id: z.number().int().optional(),
        }),
      )
      .output(z.object({ opens: z.boolean().nullable() })),
    /** Files that an import had begun and not finished: to be given to `import` again. */
    unfinished: oc.input(z.strictObject({})).output(z.array(EvidenceInput)),
    /** The rejects of one file or of all as text, or written to `path`; `csv` for a person, `ndjson` to be mended and imported again. */
    exportRejects: oc
      .input(
        z.strictObject({
          evidence_id: z.number().int().optional(),
          format: z.enum(['csv', 'ndjson']),
          path: z.string().min(1).optional(),
          /** What was redacted is no longer imported. */
          redact: Redactions.default([]),
        }),
      )
      .output(z.object({ text: z.string().nullable(), rejects: z.number(), problems: z.array(z.string()) })),
    /** Hashes every evidence file again, as a job. */
    verify: oc.input(z.strictObject({})).output(z.object({ job: z.string() })),
    copies: oc
      .input(z.strictObject({ evidence_id: z.number().int(), ...page }))
      .output(z.object({ total: z.number(), copies: z.array(Copy) })),
    record: oc.input(EventRef).output(OriginalRecord),
  },
  mapping: {
    look: oc.input(MappingSubject).output(MappingLook),
    preview: oc.input(z.strictObject({ subject: MappingSubject, mapping: Mapping })).output(MappingPreview),
    /** Files of this form are read with it from now on. Takes the place of the one with its name. */
    save: oc.input(z.strictObject({ mapping: Mapping })).output(z.null()),
    list: oc.input(z.strictObject({})).output(z.array(Mapping)),
    remove: oc.input(z.strictObject({ name: z.string() })).output(z.null()),
    /** As the text of a file for a colleague. */
    export: oc.input(z.strictObject({ name: z.string() })).output(z.object({ text: z.string() })),
    /** Saves the mapping that a file's text holds. */
    import: oc.input(z.strictObject({ text: z.string() })).output(Mapping),
  },
  overview: { get: oc.input(z.strictObject({})).output(Overview) },
  coverage: { get: oc.input(z.strictObject({})).output(CoveragePage) },
  places: {
    /** Where the events of an entity, or of the case, were; ending the call stops the work. */
    list: oc.input(z.strictObject({ entity: Entity.nullable() })).output(PlacesPage),
  },
  profiles: {
    /** Ending the call stops the work. */
    list: oc.input(ProfilesInput).output(ProfilesPage),
    /** Two of them, or any two sets of records, beside each other. */
    sides: oc.input(SidesInput).output(Sides),
  },
  events: {
    page: oc
      .input(
        z.strictObject({
          filters: Filters,
          order: z.enum(['asc', 'desc']).default('asc'),
          /** By this column, absent values last, and by time where it is equal. */
          sort: z.string().optional(),
          ...page,
        }),
      )
      .output(EventPage),
    /** The offset of a record in the list that `page` gives; `null` where it is not among it. */
    position: oc
      .input(
        EventRef.extend({
          filters: Filters,
          order: z.enum(['asc', 'desc']).default('asc'),
          sort: z.string().optional(),
        }).strict(),
      )
      .output(z.object({ offset: z.number().int().min(0).nullable() })),
    histogram: oc
      .input(
        z.strictObject({
          filters: Filters,
          buckets: z.number().int().min(1).max(2000).default(200),
          /** Whose values are told apart, the most frequent ones; the dataset with all of its values. */
          by: z.string().default('event_dataset'),
        }),
      )
      .output(Histogram),
    facet: oc
      .input(
        z.strictObject({
          filters: Filters,
          column: z.string(),
          limit: z.number().int().min(1).max(200).default(20),
        }),
      )
      .output(
        z.object({ values: z.array(z.object({ value: Scalar, events: z.number() })), distinct: z.number() }),
      ),
  },
  findings: {
    list: oc
      .input(
        z.strictObject({
          hunt: z.string().optional(),
          /** Of these only; of all where there is none. */
          severities: z.array(Severity).optional(),
          muted: z.enum(['without', 'with', 'only']).default('with'),
          about: AboutEntity.optional(),
          ...page,
        }),
      )
      /** `muted`: how many there are, whether listed or not; `severities`: how many there are of each, whichever are chosen. */
      .output(
        z.object({
          total: z.number(),
          findings: z.array(Finding),
          muted: z.number(),
          severities: z.partialRecord(Severity, z.number()),
        }),
      ),
    get: oc
      .input(z.strictObject({ finding_id: z.string() }))
      .output(z.object({ finding: Finding, hunt: HuntState, events: z.array(Row) })),
    /** Takes findings out of incidents and marks them, until `unmute`; also those that a later run finds. */
    mute: oc.input(MuteInput).output(Mute),
    unmute: oc.input(z.strictObject({ mute_id: z.string() })).output(z.null()),
    /** Each with the number of findings that it covers now. */
    mutes: oc.input(z.strictObject({})).output(z.array(Mute.extend({ findings: z.number() }))),
  },
  incidents: {
    list: oc
      .input(z.strictObject(page))
      .output(z.object({ total: z.number(), incidents: z.array(Incident), gap_hours: z.number() })),
    get: oc.input(z.strictObject({ incident_id: z.string() })).output(IncidentPage),
    /** How far apart in time findings of one incident may be; `null` is the default. Groups anew; gives the number of incidents. */
    configure: oc
      .input(z.strictObject({ gap_hours: z.number().nullable() }))
      .output(z.object({ total: z.number(), gap_hours: z.number() })),
  },
  hunts: {
    list: oc.input(z.strictObject({})).output(z.array(HuntState)),
    /** Keeps the parameters in the case, runs the hunt again, says what changed. `values: {}` restores the defaults. */
    configure: oc
      .input(
        z.strictObject({
          hunt: z.string(),
          values: z.record(z.string(), z.union([z.number(), z.boolean(), z.string(), z.array(z.string())])),
        }),
      )
      .output(HuntDifference),
    /** How its parameters were set, the newest first. */
    history: oc.input(z.strictObject({ hunt: z.string(), ...page })).output(ParameterHistory),
    /** These hunts, or all, as rules of Sigma with the values that their parameters have now; what cannot be said is refused with the reasons. */
    sigma: oc.input(z.strictObject({ hunts: z.array(z.string()).optional() })).output(SigmaExports),
    /** Hunts of a person's own in YAML, and Sigma rules. */
    own: {
      list: oc.input(z.strictObject({})).output(z.array(OwnHunt)),
      /**
       * Keeps the hunts of every file that has no mistake, in the place of those with their ids, and runs them, as a job. `problems` are
       * all mistakes of the other files, of which nothing is kept.
       */
      save: oc
        .input(z.strictObject({ files: z.array(OwnFile).min(1).max(10_000) }))
        .output(z.object({ problems: z.array(FileProblem), saved: z.array(z.string()) })),
      /** Its findings go with it. */
      remove: oc.input(z.strictObject({ id: z.string() })).output(z.null()),
      /** A file with every kind of rule, explained. */
      template: oc.input(z.strictObject({})).output(z.object({ text: z.string() })),
    },
  },
  queries: {
    list: oc.input(z.strictObject({})).output(z.array(QueryState)),
    /** A page of the answer; ending the call stops the work. */
    run: oc.input(Asked.extend(page)).output(Answer),
    /** Values of the case for an input. */
    suggest: oc
      .input(
        z.strictObject({
          query: z.string(),
          input: z.string(),
          text: z.string().default(''),
          by: z.enum(['recent', 'frequent']).default('recent'),
          limit: z.number().int().min(1).max(100).default(8),
        }),
      )
      .output(z.array(z.object({ value: z.string(), events: z.number(), last_timestamp: z.string() }))),
    save: oc.input(SavedQuery.strict().extend({ name: z.string().trim().min(1).max(200) })).output(z.null()),
    saved: oc.input(z.strictObject({})).output(z.array(SavedQuery)),
    remove: oc.input(z.strictObject({ name: z.string() })).output(z.null()),
    /** All rows as text, or written to `path`. Refused where the log that would answer is missing. */
    export: oc
      .input(
        Asked.extend({
          format: z.enum(['csv', 'json']),
          path: z.string().min(1).optional(),
          redact: Redactions.default([]),
        }),
      )
      .output(z.object({ text: z.string().nullable(), rows: z.number() })),
  },
  entities: {
    get: oc.input(Entity).output(EntityPage),
    /** Slices of its present beside the same slices before; ending the call stops the work. */
    compare: oc.input(CompareInput).output(Comparison),
    /** The credentials of an entity: what led to each, and what was issued with it. */
    lineage: oc.input(Entity).output(Lineage),
    search: oc
      .input(z.strictObject({ text: z.string(), limit: z.number().int().min(1).max(100).default(20) }))
      .output(z.array(z.object({ entity: Entity, events: z.number() }))),
  },
  addresses: {
    /** Also of an address that no record of the case came from. */
    about: oc.input(z.strictObject({ address: z.string().min(1) })).output(AddressAbout),
  },
  clients: { about: oc.input(z.strictObject({ client: z.string().min(1) })).output(ClientAbout) },
  people: {
    /** The person that a user name, a principal or a person is a name of. */
    get: oc.input(Entity).output(Person.nullable()),
    /** People and other actors by a part of any of their names, those whose name fits best first. */
    search: oc
      .input(z.strictObject({ text: z.string().min(1), limit: z.number().int().min(1).max(100).default(20) }))
      .output(z.array(Person.pick({ person_id: true, person: true, kind: true }))),
    /** Splits a name off its person; the decision wins over the rules until it is undone. */
    split: oc.input(z.strictObject({ name_id: z.string(), reason: Reason })).output(z.null()),
    /** Takes two people for one. */
    merge: oc
      .input(z.strictObject({ person_id: z.string(), with_person_id: z.string(), reason: Reason }))
      .output(z.null()),
    /** Takes a decision back. The line of it stays. */
    undo: oc.input(z.strictObject({ decision: z.number().int() })).output(z.null()),
    decisions: oc.input(z.strictObject({})).output(z.array(PersonDecision)),
  },
  trees: {
    list: oc.input(z.strictObject({})).output(z.array(TreeState)),
    /** Trees of a person's own in YAML. */
    own: {
      /** Every version that the case keeps. */
      list: oc.input(z.strictObject({})).output(z.array(OwnTree)),
      /** Keeps the trees of files without any mistake and walks them; gives every mistake of the others. */
      save: oc
        .input(z.strictObject({ files: z.array(OwnFile).min(1).max(10_000) }))
        .output(z.object({ problems: z.array(FileProblem), saved: z.array(z.string()) })),
      /** Removes a tree with all its versions and verdicts. */
      remove: oc.input(z.strictObject({ id: z.string() })).output(z.null()),
      /** A tree with every kind of question explained, to begin with. */
      template: oc.input(z.strictObject({})).output(z.object({ text: z.string() })),
    },
    /** Keeps the parameters in the case, walks the tree again, says which verdicts changed. `values: {}` restores the defaults. */
    configure: oc
      .input(
        z.strictObject({
          tree: z.string(),
          values: z.record(z.string(), z.union([z.number(), z.boolean(), z.string(), z.array(z.string())])),
        }),
      )
      .output(TreeDifference),
    history: oc.input(z.strictObject({ tree: z.string(), ...page })).output(ParameterHistory),
    /**
     * Walks the tree of two places over the sessions of two sign-ins, in whatever order they are named, as a job. The verdict stays, and
     * is reached again in every run. Throws where one is no sign-in of a person from a public address, where they are of two people, or
     * where nothing tells them apart.
     */
    compare: oc
      .input(
        z.strictObject({
          sessions: z.tuple([EventChoice, EventChoice]),
          reason: z.string().trim().min(1).max(4000),
        }),
      )
      .output(Verdict),
    /** Takes a comparison back, by the `pick_id` of its verdict. */
    uncompare: oc.input(z.strictObject({ pick_id: z.string() })).output(z.null()),
  },
  verdicts: {
    /** By the verdict that holds: the analyst's where he answered. `counts`: how many there are of each, whichever are chosen. */
    list: oc
      .input(
        z.strictObject({ only: z.array(VerdictName).optional(), about: AboutEntity.optional(), ...page }),
      )
      .output(
        z.object({
          total: z.number(),
          verdicts: z.array(Verdict),
          counts: z.partialRecord(VerdictName, z.number()),
        }),
      ),
    get: oc
      .input(z.strictObject({ verdict_id: z.string() }))
      .output(
        z.object({ verdict: Verdict, tree: TreeDrawing, ways: z.array(TreeWay), events: z.array(Row) }),
      ),
    /** The analyst's answer in place of the engine's, or of one he gave before. It is logged, and stays when the trees run again. */
    answer: oc
      .input(
        z.strictObject({
          verdict_id: z.string(),
          question: z.string(),
          answer: z.string(),
          reason: z.string().trim().min(1).max(4000),
        }),
      )
      .output(Verdict),
    unanswer: oc.input(z.strictObject({ verdict_id: z.string(), question: z.string() })).output(Verdict),
    /** What the last run of the trees changed. */
    changes: oc.input(z.strictObject(page)).output(VerdictChanges),
    /** Runs the trees again (all, or one), as a job. */
    run: oc.input(z.strictObject({ tree: z.string().optional() })).output(VerdictChanges),
  },
  alerts: {
    /** Alerts that started no tree, by log and rule: those with the most first. */
    list: oc.input(z.strictObject(page)).output(AlertsPage),
  },
  data: {
    list: oc.input(z.strictObject({})).output(z.array(DataFile)),
    /**
     * Takes a file into the case, told by its content, then enriches and analyses again: of MMDB and CSV files about addresses the path and
     * the hash are kept, and they are asked where they lie; ranges of a cloud (Amazon's `ip-ranges.json`, Google's `cloud.json`, Azure's service tags, CSV of one's own) or a list of
     * networks with labels are read in. `label` and `reason` are for lines
     * of a list that name none.
     */
    import: oc
      .input(
        z.strictObject({
          path: z.string().min(1),
          /** What a person calls it, where the path is not its own. */
          name: z.string().min(1).optional(),
          label: z.string().trim().min(1).max(60).optional(),
          reason: z.string().trim().min(1).max(500).optional(),
        }),
      )
      .output(DataFile),
    /** Takes imported data out of the case by its id, then enriches and analyses again. */
    remove: oc.input(z.strictObject({ id: z.string().min(1) })).output(DataFile),
    /** Asks all data again, as after a file has come back, and analyses again. */
    again: oc.input(z.strictObject({})).output(z.null()),
  },
  networks: {
    list: oc
      .input(z.strictObject({ which: z.enum(['all', 'counting', 'undecided']).default('all'), ...page }))
      .output(NetworksPage),
    /** Adds a network, or changes the one that `replaces` names. This and what follows runs hunts and trees again, as a job. */
    save: oc.input(NetworkInput).output(NetworksDifference),
    remove: oc.input(z.strictObject({ prefix: z.string() })).output(NetworksDifference),
    /** Of a learned network, or of one in the list. It stays when networks are learned again. */
    decide: oc
      .input(
        z.strictObject({
          prefix: z.string(),
          status: z.enum(['confirmed', 'rejected', 'undecided']),
          name: z.string().optional(),
          kind: NetworkKind.optional(),
          reason: z.string().nullable().default(null),
        }),
      )
      .output(NetworksDifference),
    /** What is not given is as it is by itself. */
    minimums: oc.input(Minimums.partial()).output(NetworksDifference),
    /** CSV `prefix,name,kind,status,reason`, or JSON with the minimums. */
    export: oc
      .input(z.strictObject({ format: z.enum(['csv', 'json']) }))
      .output(z.object({ text: z.string(), networks: z.number() })),
    /** Takes either form; all of it or, where a line is wrong, nothing. */
    import: oc.input(z.strictObject({ text: z.string() })).output(NetworksDifference),
  },
  marks: {
    /** What each of these things carries, in their order. A record also has what was written on its copies. */
    of: oc.input(z.strictObject({ subjects: z.array(MarkSubject).min(1).max(1000) })).output(z.array(Marked)),
    /** Stars and tags things, or takes that away, also while a job runs; a line of the audit log says so. */
    change: oc.input(MarkChange).output(z.null()),
    /** Every tag of the case, those on most things first. */
    tags: oc.input(z.strictObject({})).output(z.array(z.object({ tag: z.string(), things: z.number() }))),
    /** All things that carry something, the last written first. */
    list: oc
      .input(
        z.strictObject({
          kind: z.enum(MARK_KINDS).optional(),
          which: z.enum(['all', 'starred', 'tagged', 'noted']).default('all'),
          tag: z.string().optional(),
          ...page,
        }),
      )
      .output(z.object({ total: z.number(), things: z.array(MarkedThing) })),
  },
  notes: {
    add: oc.input(z.strictObject({ subject: MarkSubject, body: NoteBody })).output(Note),
    /** A note of its own on each of these things, all or none. */
    addToAll: oc
      .input(z.strictObject({ subjects: z.array(MarkSubject).min(1).max(1000), body: NoteBody }))
      .output(z.object({ notes: z.number().int() })),
    /** What it said before stays in the audit log. */
    change: oc.input(z.strictObject({ note: z.number().int(), body: NoteBody })).output(z.null()),
    remove: oc.input(z.strictObject({ note: z.number().int() })).output(z.null()),
  },
  /** Pictures that an analyst put into the report; each is a PNG file that the engine has looked through. */
  pictures: {
    /** In the order in which they were put there; `unreadable` are those of a case that are no pictures of ours. */
    list: oc
      .input(z.strictObject({}))
      .output(z.object({ pictures: z.array(Picture), unreadable: z.array(z.number().int()) })),
    get: oc.input(z.strictObject({ picture: z.number().int() })).output(z.object({ base64: z.string() })),
    /** `redact`: what has pseudonyms in the picture already. */
    keep: oc
      .input(z.strictObject({ title: PictureTitle, base64: PictureText, redact: Redactions.default([]) }))
      .output(Picture),
    remove: oc.input(z.strictObject({ picture: z.number().int() })).output(z.null()),
  },
  /** Looks at the timeline that the case keeps. */
  views: {
    list: oc.input(z.strictObject({})).output(z.array(SavedView)),
    save: oc.input(ViewToSave).output(z.null()),
    remove: oc.input(z.strictObject({ name: z.string() })).output(z.null()),
  },
  limits: {
    /** What unpacking one evidence file of this case may cost. */
    read: oc.input(z.strictObject({})).output(Limits),
    /** Keeps them in the case, for imports from now on. What is not given is as it is by itself; `{}` restores all. */
    save: oc.input(Limits.partial()).output(Limits),
  },
  bundle: {
    /** Whether a file begins as a bundle does, so that it is not taken for evidence. */
    recognise: oc
      .input(z.strictObject({ path: z.string().min(1) }))
      .output(z.object({ bundle: z.boolean() })),
    /**
     * Checks every byte of a case bundle, makes a new case at `case` of its evidence and settings, analyses it, and holds its report
     * against the bundled one. The new case is open then. Evidence that the bundle does not have is looked for by hash in `evidence`;
     * `data` are data files that are in no bundle. Where it is damaged or evidence is missing, no case is made.
     */
    open: oc
      .input(
        z.strictObject({
          path: z.string().min(1),
          case: z.string().min(1),
          evidence: z.string().min(1).optional(),
          data: z.array(z.string().min(1)).default([]),
          passwords: z.array(z.string().min(1).max(1000)).max(20).default([]),
        }),
      )
      .output(BundleVerification),
  },
  report: {
    /** The JSON report as text, or written to `path` where one is given. `custody`: with the audit log, which no two runs have in common. */
    json: oc
      .input(
        z.strictObject({
          path: z.string().optional(),
          custody: z.boolean().default(false),
          redact: Redactions.default([]),
        }),
      )
      .output(z.object({ text: z.string().nullable() })),
    /** Ways to hand the case over. */
    formats: oc.input(z.strictObject({})).output(z.array(ExportFormatInfo)),
    /**
     * Writes the case to a file, or to a new or empty folder for a format of several files, or these `packed` as one ZIP file. Refused
     * while a job runs. The hashes are logged.
     */
    export: oc
      .input(
        ExportChoices.extend({
          format: z.string(),
          path: z.string().min(1),
          packed: z.boolean().default(false),
        }),
      )
      .output(z.object({ files: z.array(ExportedFile) })),
    /** Writes all rows of what a screen shows to a file. */
    table: oc
      .input(
        z.strictObject({
          asked: TableAsked,
          format: z.enum(['csv', 'json']),
          path: z.string().min(1),
          redact: Redactions.default([]),
        }),
      )
      .output(z.object({ rows: z.number(), files: z.array(ExportedFile) })),
    /**
     * The report for people, as bytes (logged as previewed) or written to `path` where one is given (logged as written), each with its
     * SHA-256.
     */
    pdf: oc.input(PdfChoices.extend({ path: z.string().min(1).optional() })).output(PdfMade),
    /** Logs that bytes which `pdf` gave were saved by the face that has them. Throws on a hash of no such report of this case. */
    pdfSaved: oc.input(z.strictObject({ sha256: z.string() })).output(z.void()),
    /** Texts that the screen shows, with pseudonyms: for what is copied or drawn. */
    redact: oc
      .input(
        z.strictObject({
          texts: z.array(TextToRedact).max(200_000),
          redact: Redactions,
        }),
      )
      .output(z.object({ texts: z.array(z.string()) })),
    /** The key to redacted exports: lines whose pseudonym stands in `search`, or in whose pseudonym or value `search` stands. */
    pseudonyms: oc
      .input(
        z.strictObject({
          search: z.string().max(2000).default(''),
          offset: z.number().int().min(0).default(0),
          limit: z.number().int().min(1).max(1000).default(100),
        }),
      )
      .output(PseudonymsPage),
  },
};
export type Contract = typeof contract;
