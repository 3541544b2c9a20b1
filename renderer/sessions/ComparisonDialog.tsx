import { Button, Dialog, DialogBody, DialogFooter, FormGroup, InputGroup } from '@blueprintjs/core';
import type { SyntheticEvent } from 'react';
import { useState } from 'react';
import { isRunning, useJob } from '../app/job.ts';
import { go, href } from '../app/route.ts';
import { text } from '../text.ts';
import { forgetPicked, type PickedSession } from './picked.ts';
import { useCompareSessions } from './queries.ts';

interface ComparisonDialogProps {
  first: PickedSession;
  second: PickedSession;
}

/** Asks why the two are compared, has it done, and opens the verdict. */
export function ComparisonDialog({ first, second }: ComparisonDialogProps) {
  const [reason, setReason] = useState('');
  const compare = useCompareSessions();
  const running = useJob((job) => isRunning(job.progress));
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (reason.trim() === '') return;
    const comparison = { sessions: [first.ref, second.ref] as [typeof first.ref, typeof first.ref] };
    compare.mutate(
      { ...comparison, reason: reason.trim() },
      {
        onSuccess: (verdict) => go(href(['verdicts', verdict.verdict_id])),
        onSettled: forgetPicked,
      },
    );
  };
  return (
    <Dialog isOpen onClose={forgetPicked} title={text.sessions.title} transitionDuration={0}>
      <form onSubmit={submit} data-testid="comparison-form">
        <DialogBody>
          <p>{text.sessions.help}</p>
          <ol>
            <li>{first.name}</li>
            <li>{second.name}</li>
          </ol>
          <FormGroup
            label={text.sessions.reason}
            labelFor="comparison-reason"
            helperText={text.sessions.reasonHelp}
          >
            <InputGroup
              id="comparison-reason"
              autoFocus
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          </FormGroup>
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <Button text={text.action.cancel} onClick={forgetPicked} />
              <Button
                type="submit"
                intent="primary"
                text={text.sessions.compare}
                disabled={running || reason.trim() === ''}
                loading={compare.isPending}
              />
            </>
          }
        />
      </form>
    </Dialog>
  );
}
