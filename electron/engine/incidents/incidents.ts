import { createHash } from 'node:crypto';
import {
  SEVERITIES,
  VERDICTS,
  type EntityKind,
  type ScorePart,
  type Severity,
  type VerdictName,
} from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { insertRows } from '../db/insert-rows.ts';
import { fixed, name, sql } from '../db/sql.ts';
import { meaningOf } from '../hunts/findings.ts';
import { huntsOf } from '../own-hunts/registry.ts';
import type { HuntDefinition } from '../../../shared/definitions.ts';
import { contextParts, scoreOf } from '../hunts/score.ts';
import { treeTitles } from '../triage.ts';
import entitiesSql from './entities.sql?raw';
import factsSql from './facts.sql?raw';
import { readGap } from './gap.ts';
import { groupItems, keyOf, MOST_NAMES, MOST_PEOPLE, type Item, type Name } from './group.ts';
import itemsSql from './items.sql?raw';
import membersSql from './members.sql?raw';
import namesSql from './names.sql?raw';
import privilegesSql from './privileges.sql?raw';
import rescoreSql from './rescore.sql?raw';
import { weigh } from './score.ts';
import tiesSql from './ties.sql?raw';

const HOUR = 3_600_000_000;
/** Rows that are written at once. */
const BATCH = 1000;
/** Entities of a kind that are listed of an incident. */
const LISTED = 50;
/** Whom an incident is about, if one of these is tied to it; then the next. */
const ABOUT: readonly EntityKind[] = ['person', 'user', 'principal', 'access_key', 'session', 'device'];
const LISTED_KINDS = [...ABOUT, 'address'];
const MAKES_ONE: readonly VerdictName[] = ['malicious', 'suspicious', 'inconclusive'];

interface MemberRow {
  kind: 'finding' | 'verdict';
  id: string;
  entity_kind: EntityKind;
  entity_value: string;
  definition: string;
  severity: Severity | null;
  verdict: VerdictName | null;
  summary: string;
  verdict_score: number | null;
  own_parts: string | null;
  hypotheses: string | null;
  start: number | null;
  end: number | null;
}

interface Member extends Item {
  row: MemberRow;
  title: string;
  hypotheses: readonly string[];
  attack: readonly string[];
  score: number;
}

/**
 * Groups findings and verdicts into incidents, gives the findings the parts of their scores that come from what stands around them,
 * and weighs the incidents; replaces those of the run before. It reads findings, verdicts, the records that these cite and the few
 * that give rights to somebody. The same findings and verdicts give the same incidents, ids and order.
 */
export async function runIncidents(job: Connection): Promise<void> {
  await job.transaction(async () => {
    for (const text of [itemsSql, factsSql, namesSql]) await job.run(text);
    const members = await readMembers(job);
    const groups = groupItems(members, (await readGap(job)) * HOUR).map((group) =>
      group.map((at) => members[at] as Member),
    );
    await rescore(job, groups);
    await keep(job, groups);
    for (const table of ['incident_items', 'incident_facts', 'incident_names'])
      await job.run(sql`DROP TABLE ${name(table)}`);
  });
}

async function readMembers(job: Connection): Promise<Member[]> {
  const ties = new Map<string, Name[]>();
  const placeOf = (kind: string, id: string) => `${kind} ${id}`;
  const tied = await job.rows<Name & { member_kind: string; member_id: string }>(
    fixed(tiesSql, { most_names: MOST_NAMES, most_people: MOST_PEOPLE }),
  );
  for (const { member_kind, member_id, kind, value } of tied) {
    const place = placeOf(member_kind, member_id);
    const names = ties.get(place);
    if (names) names.push({ kind, value });
    else ties.set(place, [{ kind, value }]);
  }
  const rows = await job.rows<MemberRow>(membersSql);
  const hunts = await huntsOf(job);
  const trees = await treeTitles(job);
  return rows.map((row) => memberOf(row, ties.get(placeOf(row.kind, row.id)) ?? [], hunts, trees));
}

const memberOf = (
  row: MemberRow,
  ties: readonly Name[],
  hunts: readonly HuntDefinition[],
  trees: ReadonlyMap<string, string>,
): Member => ({
  row,
  entity: { kind: row.entity_kind, value: row.entity_value },
  ties,
  start: row.start,
  end: row.end,
  ...(row.kind === 'finding'
    ? meaningOf(hunts, row.definition, row.hypotheses === null ? null : JSON.parse(row.hypotheses))
    : { title: trees.get(row.definition) ?? row.definition, hypotheses: [], attack: [] }),
  score: row.verdict_score ?? 0,
});

/** The scores of the findings with what stands around them; also of those that are muted, of which only their own parts count. */
async function rescore(job: Connection, groups: readonly (readonly Member[])[]): Promise<void> {
  const rows = await job.rows<ScorePart & { finding_id: string }>(privilegesSql);
  const privileges = new Map(
    rows.map(({ finding_id, label, points }) => [finding_id, { label: `privileged: ${label}`, points }]),
  );
  await job.run(
    'CREATE OR REPLACE TEMP TABLE incident_scores (finding_id VARCHAR, score INTEGER, score_parts VARCHAR)',
  );
  const scores = groups.flatMap((group) => rescored(group, privileges));
  for (const batch of batches(scores))
    await insertRows(
      job,
      'incident_scores',
      { finding_id: 'VARCHAR', score: 'INTEGER', score_parts: 'VARCHAR' },
      batch,
    );
  await job.run(rescoreSql);
  const muted = await job.rows<{ finding_id: string; own_parts: string }>(
    'SELECT finding_id, own_parts FROM findings WHERE finding_id IN (SELECT finding_id FROM muted_findings) AND score_parts <> own_parts',
  );
  for (const { finding_id, own_parts } of muted)
    await job.run(
      sql`UPDATE findings SET score_parts = own_parts, score = ${scoreOf(JSON.parse(own_parts) as ScorePart[])}
        WHERE finding_id = ${finding_id}`,
    );
  await job.run('DROP TABLE incident_scores');
}

function rescored(group: readonly Member[], privileges: ReadonlyMap<string, ScorePart>) {
  const findings = group.filter(({ row }) => row.kind === 'finding');
  const agreement = {
    hypotheses: new Set(findings.flatMap(({ hypotheses }) => hypotheses)).size,
    hunts: new Set(
      findings.filter(({ hypotheses }) => hypotheses.length > 0).map(({ row }) => row.definition),
    ).size,
  };
  return findings.map((member) => {
    const own = JSON.parse(member.row.own_parts ?? '[]') as ScorePart[];
    const parts = [...own, ...contextParts(agreement, privileges.get(member.row.id))];
    member.score = scoreOf(parts);
    return { finding_id: member.row.id, score: member.score, score_parts: JSON.stringify(parts) };
  });
}

const INCIDENT_COLUMNS = {
  incident_id: 'VARCHAR',
  score: 'INTEGER',
  score_parts: 'VARCHAR',
  severity: 'VARCHAR',
  verdict: 'VARCHAR',
  entity_kind: 'VARCHAR',
  entity_value: 'VARCHAR',
  window_start: 'TIMESTAMP',
  window_end: 'TIMESTAMP',
  summary: 'VARCHAR',
  findings: 'INTEGER',
  verdicts: 'INTEGER',
  hunts: 'INTEGER',
  hypotheses: 'VARCHAR',
  attack: 'VARCHAR',
} as const;
const MEMBER_COLUMNS = {
  incident_id: 'VARCHAR',
  ordinal: 'INTEGER',
  member_kind: 'VARCHAR',
  member_id: 'VARCHAR',
  points: 'INTEGER',
} as const;

async function keep(job: Connection, groups: readonly (readonly Member[])[]): Promise<void> {
  for (const table of ['incidents', 'incident_members', 'incident_entities'])
    await job.run(sql`DELETE FROM ${name(table)}`);
  const taken = new Set<string>();
  const incidents = groups.filter(isIncident).map((group) => incidentOf(group.toSorted(byWeight), taken));
  for (const batch of batches(incidents)) {
    await insertRows(
      job,
      'incidents',
      INCIDENT_COLUMNS,
      batch.map(({ row }) => row),
    );
  }
  for (const batch of batches(incidents.flatMap(({ members }) => members)))
    await insertRows(job, 'incident_members', MEMBER_COLUMNS, batch);
  await job.run(fixed(entitiesSql, { kinds: LISTED_KINDS, most: LISTED }));
}

/** Benign verdicts alone are no incident. */
const isIncident = (group: readonly Member[]): boolean =>
  group.some(({ row }) => row.verdict === null || MAKES_ONE.includes(row.verdict));

const rankOf = ({ verdict }: MemberRow): number => (verdict === null ? -1 : VERDICTS.indexOf(verdict));

/** Members come in an order of time and content, which decides between those of one score. */
const byWeight = (a: Member, b: Member): number => b.score - a.score || rankOf(a.row) - rankOf(b.row);

function incidentOf(group: readonly Member[], taken: Set<string>) {
  const [first] = group as [Member, ...Member[]];
  const about = aboutOf(group);
  const { score, parts, points } = weigh(
    group.map(({ row, title, score: own }) => ({ ...row, title, score: own })),
  );
  const incident_id = freshId([about.kind, about.value, startOf(group)], taken);
  const ofKind = (kind: MemberRow['kind']) => group.filter(({ row }) => row.kind === kind);
  const row = {
    incident_id,
    score,
    score_parts: JSON.stringify(parts),
    severity: gravest(
      SEVERITIES.toReversed(),
      group.map((one) => one.row.severity),
    ),
    verdict: gravest(
      VERDICTS,
      group.map((one) => one.row.verdict),
    ),
    entity_kind: about.kind,
    entity_value: about.value,
    window_start: isoOf(startOf(group)),
    window_end: isoOf(endOf(group)),
    summary: first.row.summary,
    findings: ofKind('finding').length,
    verdicts: ofKind('verdict').length,
    hunts: new Set(ofKind('finding').map((one) => one.row.definition)).size,
    hypotheses: JSON.stringify(distinct(group.flatMap((one) => one.hypotheses))),
    attack: JSON.stringify(distinct(group.flatMap((one) => one.attack))),
  };
  const members = group.map((one, at) => ({
    incident_id,
    ordinal: at + 1,
    member_kind: one.row.kind,
    member_id: one.row.id,
    points: points[at] ?? 0,
  }));
  return { row, members };
}

/** Of the names that tie, a person before a key: the one whose findings have the highest scores together. */
function aboutOf(group: readonly Member[]): Name {
  const weights = new Map<string, number>();
  for (const { entity, ties, score } of group)
    for (const key of new Set([...ties, entity].map(keyOf)))
      weights.set(key, (weights.get(key) ?? 0) + score);
  const tied = new Set(group.flatMap(({ ties }) => ties.map(keyOf)));
  const place = (key: string) => {
    const at = tied.has(key) ? ABOUT.indexOf(kindOf(key)) : -1;
    return at === -1 ? ABOUT.length : at;
  };
  const [best] = [...weights.keys()].sort(
    (a, b) => place(a) - place(b) || (weights.get(b) ?? 0) - (weights.get(a) ?? 0) || (a < b ? -1 : 1),
  ) as [string];
  // As a log writes it, where it is the entity of a finding: ties hold people's names in lower case.
  const names = [...group.map(({ entity }) => entity), ...group.flatMap(({ ties }) => ties)];
  return names.find((one) => keyOf(one) === best) as Name;
}

const kindOf = (key: string): EntityKind => (JSON.parse(key) as [EntityKind])[0];

function startOf(group: readonly Member[]): number | null {
  const known = group.flatMap(({ start }) => (start === null ? [] : [start]));
  return known.length === 0 ? null : Math.min(...known);
}

function endOf(group: readonly Member[]): number | null {
  const known = group.flatMap(({ start, end }) =>
    end === null && start === null ? [] : [(end ?? start) as number],
  );
  return known.length === 0 ? null : Math.max(...known);
}

/** Microseconds as ISO text. */
function isoOf(microseconds: number | null): string | null {
  if (microseconds === null) return null;
  const seconds = Math.floor(microseconds / 1e6);
  const rest = String(microseconds - seconds * 1e6).padStart(6, '0');
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${rest}Z`;
}

const distinct = (values: readonly string[]): string[] => [...new Set(values)].sort();

const gravest = <T>(order: readonly T[], found: readonly (T | null)[]): T | null =>
  order.find((one) => found.includes(one)) ?? null;

function freshId(parts: readonly unknown[], taken: Set<string>): string {
  for (let repeat = 0; ; repeat++) {
    const key = JSON.stringify(['incident', ...parts, ...(repeat === 0 ? [] : [repeat])]);
    const id = createHash('sha256').update(key).digest('hex').slice(0, 16);
    if (taken.has(id)) continue;
    taken.add(id);
    return id;
  }
}

function* batches<T>(rows: readonly T[]): Generator<T[]> {
  for (let from = 0; from < rows.length; from += BATCH) yield rows.slice(from, from + BATCH);
}
