import { Button } from '@blueprintjs/core';
import type { SyntheticEvent } from 'react';
import { type ReactNode, useState } from 'react';
import type { Parameter } from '../../shared/contract.ts';
import { text } from '../text.ts';
import { ParameterField } from './ParameterField.tsx';
import { typedOf, valueOf } from './parameter-value.ts';
import type { Values } from './queries.ts';

interface ParameterFormProps {
  parameters: readonly Parameter[];
  isPending: boolean;
  /** Keeps the values, `{}` the defaults, and calls `done` once they are kept. */
  run: (values: Values, done: () => void) => void;
  testId?: string;
}

/** The settings of a hunt or a tree: its own ones, and folded those that every hunt has. */
export function ParameterForm({ parameters, isPending, run, testId }: ParameterFormProps) {
  const [typed, setTyped] = useState<Record<string, string>>({});
  const textOf = (parameter: Parameter) => typed[parameter.name] ?? typedOf(parameter.value);
  const values = parameters.map((parameter) => [parameter, valueOf(parameter, textOf(parameter))] as const);
  const wrong = values.some(([, value]) => value === null);
  const changed = parameters.some((parameter) => textOf(parameter) !== typedOf(parameter.value));
  const custom = parameters.some(isCustom);
  const keep = (next: Values) => run(next, () => setTyped({}));
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const filled: Values = {};
    for (const [parameter, value] of values) if (value !== null) filled[parameter.name] = value;
    if (!wrong) keep(filled);
  };
  const fieldsOf = (some: readonly Parameter[]) =>
    some.map((parameter) => (
      <ParameterField
        key={parameter.name}
        parameter={parameter}
        typed={textOf(parameter)}
        onType={(value) => setTyped((before) => ({ ...before, [parameter.name]: value }))}
      />
    ));
  const own = parameters.filter((parameter) => !parameter.shared);
  const shared = parameters.filter((parameter) => parameter.shared);
  return (
    <form onSubmit={submit} data-testid={testId}>
      {fieldsOf(own)}
      {shared.length > 0 && (
        <LeftOut parameters={shared} isFirst={own.length === 0}>
          {fieldsOf(shared)}
        </LeftOut>
      )}
      <div className="row-gap">
        <Button
          type="submit"
          intent="primary"
          text={text.hunts.run}
          disabled={!changed || wrong}
          loading={isPending}
        />
        <Button
          variant="minimal"
          text={text.hunts.reset}
          disabled={!custom || isPending}
          onClick={() => keep({})}
        />
      </div>
    </form>
  );
}

const isCustom = (parameter: Parameter): boolean => typedOf(parameter.value) !== typedOf(parameter.default);

interface LeftOutProps {
  parameters: readonly Parameter[];
  isFirst: boolean;
  children: ReactNode;
}

/** Open where one of them is not as it was given out, or where there is nothing else. */
function LeftOut({ parameters, isFirst, children }: LeftOutProps) {
  const changed = parameters.filter(isCustom).length;
  const [isOpen, setOpen] = useState(isFirst || changed > 0);
  return (
    <details className="left-out" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {text.hunts.leaveOut}
        {changed > 0 && <span className="tag">{text.hunts.changedOf(changed)}</span>}
        <span className="muted">{text.hunts.leaveOutHelp}</span>
      </summary>
      {children}
    </details>
  );
}
