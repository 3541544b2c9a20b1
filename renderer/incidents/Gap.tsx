import { Button, InputGroup } from '@blueprintjs/core';
import { useState, type SyntheticEvent } from 'react';
import { text } from '../text.ts';
import { useGap } from './queries.ts';
import './incidents.css';

/** How far apart findings of one incident may be. */
export function Gap({ gap }: { gap: number }) {
  const [typed, setTyped] = useState(String(gap));
  const change = useGap();
  const hours = Number(typed);
  const wrong = typed.trim() === '' || !Number.isFinite(hours) || hours < 0 || hours > 24 * 366;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!wrong) change.mutate(hours);
  };
  return (
    <form className="gap-form" onSubmit={submit}>
      <label htmlFor="incident-gap">{text.incidents.gap}</label>
      <InputGroup
        id="incident-gap"
        className="gap-field"
        size="small"
        inputMode="decimal"
        autoComplete="off"
        value={typed}
        aria-invalid={wrong}
        intent={wrong ? 'danger' : 'none'}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button
        type="submit"
        size="small"
        text={text.incidents.group}
        disabled={wrong || hours === gap}
        loading={change.isPending}
      />
    </form>
  );
}
