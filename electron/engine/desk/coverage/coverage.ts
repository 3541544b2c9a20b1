import {
  COVERAGE_RULE,
  type CoveragePage,
  type Filter,
  type Gap,
  type Histogram,
  type OffsetCoverage,
  type SourceCoverage,
} from '../../../../shared/contract.ts';
import type { Evidence } from '../../../../shared/model.ts';
import type { Connection } from '../../db/database.ts';
import { fixed } from '../../db/sql.ts';
import { histogram } from '../histogram.ts';
import { UNKNOWN } from '../histogram-series.ts';
import { evidenceRows } from '../ledger.ts';
import { memo } from '../memo.ts';
import { coverage } from '../overview.ts';
import type { Readers } from '../readers.ts';
import people from './people.sql?raw';
import rhythm from './rhythm.sql?raw';

const BUCKETS = 160;
const FILES_LISTED = 20;

/** What is here, from when to when, for whom, and what is missing. */
export async function coveragePage(
  desk: Connection,
  readers: Pick<Readers, 'titles'>,
): Promise<CoveragePage> {
  const rhythms = await memo(desk, 'coverage rhythm', () => readRhythms(desk));
  return {
    sources: await sourcesOf(desk, rhythms),
    missing: (await coverage(desk, readers)).missing,
    offsets: offsetsOf(await evidenceRows(desk)),
    histogram: await histogramOf(desk, rhythms),
  };
}

/** Without the histogram, for those who only tell. */
export async function coverageSources(desk: Connection): Promise<SourceCoverage[]> {
  return sourcesOf(desk, await memo(desk, 'coverage rhythm', () => readRhythms(desk)));
}

interface Rhythm {
  event_dataset: string;
  events: number;
  first_timestamp: string;
  last_timestamp: string;
  /** Of the times that are neither far before nor far after the rest. */
  usual_first: string | null;
  usual_last: string | null;
  /** The last of them that is no later than the import of its file. */
  present_last: string | null;
  future_events: number;
  future_first: string | null;
  future_last: string | null;
  early_events: number;
  early_first: string | null;
  early_last: string | null;
  late_events: number;
  late_first: string | null;
  late_last: string | null;
  usual_pause_seconds: number | null;
  gap_limit_seconds: number | null;
  gaps_total: number;
  gaps: Gap[];
}

/** A log from its first to its last time, apart from odd ones, with all of its gaps. */
export interface LogTimes {
  event_dataset: string;
  first: string;
  last: string;
  gaps: readonly Gap[];
}

export async function logTimes(desk: Connection): Promise<LogTimes[]> {
  const rhythms = await memo(desk, 'coverage all gaps', () => readRhythms(desk, ALL_GAPS));
  return rhythms.flatMap(({ event_dataset, usual_first: first, usual_last: last, gaps }) =>
    first === null || last === null ? [] : [{ event_dataset, first, last, gaps }],
  );
}

const ALL_GAPS = 2 ** 31 - 1;

const readRhythms = (desk: Connection, listed: number = COVERAGE_RULE.gaps_listed): Promise<Rhythm[]> =>
  desk.rows<Rhythm>(
    fixed(rhythm, {
      unknown: UNKNOWN,
      oldest: COVERAGE_RULE.oldest,
      newest: COVERAGE_RULE.newest,
      far_days: COVERAGE_RULE.far_days,
      far_share: COVERAGE_RULE.far_one_in,
      least_events: COVERAGE_RULE.gap_least_events,
      factor: COVERAGE_RULE.gap_factor,
      least_seconds: COVERAGE_RULE.gap_least_seconds,
      listed,
    }),
  );

type People = Pick<SourceCoverage, 'event_dataset' | 'users' | 'accounts' | 'hosts'>;

async function sourcesOf(desk: Connection, rhythms: readonly Rhythm[]): Promise<SourceCoverage[]> {
  const rows = await memo(desk, 'coverage people', () =>
    desk.rows<People>(fixed(people, { unknown: UNKNOWN })),
  );
  const byDataset = new Map(rows.map((row) => [row.event_dataset, row]));
  return rhythms.map((one) => {
    const { users = 0, accounts = 0, hosts = 0 } = byDataset.get(one.event_dataset) ?? {};
    return {
      event_dataset: one.event_dataset,
      events: one.events,
      first_timestamp: one.first_timestamp,
      last_timestamp: one.last_timestamp,
      users,
      accounts,
      hosts,
      usual_pause_seconds: one.usual_pause_seconds,
      gap_limit_seconds: one.gap_limit_seconds,
      gaps_total: one.gaps_total,
      gaps: one.gaps,
      future: stretch(one.future_events, one.future_first, one.future_last),
      early: stretch(one.early_events, one.early_first, one.early_last),
      late: stretch(one.late_events, one.late_first, one.late_last),
    };
  });
}

const stretch = (events: number, first_timestamp: string | null, last_timestamp: string | null) => ({
  events,
  first_timestamp,
  last_timestamp,
});

/** One wrong time must not press all the others into one bar. */
async function histogramOf(desk: Connection, rhythms: readonly Rhythm[]): Promise<Histogram> {
  const apart = rhythms.some((one) => one.early_events + one.late_events + one.future_events > 0);
  const filters: Filter[] = apart ? [{ column: 'timestamp', op: 'between', ...usualRange(rhythms) }] : [];
  return memo(desk, 'coverage histogram', () => histogram(desk, { filters, buckets: BUCKETS }));
}

function usualRange(rhythms: readonly Rhythm[]): { from: string | null; to: string | null } {
  const firsts = rhythms.flatMap((one) => one.usual_first ?? []).sort();
  const lasts = rhythms.flatMap((one) => one.present_last ?? []).sort();
  return { from: firsts[0] ?? null, to: lasts.at(-1) ?? null };
}

/** By log source: only those that tell, of which the files with something to look at are named. */
export function offsetsOf(evidence: readonly Evidence[]): OffsetCoverage[] {
  const bySource = new Map<string, OffsetCoverage>();
  for (const line of evidence) {
    const counts = Object.entries(line.time_offsets);
    if (counts.length === 0 || line.source === null) continue;
    const one = bySource.get(line.source) ?? noOffsets(line.source);
    bySource.set(line.source, one);
    one.files++;
    for (const [offset, events] of counts) {
      one.offsets[offset] = (one.offsets[offset] ?? 0) + events;
      one.events += events;
    }
    if (isUnsure(line.time_offsets) && one.listed.length < FILES_LISTED)
      one.listed.push({
        evidence_id: line.evidence_id,
        name: line.member === null ? line.name : `${line.name} › ${line.member}`,
      });
  }
  return [...bySource.values()].sort((a, b) => (a.source < b.source ? -1 : 1)).map(inOrder);
}

const noOffsets = (source: string): OffsetCoverage => ({
  source,
  files: 0,
  events: 0,
  offsets: {},
  listed: [],
});

/** Times without an offset, or with more than one. */
const isUnsure = (offsets: Readonly<Record<string, number>>): boolean =>
  'none' in offsets || Object.keys(offsets).length > 1;

const inOrder = (one: OffsetCoverage): OffsetCoverage => ({
  ...one,
  offsets: Object.fromEntries(Object.entries(one.offsets).sort(([a], [b]) => (a < b ? -1 : 1))),
});
