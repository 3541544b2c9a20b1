import { Button, TextArea } from '@blueprintjs/core';
import { useState, type SyntheticEvent } from 'react';
import { NoteBody, type MarkSubject, type Note } from '../../shared/marks.ts';
import { text } from '../text.ts';
import { Markdown } from './Markdown.tsx';
import { useWriteMarks } from './queries.ts';

interface NoteFormProps {
  subjects?: readonly MarkSubject[];
  /** The note to change; without one a new one is written on each of `subjects`. */
  note?: Note;
  onDone: () => void;
  /** Where leaving it is another thing than being done. */
  onCancel?: () => void;
}

export function NoteForm({ subjects = [], note, onDone, onCancel = onDone }: NoteFormProps) {
  const [typed, setTyped] = useState(note?.body ?? '');
  const [preview, setPreview] = useState(false);
  const write = useWriteMarks();
  const body = NoteBody.safeParse(typed);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!body.success) return;
    write.mutate(
      async ({ notes }) => {
        if (note) await notes.change({ note: note.note, body: body.data });
        else if (subjects.length > 0) await notes.addToAll({ subjects: [...subjects], body: body.data });
      },
      { onSuccess: onDone },
    );
  };
  return (
    <form className="note-form" onSubmit={submit} aria-label={text.marks.note}>
      {preview ? (
        <div className="note-preview">
          <Markdown text={typed} />
        </div>
      ) : (
        <TextArea
          fill
          autoFocus
          autoResize
          rows={3}
          aria-label={text.marks.note}
          placeholder={text.marks.notePlaceholder}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event);
          }}
        />
      )}
      <div className="row-gap">
        <Button
          size="small"
          type="submit"
          intent="primary"
          text={text.marks.save}
          disabled={!body.success}
          loading={write.isPending}
        />
        <Button
          size="small"
          variant="minimal"
          text={preview ? text.marks.write : text.marks.preview}
          disabled={typed.trim() === ''}
          onClick={() => setPreview(!preview)}
        />
        <Button size="small" variant="minimal" text={text.action.cancel} onClick={onCancel} />
        <span className="muted">{text.marks.noteHelp}</span>
      </div>
    </form>
  );
}
