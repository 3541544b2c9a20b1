import { Button, Dialog, DialogBody } from '@blueprintjs/core';
import { Cog } from '@blueprintjs/icons';
import type { SyntheticEvent } from 'react';
import { useState } from 'react';
import type { Parameter, TreeDifference, TreeState } from '../../shared/contract.ts';
import { ParameterField } from '../hunts/ParameterField.tsx';
import { typedOf, valueOf } from '../hunts/parameter-value.ts';
import { text } from '../text.ts';
import { ChangeList } from './ChangeList.tsx';
import { useConfigureTree, useTrees, type Values } from './queries.ts';

/** A button that opens the tree's parameters; nothing where the tree has none. */
export function TreeParameters({ tree }: { tree: string }) {
  const [isOpen, setOpen] = useState(false);
  const state = useTrees().data?.find((each) => each.id === tree);
  if (!state || state.parameters.length === 0) return null;
  return (
    <>
      <Button size="small" icon={<Cog />} text={text.verdicts.parameters} onClick={() => setOpen(true)} />
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={state.title} className="tree-parameters">
        <DialogBody>
          <ParameterForm tree={state} />
        </DialogBody>
      </Dialog>
    </>
  );
}

function ParameterForm({ tree }: { tree: TreeState }) {
  const [typed, setTyped] = useState<Record<string, string>>({});
  const configure = useConfigureTree(tree.id);
  const textOf = (parameter: Parameter) => typed[parameter.name] ?? typedOf(parameter.value);
  const values = tree.parameters.map(
    (parameter) => [parameter, valueOf(parameter, textOf(parameter))] as const,
  );
  const wrong = values.some(([, value]) => value === null);
  const changed = tree.parameters.some((parameter) => textOf(parameter) !== typedOf(parameter.value));
  const custom = tree.parameters.some((parameter) => typedOf(parameter.value) !== typedOf(parameter.default));
  const run = (next: Values) => configure.mutate(next, { onSuccess: () => setTyped({}) });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const filled: Values = {};
    for (const [parameter, value] of values) if (value !== null) filled[parameter.name] = value;
    if (!wrong) run(filled);
  };
  return (
    <form onSubmit={submit} data-testid="tree-parameters">
      <p className="muted">{text.verdicts.parametersHelp}</p>
      {tree.parameters.map((parameter) => (
        <ParameterField
          key={parameter.name}
          parameter={parameter}
          typed={textOf(parameter)}
          onType={(value) => setTyped((before) => ({ ...before, [parameter.name]: value }))}
        />
      ))}
      <div className="row-gap">
        <Button
          type="submit"
          intent="primary"
          text={text.hunts.run}
          disabled={!changed || wrong}
          loading={configure.isPending}
        />
        <Button
          variant="minimal"
          text={text.hunts.reset}
          disabled={!custom || configure.isPending}
          onClick={() => run({})}
        />
      </div>
      {configure.data && <Difference difference={configure.data} />}
    </form>
  );
}

function Difference({ difference: { verdicts } }: { difference: TreeDifference }) {
  return (
    <section role="status" className="tree-difference">
      <h3>{verdicts.total === 0 ? text.verdicts.same : text.verdicts.changed(verdicts.total)}</h3>
      <ChangeList changes={verdicts.changes} />
    </section>
  );
}
