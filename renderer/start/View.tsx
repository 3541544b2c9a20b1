import { Button, InputGroup, ProgressBar } from '@blueprintjs/core';
import { Endorsed, FolderOpen, Learning, Plus, type SVGIconProps } from '@blueprintjs/icons';
import type { ComponentType, SyntheticEvent } from 'react';
import { useState } from 'react';
import type { EvidenceInput } from '../../shared/contract.ts';
import { useEngine, useHost } from '../app/engine-context.ts';
import { tellProblem } from '../app/messages.tsx';
import { Brand } from '../app/Brand.tsx';
import { useCopying } from '../evidence/queries.ts';
import { bytes } from '../format/number.ts';
import { DropZone } from '../parts/DropZone.tsx';
import { text } from '../text.ts';
import { BundleDialog } from './BundleDialog.tsx';
import { NewCaseDialog } from './NewCaseDialog.tsx';
import { useOpenCase, useOpenSample } from './queries.ts';
import '../evidence/evidence.css';
import './start.css';

export function StartView() {
  const engine = useEngine();
  const host = useHost();
  const [dialog, setDialog] = useState(false);
  const [bundle, setBundle] = useState<EvidenceInput | null>(null);
  const [waiting, setWaiting] = useState<EvidenceInput[]>([]);
  const open = useOpenCase();
  const sample = useOpenSample();
  const { copying, stop, run } = useCopying();
  const busy = open.isPending || sample.isPending;

  const dropped = async (data: DataTransfer) => {
    const inputs = await run((watch) => host.pathsOfDrop(data, watch));
    if (!inputs || inputs.length === 0) return;
    const [first] = inputs;
    if (first && inputs.length === 1 && (await isBundle(first.path))) return setBundle(first);
    setWaiting(inputs);
    setDialog(true);
  };
  const isBundle = async (path: string) => (await engine.bundle.recognise({ path })).bundle;
  const chooseBundle = async () => {
    const [first] = (await run((watch) => host.chooseEvidence(watch))) ?? [];
    if (!first) return;
    if (await isBundle(first.path)) setBundle(first);
    else tellProblem(new Error(text.bundle.none));
  };
  const choose = async () => {
    const path = await host.chooseCase();
    if (path !== null) open.mutate(path);
  };
  return (
    <div className="page start">
      <div className="start-inner">
        <header className="start-head">
          <Brand size={40} />
          <h1>{text.start.title}</h1>
          <p>{text.app.purpose}</p>
        </header>
        <DropZone
          title={text.start.dropTitle}
          help={text.start.dropText}
          big
          disabled={busy || copying !== null}
          onDrop={(data) => void dropped(data).catch(tellProblem)}
        >
          {copying ? (
            <div className="copying" role="status">
              <span>{text.evidence.upload(copying.files_total)}</span>
              <ProgressBar value={copying.bytes_total > 0 ? copying.bytes_done / copying.bytes_total : 0} />
              <span className="muted">
                {text.job.of(bytes(copying.bytes_done), bytes(copying.bytes_total))}
              </span>
              <Button size="small" text={text.action.cancel} onClick={stop} />
            </div>
          ) : (
            <span className="muted">{text.start.dropNote}</span>
          )}
        </DropZone>
        <div className="start-ways">
          <Way
            icon={Plus}
            title={text.start.newCase}
            help={text.start.newCaseText}
            testId="new-case"
            disabled={busy}
            onClick={() => {
              setWaiting([]);
              setDialog(true);
            }}
          />
          <Way
            icon={FolderOpen}
            title={text.start.openCase}
            help={text.start.openCaseText}
            testId="open-case"
            disabled={busy}
            onClick={() => void choose().catch(tellProblem)}
          />
          <Way
            icon={Endorsed}
            title={text.bundle.open}
            help={text.bundle.openText}
            testId="open-bundle"
            disabled={busy || copying !== null}
            onClick={() => void chooseBundle().catch(tellProblem)}
          />
          <Way
            icon={Learning}
            title={text.start.sample}
            help={text.start.sampleText}
            testId="sample-case"
            disabled={busy}
            onClick={() => sample.mutate()}
          />
        </div>
        <OpenByPath disabled={busy} onPath={(path) => open.mutate(path)} />
        <p className="muted start-foot">{text.app.offline}</p>
      </div>
      {bundle && <BundleDialog bundle={bundle} onClose={() => setBundle(null)} />}
      <NewCaseDialog open={dialog} waiting={waiting} onClose={() => setDialog(false)} />
    </div>
  );
}

interface WayProps {
  icon: ComponentType<SVGIconProps>;
  title: string;
  help: string;
  testId: string;
  disabled: boolean;
  onClick: () => void;
}

function Way({ icon: Icon, title, help, testId, disabled, onClick }: WayProps) {
  return (
    <button type="button" className="way" data-testid={testId} disabled={disabled} onClick={onClick}>
      <Icon size={20} />
      <span>
        <strong>{title}</strong>
        <span className="muted">{help}</span>
      </span>
    </button>
  );
}

function OpenByPath({ disabled, onPath }: { disabled: boolean; onPath: (path: string) => void }) {
  const [path, setPath] = useState('');
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (path.trim()) onPath(path.trim());
  };
  return (
    <form className="open-by-path" onSubmit={submit}>
      <label htmlFor="case-by-path" className="muted">
        {text.start.openPath}
      </label>
      <InputGroup
        id="case-by-path"
        size="small"
        fill
        value={path}
        spellCheck={false}
        autoComplete="off"
        disabled={disabled}
        onChange={(event) => setPath(event.currentTarget.value)}
      />
      <Button size="small" type="submit" text={text.start.open} disabled={disabled || path.trim() === ''} />
    </form>
  );
}
