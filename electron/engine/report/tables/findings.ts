import type { Severity } from '../../../../shared/model.ts';
import type { ReportedFinding } from '../../../../shared/report.ts';
import type { Connection } from '../../db/database.ts';
import type { Readers } from '../../desk/readers.ts';
import { jsonText } from '../escapes.ts';
import { reportedFindings } from '../reported-findings.ts';
import { placeOf } from './place.ts';
import { listed, type Cell, type Table } from './table.ts';

export interface FindingsWanted {
  hunt?: string | undefined;
  /** Empty: of every severity. */
  severities?: readonly Severity[] | undefined;
  muted?: 'without' | 'with' | undefined;
}

/** Findings by score, then time, then content. */
export const findingTable = (
  desk: Connection,
  readers: Pick<Readers, 'findings'>,
  wanted: FindingsWanted = {},
): Table => ({ columns: Object.keys(COLUMNS), chunks: rows(desk, readers, wanted) });

async function* rows(desk: Connection, readers: Pick<Readers, 'findings'>, wanted: FindingsWanted) {
  for await (const finding of reportedFindings(desk, readers))
    if (isWanted(finding, wanted)) yield [Object.values(COLUMNS).map((cell) => cell(finding))];
}

const isWanted = (one: ReportedFinding, { hunt, severities = [], muted = 'with' }: FindingsWanted): boolean =>
  (hunt === undefined || one.hunt === hunt) &&
  (severities.length === 0 || severities.includes(one.severity)) &&
  (muted === 'with' || one.muted === null);

const COLUMNS: Record<string, (one: ReportedFinding) => Cell> = {
  finding_id: (one) => one.id,
  severity: (one) => one.severity,
  score: (one) => one.score,
  hunt: (one) => one.hunt,
  title: (one) => one.title,
  entity_kind: (one) => one.entity.kind,
  entity: (one) => one.entity.value,
  window_start: (one) => one.window.start,
  window_end: (one) => one.window.end,
  event_count: (one) => one.event_count,
  summary: (one) => one.summary,
  hypotheses: (one) => listed(one.hypotheses),
  attack: (one) => listed(one.attack),
  muted: (one) => one.muted,
  score_parts: (one) => listed(one.score_parts.map(({ label, points }) => `${points} ${label}`)),
  values: (one) => jsonText(one.values),
  records: (one) => listed(one.events.map(placeOf)),
};
