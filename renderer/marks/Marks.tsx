import { Button } from '@blueprintjs/core';
import { Annotation, Cross, Star, StarEmpty, Tag as TagIcon } from '@blueprintjs/icons';
import { useState } from 'react';
import type { Marked, MarkSubject } from '../../shared/marks.ts';
import { FailedLine } from '../parts/State.tsx';
import { text } from '../text.ts';
import { draftOnThing, useDraft } from './drafts.ts';
import { NoteForm } from './NoteForm.tsx';
import { Notes } from './Notes.tsx';
import { useMarks, useWriteMarks } from './queries.ts';
import { TagForm } from './TagForm.tsx';
import './marks.css';

/** Star, tags and notes of one thing, with the way to change each. `known`: what a list said already. */
export function Marks(props: MarksProps) {
  return <MarksOfThing key={draftOnThing(props.subject)} {...props} />;
}

interface MarksProps {
  subject: MarkSubject;
  known?: Marked;
}

function MarksOfThing({ subject, known }: MarksProps) {
  const marks = useMarks(subject, known);
  const draftOf = draftOnThing(subject);
  const begun = useDraft(draftOf).draft !== null;
  const [adding, setAdding] = useState<'note' | 'tag' | 'nothing' | null>(null);
  const [asked, setAsked] = useState(false);
  if (begun && adding === null) setAdding('note');
  const toggle = (what: 'note' | 'tag') => {
    setAsked(true);
    setAdding(adding === what ? 'nothing' : what);
  };
  const { data } = marks;
  const failed = marks.isError && (
    <FailedLine
      words={data ? text.state.notRenewed : text.marks.failed}
      error={marks.error}
      retry={() => void marks.refetch()}
    />
  );
  if (!data) return <div className="marks">{failed}</div>;
  return (
    <section className="marks" aria-label={text.marks.label} data-testid="marks">
      {failed}
      <div className="row-gap">
        <StarButton subject={subject} marked={data} />
        <Tags subject={subject} tags={data.tags} />
        <Button
          size="small"
          variant="minimal"
          icon={<TagIcon size={14} />}
          text={text.marks.addTag}
          aria-expanded={adding === 'tag'}
          onClick={() => toggle('tag')}
        />
        <Button
          size="small"
          variant="minimal"
          icon={<Annotation size={14} />}
          text={begun ? text.marks.noteOn : text.marks.addNote}
          aria-expanded={adding === 'note'}
          onClick={() => toggle('note')}
        />
      </div>
      {adding === 'tag' && (
        <TagForm subjects={[subject]} has={data.tags} onDone={() => setAdding('nothing')} />
      )}
      <Notes notes={data.notes} />
      {adding === 'note' && (
        <NoteForm subjects={[subject]} draftOf={draftOf} focus={asked} onDone={() => setAdding('nothing')} />
      )}
    </section>
  );
}

function StarButton({ subject, marked }: { subject: MarkSubject; marked: Marked }) {
  const write = useWriteMarks();
  const { starred } = marked;
  return (
    <Button
      size="small"
      variant="minimal"
      className={starred ? 'star starred' : 'star'}
      icon={starred ? <Star size={14} /> : <StarEmpty size={14} />}
      text={starred ? text.marks.starred : text.marks.star}
      aria-pressed={starred}
      onClick={() => write.mutate(({ marks }) => marks.change({ subjects: [subject], starred: !starred }))}
    />
  );
}

function Tags({ subject, tags }: { subject: MarkSubject; tags: readonly string[] }) {
  const write = useWriteMarks();
  return tags.map((tag) => (
    <span key={tag} className="tag mark-tag">
      {tag}
      <button
        type="button"
        aria-label={text.marks.removeTag(tag)}
        onClick={() => write.mutate(({ marks }) => marks.change({ subjects: [subject], remove_tags: [tag] }))}
      >
        <Cross size={10} />
      </button>
    </span>
  ));
}
