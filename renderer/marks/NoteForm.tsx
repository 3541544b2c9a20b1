import { Button, TextArea } from '@blueprintjs/core';
import { useState, type KeyboardEvent, type SyntheticEvent } from 'react';
import { NoteBody, type MarkSubject, type Note } from '../../shared/marks.ts';
import { text } from '../text.ts';
import { useDraft } from './drafts.ts';
import { Markdown } from './Markdown.tsx';
import { useWriteMarks } from './queries.ts';

interface NoteFormProps {
  subjects?: readonly MarkSubject[];
  /** The note to change; without one a new one is written on each of `subjects`. */
  note?: Note;
  /** What its draft is kept under. */
  draftOf: string;
  /** Left out where the form comes by itself: it takes the keys from nobody then. */
  focus?: boolean;
  onDone: () => void;
  /** Where leaving it is another thing than being done. */
  onCancel?: () => void;
}

/** What is typed is a draft from the first letter on: leaving the form, the thing or the screen loses nothing. */
export function NoteForm({
  subjects = [],
  note,
  draftOf,
  focus = true,
  onDone,
  onCancel = onDone,
}: NoteFormProps) {
  const { draft, keep } = useDraft(draftOf);
  const before = note?.body ?? '';
  const typed = draft ?? before;
  const [preview, setPreview] = useState(false);
  const write = useWriteMarks();
  const body = NoteBody.safeParse(typed);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!body.success || write.isPending) return;
    write.mutate(
      async ({ notes }) => {
        if (note) await notes.change({ note: note.note, body: body.data });
        else if (subjects.length > 0) await notes.addToAll({ subjects: [...subjects], body: body.data });
        // Here, since the form may be gone by then.
        keep(null);
      },
      { onSuccess: onDone },
    );
  };
  const pressed = (event: KeyboardEvent) => {
    // Escape of an input method ends what it composes, and nothing else.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event);
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onCancel();
  };
  return (
    <form className="note-form" onSubmit={submit} onKeyDown={pressed} aria-label={text.marks.note}>
      {preview ? (
        <div className="note-preview">
          <Markdown text={typed} />
        </div>
      ) : (
        <TextArea
          fill
          autoFocus={focus}
          autoResize
          rows={3}
          aria-label={text.marks.note}
          placeholder={text.marks.notePlaceholder}
          value={typed}
          readOnly={write.isPending}
          onChange={({ currentTarget: { value } }) => keep(value === before ? null : value)}
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
        <Button size="small" variant="minimal" text={text.action.close} onClick={onCancel} />
        {draft === null ? (
          <span className="muted">{text.marks.noteHelp}</span>
        ) : (
          <>
            <Button
              size="small"
              variant="minimal"
              text={text.marks.discard}
              onClick={() => {
                keep(null);
                onCancel();
              }}
            />
            <span className="muted" role="status">
              {text.marks.draft}
            </span>
          </>
        )}
      </div>
    </form>
  );
}
