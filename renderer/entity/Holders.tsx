import type { AddressHolder, EntityPage } from '../../shared/contract.ts';
import { openRecord } from '../app/route.ts';
import { Panel } from '../parts/Panel.tsx';
import { Time } from '../parts/Time.tsx';
import { text } from '../text.ts';

const words = text.entity;

/** Which parts of the own cloud held this address, and which records say so. */
export function Holders({ page }: { page: EntityPage }) {
  if (page.holders.length === 0) return null;
  return (
    <Panel title={words.holders} hint={words.holdersHelp} flush testId="address-holders">
      <div className="table-scroll">
        <table className="table">
          <thead>
            <tr>
              <th>{words.heldBy}</th>
              <th>{words.account}</th>
              <th>{words.heldFrom}</th>
              <th>{words.heldUntil}</th>
              <th>{words.saysSo}</th>
            </tr>
          </thead>
          <tbody>
            {page.holders.map((one) => (
              <Line key={`${one.holder_kind} ${one.holder_id} ${one.evidence_id}:${one.record}`} one={one} />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function Line({ one }: { one: AddressHolder }) {
  return (
    <tr>
      <td>
        <span title={words.holderHelp[one.holder_kind]}>{words.holderKind[one.holder_kind]}</span>{' '}
        <strong>{one.holder_id}</strong>
      </td>
      <td>{[one.cloud_account_id, one.cloud_region].filter(Boolean).join(', ') || text.state.absent}</td>
      <td>
        {one.held_from === null ? (
          <span className="muted">
            {words.fromUnknown} <Time iso={one.stated_at} />
          </span>
        ) : (
          <Time iso={one.held_from} />
        )}
      </td>
      <td>
        {one.held_until === null ? (
          <span className="muted">{words.untilUnknown}</span>
        ) : (
          <Time iso={one.held_until} />
        )}
      </td>
      <td>
        <Source name={one.stated_by} at={{ evidence_id: one.evidence_id, record: one.record }} />
        {one.ended_by !== null && one.ended_evidence_id !== null && one.ended_record !== null && (
          <>
            {', '}
            <Source
              name={one.ended_by}
              at={{ evidence_id: one.ended_evidence_id, record: one.ended_record }}
            />
          </>
        )}
      </td>
    </tr>
  );
}

const Source = ({ name, at }: { name: string; at: Parameters<typeof openRecord>[0] }) => (
  <button type="button" className="link" title={text.record.open} onClick={() => openRecord(at)}>
    {name}
  </button>
);
