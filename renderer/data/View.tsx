import { useCase } from '../app/case.ts';
import { Panel } from '../parts/Panel.tsx';
import { Loaded } from '../parts/State.tsx';
import { Time } from '../parts/Time.tsx';
import { text } from '../text.ts';
import { Bring } from './Bring.tsx';
import { Files } from './Files.tsx';
import { LimitsPanel } from './Limits.tsx';
import { useDataFiles } from './queries.ts';
import { Term } from '../parts/Term.tsx';
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
          <dt>
            <Term name="caseSchema">{text.data.schema}</Term>
          </dt>
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
