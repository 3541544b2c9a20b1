import type { Verdict } from './model.ts';
import {
  isLit,
  QUESTION_SIZE,
  SIDE_SIZE,
  STEP_GAP,
  UNKNOWN,
  VERDICT_SIZE,
  type Place,
  type QuestionNode,
  type TreeEdge,
  type TreeLayout,
  type TreeNode,
  type VerdictNode,
} from './tree-layout.ts';

interface TextLooks {
  size?: number;
  bold?: boolean;
  color?: string;
  anchor?: 'start' | 'middle' | 'end';
}

/** What a tree is drawn with: on paper with the fonts of the page, on the desk with those of the screen. It makes every text safe. */
export interface TreePen {
  rect(x: number, y: number, width: number, height: number, looks: string): void;
  path(points: string, looks: string): void;
  /** One line of text, not wider than `width`. */
  text(x: number, y: number, text: string, width: number, looks?: TextLooks): void;
  /** Lines of text below one another, cut after so many. */
  lines(x: number, y: number, text: string, width: number, most: number, looks?: TextLooks): void;
  widthOf(text: string, looks: TextLooks): number;
}

export interface TreeInks {
  ground: string;
  text: string;
  muted: string;
  /** Of what the way does not touch. */
  pale: string;
  way: string;
  lit: string;
  analyst: string;
  verdict: Readonly<Record<Verdict['verdict'], string>>;
}

export interface TreeWords {
  answer: (answer: string) => string;
  verdict: (verdict: Verdict['verdict']) => string;
  analyst: string;
}

interface Drawn {
  pen: TreePen;
  inks: TreeInks;
  words: TreeWords;
}

/**
 * Draws a tree: the way taken lit, what is not known dashed, the analyst's way in a colour of its own. `given` are questions that the
 * analyst answered where the layout has his way alone.
 */
export function drawTreePicture(
  { nodes, edges }: TreeLayout,
  drawn: Drawn,
  given: ReadonlySet<string> = new Set(),
): void {
  const places = new Map(nodes.map((node) => [node.id, node]));
  for (const edge of [...edges].sort((a, b) => Number(isLit(a)) - Number(isLit(b)))) {
    const [from, to] = [places.get(edge.from), places.get(edge.to)];
    if (from && to) drawEdge(drawn, edge, from, to);
  }
  for (const node of nodes) {
    if (node.kind === 'verdict') drawVerdict(drawn, node);
    else drawQuestion(drawn, node, given.has(node.question));
  }
}

const SIZES = { question: QUESTION_SIZE, side: SIDE_SIZE, verdict: VERDICT_SIZE };

const round = (value: number): number => Math.round(value * 100) / 100;
const points = (...numbers: readonly number[]): string => numbers.map(round).join(' ');

function inkOf({ inks }: Drawn, { given, own }: TreeEdge): string {
  if (given !== null) return inks.way;
  return own === null ? inks.pale : inks.analyst;
}

/** The analyst's way by its pattern too, not only by its colour. */
function dashesOf({ given, own }: TreeEdge): string {
  if (given === UNKNOWN) return ' stroke-dasharray="5 4"';
  return given === null && own !== null ? ' stroke-dasharray="10 3 2 3"' : '';
}

function drawEdge(drawn: Drawn, edge: TreeEdge, from: TreeNode, to: TreeNode): void {
  const { pen } = drawn;
  const looks = `stroke="${inkOf(drawn, edge)}" stroke-width="${isLit(edge) ? 2 : 0.8}"${dashesOf(edge)}`;
  const [start, end] = [SIZES[from.kind], SIZES[to.kind]];
  if (edge.aside) {
    const [x1, y1, x2, y2] = [from.x + start.width, from.y + start.height / 2, to.x, to.y + end.height / 2];
    const bend = x1 + 18;
    pen.path(`M ${points(x1, y1)} C ${points(bend, y1, x1, y2, bend, y2)} L ${points(x2, y2)}`, looks);
    drawAnswers(drawn, edge, { x: (bend + x2) / 2, y: y2 }, x2 - bend - 8);
    return;
  }
  const [x1, y1] = [from.x + start.width / 2, from.y + start.height];
  const [x2, y2] = [to.x + end.width / 2, to.y];
  const middle = (y1 + y2) / 2;
  pen.path(`M ${points(x1, y1)} C ${points(x1, middle, x2, middle, x2, y2)}`, looks);
  drawAnswers(drawn, edge, labelPlace({ x: x1, y: y1 }, { x: x2, y: y2 }), start.width);
}

/** A line over several rows has boxes of others at its middle; right above its target, towards where it comes from, is room. */
export function labelPlace(from: Place, to: Place): Place {
  if (to.y - from.y <= 2 * STEP_GAP) return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const towards = Math.max(-1, Math.min(1, (from.x - to.x) / QUESTION_SIZE.width));
  return { x: to.x + towards * (QUESTION_SIZE.width / 4), y: to.y - STEP_GAP / 2 };
}

/** The answers that lead this way, in one line or two, on the ground over the line. */
function drawAnswers(drawn: Drawn, edge: TreeEdge, { x, y }: Place, most: number): void {
  const { pen, inks, words } = drawn;
  const lit = [...new Set([edge.given, edge.own])].filter((answer) => answer !== null);
  const label = (lit.length > 0 ? lit : edge.answers).map(words.answer).join(', ');
  const looks = { size: 8.5, bold: isLit(edge), color: isLit(edge) ? inkOf(drawn, edge) : inks.muted };
  const wide = pen.widthOf(label, looks);
  const width = Math.min(most, wide);
  const two = wide > most;
  const tall = two ? 22 : 12;
  pen.rect(x - width / 2 - 3, y - tall / 2, width + 6, tall, `fill="${inks.ground}"`);
  pen.lines(x, two ? y - 2 : y + 3, label, most, 2, { ...looks, anchor: 'middle' });
}

function drawQuestion(drawn: Drawn, node: QuestionNode & Place, byAnalyst: boolean): void {
  const { pen, inks } = drawn;
  const { x, y, step, own } = node;
  const { width, height } = SIZES[node.kind];
  const color = byAnalyst || step === null ? inks.analyst : inks.way;
  const dashes = step?.answer === UNKNOWN ? ' stroke-dasharray="4 3"' : '';
  const isOnWay = step !== null || own !== null;
  const looks = isOnWay
    ? `fill="${inks.lit}" stroke="${color}" stroke-width="1.6"`
    : `fill="${inks.ground}" stroke="${inks.pale}" stroke-width="0.8"`;
  pen.rect(x, y, width, height, `rx="5" ${looks}${dashes}`);
  if (node.kind === 'side' || !isOnWay) {
    const most = node.kind === 'side' ? 2 : 5;
    pen.lines(x + 8, y + 12.5, node.text, width - 16, most, { size: 8.5, color: inks.muted });
    return;
  }
  const answers = answersOf(drawn, node, byAnalyst);
  const [only] = answers;
  const told = { size: 9.5, bold: true };
  pen.lines(x + 8, y + 15, node.text, width - 16, answers.length > 1 ? 2 : 3, {
    size: 9.5,
    color: inks.text,
  });
  if (only && answers.length === 1 && pen.widthOf(only.text, told) > width - 16) {
    pen.lines(x + 8, y + height - 8 - 12, only.text, width - 16, 2, { ...told, color: only.color });
    return;
  }
  answers.forEach((answer, at) => {
    const line = y + height - 8 - (answers.length - 1 - at) * 13;
    pen.text(x + 8, line, answer.text, width - 16, { ...told, color: answer.color });
  });
}

/** What the facts answer, and the analyst's way where it differs. */
function answersOf({ inks, words }: Drawn, { step, own }: QuestionNode, byAnalyst: boolean) {
  const told = (answer: string, by: number, isOwn: boolean) => ({
    text: `${isOwn ? `${words.analyst}: ` : ''}${words.answer(answer)}${by === 0 ? '' : ` (${by > 0 ? '+' : '−'}${Math.abs(by)})`}`,
    color: isOwn ? inks.analyst : inks.way,
  });
  const differs = own !== null && (own.given || own.answer !== step?.answer);
  return [
    ...(step ? [told(step.answer, step.points, byAnalyst)] : []),
    ...(differs ? [told(own.answer, own.points, true)] : []),
  ];
}

function drawVerdict({ pen, inks, words }: Drawn, { x, y, verdict, taken, own }: VerdictNode & Place): void {
  const { width, height } = VERDICT_SIZE;
  const color = inks.verdict[verdict];
  const edge =
    own && !taken ? `stroke="${inks.analyst}" stroke-width="2"` : `stroke="${color}" stroke-width="1"`;
  pen.rect(x, y, width, height, `rx="15" fill="${taken ? color : inks.ground}" ${edge}`);
  pen.text(x + width / 2, y + 19, words.verdict(verdict), width - 12, {
    size: 10,
    bold: taken || own,
    anchor: 'middle',
    color: taken ? inks.ground : color,
  });
}
