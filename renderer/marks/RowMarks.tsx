import { Annotation, Star, StarEmpty, Tag as TagIcon } from '@blueprintjs/icons';
import type { MouseEvent } from 'react';
import type { Marked } from '../../shared/marks.ts';
import { text } from '../text.ts';
import './marks.css';

interface RowMarksProps {
  marked: Marked | null;
  onStar: () => void;
  /** Opens the record, where tags and notes are written. */
  onOpen: () => void;
}

/** What a row of a table carries: its star to press, and signs of its tags and notes. Out of the tab order; the record offers the same. */
export function RowMarks({ marked, onStar, onOpen }: RowMarksProps) {
  const starred = marked?.starred ?? false;
  const pressed = (act: () => void) => (event: MouseEvent) => {
    event.stopPropagation();
    act();
  };
  return (
    <span className="row-marks">
      <button
        type="button"
        className="row-star"
        tabIndex={-1}
        aria-pressed={starred}
        aria-label={text.marks.star}
        title={text.marks.star}
        disabled={marked === null}
        onClick={pressed(onStar)}
      >
        {starred ? <Star size={12} /> : <StarEmpty size={12} />}
      </button>
      {marked && marked.tags.length > 0 && (
        <Sign words={text.marks.tagged(marked.tags)} icon={<TagIcon size={12} />} onClick={pressed(onOpen)} />
      )}
      {marked && marked.notes.length > 0 && (
        <Sign
          words={text.marks.noted(marked.notes.length)}
          icon={<Annotation size={12} />}
          onClick={pressed(onOpen)}
        />
      )}
    </span>
  );
}

interface SignProps {
  words: string;
  icon: React.JSX.Element;
  onClick: (event: MouseEvent) => void;
}

const Sign = ({ words, icon, onClick }: SignProps) => (
  <button type="button" tabIndex={-1} title={words} aria-label={words} onClick={onClick}>
    {icon}
  </button>
);
