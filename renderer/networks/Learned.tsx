import { Button, HTMLSelect } from '@blueprintjs/core';
import type { NetworksPage } from '../../shared/contract.ts';
import type { LearnedNetwork } from '../../shared/networks.ts';
import { openRecord } from '../app/route.ts';
import { count } from '../format/number.ts';
import { Panel } from '../parts/Panel.tsx';
import { Time } from '../parts/Time.tsx';
import { datasetTitle, text } from '../text.ts';
import type { Asked } from './NetworkDialog.tsx';
import { PAGE, type Change, type Which } from './queries.ts';
import { StatusBadge } from './StatusBadge.tsx';
import { Term } from '../parts/Term.tsx';

const words = text.networks;
const CHOICES: readonly Which[] = ['all', 'counting', 'undecided'];

interface LearnedProps {
  page: NetworksPage;
  at: { which: Which; offset: number };
  go: (at: { which: Which; offset: number }) => void;
  busy: boolean;
  ask: (asked: Asked) => void;
  change: (change: Change) => void;
}

/** From which addresses company agents talked, with the figures that a decision needs. */
export function Learned(props: LearnedProps) {
  const { page, at, go } = props;
  const choice = (
    <HTMLSelect
      aria-label={words.which}
      value={at.which}
      onChange={(event) =>
        go({ which: CHOICES.find((which) => which === event.currentTarget.value) ?? 'all', offset: 0 })
      }
    >
      {CHOICES.map((which) => (
        <option key={which} value={which}>
          {words.choices[which]}
        </option>
      ))}
    </HTMLSelect>
  );
  return (
    <Panel
      title={words.learned}
      hint={words.learnedOf(page.learned_counting, page.learned_total)}
      actions={choice}
      flush={page.learned.length > 0}
      testId="learned-networks"
    >
      {page.learned.length === 0 ? (
        <p className="muted">{page.coverage.length === 0 ? words.noAgents : words.learnedNone}</p>
      ) : (
        <>
          <Table {...props} />
          <Pager page={page} at={at} go={go} />
        </>
      )}
    </Panel>
  );
}

function Table(props: LearnedProps) {
  return (
    <div className="table-scroll networks-table">
      <table className="table">
        <thead>
          <tr>
            <th>
              <Term name="cidr">{words.prefix}</Term>
            </th>
            <th>{words.network}</th>
            <th className="number">{words.devices}</th>
            <th className="number">{words.days}</th>
            <th className="number">{text.evidence.events}</th>
            <th>{words.seen}</th>
            <th>
              <Term name="agent">{words.agents}</Term>
            </th>
            <th>{words.status}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {props.page.learned.map((one) => (
            <Line key={one.prefix} {...props} one={one} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Line({ page, one, busy, ask, change }: LearnedProps & { one: LearnedNetwork }) {
  const { devices, days } = page.minimums;
  const asked = (what: Asked['what']) => () => ask({ ...one, what, reason: '' });
  const figure = (value: number, minimum: number) => (
    <td className="number" title={words.ofMinimum(value, minimum)}>
      {count(value)} <span className="muted">/ {count(minimum)}</span>
    </td>
  );
  return (
    <tr>
      <td className="nowrap">{one.prefix}</td>
      <td className="wrap">
        <Place one={one} />
      </td>
      {figure(one.devices, devices)}
      {figure(one.days, days)}
      <td className="number">
        {count(one.events)}
        <Records refs={one.events_cited} />
      </td>
      <td>
        <div className="networks-range">
          <Time iso={one.first_timestamp} />
          <Time iso={one.last_timestamp} />
        </div>
      </td>
      <td className="wrap">{one.datasets.map(datasetTitle).join(', ')}</td>
      <td>
        <StatusBadge status={one.decision ?? (one.counts ? 'learned' : 'few')} />
      </td>
      <td>
        <div className="networks-buttons">
          {one.decision !== 'confirmed' && (
            <Button size="small" text={words.confirm} disabled={busy} onClick={asked('confirm')} />
          )}
          {one.decision !== 'rejected' && (
            <Button size="small" text={words.reject} disabled={busy} onClick={asked('reject')} />
          )}
          {one.decision !== null && (
            <Button
              size="small"
              variant="minimal"
              text={words.undecide}
              disabled={busy}
              onClick={() =>
                change((networks) =>
                  networks.decide({ prefix: one.prefix, status: 'undecided', reason: null }),
                )
              }
            />
          )}
        </div>
      </td>
    </tr>
  );
}

/** The first record of each device, and the last of all. */
function Records({ refs }: { refs: LearnedNetwork['events_cited'] }) {
  return (
    <details>
      <summary>{words.records}</summary>
      {refs.map((ref) => (
        <div key={`${ref.evidence_id}:${ref.record}`}>
          <button type="button" className="link" onClick={() => openRecord(ref)}>
            {words.record(ref.record)}
          </button>
        </div>
      ))}
    </details>
  );
}

function Place({ one }: { one: LearnedNetwork }) {
  return (
    <>
      {one.as_organization_name ?? <span className="muted">{text.state.absent}</span>}{' '}
      {one.as_number !== null && <span className="muted nowrap">AS{one.as_number}</span>}{' '}
      {one.cloud !== null && (
        <span className="badge risk-2" title={words.cloudHelp}>
          {one.cloud}
        </span>
      )}
      {one.cloud === null && one.hosting_reason !== null && (
        <span className="badge risk-2" title={`${one.hosting_reason}. ${words.cloudHelp}`}>
          {text.entity.hosting}
        </span>
      )}
    </>
  );
}

function Pager({ page, at, go }: Pick<LearnedProps, 'page' | 'at' | 'go'>) {
  if (page.learned_total <= PAGE) return null;
  const last = at.offset + page.learned.length;
  return (
    <div className="panel-body row-gap">
      <Button
        size="small"
        text={words.before}
        disabled={at.offset === 0}
        onClick={() => go({ ...at, offset: Math.max(0, at.offset - PAGE) })}
      />
      <span className="muted">{words.shown(at.offset + 1, last, page.learned_total)}</span>
      <Button
        size="small"
        text={words.after}
        disabled={last >= page.learned_total}
        onClick={() => go({ ...at, offset: at.offset + PAGE })}
      />
    </div>
  );
}
