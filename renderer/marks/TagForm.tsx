import { Button, InputGroup } from '@blueprintjs/core';
import { useId, useState, type SyntheticEvent } from 'react';
import { TagName, type MarkSubject } from '../../shared/marks.ts';
import { text } from '../text.ts';
import { useTags, useWriteMarks } from './queries.ts';

interface TagFormProps {
  subjects: readonly MarkSubject[];
  has: readonly string[];
  onDone: () => void;
  /** Where leaving it is another thing than being done. */
  onCancel?: () => void;
}

/** One tag more on each thing; those that the case knows are offered. */
export function TagForm({ subjects, has, onDone, onCancel = onDone }: TagFormProps) {
  const [typed, setTyped] = useState('');
  const list = useId();
  const tags = useTags();
  const write = useWriteMarks();
  const tag = TagName.safeParse(typed);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!tag.success) return;
    write.mutate(({ marks }) => marks.change({ subjects: [...subjects], add_tags: [tag.data] }), {
      onSuccess: onDone,
    });
  };
  return (
    <form className="row-gap tag-form" onSubmit={submit}>
      <InputGroup
        size="small"
        autoFocus
        autoComplete="off"
        aria-label={text.marks.tag}
        placeholder={text.marks.tagPlaceholder}
        value={typed}
        list={list}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onCancel();
        }}
      />
      <datalist id={list}>
        {(tags.data ?? [])
          .filter((one) => !has.includes(one.tag))
          .map((one) => (
            <option key={one.tag} value={one.tag} />
          ))}
      </datalist>
      <Button
        size="small"
        type="submit"
        text={text.action.add}
        disabled={!tag.success}
        loading={write.isPending}
      />
    </form>
  );
}
