import { Button } from '@blueprintjs/core';
import type { SyntheticEvent } from 'react';
import { useState } from 'react';
import type { InputValues, QueryState } from '../../shared/query.ts';
import { go } from '../app/route.ts';
import { Panel } from '../parts/Panel.tsx';
import { text } from '../text.ts';
import { questionHref, typedOf, valueOf, type Typed } from './asked.ts';
import { InputField } from './InputField.tsx';

interface FormProps {
  state: QueryState;
  /** What stands in the address. */
  inputs: InputValues;
  asking: boolean;
}

/** The question's inputs; asking puts them into the address. */
export function Form({ state, inputs, asking }: FormProps) {
  const [typed, setTyped] = useState<Record<string, Typed>>({});
  const typedIn = (name: string, usual: InputValues[string]) => typed[name] ?? typedOf(inputs[name] ?? usual);
  const values = state.inputs.map(
    (input) => [input, valueOf(input, typedIn(input.name, input.default))] as const,
  );
  const wrong = values.some(([, value]) => value === null);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (wrong) return;
    const changed: InputValues = {};
    for (const [input, value] of values)
      if (value !== null && JSON.stringify(value) !== JSON.stringify(input.default))
        changed[input.name] = value;
    go(questionHref(state.id, { inputs: changed }));
  };
  const restore = () =>
    setTyped(
      Object.fromEntries(
        state.inputs.filter((input) => !input.required).map((input) => [input.name, typedOf(input.default)]),
      ),
    );
  return (
    <Panel title={text.questions.ask}>
      <form className="question-form" onSubmit={submit}>
        <div className="question-inputs">
          {state.inputs.map((input) => (
            <InputField
              key={input.name}
              query={state.id}
              input={input}
              typed={typedIn(input.name, input.default)}
              onType={(next) => setTyped((before) => ({ ...before, [input.name]: next }))}
            />
          ))}
        </div>
        <div className="row-gap">
          <Button
            type="submit"
            intent="primary"
            text={text.questions.ask}
            disabled={wrong}
            loading={asking}
          />
          <Button variant="minimal" text={text.questions.again} onClick={restore} />
        </div>
      </form>
    </Panel>
  );
}
