import type { Content } from 'pdfmake/interfaces.js';
import type { TreeDrawing } from '../../../../shared/contract.ts';
import type { ReportedStep } from '../../../../shared/report.ts';
import { oneWay, type TreeLayout } from '../../../../shared/tree-layout.ts';
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
  return piecesOf(tree, path).map((layout) => {
    const pen = new Svg(layout.width + 4, layout.height + 4);
    drawTreePicture(layout, { pen, inks: INKS, words: WORDS }, given);
    return pen.content({ height: ROOM });
  });
}

/** Below the heading of a picture. */
const ROOM = PAGE.height - 110;
/** A drawing that is higher is made so small that its words cannot be read. */
const HIGHEST = ROOM / 0.72;

const layoutOf = (tree: TreeDrawing, steps: Path): TreeLayout =>
  oneWay(tree, { path: steps.map((step) => ({ ...step, events: [] })), own: null });

/** A long way in as few pieces of about the same length as can be read on a page each. */
function piecesOf(tree: TreeDrawing, path: Path): TreeLayout[] {
  for (let pieces = 1; ; pieces++) {
    const size = Math.ceil(path.length / pieces);
    const layouts = Array.from({ length: Math.ceil(path.length / size) }, (_none, index) =>
      layoutOf(tree, path.slice(index * size, (index + 1) * size)),
    );
    if (size <= 1 || layouts.every(({ height }) => height <= HIGHEST)) return layouts;
  }
}
