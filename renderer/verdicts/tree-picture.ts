import { VERDICTS } from '../../shared/model.ts';
import { UNKNOWN, type TreeLayout } from '../../shared/tree-layout.ts';
import { drawTreePicture, type TreeInks, type TreeWords } from '../../shared/tree-picture.ts';
import { verdictTone } from '../parts/Badge.tsx';
import { SvgPen } from '../picture/svg-pen.ts';
import { colour, groundColour, type Drawing, type Say } from '../picture/svg-file.ts';
import { text } from '../text.ts';

const MARGIN = 4;

const WORDS: TreeWords = {
  answer: (answer) => (answer === UNKNOWN ? `? ${text.verdicts.unanswered}` : answer),
  verdict: (verdict) => text.verdict[verdict],
  analyst: text.verdicts.analyst,
};

/** The tree as a file, drawn from what it is and not from the screen: all of it, also what is out of sight. */
export function treePicture(layout: TreeLayout, say?: Say): Drawing {
  const pen = new SvgPen(say);
  drawTreePicture(layout, { pen, inks: inks(), words: WORDS });
  return pen.drawing(layout.width + MARGIN, layout.height + MARGIN);
}

const inks = (): TreeInks => ({
  ground: groundColour(),
  text: colour('--ink'),
  muted: colour('--ink-2'),
  pale: colour('--line-strong'),
  way: colour('--accent'),
  lit: colour('--accent-soft'),
  analyst: colour('--ink'),
  verdict: Object.fromEntries(
    VERDICTS.map((verdict) => [verdict, colour(`--${verdictTone(verdict)}`)]),
  ) as TreeInks['verdict'],
});
