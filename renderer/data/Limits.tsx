import { Button, InputGroup } from '@blueprintjs/core';
import type { SyntheticEvent } from 'react';
import { useState } from 'react';
import { LIMIT_DEFAULTS, LIMIT_NAMES, Limits } from '../../shared/limits.ts';
import { useCase } from '../app/case.ts';
import { Panel } from '../parts/Panel.tsx';
import { text } from '../text.ts';
import { useLimits, useSaveLimits } from './queries.ts';

/** What unpacking may cost in this case. */
export function LimitsPanel() {
  const info = useCase();
  const limits = useLimits(Boolean(info.data));
  return (
    <Panel title={text.data.limits}>
      <div className="stack">
        <p>{text.data.limitsHelp}</p>
        {limits.data && <Fields key={JSON.stringify(limits.data)} limits={limits.data} />}
        {!info.data && <p className="muted">{text.data.noCase}</p>}
      </div>
    </Panel>
  );
}

function Fields({ limits }: { limits: Limits }) {
  const save = useSaveLimits();
  const [typed, setTyped] = useState(() => mapped((name) => String(limits[name])));
  const chosen = Limits.safeParse(mapped((name) => (/^\d+$/.test(typed[name]) ? Number(typed[name]) : null)));
  const changed = LIMIT_NAMES.some((name) => typed[name] !== String(limits[name]));
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (chosen.success) save.mutate(chosen.data);
  };
  return (
    <form className="stack" onSubmit={submit} data-testid="limits">
      {LIMIT_NAMES.map((name) => (
        <label key={name} className="row-gap">
          <InputGroup
            inputMode="numeric"
            value={typed[name]}
            disabled={save.isPending}
            onChange={(event) => setTyped({ ...typed, [name]: event.currentTarget.value.trim() })}
          />
          {text.data.limit[name]}
        </label>
      ))}
      <div className="row-gap">
        <Button
          type="submit"
          text={text.data.limitsSave}
          disabled={!changed || !chosen.success}
          loading={save.isPending}
        />
        <Button
          variant="minimal"
          text={text.data.limitsReset}
          disabled={LIMIT_NAMES.every((name) => limits[name] === LIMIT_DEFAULTS[name])}
          onClick={() => save.mutate({})}
        />
      </div>
    </form>
  );
}

const mapped = <T,>(value: (name: keyof Limits) => T): Record<keyof Limits, T> =>
  Object.fromEntries(LIMIT_NAMES.map((name) => [name, value(name)])) as Record<keyof Limits, T>;
