import { Button, InputGroup } from '@blueprintjs/core';
import { FloppyDisk } from '@blueprintjs/icons';
import type { SyntheticEvent } from 'react';
import { useState } from 'react';
import { tell } from '../app/messages.tsx';
import { text } from '../text.ts';
import { useKeep, type AskedNow } from './queries.ts';
import { Popover } from '../parts/Popover.tsx';

/** Keeps the question as it was asked, under a name, in the case. */
export function Keep({ asked }: { asked: AskedNow }) {
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const { save } = useKeep();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const { query, inputs, sort } = asked;
    save.mutate(
      { name: name.trim(), query, inputs, sort },
      {
        onSuccess: () => {
          setOpen(false);
          tell(text.questions.wasSaved(name.trim()));
        },
      },
    );
  };
  return (
    <Popover
      isOpen={open}
      onInteraction={setOpen}
      placement="bottom-end"
      content={
        <form className="filter-editor" onSubmit={submit}>
          <InputGroup
            autoFocus
            value={name}
            aria-label={text.questions.saveAs}
            placeholder={text.questions.saveAs}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" intent="primary" disabled={name.trim() === ''} text={text.questions.save} />
        </form>
      }
    >
      <Button size="small" icon={<FloppyDisk />} text={text.questions.saveQuestion} />
    </Popover>
  );
}
