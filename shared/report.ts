import { z } from 'zod';
import { KeyOriginName } from './lineage.ts';
import { DataFile, Entity, EntityKind, EvidenceStatus, ScorePart, Severity, VerdictName } from './model.ts';
import { HuntFormat } from './own-hunts.ts';
import { Redaction } from './redaction.ts';
import { AgentCoverage, KnownNetwork, Minimums, NetworkKind } from './networks.ts';

/**
 * The JSON report, version 1. `report.schema.json` beside this file is made from it. Times are ISO 8601 text in UTC with microseconds;
 * every key is always there, `null` where nothing is known. But for `custody`, which is told where it is asked for, it holds nothing of
 * when or where it was made: the same evidence, data and version of the program give the same bytes.
 */
export const REPORT_FORMAT = 'interloper-report';
export const REPORT_VERSION = 1;

const Time = z.string().describe('ISO 8601 in UTC with microseconds');
const Count = z.number().int().min(0);
const Window = z.strictObject({ start: Time.nullable(), end: Time.nullable() });
const Sha256 = z.string().describe('lower-case hexadecimal digits of the file as it was given');

export const ReportedReject = z
  .strictObject({
    record: z.number().int().nullable().describe('counts from 1 within its evidence'),
    byte_offset: Count.nullable().describe('within the unpacked stream'),
    line: z.number().int().nullable(),
    reason: z.string(),
    excerpt: z.string().nullable(),
    length: Count.nullable().describe('bytes of the rejected stretch'),
    sha256: z.string().nullable().describe('of the rejected stretch'),
  })
  .meta({ id: 'reject' });
export type ReportedReject = z.infer<typeof ReportedReject>;

export const ReportedCopy = z
  .strictObject({
    record: Count,
    first: z
      .strictObject({
        sha256: Sha256.nullable(),
        path: z.string(),
        member: z.string().nullable(),
        record: Count,
      })
      .describe('the record that counts for both'),
  })
  .meta({ id: 'copy' });
export type ReportedCopy = z.infer<typeof ReportedCopy>;

export const ReportedEvidence = z
  .strictObject({
    path: z.string().describe('as it was given'),
    name: z.string(),
    member: z.string().nullable().describe('the name inside an archive'),
    status: EvidenceStatus,
    message: z.string().nullable(),
    sha256: Sha256.nullable(),
    bytes: Count.nullable(),
    content_sha256: z.string().nullable().describe('of the member as it stands in its archive'),
    compression: z.string().nullable(),
    encoding: z.string().nullable(),
    source: z.string().nullable(),
    shape: z.string().nullable(),
    first_timestamp: Time.nullable(),
    last_timestamp: Time.nullable(),
    records: Count.describe('events + rejected + skipped'),
    events: Count,
    rejected: Count,
    skipped: Count,
    skip_reasons: z.record(z.string(), Count),
    time_offsets: z
      .record(z.string(), Count)
      .describe(
        'events by the offset of their time, `none` where it had none and was taken as UTC; only where told',
      ),
    rejects: z
      .array(ReportedReject)
      .describe('the first 1000 in order of their places; `rejected` counts them all'),
    repaired: z
      .array(
        z.strictObject({
          path: z.string(),
          member: z.string().nullable(),
          sha256: Sha256.nullable(),
          rejects: Count,
        }),
      )
      .describe('files of mended rejects, and how many of these rejects each made events of'),
    copies: z
      .array(ReportedCopy)
      .describe(
        'the first 1000 records that the vendor delivered again, under an event id that an earlier record has',
      ),
  })
  .meta({ id: 'evidence' });
export type ReportedEvidence = z.infer<typeof ReportedEvidence>;

export const Citation = z
  .strictObject({
    sha256: Sha256.nullable().describe('of the evidence'),
    path: z.string(),
    member: z.string().nullable(),
    record: z.number().int().min(1).describe('counts from 1 within its evidence'),
    event_id: z.string().nullable().describe("the vendor's own"),
    timestamp: Time.nullable(),
  })
  .meta({ id: 'citation' });
export type Citation = z.infer<typeof Citation>;

export const ReportedFinding = z
  .strictObject({
    id: z.string(),
    hunt: z.string(),
    title: z.string(),
    own: z
      .string()
      .nullable()
      .describe(
        'SHA-256 of the text of a hunt of the case itself, which `own_hunts` lists; null where the hunt is built in',
      ),
    hypotheses: z.array(z.string()),
    severity: Severity,
    score: z.number().int(),
    score_parts: z.array(ScorePart),
    entity: Entity,
    window: Window,
    event_count: Count.describe('of the whole finding; `events` may cite fewer'),
    summary: z.string(),
    values: z.record(z.string(), z.json()),
    attack: z.array(z.string()).describe('MITRE ATT&CK techniques'),
    muted: z
      .string()
      .nullable()
      .describe('why the analyst set it aside: it is then part of no incident; null where it is not'),
    events: z.array(Citation),
  })
  .meta({ id: 'finding' });
export type ReportedFinding = z.infer<typeof ReportedFinding>;

export const ReportedStep = z
  .strictObject({
    question: z.string(),
    text: z.string(),
    answer: z.string(),
    reason: z.string(),
    points: z.number(),
    missing: z.string().nullable().describe('the log that would answer'),
    query: z
      .strictObject({
        sql: z.string().describe('over the tables of the case, for DuckDB'),
        values: z.record(z.string(), z.json()).describe('what is bound in it, by name'),
      })
      .nullable()
      .describe('finds the records behind the answer again; null where the question has none'),
    events: z.array(Citation),
  })
  .meta({ id: 'step' });
export type ReportedStep = z.infer<typeof ReportedStep>;

const Confidence = z.enum(['high', 'medium', 'low']);

/** An analyst's verdict stands beside the engine's, never in its place. */
const ReportedOwn = z
  .strictObject({
    verdict: VerdictName,
    reason: z.string(),
    score: z.number().int(),
    confidence: Confidence,
    path: z.array(ReportedStep.extend({ given: z.boolean().describe('answered by the analyst') })),
    missing: z.array(z.string()),
  })
  .nullable()
  .describe("what the tree comes to with the analyst's answers; null where none of them is on its way");

const ReportedAnswer = z
  .strictObject({
    question: z.string(),
    answer: z.string(),
    reason: z.string(),
    author: z.string().nullable().describe('null where custody is not asked for'),
    written_at: Time.nullable().describe('null where custody is not asked for'),
    taken: z.boolean().describe('false where the way does not come by the question'),
  })
  .meta({ id: 'answer' });

export const ReportedVerdict = z
  .strictObject({
    id: z.string(),
    tree: z.string(),
    version: z.number().int(),
    title: z.string(),
    subject: Entity,
    alert: z
      .strictObject({ label: z.string(), event: Citation })
      .nullable()
      .describe('what started the walk; null where the tree looks for its subjects by itself'),
    picked: z
      .strictObject({
        id: z.string(),
        sessions: z.array(Citation).describe('the two sign-ins, the earlier one first'),
        reason: z.string(),
        author: z.string().nullable().describe('null where custody is not asked for'),
        written_at: Time.nullable().describe('null where custody is not asked for'),
      })
      .nullable()
      .describe('where an analyst started the walk by picking two sessions'),
    parameters: z.record(z.string(), z.json()),
    verdict: VerdictName.describe("the engine's"),
    reason: z.string(),
    score: z.number().int(),
    confidence: Confidence,
    window: Window,
    path: z.array(ReportedStep),
    missing: z.array(z.string()),
    own: ReportedOwn,
    answers: z.array(ReportedAnswer).describe('what an analyst answered in place of the engine'),
  })
  .meta({ id: 'verdict' });
export type ReportedVerdict = z.infer<typeof ReportedVerdict>;

export const ReportedIncident = z
  .strictObject({
    id: z.string(),
    score: z.number().int(),
    score_parts: z.array(ScorePart),
    severity: Severity.nullable().describe('the gravest of its findings'),
    verdict: VerdictName.nullable().describe('the gravest of its verdicts'),
    entity: Entity.describe('whom or what it is mostly about'),
    entities: z
      .array(z.strictObject({ kind: EntityKind, value: z.string(), records: Count }))
      .describe('on the cited records; at most 50 of a kind'),
    window: Window,
    summary: z.string().describe('of what weighs most'),
    hypotheses: z.array(z.string()),
    attack: z.array(z.string()),
    members: z
      .array(
        z.strictObject({ kind: z.enum(['finding', 'verdict']), id: z.string(), points: z.number().int() }),
      )
      .describe('findings and verdicts by weight, with what each gives to the score'),
  })
  .meta({ id: 'incident' });
export type ReportedIncident = z.infer<typeof ReportedIncident>;

export const ReportedAlerts = z
  .strictObject({
    event_dataset: z.string(),
    rule_name: z.string().nullable(),
    alerts: Count,
    first_timestamp: Time,
    last_timestamp: Time,
    events: z.array(Citation).describe('the first 20 in time; `alerts` counts them all'),
    findings: z.array(z.string()).describe('ids of the findings that cite one of them; the first 20'),
    findings_total: Count,
  })
  .meta({ id: 'alerts' });
export type ReportedAlerts = z.infer<typeof ReportedAlerts>;

export const ReportedLearned = z
  .strictObject({
    prefix: z.string().describe('a public IPv4 address, or a subnet of IPv6'),
    name: z.string(),
    kind: NetworkKind,
    decision: z.enum(['confirmed', 'rejected']).nullable(),
    devices: Count.describe('devices that are surely different'),
    days: Count.describe('days of UTC'),
    event_count: Count,
    first_timestamp: Time,
    last_timestamp: Time,
    datasets: z.array(z.string()),
    cloud: z.string().nullable().describe('its region begins with ~ where it is approximate'),
    hosting_reason: z.string().nullable(),
    events: z.array(Citation).describe('the first of each device, at most ten, and the last of all'),
  })
  .meta({ id: 'learned_network' });
export type ReportedLearned = z.infer<typeof ReportedLearned>;

export const ReportedKey = z
  .strictObject({
    access_key_id: z.string(),
    about: z
      .boolean()
      .describe('a finding or verdict is about it; else it stands in the chain of one that is'),
    origin: KeyOriginName.describe('where the key comes from; only `issued` has an issuance'),
    issuance: z
      .strictObject({
        event_action: z.string().nullable(),
        timestamp: Time,
        by_access_key_id: z.string().nullable().describe('null for a sign-in, which needs no key'),
        by_principal_arn: z.string().nullable(),
        by_user_name: z.string().nullable(),
        by_person: z.string().nullable(),
        source_address: z.string().nullable(),
        role_arn: z.string().nullable(),
        session_arn: z.string().nullable(),
        events: z.array(Citation).describe('several where the call was delivered to several accounts'),
      })
      .nullable(),
    likely_beginning: z
      .strictObject({
        event_action: z.string().nullable(),
        timestamp: Time,
        switched_from: z.string().nullable(),
        events: z.array(Citation),
      })
      .nullable()
      .describe(
        'the last sign-in or role switch of the same session or person in the 12 hours before the first use; no record names the key there',
      ),
    uses: Count.describe('calls; one that was delivered to two accounts counts once'),
    failures: Count,
    first_use: Time.nullable(),
    last_use: Time.nullable(),
    datasets: z.array(z.string()),
    principal_arns: z.array(z.string()).describe('the first 20'),
    persons: z.array(z.string()).describe('the first 20'),
    source_addresses: z.array(z.string()).describe('the first 20; `addresses_total` counts them all'),
    addresses_total: Count,
    issued_total: Count.describe('keys that calls with it gave'),
    attempts: Count.describe('denied calls that would have given a key; they issue nothing'),
    events: z.array(Citation).describe('the first 3 uses'),
    attempt_events: z.array(Citation).describe('the first 3'),
  })
  .meta({ id: 'key' });
export type ReportedKey = z.infer<typeof ReportedKey>;

const Gone = 'null where the case has none such any more';

/** What a note or a mark stands on. */
export const ReportedThing = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('record'), event: Citation.nullable().describe(Gone) }),
    z.strictObject({ kind: z.literal('entity'), entity: Entity }),
    z.strictObject({
      kind: z.literal('finding'),
      hunt: z.string(),
      entity: Entity,
      window: Window,
      id: z.string().nullable().describe(Gone),
    }),
    z.strictObject({
      kind: z.literal('verdict'),
      tree: z.string(),
      subject: Entity,
      alert: Citation.nullable().describe('what started it'),
      id: z.string().nullable().describe(Gone),
    }),
    z.strictObject({
      kind: z.literal('incident'),
      entity: Entity,
      window: Window,
      id: z.string().nullable().describe(Gone),
    }),
  ])
  .meta({ id: 'thing' });
export type ReportedThing = z.infer<typeof ReportedThing>;

export const ReportedNote = z
  .strictObject({
    about: ReportedThing,
    text: z.string().describe('Markdown as it was typed'),
    author: z.string().nullable().describe('null where custody is not asked for'),
    written_at: Time.nullable().describe('null where custody is not asked for'),
    changed_at: Time.nullable().describe('null where custody is not asked for, or it was never changed'),
  })
  .meta({ id: 'note' });
export type ReportedNote = z.infer<typeof ReportedNote>;

export const ReportedMark = z
  .strictObject({ about: ReportedThing, starred: z.boolean(), tags: z.array(z.string()) })
  .meta({ id: 'mark' });
export type ReportedMark = z.infer<typeof ReportedMark>;

export const ReportedPicture = z
  .strictObject({
    title: z.string(),
    sha256: Sha256.describe('of the PNG file, which the PDF report shows and a case bundle holds'),
    width: Count,
    height: Count,
    redacted: z.array(Redaction).describe('what has pseudonyms in its pixels'),
    author: z.string().nullable().describe('null where custody is not asked for'),
    written_at: Time.nullable().describe('null where custody is not asked for'),
  })
  .meta({ id: 'picture' });
export type ReportedPicture = z.infer<typeof ReportedPicture>;

const Stretch = z.strictObject({
  events: Count,
  first_timestamp: Time.nullable(),
  last_timestamp: Time.nullable(),
});

export const ReportedCoverage = z
  .strictObject({
    event_dataset: z.string(),
    events: Count,
    first_timestamp: Time,
    last_timestamp: Time,
    users: Count,
    accounts: Count,
    hosts: Count,
    usual_pause_seconds: z
      .number()
      .nullable()
      .describe('99th percentile of its pauses, told to no less than a minute; null under 10 events'),
    gap_limit_seconds: z
      .number()
      .nullable()
      .describe('a longer pause is a gap: 6 times the usual one, at least an hour'),
    gaps_total: Count,
    gaps: z
      .array(z.strictObject({ start: Time, end: Time, seconds: z.number() }))
      .describe('the 20 longest; `gaps_total` counts them all'),
    early: Stretch.describe(
      'times before 1980, or more than a year before the next with fewer than 1 in 20 of its events up to them',
    ),
    late: Stretch.describe(
      'times after 2100, or more than a year after the one before with fewer than 1 in 20 of its events from them on',
    ),
  })
  .meta({ id: 'coverage' });

export const ReportedAct = z
  .strictObject({
    written_at: Time,
    actor: z.string(),
    action: z.string(),
    subject: z.string().nullable(),
    detail: z.string().nullable(),
    tool_version: z.string(),
  })
  .meta({ id: 'act' });
export type ReportedAct = z.infer<typeof ReportedAct>;

/** A data file; where it lies is left out, for it is another place on every computer. */
export const ReportedData = DataFile.omit({ path: true });
export type ReportedData = z.infer<typeof ReportedData>;

export const Report = z
  .strictObject({
    format: z.literal(REPORT_FORMAT),
    version: z.literal(REPORT_VERSION),
    tool: z.strictObject({ name: z.string(), version: z.string() }),
    case: z.strictObject({
      name: z.string(),
      examiner: z.string().nullable(),
      reference: z.string().nullable(),
    }),
    redacted: z
      .array(Redaction)
      .describe(
        'what has pseudonyms in its place, whose key is in the case; text that no field of the evidence names may have stayed',
      ),
    data: z.array(ReportedData).describe('what the answers rest on beside the evidence'),
    totals: z.strictObject({
      files: Count,
      records: Count,
      events: Count,
      rejected: Count,
      skipped: Count,
      balanced: z.boolean().describe('no record is unaccounted for'),
    }),
    evidence: z.array(ReportedEvidence),
    coverage: z.strictObject({
      sources: z.array(ReportedCoverage),
      offsets: z
        .array(
          z.strictObject({
            source: z.string(),
            files: Count,
            events: Count,
            offsets: z.record(z.string(), Count),
          }),
        )
        .describe(
          'of log sources that tell, with what offset their times were written; `none` were taken as UTC',
        ),
      missing: z
        .array(z.strictObject({ definition: z.string(), title: z.string(), missing: z.string() }))
        .describe('hunts and trees that no log in the case can answer'),
    }),
    known_networks: z.strictObject({
      minimums: Minimums.describe('from which on a learned network counts'),
      known: z.array(z.strictObject(KnownNetwork.shape)).describe('given, or decided by a person'),
      learned: z
        .array(ReportedLearned)
        .describe('from which company agents talked, those that meet the minimums'),
      below_minimums: Count.describe('learned ones that do not count'),
      coverage: z
        .array(z.strictObject(AgentCoverage.shape))
        .describe('logs in which agents tell their address; none: no address can be called unknown'),
    }),
    incidents: z
      .array(ReportedIncident)
      .describe('findings and verdicts of one person, key, principal, session or device, by score'),
    incident_gap_hours: z.number().describe('members of one incident lie no further apart in time'),
    own_hunts: z
      .array(
        z.strictObject({
          id: z.string(),
          title: z.string(),
          format: HuntFormat,
          file: z.string().describe('the name of the file that it came in'),
          sha256: z.string().describe('of its text as UTF-8, in lower-case hexadecimal digits'),
          problem: z.string().nullable().describe('why this version of the program cannot run it'),
        }),
      )
      .describe('hunts that the case keeps beside the built-in ones'),
    own_trees: z
      .array(
        z.strictObject({
          id: z.string(),
          title: z.string(),
          version: Count,
          current: z.boolean().describe('whether it walks; another version only explains old verdicts'),
          file: z.string().describe('the name of the file that it came in'),
          sha256: z.string().describe('of its text as UTF-8, in lower-case hexadecimal digits'),
          text: z.string().describe('the tree itself'),
          problem: z.string().nullable().describe('why this version of the program cannot run it'),
        }),
      )
      .describe('decision trees that the case keeps beside the built-in ones, each version'),
    mutes: z
      .array(
        z.strictObject({
          hunt: z.string(),
          title: z.string().describe('of the hunt'),
          entity: Entity,
          window: Window.describe('its findings within it are muted; without times all of them'),
          reason: z.string(),
          findings: Count.describe('that it covers now'),
          author: z.string().nullable().describe('null where custody is not asked for'),
          written_at: Time.nullable().describe('null where custody is not asked for'),
        }),
      )
      .describe('what the analyst set aside, by hunt and entity'),
    findings: z.array(ReportedFinding),
    verdicts: z
      .array(ReportedVerdict)
      .describe("the gravest first, by the analyst's verdict where he answered"),
    alerts_without_tree: z
      .array(ReportedAlerts)
      .describe('alerts in the logs that no verdict starts from or cites, by log and rule'),
    lineage: z
      .array(ReportedKey)
      .describe('of the keys that findings and verdicts are about: the keys before and after them, by key'),
    person_decisions: z
      .array(
        z.strictObject({
          kind: z.enum(['split', 'merge']),
          name: z.string(),
          with_name: z.string().nullable(),
          reason: z.string(),
        }),
      )
      .describe('what the analyst decided about who is who, in that order; what was undone is left out'),
    notes: z
      .array(ReportedNote)
      .describe(
        'of the analyst, by kind and time of what they are on, those of one thing in order of writing',
      ),
    marks: z.array(ReportedMark).describe('stars and tags of the analyst, in the same order'),
    pictures: z.array(ReportedPicture).describe('that the analyst put into the report, in that order'),
    pictures_left_out: Count.describe('of a redacted report: those that show what it has pseudonyms for'),
    custody: z
      .array(ReportedAct)
      .nullable()
      .describe(
        'the audit log of the case: who did what to it, when, and with which version; null where not asked for',
      ),
  })
  .meta({
    title: 'Interloper report',
    description: 'Version 1: evidence, coverage, findings and verdicts of a case',
  });
export type Report = z.infer<typeof Report>;

/** The published JSON Schema (draft 2020-12). */
export function reportSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(Report, { target: 'draft-2020-12' });
  return { $schema, $id: `urn:interloper:report:${REPORT_VERSION}`, ...schema };
}
