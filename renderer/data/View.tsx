import { Button } from '@blueprintjs/core';
import type { DataFile } from '../../shared/model.ts';
import { useCase } from '../app/case.ts';
import { count } from '../format/number.ts';
import { Panel } from '../parts/Panel.tsx';
import { Loaded } from '../parts/State.tsx';
import { Time } from '../parts/Time.tsx';
import { text } from '../text.ts';
import { Bring } from './Bring.tsx';
import { LimitsPanel } from './Limits.tsx';
import { useDataFiles, useRemoveData } from './queries.ts';
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
            <Bring files={files} />
          </>
        )}
      </Loaded>
      <LimitsPanel />
      <Tool />
    </div>
  );
}

function Files({ files }: { files: readonly DataFile[] }) {
  const remove = useRemoveData();
  return (
    <Panel title={text.data.file} flush>
      <div className="table-scroll">
        <table className="table" data-testid="data-files">
          <thead>
            <tr>
              <th>{text.data.file}</th>
              <th>{text.data.kind}</th>
              <th>{text.data.date}</th>
              <th>{text.data.version}</th>
              <th className="number">{text.data.entries}</th>
              <th>{text.data.licence}</th>
              <th>{text.data.attribution}</th>
              <th>{text.data.origin}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {files.map((file) => (
              <tr key={file.id}>
                <td>
                  <strong>{file.title}</strong>
                </td>
                <td>{file.kind}</td>
                <td className="nowrap">{file.date ?? text.state.unknown}</td>
                <td>{file.version}</td>
                <td className="number">{file.entries === null ? text.state.absent : count(file.entries)}</td>
                <td className="nowrap">{file.licence}</td>
                <td>{file.attribution}</td>
                <td className="nowrap">{text.data.from[file.origin]}</td>
                <td>
                  {file.origin === 'imported' && (
                    <Button
                      size="small"
                      variant="minimal"
                      text={text.data.remove}
                      aria-label={text.data.removeNamed(file.title)}
                      disabled={remove.isPending}
                      onClick={() => remove.mutate(file.id)}
                    />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
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
