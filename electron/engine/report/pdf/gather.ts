import type { HuntState, TreeDrawing, TreeState } from '../../../../shared/contract.ts';
import type { Mute, Row } from '../../../../shared/model.ts';
import type { PdfChoices } from '../../../../shared/pdf-report.ts';
import type {
  Citation,
  Report,
  ReportedAct,
  ReportedAlerts,
  ReportedData,
  ReportedEvidence,
  ReportedFinding,
  ReportedIncident,
  ReportedMark,
  ReportedNote,
  ReportedVerdict,
} from '../../../../shared/report.ts';
import type { Redaction } from '../../../../shared/redaction.ts';
import { ProfilesInput, type ProfilesPage } from '../../../../shared/session-profiles.ts';
import type { Connection } from '../../db/database.ts';
import { memo } from '../../desk/memo.ts';
import { profilesPage } from '../../desk/profiles/profiles.ts';
import { listHunts } from '../../hunting.ts';
import { listMutes } from '../../hunts/mutes.ts';
import { readGap } from '../../incidents/gap.ts';
import { shownPictures, type PictureFile } from '../../pictures/store.ts';
import { drawTree, listTrees } from '../../triage.ts';
import {
  acts,
  dataFile,
  dataInOrder,
  decided,
  reportedCoverage,
  reportedOwnHunts,
  reportedOwnTrees,
  reportedTotals,
  type ReportInfo,
} from '../json-report.ts';
import { by } from '../order.ts';
import { reportedAlerts } from '../reported-alerts.ts';
import { reportedEvidence } from '../reported-evidence.ts';
import { reportedFindings } from '../reported-findings.ts';
import { reportedIncidents } from '../reported-incidents.ts';
import { reportedMarks, reportedNotes, thingsInOrder } from '../reported-marks.ts';
import { reportedNetworks } from '../reported-networks.ts';
import { reportedVerdicts } from '../reported-verdicts.ts';
import { eventsOfRecords } from './cited-events.ts';
import { NumberedRecords } from './numbered.ts';

/** Findings and verdicts of one incident that are told; those that weigh most. */
export const MEMBERS = 100;
const PROFILES = 15;
/** Verdicts that stand in a table by themselves, as no incident that is told has them. */
const VERDICTS = 500;

/** An incident with all that the report tells of it. */
export interface ToldIncident {
  incident: ReportedIncident;
  findings: ReportedFinding[];
  verdicts: ReportedVerdict[];
  /** The most used. */
  profiles: ProfilesPage;
}

/** All that stands in the report, read once. */
export interface Told {
  tool: Report['tool'];
  /** What pseudonyms stand for. */
  redacted: readonly Redaction[];
  about: ReportInfo['case'];
  choices: PdfChoices;
  data: ReportedData[];
  totals: Report['totals'];
  evidence: ReportedEvidence[];
  coverage: Report['coverage'];
  networks: Report['known_networks'];
  /** Those told in full, then those that only stand in a table. */
  incidents: ToldIncident[];
  further: ReportedIncident[];
  incidentGapHours: number;
  /** Verdicts that no incident told in full has, the gravest first, and how many there are. */
  otherVerdicts: ReportedVerdict[];
  otherVerdictsTotal: number;
  alerts: ReportedAlerts[];
  hunts: HuntState[];
  ownHunts: Report['own_hunts'];
  ownTrees: Report['own_trees'];
  trees: TreeState[];
  drawingOf: (tree: string, version: number) => TreeDrawing | null;
  personDecisions: Report['person_decisions'];
  mutes: Mute[];
  notes: ReportedNote[];
  marks: ReportedMark[];
  pictures: PictureFile[];
  /** In which names would stand that this report has pseudonyms for. */
  hiddenPictures: number;
  /** Nothing where it was not chosen. */
  acts: ReportedAct[] | null;
  records: NumberedRecords;
  /** The event that was made of each record, in the order of `records`. */
  events: (Row | null)[];
  verdictCounts: ReadonlyMap<ReportedVerdict['verdict'], number>;
}

export async function gather(desk: Connection, info: ReportInfo, choices: PdfChoices): Promise<Told> {
  const custody = choices.sections.includes('audit');
  const all = await collected(reportedIncidents(desk));
  const { told, further, rest } = await toldIncidents(desk, info, choices, all, custody);
  const carrying = await thingsInOrder(desk);
  const shown = await shownPictures(desk, info.redacted);
  const records = new NumberedRecords(told.flatMap(citationsOf));
  return {
    tool: info.tool,
    redacted: info.redacted ?? [],
    about: info.case,
    choices,
    data: dataInOrder(info).map(dataFile),
    totals: await reportedTotals(desk),
    evidence: await collected(reportedEvidence(desk)),
    coverage: await reportedCoverage(desk, info.readers),
    networks: await reportedNetworks(desk),
    incidents: told,
    further,
    incidentGapHours: await readGap(desk),
    ...rest,
    alerts: await collected(reportedAlerts(desk)),
    hunts: (await listHunts(desk)).sort(by((one) => [one.id])),
    ownHunts: await reportedOwnHunts(desk),
    ownTrees: await reportedOwnTrees(desk),
    trees: (await listTrees(desk)).sort(by((one) => [one.id])),
    drawingOf: await drawingsOf(desk, told),
    personDecisions: await decided(desk),
    mutes: (await listMutes(desk)).sort(
      by((one) => [one.hunt, one.entity.kind, one.entity.value, one.window_start]),
    ),
    notes: reportedNotes(carrying, custody),
    marks: reportedMarks(carrying),
    pictures: shown.pictures,
    hiddenPictures: shown.hidden,
    acts: custody ? await acts(desk) : null,
    records,
    events: await eventsOfRecords(desk, records.list),
  };
}

async function toldIncidents(
  desk: Connection,
  info: ReportInfo,
  choices: PdfChoices,
  all: readonly ReportedIncident[],
  custody: boolean,
) {
  const full = choices.sections.includes('incidents') ? all.slice(0, choices.incidents) : [];
  const members = new Set(
    full.flatMap((one) => one.members.slice(0, MEMBERS)).map(({ kind, id }) => `${kind} ${id}`),
  );
  const findings = new Map<string, ReportedFinding>();
  for await (const one of reportedFindings(desk, info.readers))
    if (members.has(`finding ${one.id}`)) findings.set(one.id, one);
  const { verdicts, ...rest } = await sortedVerdicts(desk, info, members, custody);
  const told: ToldIncident[] = [];
  for (const incident of full) {
    const ids = incident.members.slice(0, MEMBERS).map((one) => one.id);
    const { kind, value } = incident.entity;
    const asked = ProfilesInput.parse({ entity: { kind, value }, order: 'common', limit: PROFILES });
    told.push({
      incident,
      findings: ids.flatMap((id) => findings.get(id) ?? []),
      verdicts: ids.flatMap((id) => verdicts.get(id) ?? []),
      profiles: await memo(desk, `profiles ${JSON.stringify(asked)}`, () => profilesPage(desk, asked)),
    });
  }
  return { told, further: all.slice(full.length), rest };
}

async function sortedVerdicts(
  desk: Connection,
  info: ReportInfo,
  members: ReadonlySet<string>,
  custody: boolean,
) {
  const verdicts = new Map<string, ReportedVerdict>();
  const verdictCounts = new Map<ReportedVerdict['verdict'], number>();
  const otherVerdicts: ReportedVerdict[] = [];
  let otherVerdictsTotal = 0;
  for await (const one of reportedVerdicts(desk, info.readers, { custody })) {
    const { verdict } = one.own ?? one;
    verdictCounts.set(verdict, (verdictCounts.get(verdict) ?? 0) + 1);
    if (members.has(`verdict ${one.id}`)) verdicts.set(one.id, one);
    else if (++otherVerdictsTotal <= VERDICTS) otherVerdicts.push(one);
  }
  return { verdicts, verdictCounts, otherVerdicts, otherVerdictsTotal };
}

async function collected<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

export const citationsOf = ({
  findings,
  verdicts,
}: Pick<ToldIncident, 'findings' | 'verdicts'>): Citation[] => [
  ...findings.flatMap((one) => one.events),
  ...verdicts.flatMap((one) => [
    ...(one.alert ? [one.alert.event] : []),
    ...(one.picked?.sessions ?? []),
    ...[...one.path, ...(one.own?.path ?? [])].flatMap((step) => step.events),
  ]),
];

/** The trees of these verdicts in their versions; nothing of one that this program no longer has. */
async function drawingsOf(desk: Connection, told: readonly ToldIncident[]): Promise<Told['drawingOf']> {
  const drawings = new Map<string, TreeDrawing | null>();
  for (const { tree, version } of told.flatMap((one) => one.verdicts)) {
    const key = JSON.stringify([tree, version]);
    if (!drawings.has(key)) drawings.set(key, await drawTree(desk, tree, version).catch(() => null));
  }
  return (tree, version) => drawings.get(JSON.stringify([tree, version])) ?? null;
}
