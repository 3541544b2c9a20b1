import type { Content } from 'pdfmake/interfaces.js';
import type { TreeDrawing } from '../../../../shared/contract.ts';
import type { ReportedStep } from '../../../../shared/report.ts';
import { oneWay } from '../../../../shared/tree-layout.ts';
import { drawTreePicture, type TreeInks, type TreeWords } from '../../../../shared/tree-picture.ts';
import { INK, PAGE, VERDICT_INK } from './page.ts';
import { Svg } from './svg.ts';

type Path = readonly (ReportedStep & { given?: boolean })[];

const INKS: TreeInks = {
  ground: '#ffffff',
  text: INK.text,
  muted: INK.muted,
  pale: '#9aa4b2',
  way: INK.link,
  lit: INK.lit,
  analyst: '#6d28d9',
  verdict: VERDICT_INK,
};
const WORDS: TreeWords = { answer: (answer) => answer, verdict: (verdict) => verdict, analyst: 'analyst' };

/**
 * The way through the tree from question to question, with what the other answers would have led to beside it. A whole tree is too
 * large for a page: the part on the method has all of its questions and answers.
 */
export function wayPictures(tree: TreeDrawing, path: Path): Content[] {
  const given = new Set(path.filter((step) => step.given).map((step) => step.question));
  return piecesOf(path).map((piece) => {
    const steps = piece.map((step) => ({ ...step, events: [] }));
    const layout = oneWay(tree, { path: steps, own: null });
    const pen = new Svg(layout.width + 4, layout.height + 4);
    drawTreePicture(layout, { pen, inks: INKS, words: WORDS }, given);
    return pen.content({ height: PAGE.height - 110 });
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
