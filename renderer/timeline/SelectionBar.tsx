import { Button } from '@blueprintjs/core';
import { Annotation, Duplicate, Star, StarEmpty, Tag as TagIcon } from '@blueprintjs/icons';
import { useState } from 'react';
import type { Row } from '../../shared/model.ts';
import { tell } from '../app/messages.tsx';
import { useCopying } from '../export/copying.ts';
import { RedactionMenu } from '../export/RedactionMenu.tsx';
import { DRAFT_ON_SELECTION, useDraft } from '../marks/drafts.ts';
import { NoteForm } from '../marks/NoteForm.tsx';
import { useWriteMarks } from '../marks/queries.ts';
import { rowSubject } from '../marks/subjects.ts';
import { TagForm } from '../marks/TagForm.tsx';
import { text } from '../text.ts';
import { rowsAsJson, rowsAsTsv, textsOfRows } from './copied-rows.ts';
import { MOST_SELECTED, type Selection } from './selection.ts';

interface SelectionBarProps {
  selection: Selection;
  columns: readonly string[];
  total: number;
}

const words = text.timeline.selection;

/** What can be done with the selected rows together. */
export function SelectionBar({ selection, columns, total }: SelectionBarProps) {
  const [adding, setAdding] = useState<'tag' | 'note' | null>(null);
  const write = useWriteMarks();
  const begun = useDraft(DRAFT_ON_SELECTION).draft !== null;
  const rows: Row[] = [...selection.rows].sort(([a], [b]) => a - b).map(([, row]) => row);
  const subjects = rows.map(rowSubject);
  const done = () => {
    setAdding(null);
    tell(words.marked(rows.length));
  };
  const star = (starred: boolean) =>
    write.mutate(({ marks }) => marks.change({ subjects, starred }), { onSuccess: done });
  const { copyAll } = useCopying();
  const put = (made: (rows: readonly Row[]) => string) => {
    const { texts, withTexts } = textsOfRows(rows);
    void copyAll(texts, (given) => made(withTexts(given)), words.copied(rows.length));
  };
  const toggle = (what: 'tag' | 'note') => setAdding(adding === what ? null : what);
  return (
    <section className="selection-bar" aria-label={words.label} data-testid="selection">
      <div className="row-gap">
        <strong role="status">{words.chosen(rows.length)}</strong>
        <Act icon={<Star size={14} />} words={words.star} onClick={() => star(true)} />
        <Act icon={<StarEmpty size={14} />} words={words.unstar} onClick={() => star(false)} />
        <Act icon={<TagIcon size={14} />} words={text.marks.addTag} onClick={() => toggle('tag')} />
        <Act
          icon={<Annotation size={14} />}
          words={begun ? text.marks.noteOn : text.marks.addNote}
          onClick={() => toggle('note')}
        />
        <Act
          icon={<Duplicate size={14} />}
          words={words.tsv}
          help={words.tsvHelp}
          onClick={() => put((given) => rowsAsTsv(given, columns))}
        />
        <Act
          icon={<Duplicate size={14} />}
          words={words.json}
          help={words.jsonHelp}
          onClick={() => put(rowsAsJson)}
        />
        <RedactionMenu />
        <span className="spring" />
        <Act
          words={total > MOST_SELECTED ? words.all(MOST_SELECTED) : words.every}
          onClick={() => selection.all(total)}
        />
        <Act words={words.clear} onClick={selection.clear} />
      </div>
      {adding === 'tag' && (
        <TagForm subjects={subjects} has={[]} onCancel={() => setAdding(null)} onDone={done} />
      )}
      {adding === 'note' && (
        <NoteForm
          subjects={subjects}
          draftOf={DRAFT_ON_SELECTION}
          onCancel={() => setAdding(null)}
          onDone={done}
        />
      )}
    </section>
  );
}

const Act = ({
  icon,
  words: label,
  help,
  onClick,
}: {
  icon?: React.JSX.Element;
  words: string;
  help?: string;
  onClick: () => void;
}) => (
  <Button
    size="small"
    variant="minimal"
    {...(icon ? { icon } : {})}
    text={label}
    title={help}
    onClick={onClick}
  />
);
