import type { AlertsPage, CoveragePage, HuntState, SourceCoverage, Totals } from '../../shared/contract.ts';
import {
  holding,
  type Evidence,
  type Finding,
  type Incident,
  type Reject,
  type Verdict,
} from '../../shared/model.ts';
import { counted, type Item, list, safe, shortTime, span, thousands } from './text.ts';

/** What a run came to. */
export interface Result {
  totals: Totals;
  evidence: Evidence[];
  rejects: Reject[];
  coverage: CoveragePage;
  hunts: HuntState[];
  incidents: { total: number; incidents: Incident[] };
  /** Without those that are muted. */
  findings: { total: number; findings: Finding[]; muted: number };
  verdicts: { total: number; verdicts: Verdict[] };
  alerts: AlertsPage;
}

/** Rows of a list that a summary shows; the rest is counted. */
export const SHOWN = 20;

const PROBLEMS: readonly Evidence['status'][] = ['unrecognised', 'failed', 'locked'];

/** Whether a part of the evidence is not in the case. */
export const isIncomplete = ({ totals, evidence }: Pick<Result, 'totals' | 'evidence'>): boolean =>
  totals.rejects > 0 || !totals.balanced || evidence.some((one) => PROBLEMS.includes(one.status));

/** The run in words, for a terminal of `width` columns (`null`: not a terminal, so no line is broken). */
export function summary(result: Result, width: number | null): string {
  const parts = [
    ledger(result, width),
    sources(result, width),
    incidents(result, width),
    findings(result, width),
    verdicts(result, width),
    alerts(result, width),
    notRun(result, width),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function ledger({ totals, evidence, rejects }: Result, width: number | null): string {
  const sum = `${counted(totals.records, 'record')} = ${counted(totals.events, 'event')} + ${counted(totals.rejects, 'reject')} + ${counted(totals.skips, 'skip')}`;
  const balance = totals.balanced ? '' : ': THE SUM DOES NOT HOLD';
  const notes = evidence
    .filter((one) => one.status !== 'loaded' && one.status !== 'importing')
    .map((one) => ({ cells: [WORDS[one.status] ?? one.status, nameOf(one)], text: one.message }));
  const names = new Map(evidence.map((one) => [one.evidence_id, nameOf(one)]));
  const places = rejects.map((one) => ({
    cells: ['reject', `${names.get(one.evidence_id) ?? ''}${placeOf(one)}`],
    text: one.reason,
  }));
  const shown = firstOf(notes, notes.length, width) + firstOf(places, totals.rejects, width);
  return `Evidence: ${counted(totals.files, 'file')}, ${sum}${balance}\n${shown}`;
}

const WORDS: Partial<Record<Evidence['status'], string>> = {
  duplicate: 'duplicate',
  unrecognised: 'not recognised',
  declared: 'no events',
  failed: 'failed',
  locked: 'encrypted',
  empty: 'empty',
};

const nameOf = (one: Evidence): string => (one.member === null ? one.name : `${one.name} ▸ ${one.member}`);

function placeOf(reject: Reject): string {
  if (reject.line !== null) return `, line ${reject.line}`;
  if (reject.record !== null) return `, record ${reject.record}`;
  return reject.byte_offset === null ? '' : `, byte ${reject.byte_offset}`;
}

function sources({ coverage }: Result, width: number | null): string {
  if (coverage.sources.length === 0) return '';
  const items = coverage.sources.map((one) => ({
    cells: [
      one.event_dataset,
      counted(one.events, 'event'),
      `${shortTime(one.first_timestamp)} to ${shortTime(one.last_timestamp)} UTC`,
    ],
    text: remarks(one).join('; '),
  }));
  return `Sources\n${list(items, width)}${withoutOffset(coverage, width)}`;
}

/** What is odd about the times of a source. */
function remarks({ gaps, gaps_total, gap_limit_seconds, future, early, late }: SourceCoverage): string[] {
  const [longest] = gaps;
  const said: string[] = [];
  if (longest)
    said.push(
      `${counted(gaps_total, 'gap')} longer than ${span(gap_limit_seconds ?? 0)}, the longest ${span(longest.seconds)} from ${shortTime(longest.start)} to ${shortTime(longest.end)} UTC`,
    );
  if (future.last_timestamp !== null)
    said.push(`${counted(future.events, 'event')} in the future, up to ${shortTime(future.last_timestamp)}`);
  if (early.first_timestamp !== null)
    said.push(
      `${counted(early.events, 'event')} far before the rest, from ${shortTime(early.first_timestamp)}`,
    );
  if (late.last_timestamp !== null)
    said.push(`${counted(late.events, 'event')} far after the rest, up to ${shortTime(late.last_timestamp)}`);
  return said;
}

function withoutOffset({ offsets }: CoveragePage, width: number | null): string {
  const items = offsets.flatMap(({ source, offsets: counts }) => {
    const none = counts['none'] ?? 0;
    const several = Object.keys(counts).filter((offset) => offset !== 'none');
    const said = none > 0 ? [`${counted(none, 'time')} without an offset, taken as UTC`] : [];
    if (several.length > 1) said.push(`times with several offsets: ${several.join(', ')}`);
    return said.length > 0 ? [{ cells: [source, said.join('; ')] }] : [];
  });
  return list(items, width);
}

/** Incidents that a summary shows: their findings follow. */
export const INCIDENTS_SHOWN = 10;

function incidents({ incidents: { total, incidents: rows } }: Result, width: number | null): string {
  if (total === 0) return 'Incidents: none\n';
  const items = rows.map((one) => ({
    cells: [
      one.verdict ?? one.severity ?? '',
      String(one.score),
      `${counted(one.findings, 'finding')}, ${counted(one.verdicts, 'verdict')}`,
      one.entity.value,
    ],
    text: [
      one.window_start === null
        ? ''
        : `${shortTime(one.window_start)} to ${shortTime(one.window_end ?? one.window_start)} UTC: `,
      one.summary,
    ].join(''),
  }));
  return `Incidents: ${thousands(total)}\n${firstOf(items, total, width)}`;
}

function findings({ findings: { total, findings: rows, muted } }: Result, width: number | null): string {
  const aside = muted > 0 ? `, and ${thousands(muted)} muted` : '';
  if (total === 0) return `Findings: none${aside}\n`;
  const items = rows.map((one) => ({
    cells: [one.severity, String(one.score), one.hunt, one.entity.value],
    text: one.summary,
  }));
  return `Findings: ${thousands(total)}${aside}\n${firstOf(items, total, width)}`;
}

function verdicts({ verdicts: { total, verdicts: rows } }: Result, width: number | null): string {
  if (total === 0) return 'Verdicts: none\n';
  const items = rows.map((one) => ({
    cells: verdictCells(one),
    text: verdictReason(one),
  }));
  return `Verdicts: ${thousands(total)}\n${firstOf(items, total, width)}`;
}

/** The verdict that counts. */
export function verdictCells(one: Verdict): string[] {
  const { verdict, score, confidence } = holding(one);
  return [verdict, String(score), `confidence ${confidence}`, one.tree, one.subject.value];
}

/** Its reason; where it is an analyst's it says so, and what the engine's is. */
export const verdictReason = (one: Verdict): string =>
  one.own
    ? `With the analyst's answers; the engine's verdict is ${one.verdict} ${one.score}. ${one.own.reason}`
    : one.reason;

function alerts(
  { alerts: { alerts: all, without_tree, groups, groups_total } }: Result,
  width: number | null,
) {
  if (without_tree === 0) return '';
  const items = groups.map((one) => ({
    cells: [
      thousands(one.alerts),
      one.event_dataset,
      one.rule_name ?? '',
      one.findings_total === 0 ? '' : `in ${counted(one.findings_total, 'finding')}`,
    ],
  }));
  return `Alerts without a tree: ${thousands(without_tree)} of ${thousands(all)}\n${firstOf(items, groups_total, width)}`;
}

function notRun({ hunts, coverage }: Result, width: number | null): string {
  const silent = hunts
    .filter((hunt) => hunt.state === 'not run')
    .map((hunt) => ({ cells: [hunt.id], text: hunt.reason }));
  const others = coverage.missing
    .filter((one) => !silent.some(({ cells }) => cells[0] === one.definition))
    .map((one) => ({ cells: [one.definition], text: one.missing }));
  const items = [...silent, ...others];
  return items.length === 0 ? '' : `Not answered, for want of logs\n${list(items, width)}`;
}

/** The first of the items, and how many of `total` are not shown. */
function firstOf(items: readonly Item[], total: number, width: number | null): string {
  const shown = items.slice(0, SHOWN);
  const more = total - shown.length;
  return list(shown, width) + (more > 0 ? `  … and ${thousands(more)} more\n` : '');
}

export const line = (text: string): string => `${safe(text)}\n`;
