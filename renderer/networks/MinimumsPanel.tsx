import { Button, InputGroup } from '@blueprintjs/core';
import type { SyntheticEvent } from 'react';
import { useState } from 'react';
import type { NetworksPage } from '../../shared/contract.ts';
import { MINIMUM_DEFAULTS, Minimums } from '../../shared/networks.ts';
import { count } from '../format/number.ts';
import { Panel } from '../parts/Panel.tsx';
import { TimeRange } from '../parts/Time.tsx';
import { datasetTitle, text } from '../text.ts';
import type { Change } from './queries.ts';

const words = text.networks;
const NAMES = ['devices', 'days'] as const;

interface MinimumsProps {
  page: NetworksPage;
  busy: boolean;
  change: (change: Change) => void;
}

/** From when on a learned network counts, and which logs it is learned from. */
export function MinimumsPanel({ page, busy, change }: MinimumsProps) {
  return (
    <Panel title={words.minimums} testId="network-minimums">
      <div className="stack">
        <p>{words.minimumsHelp}</p>
        <Form key={JSON.stringify(page.minimums)} minimums={page.minimums} busy={busy} change={change} />
        <h3>{words.coverage}</h3>
        {page.coverage.length === 0 && <p className="not-run">{words.noAgents}</p>}
        <ul className="stack-list">
          {page.coverage.map((one) => (
            <li key={one.dataset}>
              {datasetTitle(one.dataset)}: {words.covered(one.devices, one.addresses)}{' '}
              <TimeRange from={one.first_timestamp} to={one.last_timestamp} />
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}

function Form({ minimums, busy, change }: { minimums: Minimums } & Omit<MinimumsProps, 'page'>) {
  const [typed, setTyped] = useState({ devices: String(minimums.devices), days: String(minimums.days) });
  const chosen = Minimums.safeParse({ devices: numberOf(typed.devices), days: numberOf(typed.days) });
  const changed = NAMES.some((name) => typed[name] !== String(minimums[name]));
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (chosen.success) change((networks) => networks.minimums(chosen.data));
  };
  return (
    <form className="stack" onSubmit={submit}>
      {NAMES.map((name) => (
        <label key={name} className="row-gap">
          <InputGroup
            inputMode="numeric"
            className="parameter-number"
            value={typed[name]}
            onChange={(event) => setTyped({ ...typed, [name]: event.currentTarget.value.trim() })}
          />
          {words.minimum[name]} ({text.hunts.defaultIs(count(MINIMUM_DEFAULTS[name]))})
        </label>
      ))}
      <div className="row-gap">
        <Button type="submit" text={words.minimumsSave} disabled={!changed || !chosen.success || busy} />
        <Button
          variant="minimal"
          text={words.minimumsReset}
          disabled={busy || NAMES.every((name) => minimums[name] === MINIMUM_DEFAULTS[name])}
          onClick={() => change((networks) => networks.minimums({}))}
        />
      </div>
    </form>
  );
}

const numberOf = (typed: string): number | null => (/^\d+$/.test(typed) ? Number(typed) : null);
