import type { TreeDrawing } from './contract.ts';
import type { OwnStep, PathStep, Verdict } from './model.ts';

/** What is drawn of a decision tree, and where it goes: for the desk and for paper. */

export const UNKNOWN = 'unknown';
export const QUESTION_SIZE = { width: 224, height: 74 };
export const VERDICT_SIZE = { width: 126, height: 30 };
/** A question off the way taken, where only the way is drawn. */
export const SIDE_SIZE = { width: 200, height: 30 };

const VERDICT_PREFIX = 'verdict:';

export interface QuestionNode {
  kind: 'question' | 'side';
  id: string;
  question: string;
  text: string;
  step: PathStep | null;
  /** On the way with the analyst's answers. */
  own: OwnStep | null;
}

export interface VerdictNode {
  kind: 'verdict';
  id: string;
  verdict: Verdict['verdict'];
  reason: string;
  taken: boolean;
  own: boolean;
}

export type TreeNode = (QuestionNode | VerdictNode) & Place;

export interface Place {
  x: number;
  y: number;
}

export interface TreeEdge {
  id: string;
  from: string;
  /** The node it leads to. */
  to: string;
  /** The question or verdict it leads to, as the tree names it. */
  next: string;
  /** All answers that lead the same way. */
  answers: string[];
  /** The answer that was given, where it led this way. */
  given: string | null;
  /** The same on the way with the analyst's answers. */
  own: string | null;
  /** Leaves its question to the side, not below. */
  aside: boolean;
}

export interface TreeLayout {
  nodes: TreeNode[];
  edges: TreeEdge[];
  width: number;
  height: number;
}

/** The engine's way through a tree, and the analyst's. */
export type Ways = Pick<Verdict, 'path' | 'own'>;

export interface Steps {
  engine: ReadonlyMap<string, PathStep>;
  own: ReadonlyMap<string, OwnStep>;
}

export const stepsOf = (verdict: Ways): Steps => ({
  engine: new Map(verdict.path.map((step) => [step.question, step])),
  own: new Map(verdict.own?.path.map((step) => [step.question, step])),
});

/** A line of one of the ways. */
export const isLit = ({ given, own }: Pick<TreeEdge, 'given' | 'own'>): boolean =>
  given !== null || own !== null;

export const endOf = (tree: TreeDrawing, next: string) =>
  tree.verdicts.find((end) => VERDICT_PREFIX + end.id === next);

const LEFT = 2;
const ASIDE = QUESTION_SIZE.width + 116;
const SIDE_GAP = 8;
/** Between two rows. */
export const STEP_GAP = 34;

/** The engine's way as a column, with what the other answers would have led to beside each question. */
export function oneWay(tree: TreeDrawing, verdict: Ways): TreeLayout {
  const steps = stepsOf(verdict);
  const nodes: TreeNode[] = [];
  const edges: TreeEdge[] = [];
  let y = 2;
  for (const step of verdict.path) {
    nodes.push(questionNode(tree, step.question, step.question, steps, { x: LEFT, y }, 'question'));
    let side = y;
    for (const edge of edgesFrom(tree, step.question, steps)) {
      if (edge.given !== null) {
        edges.push(edge);
        continue;
      }
      const to = `${edge.id} aside`;
      edges.push({ ...edge, to, aside: true });
      const place = { x: LEFT + ASIDE, y: side };
      nodes.push(
        ...(endOf(tree, edge.next)
          ? verdictNode(tree, { ...edge, to }, place)
          : [questionNode(tree, to, edge.next, steps, place, 'side')]),
      );
      side += SIDE_SIZE.height + SIDE_GAP;
    }
    y = Math.max(y + QUESTION_SIZE.height, side - SIDE_GAP) + STEP_GAP;
  }
  const last = edges.find((edge) => edge.given !== null && endOf(tree, edge.next));
  if (last)
    nodes.push(...verdictNode(tree, last, { x: LEFT + (QUESTION_SIZE.width - VERDICT_SIZE.width) / 2, y }));
  return { nodes, edges, width: LEFT + ASIDE + SIDE_SIZE.width + 2, height: y + VERDICT_SIZE.height + 2 };
}

export function questionNode(
  tree: TreeDrawing,
  id: string,
  question: string,
  steps: Steps,
  place: Place,
  kind: QuestionNode['kind'],
): TreeNode {
  const asked = tree.questions.find((each) => each.id === question);
  const [step, own] = [steps.engine.get(question) ?? null, steps.own.get(question) ?? null];
  return { kind, id, question, text: asked?.text ?? question, step, own, ...place };
}

export function verdictNode(tree: TreeDrawing, edge: TreeEdge, place: Place): TreeNode[] {
  const end = endOf(tree, edge.next);
  if (!end) return [];
  return [
    {
      kind: 'verdict',
      id: edge.to,
      verdict: end.verdict,
      reason: end.reason,
      taken: edge.given !== null,
      own: edge.own !== null,
      ...place,
    },
  ];
}

/**
 * One edge for all answers of a question that lead the same way. Every question has its own copy of a verdict that it ends in:
 * lines from all over the tree to one box could not be followed by eye.
 */
export function edgesFrom(tree: TreeDrawing, from: string, steps: Steps): TreeEdge[] {
  const edges = new Map<string, TreeEdge>();
  const given = steps.engine.get(from)?.answer;
  const own = steps.own.get(from)?.answer;
  for (const { answer, next } of tree.questions.find((each) => each.id === from)?.answers ?? []) {
    const id = `${from}→${next}`;
    const to = endOf(tree, next) ? `${next} of ${from}` : next;
    const edge = edges.get(id) ?? { id, from, to, next, answers: [], given: null, own: null, aside: false };
    edge.answers.push(answer);
    if (answer === given) edge.given = answer;
    if (answer === own) edge.own = answer;
    edges.set(id, edge);
  }
  return [...edges.values()];
}
