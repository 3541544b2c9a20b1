import type { Content } from 'pdfmake/interfaces.js';
import type { TreeDrawing } from '../../../../shared/contract.ts';
import type { ReportedStep } from '../../../../shared/report.ts';
import {
  isLit,
  oneWay,
  QUESTION_SIZE,
  SIDE_SIZE,
  UNKNOWN,
  VERDICT_SIZE,
  type Place,
  type QuestionNode,
  type TreeEdge,
  type TreeLayout,
  type TreeNode,
  type VerdictNode,
} from '../../../../shared/tree-layout.ts';
import { INK, PAGE, VERDICT_INK } from './page.ts';
import { round, Svg, textWidth } from './svg.ts';

const ANALYST = '#6d28d9';
const GREY = '#9aa4b2';

type Path = readonly (ReportedStep & { given?: boolean })[];

/**
 * The way through the tree from question to question, with what the other answers would have led to beside it. A whole tree is too
 * large for a page: the part on the method has all of its questions and answers.
 */
export function wayPictures(tree: TreeDrawing, path: Path): Content[] {
  const given = new Set(path.filter((step) => step.given).map((step) => step.question));
  return piecesOf(path).map((piece) => {
    const steps = piece.map((step) => ({ ...step, events: [] }));
    return draw(oneWay(tree, { path: steps, own: null }), given).content({ height: PAGE.height - 110 });
  });
}

/** Questions that find room on a page in a size that can be read. */
const STEPS = 9;

/** A long way in pieces of about the same length. */
function piecesOf(path: Path): Path[] {
  const pieces = Math.max(1, Math.ceil(path.length / STEPS));
  const size = Math.ceil(path.length / pieces);
  return Array.from({ length: pieces }, (_none, index) => path.slice(index * size, (index + 1) * size));
}

function draw({ nodes, edges, width, height }: TreeLayout, given: ReadonlySet<string>): Svg {
  const svg = new Svg(width + 4, height + 4);
  const places = new Map(nodes.map((node) => [node.id, node]));
  for (const edge of [...edges].sort((a, b) => Number(isLit(a)) - Number(isLit(b)))) {
    const [from, to] = [places.get(edge.from), places.get(edge.to)];
    if (from && to) drawEdge(svg, edge, from, to);
  }
  for (const node of nodes) {
    if (node.kind === 'verdict') drawVerdict(svg, node);
    else drawQuestion(svg, node, given.has(node.question));
  }
  return svg;
}

const SIZES = { question: QUESTION_SIZE, side: SIDE_SIZE, verdict: VERDICT_SIZE };

function drawEdge(svg: Svg, edge: TreeEdge, from: TreeNode, to: TreeNode): void {
  const color = isLit(edge) ? INK.link : GREY;
  const looks = `stroke="${color}" stroke-width="${isLit(edge) ? 2 : 0.8}"`;
  const [start, end] = [SIZES[from.kind], SIZES[to.kind]];
  if (edge.aside) {
    const [x1, y1, x2, y2] = [from.x + start.width, from.y + start.height / 2, to.x, to.y + end.height / 2];
    const bend = x1 + 18;
    svg.path(
      `M ${round(x1)} ${round(y1)} C ${round(bend)} ${round(y1)} ${round(x1)} ${round(y2)} ${round(bend)} ${round(y2)} L ${round(x2)} ${round(y2)}`,
      looks,
    );
    drawAnswers(svg, edge, (bend + x2) / 2, y2, x2 - bend - 8);
    return;
  }
  const x = from.x + start.width / 2;
  svg.line(x, from.y + start.height, x, to.y, looks);
  drawAnswers(svg, edge, x, (from.y + start.height + to.y) / 2, start.width);
}

/** The answers that lead this way, in one line or two, on a white ground over the line. */
function drawAnswers(svg: Svg, edge: TreeEdge, x: number, y: number, most: number): void {
  const label = edge.given ?? edge.answers.join(', ');
  const looks = { size: 8.5, bold: isLit(edge), color: isLit(edge) ? INK.link : INK.muted };
  const width = Math.min(most, textWidth(label, looks));
  const two = textWidth(label, looks) > most;
  const tall = two ? 22 : 12;
  svg.rect(x - width / 2 - 3, y - tall / 2, width + 6, tall, 'fill="#ffffff"');
  svg.lines(x, two ? y - 2 : y + 3, label, most, 2, { ...looks, anchor: 'middle' });
}

function drawQuestion(svg: Svg, node: QuestionNode & Place, byAnalyst: boolean): void {
  const { x, y, step } = node;
  const { width, height } = SIZES[node.kind];
  const color = byAnalyst ? ANALYST : INK.link;
  const dashes = step?.answer === UNKNOWN ? ' stroke-dasharray="4 3"' : '';
  const looks = step
    ? `fill="${INK.lit}" stroke="${color}" stroke-width="1.6"`
    : `fill="#ffffff" stroke="${GREY}" stroke-width="0.8"`;
  svg.rect(x, y, width, height, `rx="5" ${looks}${dashes}`);
  if (!step) {
    svg.lines(x + 8, y + 12.5, node.text, width - 16, 2, { size: 8.5, color: INK.muted });
    return;
  }
  svg.lines(x + 8, y + 15, node.text, width - 16, 3, { size: 9.5 });
  const points = step.points === 0 ? '' : ` (${step.points > 0 ? '+' : ''}${step.points})`;
  const answer = `${byAnalyst ? 'analyst: ' : ''}${step.answer}${points}`;
  svg.text(x + 8, y + height - 8, answer, width - 16, { size: 9.5, bold: true, color });
}

function drawVerdict(svg: Svg, { x, y, verdict, taken }: VerdictNode & Place): void {
  const { width, height } = VERDICT_SIZE;
  const color = VERDICT_INK[verdict];
  svg.rect(
    x,
    y,
    width,
    height,
    `rx="15" fill="${taken ? color : '#ffffff'}" stroke="${color}" stroke-width="1"`,
  );
  svg.text(x + width / 2, y + 19, verdict, width - 12, {
    size: 10,
    bold: taken,
    anchor: 'middle',
    color: taken ? '#ffffff' : color,
  });
}
