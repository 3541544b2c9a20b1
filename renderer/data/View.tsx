import { Button, InputGroup } from '@blueprintjs/core';
import type { SyntheticEvent } from 'react';
import { useState } from 'react';
import type { DataFile } from '../../shared/model.ts';
import { useCase } from '../app/case.ts';
import { useHost } from '../app/engine-context.ts';
import { tellProblem } from '../app/messages.tsx';
import { Panel } from '../parts/Panel.tsx';
import { Loaded } from '../parts/State.tsx';
import { Time } from '../parts/Time.tsx';
import { text } from '../text.ts';
import { Bring } from './Bring.tsx';
import { Files } from './Files.tsx';
import { LimitsPanel } from './Limits.tsx';
import { useDataFiles, useImportRanges } from './queries.ts';
import './data.css';

export function DataView() {
  const data = useDataFiles();
  return (
    <div className="page">
      <div className="page-head">
        <h1>{text.data.title}</h1>
        <p>{text.data.help}</p>
      </div>
      <Loaded query={data}>
        {(files) => (
          <>
            <Files files={files} />
            <Bring />
            <Ranges files={files} />
          </>
        )}
      </Loaded>
      <LimitsPanel />
      <Tool />
    </div>
  );
}

function Ranges({ files }: { files: readonly DataFile[] }) {
  const host = useHost();
  const info = useCase();
  const [path, setPath] = useState('');
  const ranges = useImportRanges();
  const have = files.find((file) => file.kind === 'cloud ranges');
  const off = !info.data || ranges.isPending;
  const choose = async () => {
    const [first] = await host.chooseEvidence();
    if (first) ranges.mutate(first.path);
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (path.trim()) ranges.mutate(path.trim());
  };
  return (
    <Panel title={text.data.ranges}>
      <div className="stack">
        <p>{have ? text.data.rangesHave(have.date ?? text.state.unknown) : text.data.rangesHelp}</p>
        <form className="row-gap" onSubmit={submit}>
          <Button
            text={text.data.rangesImport}
            disabled={off}
            loading={ranges.isPending}
            title={info.data ? undefined : text.data.noCase}
            onClick={() => void choose().catch(tellProblem)}
          />
          <InputGroup
            className="ranges-path"
            aria-label={text.data.rangesPath}
            placeholder={text.data.rangesPath}
            value={path}
            disabled={off}
            spellCheck={false}
            onChange={(event) => setPath(event.currentTarget.value)}
          />
          <Button type="submit" text={text.evidence.import} disabled={off || path.trim() === ''} />
        </form>
      </div>
    </Panel>
  );
}

function Tool() {
  const info = useCase();
  return (
    <Panel title={text.data.tool}>
      {info.data ? (
        <dl className="facts">
          <dt>{text.data.toolVersion}</dt>
          <dd>
            {text.app.name} {info.data.tool_version}
          </dd>
          <dt>{text.data.schema}</dt>
          <dd>{info.data.schema_version}</dd>
          <dt>{text.header.file}</dt>
          <dd className="mono">{info.data.path}</dd>
          <dt>{text.data.created}</dt>
          <dd>
            <Time iso={info.data.created_at} />
          </dd>
        </dl>
      ) : (
        <p className="muted">{text.data.noCase}</p>
      )}
    </Panel>
  );
}
