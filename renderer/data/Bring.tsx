import { Button, InputGroup } from '@blueprintjs/core';
import type { SyntheticEvent } from 'react';
import { useState } from 'react';
import type { EvidenceInput } from '../../shared/contract.ts';
import { useCase } from '../app/case.ts';
import { useHost } from '../app/engine-context.ts';
import { tellProblem } from '../app/messages.tsx';
import { DropZone } from '../parts/DropZone.tsx';
import { Panel } from '../parts/Panel.tsx';
import { text } from '../text.ts';
import { useAddData, useAskAgain } from './queries.ts';

/** All ways in for files about addresses: dropped, chosen, or typed. */
export function Bring() {
  const host = useHost();
  const info = useCase();
  const add = useAddData();
  const again = useAskAgain();
  const off = !info.data || add.isPending || again.isPending;
  const bring = (choose: Promise<EvidenceInput[]>) =>
    void choose.then((inputs) => inputs.length > 0 && add.mutate(inputs)).catch(tellProblem);
  return (
    <Panel title={text.data.bring}>
      <div className="stack" data-testid="bring-data">
        <p>{text.data.bringHelp}</p>
        <DropZone
          title={text.data.bringTitle}
          help={add.isPending ? text.data.bringBusy : info.data ? '' : text.data.noCase}
          disabled={off}
          onDrop={(data) => bring(host.pathsOfDrop(data))}
        >
          <div className="import-ways">
            <Button
              size="small"
              text={text.data.bringChoose}
              disabled={off}
              loading={add.isPending}
              onClick={() => bring(host.chooseEvidence())}
            />
            <PathField disabled={off} onPath={(path) => add.mutate([{ path }])} />
            <Button
              size="small"
              variant="minimal"
              text={text.data.again}
              title={text.data.againHelp}
              disabled={off}
              loading={again.isPending}
              onClick={() => again.mutate()}
            />
          </div>
        </DropZone>
      </div>
    </Panel>
  );
}

function PathField({ disabled, onPath }: { disabled: boolean; onPath: (path: string) => void }) {
  const [path, setPath] = useState('');
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (path.trim()) onPath(path.trim());
    setPath('');
  };
  return (
    <form className="row-gap" onSubmit={submit}>
      <InputGroup
        size="small"
        className="ranges-path"
        aria-label={text.data.bringPath}
        placeholder={text.data.bringPath}
        value={path}
        disabled={disabled}
        spellCheck={false}
        onChange={(event) => setPath(event.currentTarget.value)}
      />
      <Button
        size="small"
        type="submit"
        text={text.data.bringAdd}
        disabled={disabled || path.trim() === ''}
      />
    </form>
  );
}
