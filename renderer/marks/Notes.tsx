import { Button } from '@blueprintjs/core';
import { useState } from 'react';
import type { Note } from '../../shared/marks.ts';
import { useCopying } from '../export/copying.ts';
import { Time } from '../parts/Time.tsx';
import { text } from '../text.ts';
import { Markdown } from './Markdown.tsx';
import { draftOfNote, useDraft } from './drafts.ts';
import { NoteForm } from './NoteForm.tsx';
import { useWriteMarks } from './queries.ts';

export function Notes({ notes }: { notes: readonly Note[] }) {
  if (notes.length === 0) return null;
  return (
    <ol className="notes">
      {notes.map((note) => (
        <li key={note.note} data-testid="note">
          <OneNote note={note} />
        </li>
      ))}
    </ol>
  );
}

function OneNote({ note }: { note: Note }) {
  const { copyOne } = useCopying();
  const draftOf = draftOfNote(note.note);
  const begun = useDraft(draftOf).draft !== null;
  const [state, setState] = useState<'shown' | 'typed' | 'changing' | 'removing' | null>(null);
  const [asked, setAsked] = useState(false);
  if (begun && state === null) setState('changing');
  if (state === 'changing')
    return <NoteForm note={note} draftOf={draftOf} focus={asked} onDone={() => setState('shown')} />;
  return (
    <>
      {state === 'typed' ? <pre className="note-typed">{note.body}</pre> : <Markdown text={note.body} />}
      <div className="row-gap note-foot">
        <span className="muted">
          {note.author}, <Time iso={note.changed_at ?? note.written_at} />
          {note.changed_at !== null && ` · ${text.marks.changed}`}
        </span>
        <span className="spring" />
        {state === 'removing' ? (
          <Removing note={note} onCancel={() => setState('shown')} />
        ) : (
          <>
            <Small
              label={state === 'typed' ? text.marks.asRead : text.marks.asTyped}
              onClick={() => setState(state === 'typed' ? 'shown' : 'typed')}
            />
            <Small label={text.action.copy} onClick={() => copyOne({ text: note.body })} />
            <Small
              label={begun ? text.marks.changeOn : text.marks.change}
              onClick={() => {
                setAsked(true);
                setState('changing');
              }}
            />
            <Small label={text.marks.remove} onClick={() => setState('removing')} />
          </>
        )}
      </div>
    </>
  );
}

function Removing({ note, onCancel }: { note: Note; onCancel: () => void }) {
  const write = useWriteMarks();
  return (
    <>
      <span>{text.marks.removeHelp}</span>
      <Button
        size="small"
        intent="danger"
        text={text.marks.remove}
        loading={write.isPending}
        onClick={() => write.mutate(({ notes }) => notes.remove({ note: note.note }))}
      />
      <Small label={text.action.cancel} onClick={onCancel} />
    </>
  );
}

const Small = ({ label, onClick }: { label: string; onClick: () => void }) => (
  <Button size="small" variant="minimal" text={label} onClick={onClick} />
);
