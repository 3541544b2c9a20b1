import { Button, InputGroup } from '@blueprintjs/core';
import { Document } from '@blueprintjs/icons';
import type { SyntheticEvent } from 'react';
import { useState } from 'react';
import type { EvidenceInput } from '../../shared/contract.ts';
import type { DataFile } from '../../shared/model.ts';
import { useCase } from '../app/case.ts';
import { useHost } from '../app/engine-context.ts';
import { tellProblem } from '../app/messages.tsx';
import { DropZone } from '../parts/DropZone.tsx';
import { Panel } from '../parts/Panel.tsx';
import { text } from '../text.ts';
import { type Brought, useAskAgain, useImportData } from './queries.ts';

/** Takes files about addresses, cloud ranges and lists of labelled networks into the case: dropped, chosen, or by their path. */
export function Bring({ files }: { files: readonly DataFile[] }) {
  const host = useHost();
  const info = useCase();
  const bring = useImportData();
  const again = useAskAgain();
  const [said, setSaid] = useState({ label: '', reason: '' });
  const off = !info.data || bring.isPending || again.isPending;
  const take = (inputs: readonly EvidenceInput[]) => {
    if (inputs.length > 0) bring.mutate(inputs.map((input) => withSaid(input, said)));
  };
  const ranges = files.filter((file) => file.kind === 'cloud ranges');
  return (
    <Panel title={text.data.bring}>
      <div className="stack" data-testid="bring-data">
        <p>{text.data.answersHelp}</p>
        <p>{ranges.length > 0 ? text.data.rangesHave(ranges.map(dated)) : text.data.rangesHelp}</p>
        <p>{text.data.labelsHelp}</p>
        <DropZone
          title={text.data.bringDrop}
          help={info.data ? text.data.bringDropHelp : text.data.noCase}
          disabled={off}
          onDrop={(data) => void host.pathsOfDrop(data).then(take).catch(tellProblem)}
        >
          <div className="import-ways">
            <Button
              size="small"
              icon={<Document />}
              text={text.data.bringChoose}
              disabled={off}
              loading={bring.isPending}
              title={info.data ? undefined : text.data.noCase}
              onClick={() => void host.chooseEvidence().then(take).catch(tellProblem)}
            />
            <PathField disabled={off} onPath={(path) => take([{ path }])} />
            <Button
              size="small"
              variant="minimal"
              text={text.data.again}
              title={text.data.againHelp}
              disabled={off}
              loading={again.isPending}
              onClick={() => again.mutate(undefined)}
            />
          </div>
        </DropZone>
        <div className="row-gap">
          {(['label', 'reason'] as const).map((name) => (
            <InputGroup
              key={name}
              className="data-words"
              aria-label={text.data.listSays[name]}
              placeholder={text.data.listSays[name]}
              value={said[name]}
              disabled={off}
              onChange={(event) => setSaid({ ...said, [name]: event.currentTarget.value })}
            />
          ))}
        </div>
      </div>
    </Panel>
  );
}

const dated = ({ title, date }: DataFile): string => `${title}: ${date ?? text.state.unknown}`;

function withSaid(
  { path, name }: EvidenceInput,
  { label, reason }: { label: string; reason: string },
): Brought {
  return {
    path,
    ...(name && { name }),
    ...(label.trim() && { label: label.trim() }),
    ...(reason.trim() && { reason: reason.trim() }),
  };
}

function PathField({ disabled, onPath }: { disabled: boolean; onPath: (path: string) => void }) {
  const [path, setPath] = useState('');
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (path.trim()) onPath(path.trim());
  };
  return (
    <form className="path-form" onSubmit={submit}>
      <InputGroup
        size="small"
        className="data-words"
        aria-label={text.data.bringPath}
        placeholder={text.data.bringPath}
        value={path}
        disabled={disabled}
        spellCheck={false}
        onChange={(event) => setPath(event.currentTarget.value)}
      />
      <Button
        type="submit"
        size="small"
        text={text.evidence.import}
        disabled={disabled || path.trim() === ''}
      />
    </form>
  );
}
