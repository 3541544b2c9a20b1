import { useState } from 'react';
import type { Row } from '../../shared/model.ts';
import { TableExport } from '../export/TableExport.tsx';
import { Pages } from '../parts/Pages.tsx';
import { Panel } from '../parts/Panel.tsx';
import { Empty, Loaded } from '../parts/State.tsx';
import { Time } from '../parts/Time.tsx';
import { scalarText } from '../parts/Value.tsx';
import { text } from '../text.ts';
import { AUDIT_PAGE, useAudit } from './queries.ts';

export function AuditView() {
  const [page, setPage] = useState(0);
  const audit = useAudit(page);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{text.audit.title}</h1>
        <p>{text.audit.help}</p>
      </div>
      <Loaded query={audit}>
        {({ rows, total }) =>
          total === 0 ? (
            <Empty title={text.audit.empty} />
          ) : (
            <Panel
              title={text.audit.title}
              hint={text.timeline.position(page * AUDIT_PAGE + 1, page * AUDIT_PAGE + rows.length, total)}
              actions={
                <>
                  <TableExport asked={{ table: 'audit' }} />
                  <Pages page={page} size={AUDIT_PAGE} total={total} onTurn={setPage} />
                </>
              }
              flush
            >
              <Lines rows={rows} />
            </Panel>
          )
        }
      </Loaded>
    </div>
  );
}

function Lines({ rows }: { rows: readonly Row[] }) {
  return (
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            <th>{text.audit.when}</th>
            <th>{text.audit.who}</th>
            <th>{text.audit.action}</th>
            <th>{text.audit.subject}</th>
            <th>{text.audit.detail}</th>
            <th>{text.audit.version}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              <td>
                {typeof row['written_at'] === 'string' ? <Time iso={row['written_at']} /> : text.state.absent}
              </td>
              <td>{scalarText(row['actor'] ?? null)}</td>
              <td className="nowrap">{scalarText(row['action'] ?? null)}</td>
              <td className="wrap">{scalarText(row['subject'] ?? null)}</td>
              <td className="wrap">{scalarText(row['detail'] ?? null)}</td>
              <td>{scalarText(row['tool_version'] ?? null)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
