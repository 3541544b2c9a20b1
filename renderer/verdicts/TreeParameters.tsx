import { Button, Dialog, DialogBody } from '@blueprintjs/core';
import { Cog } from '@blueprintjs/icons';
import { useState } from 'react';
import type { TreeDifference, TreeState } from '../../shared/contract.ts';
import { ParameterHistory } from '../hunts/ParameterHistory.tsx';
import { ParameterForm } from '../hunts/ParameterForm.tsx';
import { text } from '../text.ts';
import { ChangeList } from './ChangeList.tsx';
import { useConfigureTree, useTrees } from './queries.ts';

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
          <Settings tree={state} />
        </DialogBody>
      </Dialog>
    </>
  );
}

function Settings({ tree }: { tree: TreeState }) {
  const configure = useConfigureTree(tree.id);
  return (
    <>
      <p className="muted">{text.verdicts.parametersHelp}</p>
      <ParameterForm
        parameters={tree.parameters}
        isPending={configure.isPending}
        run={(values, done) => configure.mutate(values, { onSuccess: done })}
        testId="tree-parameters"
      />
      {configure.data && <Difference difference={configure.data} />}
      <section data-testid="tree-history">
        <h3>{text.hunts.history.title}</h3>
        <ParameterHistory of={{ kind: 'tree', id: tree.id }} parameters={tree.parameters} />
      </section>
    </>
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
