import { Button } from '@blueprintjs/core';
import type { DataFile } from '../../shared/model.ts';
import { count } from '../format/number.ts';
import { shorten } from '../format/shorten.ts';
import { TableExport } from '../export/TableExport.tsx';
import { Panel } from '../parts/Panel.tsx';
import { text } from '../text.ts';
import { useRemoveData } from './queries.ts';
import { Term } from '../parts/Term.tsx';

export function Files({ files }: { files: readonly DataFile[] }) {
  return (
    <Panel title={text.data.file} flush actions={<TableExport asked={{ table: 'data' }} />}>
      <div className="table-scroll">
        <table className="table" data-testid="data-files">
          <thead>
            <tr>
              <th>{text.data.file}</th>
              <th>{text.data.kind}</th>
              <th>{text.data.date}</th>
              <th>{text.data.version}</th>
              <th className="number">
                <Term name="entries">{text.data.entries}</Term>
              </th>
              <th>{text.data.licence}</th>
              <th>{text.data.attribution}</th>
              <th>{text.data.origin}</th>
              <th>
                <Term name="sha256">{text.data.sha256}</Term>
              </th>
              <th />
            </tr>
          </thead>
          <tbody>
            {files.map((file) => (
              <Line key={file.id} file={file} />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function Line({ file }: { file: DataFile }) {
  const remove = useRemoveData();
  return (
    <tr>
      <td>
        <strong>{file.title}</strong>
        {file.name !== null && (
          <div className="muted" title={file.path ?? undefined}>
            {file.name}
          </div>
        )}
        {file.problem !== null && <div className="badge open">{file.problem}</div>}
      </td>
      <td>{file.kind}</td>
      <td className="nowrap">{file.date ?? text.state.unknown}</td>
      <td>{file.version}</td>
      <td className="number">{file.entries === null ? text.state.absent : count(file.entries)}</td>
      <td>{file.licence}</td>
      <td>{file.attribution}</td>
      <td className="nowrap">{text.data.from[file.origin]}</td>
      <td className="mono" title={file.sha256 ?? undefined}>
        {file.sha256 === null ? text.state.absent : shorten(file.sha256, 16)}
      </td>
      <td>
        {(file.origin === 'imported' || file.origin === 'folder') && (
          <Button
            size="small"
            variant="minimal"
            text={text.data.remove}
            aria-label={text.data.removeNamed(file.name ?? file.title)}
            loading={remove.isPending}
            onClick={() => remove.mutate(file.id)}
          />
        )}
      </td>
    </tr>
  );
}
