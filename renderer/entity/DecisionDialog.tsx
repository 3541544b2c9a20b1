import { Button, Dialog, DialogBody, DialogFooter, FormGroup, InputGroup } from '@blueprintjs/core';
import type { SyntheticEvent } from 'react';
import { useState } from 'react';
import { text } from '../text.ts';
import { useDecide, type Decision } from './queries.ts';

/** Asks for the reason of a decision about who is who, and keeps it. */
export function DecisionDialog({ decision, onClose }: { decision: Decision; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const decide = useDecide();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (reason.trim() !== '') decide.mutate({ decision, reason: reason.trim() }, { onSuccess: onClose });
  };
  const words = decision.kind === 'split' ? text.person.splitting : text.person.joining;
  return (
    <Dialog isOpen onClose={onClose} title={words.title} transitionDuration={0}>
      <form onSubmit={submit}>
        <DialogBody>
          <p>{words.text(decision.name)}</p>
          <FormGroup
            label={text.person.reason}
            labelFor="decision-reason"
            helperText={text.person.reasonHelp}
          >
            <InputGroup
              id="decision-reason"
              autoFocus
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          </FormGroup>
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <Button text={text.action.cancel} onClick={onClose} />
              <Button
                type="submit"
                intent="primary"
                text={words.action}
                disabled={reason.trim() === ''}
                loading={decide.isPending}
              />
            </>
          }
        />
      </form>
    </Dialog>
  );
}
