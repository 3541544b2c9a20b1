import type { ScorePart, Severity } from '../../../shared/model.ts';

/**
 * A finding's score is the sum of its parts, none of them hidden, within 0 and 100:
 *
 * - its severity;
 * - what its kind of rule says of it, and what holds of its records whatever the kind (a hosting network beside others, an
 *   anonymiser, several clients, only known networks), from the hunt's SQL;
 * - how many hypotheses the findings of its incident support by different hunts: each beyond the first, up to three;
 * - whether one of its records is of somebody with rights over others, the strongest reason only.
 */

/** What a severity is worth before the other parts. */
const SEVERITY_POINTS: Record<Severity, number> = {
  informational: 5,
  low: 20,
  medium: 40,
  high: 55,
  critical: 70,
};
const EACH_AGREEING = 2;
const MOST_AGREEING = 3;

/** The parts that a hunt gives by itself. */
export const ownParts = (severity: Severity, ofKind: readonly ScorePart[]): ScorePart[] => [
  { label: `severity: ${severity}`, points: SEVERITY_POINTS[severity] },
  ...ofKind,
];

/** What the findings of an incident say together: different hypotheses, and the hunts that support any. */
export interface Agreement {
  hypotheses: number;
  hunts: number;
}

/** The parts that come from what stands around a finding. */
export function contextParts(agreement: Agreement, privilege: ScorePart | undefined): ScorePart[] {
  const { hypotheses, hunts } = agreement;
  // One hunt that supports three hypotheses by the same records is one witness.
  const agreeing = Math.min(hypotheses, hunts);
  const parts: ScorePart[] = [];
  if (agreeing > 1)
    parts.push({
      label: `${hypotheses} hypotheses supported by ${hunts} hunts of one incident`,
      points: EACH_AGREEING * Math.min(MOST_AGREEING, agreeing - 1),
    });
  if (privilege) parts.push(privilege);
  return parts;
}

/** The sum of the parts, at least 0 and at most 100. */
export const scoreOf = (parts: readonly ScorePart[]): number =>
  Math.min(
    100,
    Math.max(
      0,
      parts.reduce((sum, part) => sum + part.points, 0),
    ),
  );
