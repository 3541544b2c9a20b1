import type { Content } from 'pdfmake/interfaces.js';
import type { TreeDrawing } from '../../../../shared/contract.ts';
import type { ReportedVerdict } from '../../../../shared/report.ts';
import {
  isLit,
  QUESTION_SIZE,
  SIDE_SIZE,
  UNKNOWN,
  VERDICT_SIZE,
  wayTaken,
  wholeTree,
  type QuestionNode,
  type TreeEdge,
  type TreeLayout,
  type TreeNode,
  type VerdictNode,
  type Ways,
} from '../../../../shared/tree-layout.ts';
import { INK, PAGE, VERDICT_INK } from './page.ts';
import { round, Svg } from './svg.ts';

/** A drawing that is made smaller than this cannot be read on paper. */
const LEGIBLE = 0.36;
const ANALYST = '#7c3aed';

/** The way through the tree, with what the other answers would have led to beside it. */
export const wayPicture = (tree: TreeDrawing, verdict: ReportedVerdict): Content =>
  draw(wayTaken(tree, waysOf(verdict))).content({ height: PAGE.height - 90, width: PAGE.width * 0.92 });

/** The whole tree with the way lit; nothing where a page is too small for it. */
export function wholePicture(tree: TreeDrawing, verdict: ReportedVerdict): Content | null {
  const layout = wholeTree(tree, waysOf(verdict));
  const height = PAGE.height - 90;
  if (Math.min(PAGE.width / layout.width, height / layout.height) < LEGIBLE) return null;
  return draw(layout).content({ height });
}

const waysOf = ({ path, own }: ReportedVerdict): Ways => ({
  path: path.map((step) => ({ ...step, events: [] })),
  own: own && { ...own, path: own.path.map((step) => ({ ...step, events: [] })) },
});

function draw({ nodes, edges, width, height }: TreeLayout): Svg {
  const svg = new Svg(width + 4, height + 4);
  const places = new Map(nodes.map((node) => [node.id, node]));
  for (const edge of [...edges].sort((a, b) => Number(isLit(a)) - Number(isLit(b)))) {
    const [from, to] = [places.get(edge.from), places.get(edge.to)];
    if (from && to) drawEdge(svg, edge, from, to);
  }
  for (const node of nodes) {
    if (node.kind === 'verdict') drawVerdict(svg, node);
    else drawQuestion(svg, node);
  }
  return svg;
}

const SIZES = { question: QUESTION_SIZE, side: SIDE_SIZE, verdict: VERDICT_SIZE };

function drawEdge(svg: Svg, edge: TreeEdge, from: TreeNode, to: TreeNode): void {
  const color = edge.given !== null ? INK.link : edge.own !== null ? ANALYST : '#9aa4b2';
  const looks = `stroke="${color}" stroke-width="${isLit(edge) ? 2 : 0.8}"`;
  const [start, end] = [SIZES[from.kind], SIZES[to.kind]];
  const [x1, y1] = edge.aside
    ? [from.x + start.width, from.y + start.height / 2]
    : [from.x + start.width / 2, from.y + start.height];
  const [x2, y2] = edge.aside ? [to.x, to.y + end.height / 2] : [to.x + end.width / 2, to.y];
  const middle = edge.aside ? (x1 + x2) / 2 : (y1 + y2) / 2;
  const bend = edge.aside
    ? `C ${round(middle)} ${round(y1)} ${round(middle)} ${round(y2)}`
    : `C ${round(x1)} ${round(middle)} ${round(x2)} ${round(middle)}`;
  svg.path(`M ${round(x1)} ${round(y1)} ${bend} ${round(x2)} ${round(y2)}`, looks);
  drawAnswers(svg, edge, x2, y2, color);
}

/** The answers that lead this way, on a white ground over the line. */
function drawAnswers(svg: Svg, edge: TreeEdge, x: number, y: number, color: string): void {
  const label = isLit(edge) ? (edge.given ?? edge.own ?? '') : edge.answers.join(', ');
  const width = Math.min(104, 8 + label.length * 5);
  const [left, top] = edge.aside ? [x - width - 6, y - 7] : [x - width / 2, y - 20];
  svg.rect(left, top, width, 13, 'fill="#ffffff" fill-opacity="1"');
  svg.text(left + width / 2, top + 9.5, label, width - 2, {
    size: 9,
    anchor: 'middle',
    color: isLit(edge) ? color : INK.muted,
    bold: isLit(edge),
  });
}

function drawQuestion(svg: Svg, node: QuestionNode & { x: number; y: number }): void {
  const { x, y, step, own } = node;
  const { width, height } = SIZES[node.kind];
  const border = step ? INK.link : own ? ANALYST : '#9aa4b2';
  const ground = step || own ? INK.lit : '#ffffff';
  const dashes = (own ?? step)?.answer === UNKNOWN ? ' stroke-dasharray="4 3"' : '';
  svg.rect(x, y, width, height, `rx="5" fill="${ground}" stroke="${border}" stroke-width="${step ? 1.6 : 0.8}"${dashes}`);
  if (node.kind === 'side') {
    svg.lines(x + 8, y + 12.5, node.text, width - 16, 2, { size: 8.5, color: INK.muted });
    return;
  }
  svg.lines(x + 8, y + 14, node.text, width - 16, step || own ? 3 : 4, { size: 9.5 });
  const given = own?.given ? own : step;
  if (!given) return;
  const points = given.points === 0 ? '' : ` (${given.points > 0 ? '+' : ''}${given.points})`;
  const by = own?.given ? 'analyst: ' : '';
  svg.text(x + 8, y + height - 8, `${by}${given.answer}${points}`, width - 16, {
    size: 9.5,
    bold: true,
    color: own?.given ? ANALYST : INK.link,
  });
}

function drawVerdict(svg: Svg, { x, y, verdict, taken, own }: VerdictNode & { x: number; y: number }): void {
  const { width, height } = VERDICT_SIZE;
  const color = VERDICT_INK[verdict];
  const reached = taken || own;
  svg.rect(x, y, width, height, `rx="15" fill="${reached ? color : '#ffffff'}" stroke="${color}" stroke-width="1"`);
  svg.text(x + width / 2, y + 19, verdict, width - 12, {
    size: 10,
    bold: reached,
    anchor: 'middle',
    color: reached ? '#ffffff' : color,
  });
}
