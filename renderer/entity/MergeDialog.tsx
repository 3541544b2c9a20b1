import { Button, Dialog, DialogBody, InputGroup } from '@blueprintjs/core';
import { useState } from 'react';
import type { Person } from '../../shared/people.ts';
import { text } from '../text.ts';
import { usePeopleCalled, type Decision } from './queries.ts';

interface MergeDialogProps {
  person: Person;
  onChoose: (decision: Decision) => void;
  onClose: () => void;
}

/** Looks for the person that this one is, by any of its names. */
export function MergeDialog({ person, onChoose, onClose }: MergeDialogProps) {
  const [typed, setTyped] = useState('');
  const found = usePeopleCalled(typed.trim());
  const others = (found.data ?? []).filter((other) => other.person_id !== person.person_id);
  return (
    <Dialog isOpen onClose={onClose} title={text.person.mergeTitle(person.person)} transitionDuration={0}>
      <DialogBody>
        <InputGroup
          autoFocus
          value={typed}
          aria-label={text.person.mergeSearch}
          placeholder={text.person.mergeSearch}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <ul className="plain-list">
          {others.map((other) => (
            <li key={other.person_id} className="row-gap">
              <Button
                variant="minimal"
                text={other.person}
                onClick={() =>
                  onChoose({
                    kind: 'merge',
                    person_id: person.person_id,
                    with_person_id: other.person_id,
                    name: other.person,
                  })
                }
              />
              <span className="muted">{text.person.kinds[other.kind]}</span>
            </li>
          ))}
        </ul>
        {typed.trim() !== '' && found.data && others.length === 0 && (
          <p className="muted">{text.person.mergeNone}</p>
        )}
      </DialogBody>
    </Dialog>
  );
}
