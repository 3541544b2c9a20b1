import type { Finding, Severity, Verdict, VerdictName } from '../../shared/model.ts';
import { holding } from '../../shared/model.ts';
import { href } from '../app/route.ts';
import type { Axis } from '../format/axis.ts';
import { millis } from '../format/time.ts';

/** In pixels. */
export const LANE = { label: 150, height: 26, gap: 4, axis: 20, mark: 13 };

/** Something with a time and a page of its own: a finding or a verdict. */
export interface Mark {
  key: string;
  to: string;
  title: string;
  severity: Severity | null;
  verdict: VerdictName | null;
  start: number;
  end: number;
  /** From the top; marks of one row do not touch. */
  row: number;
}

const MOST_ROWS = 5;
const LEAST_WIDTH = 14;

/** Findings and verdicts with a time, in rows; `hidden` found no room. */
export function marksOf(
  axis: Axis,
  width: number,
  findings: readonly Finding[],
  verdicts: readonly Verdict[],
): { marks: Mark[]; rows: number; hidden: number } {
  const perMs = width / Math.max(1, axis.end - axis.start);
  const untold = [...findings.flatMap(findingMark), ...verdicts.flatMap(verdictMark)].filter(
    ({ start, end }) => end >= axis.start && start <= axis.end,
  );
  const ends: number[] = [];
  const marks: Mark[] = [];
  for (const mark of untold.sort((a, b) => a.start - b.start)) {
    const from = (mark.start - axis.start) * perMs;
    const to = Math.max(from + LEAST_WIDTH, (mark.end - axis.start) * perMs);
    let row = ends.findIndex((end) => end <= from);
    if (row < 0) row = ends.length;
    if (row >= MOST_ROWS) continue;
    ends[row] = to + 2;
    marks.push({ ...mark, row });
  }
  return { marks, rows: ends.length, hidden: untold.length - marks.length };
}

type Untold = Omit<Mark, 'row'>;

function findingMark(finding: Finding): Untold[] {
  if (finding.window_start === null || finding.muted) return [];
  return [
    {
      key: finding.finding_id,
      to: href(['findings', finding.finding_id]),
      title: `${finding.title}: ${finding.summary}`,
      severity: finding.severity,
      verdict: null,
      start: millis(finding.window_start),
      end: millis(finding.window_end ?? finding.window_start),
    },
  ];
}

function verdictMark(verdict: Verdict): Untold[] {
  if (verdict.window_start === null) return [];
  return [
    {
      key: verdict.verdict_id,
      to: href(['verdicts', verdict.verdict_id]),
      title: `${verdict.title}: ${holding(verdict).verdict}. ${holding(verdict).reason}`,
      severity: null,
      verdict: holding(verdict).verdict,
      start: millis(verdict.window_start),
      end: millis(verdict.window_end ?? verdict.window_start),
    },
  ];
}
