import type { MappingLook, MappingPreview } from '../../shared/contract.ts';
import type { Mapping } from '../../shared/mapping.ts';
import { problemOf } from '../app/problem.ts';
import { count } from '../format/number.ts';
import { CopyDetails } from '../parts/CopyDetails.tsx';
import { Panel } from '../parts/Panel.tsx';
import { columnTitle, text } from '../text.ts';
import { usePreview } from './queries.ts';

/** The file as it is. */
export function FirstRows({ look }: { look: MappingLook }) {
  return (
    <Panel title={text.mapping.rows} hint={text.mapping.columns(look.columns.length, look.kind)} flush>
      <div className="table-scroll">
        <table className="table" data-testid="mapping-rows">
          <thead>
            <tr>
              {look.columns.map((column) => (
                <th key={column.path}>{column.path}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {look.rows.map((row, at) => (
              <tr key={at}>
                {row.map((cell, index) => (
                  <td key={index} className="nowrap mono" title={cell ?? undefined}>
                    {cell ?? <span className="muted">{text.state.absent}</span>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

interface PreviewProps {
  evidenceId: number;
  draft: Mapping;
  problem: string | null;
}

/** What it becomes, and what would be rejected. */
export function Preview({ evidenceId, draft, problem }: PreviewProps) {
  const preview = usePreview(evidenceId, draft);
  const wrong = problem ?? (preview.error ? problemOf(preview.error).message : null);
  const { data } = preview;
  return (
    <Panel title={text.mapping.preview} hint={data && !wrong ? text.mapping.sum(data) : undefined} flush>
      {wrong !== null && (
        <p className="mapping-note" role="alert">
          {wrong}
          {preview.error && <CopyDetails details={problemOf(preview.error).details} />}
        </p>
      )}
      {data && wrong === null && <Made data={data} />}
    </Panel>
  );
}

function Made({ data }: { data: MappingPreview }) {
  return (
    <>
      {data.rejects.length > 0 && (
        <ul className="mapping-note" data-testid="mapping-rejects">
          {data.rejects.map((reject) => (
            <li key={reject.reason}>{text.mapping.reject(reject)}</li>
          ))}
        </ul>
      )}
      <div className="table-scroll">
        <table className="table" data-testid="mapping-preview">
          <thead>
            <tr>
              {data.columns.map((name) => (
                <th key={name} title={name}>
                  {columnTitle(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.rows.map((row, at) => (
              <tr key={at}>
                {data.columns.map((name) => (
                  <td key={name} className="nowrap mono">
                    {shown(row[name])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function shown(cell: MappingPreview['rows'][number][string] | undefined): string {
  if (cell === null || cell === undefined) return text.state.absent;
  return typeof cell === 'number' ? count(cell) : String(cell);
}
