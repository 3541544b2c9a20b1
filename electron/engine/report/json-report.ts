import type { CaseInfo } from '../../../shared/contract.ts';
import type { DataFile } from '../../../shared/model.ts';
import type { Redaction } from '../../../shared/redaction.ts';
import {
  REPORT_FORMAT,
  REPORT_VERSION,
  type Report,
  type ReportedAct,
  type ReportedData,
} from '../../../shared/report.ts';
import type { Connection } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import { coverageSources, offsetsOf } from '../desk/coverage/coverage.ts';
import { caseAudit, evidenceRows, totals } from '../desk/ledger.ts';
import { coverage } from '../desk/overview.ts';
import type { Readers } from '../desk/readers.ts';
import { huntTitles } from '../hunting.ts';
import { listMutes } from '../hunts/mutes.ts';
import { readGap } from '../incidents/gap.ts';
import { readDecisions } from '../people/read-person.ts';
import { jsonText } from './escapes.ts';
import { by } from './order.ts';
import { keptHunts } from '../own-hunts/store.ts';
import { keptTrees } from '../own-trees/store.ts';
import { allPages } from './pages.ts';
import { reportedAlerts } from './reported-alerts.ts';
import { reportedEvidence } from './reported-evidence.ts';
import { reportedLineage } from './reported-lineage.ts';
import { reportedFindings } from './reported-findings.ts';
import { reportedIncidents } from './reported-incidents.ts';
import { reportedMarks, reportedNotes, thingsInOrder } from './reported-marks.ts';
import { reportedNetworks } from './reported-networks.ts';
import { reportedPictures } from './reported-pictures.ts';
import { reportedVerdicts } from './reported-verdicts.ts';

export interface ReportInfo {
  tool: Report['tool'];
  case: Pick<CaseInfo, 'name' | 'examiner' | 'reference'> & Partial<Pick<CaseInfo, 'time_zone'>>;
  /** Every data file that answers rest on, built in or imported. */
  data: readonly DataFile[];
  readers: Readers;
  /** What pseudonyms stand for. */
  redacted?: readonly Redaction[];
  /** Tells who did what to the case and when: two runs over the same evidence then differ in that. */
  custody?: boolean;
}

/** The report as one text; see `shared/report.ts`. The same case gives the same bytes. */
export async function jsonReport(desk: Connection, info: ReportInfo): Promise<string> {
  const parts: string[] = [];
  for await (const part of reportParts(desk, info)) parts.push(part);
  return parts.join('');
}

/** The verdicts of the case, or those of one tree, in the report's form. */
export async function* verdictParts(
  desk: Connection,
  info: Pick<ReportInfo, 'tool' | 'readers' | 'redacted'>,
  tree?: string,
): AsyncGenerator<string> {
  yield `{\n${field('format', 'interloper-verdicts')},\n${field('version', REPORT_VERSION)}`;
  yield `,\n${field('tool', { name: info.tool.name, version: info.tool.version })}`;
  if ((info.redacted ?? []).length > 0) yield `,\n${field('redacted', info.redacted)}`;
  yield* list('verdicts', reportedVerdicts(desk, info.readers, { tree, custody: false }));
  yield '\n}\n';
}

/** The report in pieces, so that no more than one of its entries need be in memory. A line for each entry: two reports can be compared. */
export async function* reportParts(desk: Connection, info: ReportInfo): AsyncGenerator<string> {
  yield `{\n${field('format', REPORT_FORMAT)},\n${field('version', REPORT_VERSION)}`;
  yield `,\n${field('tool', { name: info.tool.name, version: info.tool.version })}`;
  const { name, examiner, reference } = info.case;
  yield `,\n${field('case', { name, examiner, reference })}`;
  yield `,\n${field('redacted', info.redacted ?? [])}`;
  yield* list('data', dataInOrder(info).map(dataFile));
  yield `,\n${field('totals', await reportedTotals(desk))}`;
  yield* list('evidence', reportedEvidence(desk));
  yield `,\n${field('coverage', await reportedCoverage(desk, info.readers))}`;
  yield `,\n${field('known_networks', await reportedNetworks(desk))}`;
  yield* list('incidents', reportedIncidents(desk));
  yield `,\n${field('incident_gap_hours', await readGap(desk))}`;
  yield* list('own_hunts', await reportedOwnHunts(desk));
  yield* list('own_trees', await reportedOwnTrees(desk));
  yield* list('mutes', await reportedMutes(desk, info.custody ?? false));
  yield* list('findings', reportedFindings(desk, info.readers));
  yield* list('verdicts', reportedVerdicts(desk, info.readers, { custody: info.custody ?? false }));
  yield* list('alerts_without_tree', reportedAlerts(desk));
  yield* list('lineage', reportedLineage(desk));
  yield* list('person_decisions', await decided(desk));
  const carrying = await thingsInOrder(desk);
  yield* list('notes', reportedNotes(carrying, info.custody ?? false));
  yield* list('marks', reportedMarks(carrying));
  const { pictures, pictures_left_out } = await reportedPictures(desk, info.redacted, info.custody ?? false);
  yield* list('pictures', pictures);
  yield `,\n${field('pictures_left_out', pictures_left_out)}`;
  if (info.custody) yield* list('custody', await acts(desk));
  else yield `,\n${field('custody', null)}`;
  yield '\n}\n';
}

const field = (name: string, value: unknown): string => `${JSON.stringify(name)}: ${jsonText(value)}`;

async function* list(
  name: string,
  entries: Iterable<object> | AsyncIterable<object>,
): AsyncGenerator<string> {
  let separator = `,\n${JSON.stringify(name)}: [\n`;
  let end = `${separator}]`;
  for await (const entry of entries) {
    yield separator + jsonText(entry);
    separator = ',\n';
    end = '\n]';
  }
  yield end;
}

/** Data files in an order that their import does not decide. */
export const dataInOrder = ({ data }: Pick<ReportInfo, 'data'>): DataFile[] =>
  [...data].sort(by((one) => [one.id, one.origin, one.version, one.date]));

export const dataFile = (one: DataFile): ReportedData => ({
  id: one.id,
  title: one.title,
  kind: one.kind,
  version: one.version,
  date: one.date,
  licence: one.licence,
  attribution: one.attribution,
  origin: one.origin,
  entries: one.entries,
  name: one.name,
  sha256: one.sha256,
  problem: one.problem,
});

export async function reportedTotals(desk: Connection): Promise<Report['totals']> {
  const { files, records, events, rejects, skips, balanced } = await totals(desk);
  return { files, records, events, rejected: rejects, skipped: skips, balanced };
}

export async function reportedCoverage(desk: Connection, readers: Readers): Promise<Report['coverage']> {
  const { missing } = await coverage(desk, readers);
  return {
    // What is later than the import depends on when that was.
    sources: (await coverageSources(desk)).map(({ future: _future, ...one }) => one),
    offsets: offsetsOf(await evidenceRows(desk)).map(({ source, files, events, offsets }) => ({
      source,
      files,
      events,
      offsets,
    })),
    missing: missing.map(({ definition, title, missing: log }) => ({ definition, title, missing: log })),
  };
}

export async function reportedMutes(desk: Connection, custody: boolean): Promise<Report['mutes']> {
  const titles = await huntTitles(desk);
  const mutes = await listMutes(desk);
  return mutes
    .sort(by((one) => [one.hunt, one.entity.kind, one.entity.value, one.window_start, one.window_end]))
    .map((one) => ({
      hunt: one.hunt,
      title: titles.get(one.hunt) ?? one.hunt,
      entity: one.entity,
      window: { start: one.window_start, end: one.window_end },
      reason: one.reason,
      findings: one.findings,
      author: custody ? one.muted_by : null,
      written_at: custody ? one.muted_at : null,
    }));
}

export async function reportedOwnHunts(desk: Connection): Promise<Report['own_hunts']> {
  const { listed } = await keptHunts(desk);
  return listed
    .map(({ id, title, format, file, sha256, problem }) => ({ id, title, format, file, sha256, problem }))
    .sort(by((one) => [one.id]));
}

export async function reportedOwnTrees(desk: Connection): Promise<Report['own_trees']> {
  const { listed } = await keptTrees(desk);
  return listed
    .map(({ id, title, version, current, file, sha256, text, problem }) => ({
      id,
      title,
      version,
      current,
      file,
      sha256,
      text,
      problem,
    }))
    .sort(by((one) => [one.id, one.version]));
}

export async function decided(desk: Connection): Promise<Report['person_decisions']> {
  const decisions = await readDecisions(desk, sql`undone_at IS NULL`);
  return decisions.map(({ kind, name, with_name, reason }) => ({ kind, name, with_name, reason }));
}

export const acts = async (desk: Connection): Promise<ReportedAct[]> => {
  const rows = await allPages((page) => caseAudit(desk, page));
  return rows as unknown as ReportedAct[];
};
