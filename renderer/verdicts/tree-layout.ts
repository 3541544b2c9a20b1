import { graphlib, layout } from '@dagrejs/dagre';
import type { TreeDrawing } from '../../shared/contract.ts';
import type { Verdict } from '../../shared/model.ts';
import {
  edgesFrom,
  endOf,
  isLit,
  oneWay,
  QUESTION_SIZE,
  questionNode,
  STEP_GAP,
  stepsOf,
  VERDICT_SIZE,
  verdictNode,
  type Place,
  type Steps,
  type TreeEdge,
  type TreeLayout,
} from '../../shared/tree-layout.ts';

/** The whole tree. */
export function wholeTree(tree: TreeDrawing, verdict: Verdict): TreeLayout {
  const steps = stepsOf(verdict);
  const edges = tree.questions.flatMap((question) => edgesFrom(tree, question.id, steps));
  return placed(tree, steps, edges);
}

/** The ways of the engine and of the analyst's answers, and nothing else. */
function bothWays(tree: TreeDrawing, verdict: Verdict): TreeLayout {
  const steps = stepsOf(verdict);
  const edges = tree.questions.flatMap((question) => edgesFrom(tree, question.id, steps)).filter(isLit);
  return placed(tree, steps, edges);
}

/** The questions that the edges lead from, and where they end, placed by dagre. */
function placed(tree: TreeDrawing, steps: Steps, edges: TreeEdge[]): TreeLayout {
  const from = new Set(edges.map((edge) => edge.from));
  const questions = tree.questions.filter(({ id }) => from.has(id));
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: 22, ranksep: STEP_GAP, marginx: 4, marginy: 4 });
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

/** The way taken as a column, with what the other answers would have led to beside each question; of two ways, both. */
export const wayTaken = (tree: TreeDrawing, verdict: Verdict): TreeLayout =>
  verdict.own ? bothWays(tree, verdict) : oneWay(tree, verdict);
