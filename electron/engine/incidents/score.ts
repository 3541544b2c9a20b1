import type { ScorePart, VerdictName } from '../../../shared/model.ts';

/** What is weighed of a finding or a verdict. `definition`: its hunt or tree. */
export interface Weighed {
  kind: 'finding' | 'verdict';
  definition: string;
  title: string;
  score: number;
  verdict: VerdictName | null;
}

/** What the first takes of its share; the second takes half of that, the third a third … */
const FIRST = 0.7;
const CALMING = { benign: -20, 'likely benign': -10 } as const;

export interface Weight {
  score: number;
  parts: ScorePart[];
  /** What each item gives, in their order. */
  points: number[];
}

/**
 * An incident's score, of items in descending order of their scores: each takes, of what is left to 100, the share that its own score
 * is of 100, times 0.7 for the first, half of that for the second, a third for the third. It grows with every witness, with the later
 * ones less, and never passes 100. Of each hunt and each tree only the strongest counts: forty hits of one hunt are one witness. Where
 * a tree found a benign explanation and none says otherwise, points are taken away.
 */
export function weigh(items: readonly Weighed[]): Weight {
  const parts: ScorePart[] = [];
  const heard = new Set<string>();
  let sum = 0;
  const points = items.map((item) => {
    const witness = `${item.kind} ${item.definition}`;
    if (isCalming(item.verdict) || heard.has(witness)) return 0;
    heard.add(witness);
    const share = FIRST / heard.size;
    const given = Math.round((100 - sum) * (item.score / 100) * share);
    sum += given;
    if (given > 0) parts.push({ label: labelOf(item, share), points: given });
    return given;
  });
  const calming = calmingPart(items, sum);
  if (calming) parts.push(calming);
  return { score: sum + (calming?.points ?? 0), parts, points };
}

const isCalming = (verdict: VerdictName | null): boolean => verdict !== null && verdict in CALMING;

const labelOf = ({ kind, title, score }: Weighed, share: number): string =>
  `${kind}: ${title}, score ${score}, of which ${Math.round(100 * share)} % count`;

function calmingPart(items: readonly Weighed[], sum: number): ScorePart | null {
  const verdicts = items.flatMap(({ verdict }) => (verdict === null ? [] : [verdict]));
  const found = (['benign', 'likely benign'] as const).find((name) => verdicts.includes(name));
  if (!found || !verdicts.every(isCalming)) return null;
  return { label: `a verdict is ${found}, and none says otherwise`, points: Math.max(CALMING[found], -sum) };
}
