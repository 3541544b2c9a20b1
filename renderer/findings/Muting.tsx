import { Button, FormGroup, RadioGroup, Radio, TextArea } from '@blueprintjs/core';
import { EyeOff, EyeOpen } from '@blueprintjs/icons';
import { useState, type SyntheticEvent } from 'react';
import type { Finding, Mute } from '../../shared/model.ts';
import { Time, TimeRange } from '../parts/Time.tsx';
import { text } from '../text.ts';
import { useMute, useUnmute } from './queries.ts';

/** Sets a finding aside, or says who did so and why, with the way back. */
export function Muting({ finding }: { finding: Finding }) {
  const [open, setOpen] = useState(false);
  if (finding.muted) return <Muted mute={finding.muted} />;
  if (open) return <MuteForm finding={finding} onDone={() => setOpen(false)} />;
  return (
    <div>
      <Button size="small" icon={<EyeOff />} text={text.mute.mute} onClick={() => setOpen(true)} />
    </div>
  );
}

function Muted({ mute }: { mute: Mute }) {
  return (
    <div className="muted-note" role="note" data-testid="muted-note">
      <div>
        <strong>{text.mute.isMuted}</strong> {mute.reason}
        <div className="muted">
          {text.mute.by(mute.muted_by)} <Time iso={mute.muted_at} /> · <Span mute={mute} />
        </div>
      </div>
      <UnmuteButton mute={mute} />
    </div>
  );
}

/** What a mute covers. */
export function Span({ mute }: { mute: Mute }) {
  return mute.window_start === null ? (
    <>{text.mute.whenever}</>
  ) : (
    <TimeRange from={mute.window_start} to={mute.window_end} />
  );
}

export function UnmuteButton({ mute }: { mute: Mute }) {
  const unmute = useUnmute();
  return (
    <Button
      size="small"
      icon={<EyeOpen />}
      text={text.mute.unmute}
      loading={unmute.isPending}
      onClick={() => unmute.mutate(mute.mute_id)}
    />
  );
}

function MuteForm({ finding, onDone }: { finding: Finding; onDone: () => void }) {
  const { window_start: start, window_end: end } = finding;
  const hasWindow = start !== null && end !== null;
  const [scope, setScope] = useState(hasWindow ? 'finding' : 'entity');
  const [reason, setReason] = useState('');
  const mute = useMute();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const window = scope === 'finding' && hasWindow ? { start, end } : null;
    mute.mutate({ hunt: finding.hunt, entity: finding.entity, window, reason }, { onSuccess: onDone });
  };
  return (
    <form className="mute-form" onSubmit={submit} aria-label={text.mute.mute}>
      <RadioGroup
        label={text.mute.scope}
        selectedValue={scope}
        onChange={(event) => setScope(event.currentTarget.value)}
      >
        <Radio value="finding" disabled={!hasWindow} label={text.mute.thisFinding} />
        <Radio value="entity" label={text.mute.wholeEntity(finding.title, finding.entity.value)} />
      </RadioGroup>
      <FormGroup label={text.mute.reason} labelFor="mute-reason" helperText={text.mute.help}>
        <TextArea
          id="mute-reason"
          fill
          autoFocus
          rows={2}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </FormGroup>
      <div className="row-gap">
        <Button
          type="submit"
          intent="primary"
          text={text.mute.confirm}
          disabled={reason.trim() === ''}
          loading={mute.isPending}
        />
        <Button variant="minimal" text={text.action.cancel} onClick={onDone} />
      </div>
    </form>
  );
}
