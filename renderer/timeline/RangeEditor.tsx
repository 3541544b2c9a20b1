import { Button, FormGroup, InputGroup } from '@blueprintjs/core';
import type { SyntheticEvent } from 'react';
import { useState } from 'react';
import type { Filter } from '../../shared/contract.ts';
import { exactTime, typedTime } from '../format/time.ts';
import { windowFilter } from '../parts/filters.ts';
import { text } from '../text.ts';

interface RangeEditorProps {
  filter: Filter | null;
  onDone: (filter: Filter) => void;
}

/** The way to a time range without dragging. An empty end is open. */
export function RangeEditor({ filter, onDone }: RangeEditorProps) {
  const now = filter?.op === 'between' ? filter : null;
  const [from, setFrom] = useState(shown(now?.from));
  const [to, setTo] = useState(shown(now?.to));
  const ends = [endOf(from, now?.from), endOf(to, now?.to)];
  const wrong = ends.map(({ typed, iso }) => typed.trim() !== '' && iso === null);
  const good = !wrong.includes(true) && ends.some(({ iso }) => iso !== null);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (good) onDone(windowFilter(ends[0]?.iso ?? null, ends[1]?.iso ?? null));
  };
  return (
    <form className="filter-editor" onSubmit={submit}>
      <TimeField
        id="range-from"
        label={text.timeline.from}
        typed={from}
        wrong={wrong[0] === true}
        onType={setFrom}
        focus
      />
      <TimeField id="range-to" label={text.timeline.to} typed={to} wrong={wrong[1] === true} onType={setTo} />
      <Button type="submit" intent="primary" disabled={!good} text={text.action.apply} />
    </form>
  );
}

const shown = (iso: string | null | undefined): string => (iso ? exactTime(iso) : '');

/** What nobody touched stays as it is, to the last digit. */
const endOf = (typed: string, before: string | null | undefined) => ({
  typed,
  iso: before && typed === shown(before) ? before : typedTime(typed),
});

interface TimeFieldProps {
  id: string;
  label: string;
  typed: string;
  wrong: boolean;
  focus?: boolean;
  onType: (value: string) => void;
}

function TimeField({ id, label, typed, wrong, focus = false, onType }: TimeFieldProps) {
  return (
    <FormGroup
      label={label}
      labelFor={id}
      helperText={wrong ? text.timeline.timeWrong : text.timeline.timeHelp}
      intent={wrong ? 'danger' : 'none'}
    >
      <InputGroup
        id={id}
        autoFocus={focus}
        autoComplete="off"
        value={typed}
        intent={wrong ? 'danger' : 'none'}
        aria-invalid={wrong}
        onChange={(event) => onType(event.currentTarget.value)}
      />
    </FormGroup>
  );
}
