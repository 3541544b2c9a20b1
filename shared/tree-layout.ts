import { graphlib, layout } from '@dagrejs/dagre';
import type { TreeDrawing } from './contract.ts';
import type { OwnStep, PathStep, Verdict } from './model.ts';

export const UNKNOWN = 'unknown';
/** Between two rows of the whole tree. */
export const ROW_GAP = 34;
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

interface Place {
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

interface Steps {
  engine: ReadonlyMap<string, PathStep>;
  own: ReadonlyMap<string, OwnStep>;
}

const stepsOf = (verdict: Ways): Steps => ({
  engine: new Map(verdict.path.map((step) => [step.question, step])),
  own: new Map(verdict.own?.path.map((step) => [step.question, step])),
});

/** A line of one of the ways. */
export const isLit = ({ given, own }: Pick<TreeEdge, 'given' | 'own'>): boolean =>
  given !== null || own !== null;

const endOf = (tree: TreeDrawing, next: string) =>
  tree.verdicts.find((end) => VERDICT_PREFIX + end.id === next);

/** The whole tree. */
export function wholeTree(tree: TreeDrawing, verdict: Ways): TreeLayout {
  const steps = stepsOf(verdict);
  const edges = tree.questions.flatMap((question) => edgesFrom(tree, question.id, steps));
  return placed(tree, steps, edges);
}

/** The ways of the engine and of the analyst's answers, and nothing else. */
function bothWays(tree: TreeDrawing, verdict: Ways): TreeLayout {
  const steps = stepsOf(verdict);
  const edges = tree.questions.flatMap((question) => edgesFrom(tree, question.id, steps)).filter(isLit);
  return placed(tree, steps, edges);
}

/** The questions that the edges lead from, and where they end, placed by dagre. */
function placed(tree: TreeDrawing, steps: Steps, edges: TreeEdge[]): TreeLayout {
  const from = new Set(edges.map((edge) => edge.from));
  const questions = tree.questions.filter(({ id }) => from.has(id));
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: 22, ranksep: ROW_GAP, marginx: 4, marginy: 4 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const question of questions) graph.setNode(question.id, { ...QUESTION_SIZE });
  for (const edge of edges) {
    const ends = endOf(tree, edge.next) !== undefined;
    if (ends) graph.setNode(edge.to, { ...VERDICT_SIZE });
    graph.setEdge(edge.from, edge.to, { weight: isLit(edge) ? 40 : ends ? 1 : 4 });
  }
  layout(graph);
  const at = (id: string, size: { width: number; height: number }): Place => {
    const middle = graph.node(id) as Place;
    return { x: middle.x - size.width / 2, y: middle.y - size.height / 2 };
  };
  const nodes = [
    ...questions.map(({ id }) => questionNode(tree, id, id, steps, at(id, QUESTION_SIZE), 'question')),
    ...edges.flatMap((edge) => verdictNode(tree, edge, at(edge.to, VERDICT_SIZE))),
  ];
  const whole = graph.graph() as { width?: number; height?: number };
  return { nodes, edges, width: whole.width ?? 0, height: whole.height ?? 0 };
}

const LEFT = 2;
const ASIDE = QUESTION_SIZE.width + 116;
const SIDE_GAP = 8;
const STEP_GAP = 34;

/** The way taken as a column, with what the other answers would have led to beside each question; of two ways, both. */
export function wayTaken(tree: TreeDrawing, verdict: Ways): TreeLayout {
  if (verdict.own) return bothWays(tree, verdict);
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

function questionNode(
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

function verdictNode(tree: TreeDrawing, edge: TreeEdge, place: Place): TreeNode[] {
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
function edgesFrom(tree: TreeDrawing, from: string, steps: Steps): TreeEdge[] {
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
