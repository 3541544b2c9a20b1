import type { CompareRow, Comparison } from '../../../../shared/compare.ts';
import type { CoveragePage, HuntState, Overview } from '../../../../shared/contract.ts';
import type { LineageKey } from '../../../../shared/lineage.ts';
import type { DataFile, Mute } from '../../../../shared/model.ts';
import type { KnownNetwork, LearnedNetwork } from '../../../../shared/networks.ts';
import type { FlaggedJourney, Journey, PlacesPage, Spot } from '../../../../shared/places.ts';
import type {
  ReportedAlerts,
  ReportedIncident,
  ReportedMark,
  ReportedNote,
} from '../../../../shared/report.ts';
import { placeOf } from './place.ts';
import { aboutText } from './about-text.ts';
import { listed, type Cell, type Table } from './table.ts';

/** Tables of lists that a screen shows, a row for each entry. */

type Columns<T> = Record<string, (one: T) => Cell>;

async function* chunksOf<T>(columns: Columns<T>, entries: Iterable<T> | AsyncIterable<T>) {
  for await (const entry of entries) yield [Object.values(columns).map((cell) => cell(entry))];
}

const tableOf = <T>(columns: Columns<T>, entries: Iterable<T> | AsyncIterable<T>): Table => ({
  columns: Object.keys(columns),
  chunks: chunksOf(columns, entries),
});

export const incidentTable = (incidents: AsyncIterable<ReportedIncident>): Table =>
  tableOf(
    {
      incident_id: (one) => one.id,
      score: (one) => one.score,
      severity: (one) => one.severity,
      verdict: (one) => one.verdict,
      entity_kind: (one) => one.entity.kind,
      entity: (one) => one.entity.value,
      window_start: (one) => one.window.start,
      window_end: (one) => one.window.end,
      summary: (one) => one.summary,
      hypotheses: (one) => listed(one.hypotheses),
      attack: (one) => listed(one.attack),
      score_parts: (one) => listed(one.score_parts.map(({ label, points }) => `${points} ${label}`)),
      entities: (one) =>
        listed(one.entities.map(({ kind, value, records }) => `${kind} ${value} (${records})`)),
      findings: (one) => listed(one.members.flatMap(({ kind, id }) => (kind === 'finding' ? [id] : []))),
      verdicts: (one) => listed(one.members.flatMap(({ kind, id }) => (kind === 'verdict' ? [id] : []))),
    },
    incidents,
  );

export const alertTable = (alerts: AsyncIterable<ReportedAlerts>): Table =>
  tableOf(
    {
      event_dataset: (one) => one.event_dataset,
      rule_name: (one) => one.rule_name,
      alerts: (one) => one.alerts,
      first_timestamp: (one) => one.first_timestamp,
      last_timestamp: (one) => one.last_timestamp,
      findings: (one) => listed(one.findings),
      records: (one) => listed(one.events.map(placeOf)),
    },
    alerts,
  );

/** Where records were, and the ways between those places. */
export const placeTable = (page: PlacesPage): Table =>
  tableOf<PlaceRow>(
    {
      what: (one) => one.what,
      country_iso_code: (one) => one.spot.country_iso_code,
      country: (one) => one.spot.country_name,
      region: (one) => one.spot.region,
      city: (one) => one.spot.city,
      latitude: (one) => one.spot.latitude,
      longitude: (one) => one.spot.longitude,
      exactness: (one) => one.spot.exactness,
      named_by: (one) => one.spot.by,
      to: (one) => (one.to ? spotText(one.to) : null),
      times: (one) => one.times ?? null,
      events: (one) => one.events ?? null,
      failures: (one) => one.failures ?? null,
      users: (one) => one.users ?? null,
      addresses: (one) => one.addresses ?? null,
      findings: (one) => one.findings ?? null,
      severity: (one) => one.severity ?? null,
      entity: (one) => one.entity ?? null,
      summary: (one) => one.summary ?? null,
      least_hours: (one) => one.least_hours ?? null,
      km: (one) => one.km ?? null,
      first_timestamp: (one) => one.first_timestamp,
      last_timestamp: (one) => one.last_timestamp,
    },
    [
      ...page.places.map((place) => ({ ...place, what: 'place', spot: place })),
      ...page.flagged.map(flaggedRow),
      ...page.journeys.map(journeyRow),
      ...page.stays.map((stay) => ({ ...stay, what: 'stay' })),
    ],
  );

interface PlaceRow {
  what: string;
  spot: Spot;
  to?: Spot;
  times?: number;
  events?: number;
  failures?: number;
  users?: number;
  addresses?: number;
  findings?: number;
  severity?: string | null;
  entity?: string;
  summary?: string;
  least_hours?: number;
  km?: number | null;
  first_timestamp: string;
  last_timestamp: string;
}

const flaggedRow = ({ from, entity, ...rest }: FlaggedJourney): PlaceRow => ({
  ...{ what: 'journey of a finding', spot: from, entity: entity.value },
  ...rest,
});

const journeyRow = ({ from, ...rest }: Journey): PlaceRow => ({ what: 'journey', spot: from, ...rest });

const spotText = ({ city, region, country_iso_code, country_name }: Spot): string =>
  [city, region, country_iso_code ?? country_name].filter((part) => part !== null).join(', ');

/** What each log covers, and its gaps. */
export const coverageTable = ({ sources }: CoveragePage): Table =>
  tableOf(
    {
      event_dataset: (one) => one.event_dataset,
      events: (one) => one.events,
      first_timestamp: (one) => one.first_timestamp,
      last_timestamp: (one) => one.last_timestamp,
      users: (one) => one.users,
      accounts: (one) => one.accounts,
      hosts: (one) => one.hosts,
      usual_pause_seconds: (one) => one.usual_pause_seconds,
      gap_limit_seconds: (one) => one.gap_limit_seconds,
      gaps_total: (one) => one.gaps_total,
      gaps: (one) => listed(one.gaps.map(({ start, end, seconds }) => `${start} to ${end} (${seconds} s)`)),
    },
    sources,
  );

/** The slices of a comparison: now, before, and what is usual. Unknown is empty; what is known in part is at least that. */
export const comparisonTable = ({ shifts, rows }: Comparison): Table =>
  tableOf<CompareRow>(
    {
      start: (one) => one.start,
      now: (one) => one.now.value,
      now_coverage: (one) => one.now.coverage,
      ...beforeColumns(shifts),
      average: (one) => one.average,
      minimum: (one) => one.minimum,
      maximum: (one) => one.maximum,
      slices_known: (one) => one.known,
      slices_known_in_part: (one) => one.partly,
    },
    rows,
  );

function beforeColumns(shifts: readonly string[]): Columns<CompareRow> {
  const columns: Columns<CompareRow> = {};
  shifts.forEach((shift, at) => {
    columns[`before_${shift}`] = (one) => one.shifted[at]?.value ?? null;
    columns[`before_${shift}_coverage`] = (one) => one.shifted[at]?.coverage ?? null;
  });
  return columns;
}

export const huntTable = (hunts: readonly HuntState[]): Table =>
  tableOf(
    {
      hunt: (one) => one.id,
      title: (one) => one.title,
      question: (one) => one.question,
      kind: (one) => one.kind,
      severity: (one) => one.severity,
      state: (one) => one.state,
      reason: (one) => one.reason,
      findings: (one) => one.findings,
      muted: (one) => one.muted,
      hypotheses: (one) => listed(one.hypotheses),
      attack: (one) => listed(one.attack),
      own: (one) => one.own !== null,
      parameters: (one) =>
        listed(one.parameters.map(({ name, value }) => `${name}: ${JSON.stringify(value)}`)),
    },
    hunts,
  );

/** What a person gave or decided, and what was learned from agents. */
export const networkTable = (known: readonly KnownNetwork[], learned: readonly LearnedNetwork[]): Table =>
  tableOf<Partial<KnownNetwork> & Partial<LearnedNetwork> & { prefix: string }>(
    {
      prefix: (one) => one.prefix,
      name: (one) => one.name ?? null,
      kind: (one) => one.kind ?? null,
      status: (one) => one.status ?? one.decision ?? null,
      reason: (one) => one.reason ?? null,
      origin: (one) => one.origin ?? 'agents',
      counts: (one) => one.counts ?? null,
      devices: (one) => one.devices ?? null,
      days: (one) => one.days ?? null,
      events: (one) => one.events ?? null,
      first_timestamp: (one) => one.first_timestamp ?? null,
      last_timestamp: (one) => one.last_timestamp ?? null,
      datasets: (one) => listed(one.datasets ?? []),
      cloud: (one) => one.cloud ?? null,
      as_number: (one) => one.as_number ?? null,
      as_organization_name: (one) => one.as_organization_name ?? null,
      hosting_reason: (one) => one.hosting_reason ?? null,
    },
    [...known, ...learned],
  );

/** Stars, tags and notes, each with what it is on. */
export const markTable = (marks: readonly ReportedMark[], notes: readonly ReportedNote[]): Table =>
  tableOf<Partial<ReportedMark> & Partial<ReportedNote> & Pick<ReportedMark, 'about'>>(
    {
      on: (one) => one.about.kind,
      about: (one) => aboutText(one.about),
      starred: (one) => one.starred ?? null,
      tags: (one) => listed(one.tags ?? []),
      note: (one) => one.text ?? null,
      author: (one) => one.author ?? null,
      written_at: (one) => one.written_at ?? null,
      changed_at: (one) => one.changed_at ?? null,
    },
    [...marks, ...notes],
  );

/** Credentials, what led to each, and what it was used for. */
export const lineageTable = (keys: readonly LineageKey[]): Table =>
  tableOf(
    {
      access_key_id: (one) => one.access_key_id,
      origin: (one) => one.origin,
      issued_by: (one) => one.issuance?.event_action ?? null,
      issued_at: (one) => one.issuance?.timestamp ?? null,
      issued_with_key: (one) => one.issuance?.by_access_key_id ?? null,
      issued_to: (one) => one.issuance?.by_person ?? one.issuance?.by_user_name ?? null,
      issued_from: (one) => one.issuance?.source_address ?? null,
      uses: (one) => one.uses,
      failures: (one) => one.failures,
      first_use: (one) => one.first_use,
      last_use: (one) => one.last_use,
      principal_arns: (one) => listed(one.principal_arns),
      persons: (one) => listed(one.persons),
      source_addresses: (one) => listed(one.source_addresses),
      addresses_total: (one) => one.addresses_total,
      issued_total: (one) => one.issued_total,
      attempts: (one) => one.attempts,
    },
    keys,
  );

/** What answers rest on. */
export const dataTable = (files: readonly DataFile[]): Table =>
  tableOf(
    {
      title: (one) => one.title,
      name: (one) => one.name,
      kind: (one) => one.kind,
      version: (one) => one.version,
      date: (one) => one.date,
      origin: (one) => one.origin,
      entries: (one) => one.entries,
      licence: (one) => one.licence,
      attribution: (one) => one.attribution,
      sha256: (one) => one.sha256,
      problem: (one) => one.problem,
    },
    files,
  );

export const muteTable = (mutes: readonly Mute[]): Table =>
  tableOf(
    {
      hunt: (one) => one.hunt,
      entity_kind: (one) => one.entity.kind,
      entity: (one) => one.entity.value,
      window_start: (one) => one.window_start,
      window_end: (one) => one.window_end,
      reason: (one) => one.reason,
      muted_at: (one) => one.muted_at,
      muted_by: (one) => one.muted_by,
    },
    mutes,
  );

/** Who stands out most, as the overview has it. */
export const unusualTable = ({ unusual }: Overview): Table =>
  tableOf(
    {
      entity_kind: (one) => one.entity.kind,
      entity: (one) => one.entity.value,
      score: (one) => one.score,
      severity: (one) => one.severity,
      findings: (one) => one.findings,
      hunts: (one) => one.hunts,
      verdicts: (one) => one.verdicts,
    },
    unusual,
  );
