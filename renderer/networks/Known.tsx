import { Button } from '@blueprintjs/core';
import { Add } from '@blueprintjs/icons';
import type { KnownNetwork } from '../../shared/networks.ts';
import { Panel } from '../parts/Panel.tsx';
import { text } from '../text.ts';
import { Exchange } from './Exchange.tsx';
import { NEW_NETWORK, type Asked } from './NetworkDialog.tsx';
import type { Change } from './queries.ts';
import { StatusBadge } from './StatusBadge.tsx';
import { Term } from '../parts/Term.tsx';

const words = text.networks;

interface KnownProps {
  known: readonly KnownNetwork[];
  busy: boolean;
  ask: (asked: Asked) => void;
  change: (change: Change) => void;
}

/** What people gave, and what they decided on. */
export function Known({ known, busy, ask, change }: KnownProps) {
  const actions = (
    <span className="row-gap">
      <Button size="small" icon={<Add />} text={words.add} disabled={busy} onClick={() => ask(NEW_NETWORK)} />
      <Exchange busy={busy} change={change} />
    </span>
  );
  return (
    <Panel title={words.known} actions={actions} flush={known.length > 0} testId="known-networks">
      {known.length === 0 ? (
        <p className="muted">{words.knownNone}</p>
      ) : (
        <div className="table-scroll networks-table">
          <table className="table">
            <thead>
              <tr>
                <th>
                  <Term name="cidr">{words.prefix}</Term>
                </th>
                <th>{words.name}</th>
                <th>{words.kind}</th>
                <th>{words.status}</th>
                <th>{words.reason}</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {known.map((one) => (
                <Line key={one.prefix} one={one} busy={busy} ask={ask} change={change} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function Line({ one, busy, ask, change }: Omit<KnownProps, 'known'> & { one: KnownNetwork }) {
  const asked = (what: Asked['what']) => () => ask({ ...one, what, reason: one.reason ?? '' });
  return (
    <tr>
      <td className="nowrap">{one.prefix}</td>
      <td className="wrap">{one.name}</td>
      <td title={words.kindHelp[one.kind]}>{words.kinds[one.kind]}</td>
      <td>
        <StatusBadge status={one.status} />
      </td>
      <td className="wrap">{one.reason ?? <span className="muted">{text.state.absent}</span>}</td>
      <td>
        <div className="networks-buttons">
          {one.status !== 'confirmed' && (
            <Button size="small" text={words.confirm} disabled={busy} onClick={asked('confirm')} />
          )}
          {one.status !== 'rejected' && (
            <Button size="small" text={words.reject} disabled={busy} onClick={asked('reject')} />
          )}
          <Button size="small" variant="minimal" text={words.edit} disabled={busy} onClick={asked('edit')} />
          <Button
            size="small"
            variant="minimal"
            text={words.remove}
            title={one.origin === 'learned' ? words.removeLearnedHelp : undefined}
            disabled={busy}
            onClick={() => change((networks) => networks.remove({ prefix: one.prefix }))}
          />
        </div>
      </td>
    </tr>
  );
}
