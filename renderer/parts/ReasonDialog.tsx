import { Button, Dialog, DialogBody, DialogFooter, FormGroup, InputGroup } from '@blueprintjs/core';
import { useId, useState, type ReactNode, type SyntheticEvent } from 'react';
import { text } from '../text.ts';

interface ReasonDialogProps {
  title: string;
  label: string;
  help: string;
  /** What the button says. */
  action: string;
  busy: boolean;
  disabled?: boolean;
  testId?: string;
  onGive: (reason: string) => void;
  onClose: () => void;
  children: ReactNode;
}

/** Asks why something is done; without a reason it is not. */
export function ReasonDialog({ title, label, help, action, ...props }: ReasonDialogProps) {
  const [reason, setReason] = useState('');
  const id = useId();
  const given = reason.trim();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (given !== '') props.onGive(given);
  };
  return (
    <Dialog isOpen onClose={props.onClose} title={title} transitionDuration={0}>
      <form onSubmit={submit} data-testid={props.testId}>
        <DialogBody>
          {props.children}
          <FormGroup label={label} labelFor={id} helperText={help}>
            <InputGroup
              id={id}
              autoFocus
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          </FormGroup>
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <Button text={text.action.cancel} onClick={props.onClose} />
              <Button
                type="submit"
                intent="primary"
                text={action}
                disabled={props.disabled === true || given === ''}
                loading={props.busy}
              />
            </>
          }
        />
      </form>
    </Dialog>
  );
}
